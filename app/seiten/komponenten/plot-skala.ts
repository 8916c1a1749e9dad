/** Where an axis begins and ends, and where it carries a figure. */
export interface Skala {
  readonly von: number;
  readonly bis: number;
  readonly marken: readonly number[];
}

/**
 * An axis over these values with at most seven round figures. It always holds 0: what starts elsewhere makes small differences look
 * large. Where every value is whole, so is every figure: there is no half case. `feinste` is the smallest step that can be written.
 */
export function skala(werte: readonly number[], feinste = 0): Skala {
  const von = Math.min(0, ...werte);
  const bis = Math.max(0, ...werte);
  const mindestens = werte.every(Number.isInteger) ? 1 : feinste;
  const schritt = runderSchritt(Math.max((bis - von || 1) / 5, mindestens));
  const [erste, letzte] = [Math.floor(von / schritt), Math.max(Math.ceil(bis / schritt), 1)];
  const marken = Array.from({ length: letzte - erste + 1 }, (_, i) => rund((erste + i) * schritt));
  return { von: marken[0] ?? 0, bis: marken.at(-1) ?? 1, marken };
}

/** 1, 2 or 5 times a power of ten, not smaller than `mindestens`. */
function runderSchritt(mindestens: number): number {
  const potenz = 10 ** Math.floor(Math.log10(mindestens));
  const faktor = [1, 2, 5, 10].find((f) => f * potenz >= mindestens * (1 - 1e-9)) ?? 10;
  return faktor * potenz;
}

/** 3 × 0.1 is shown as 0.3. */
const rund = (n: number): number => Number(n.toPrecision(12));
