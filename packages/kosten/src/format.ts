/** Whole cents for people: "1.250,00 €", "−3,50 €". */
export const formatEuro = (cent: number): string => formatPreis(cent * 100);

/** A price in ten-thousandths of a euro, as exact as it is: 95000 → "9,50 €", 995 → "0,0995 €". */
export function formatPreis(zehntausendstel: number): string {
  const betrag = Math.abs(zehntausendstel);
  const ganze = String(Math.floor(betrag / 10_000)).replace(/\B(?=(\d{3})+$)/g, '.');
  const rest = String(betrag % 10_000)
    .padStart(4, '0')
    .replace(/0{1,2}$/, '');
  return `${zehntausendstel < 0 ? '−' : ''}${ganze},${rest} €`;
}
