import type { Leistung } from '../../../leistungen/index.ts';

const fold = (s: string): string => s.normalize('NFD').replace(/\p{M}/gu, '').replace(/ß/g, 'ss').toLowerCase();

/** Leistungen in whose name, search words or subject every word of the question occurs; an empty question finds all. */
export function findeLeistungen(leistungen: readonly Leistung[], frage: string): Leistung[] {
  const worte = fold(frage).split(/\s+/).filter(Boolean);
  return leistungen.filter(({ angaben: { name, suchworte, gegenstand } }) => {
    const text = fold([name, ...suchworte, gegenstand].join(' '));
    return worte.every((w) => text.includes(w));
  });
}
