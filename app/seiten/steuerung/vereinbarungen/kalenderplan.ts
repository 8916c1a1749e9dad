import type { Regel } from '../../../vereinbarungen/index.ts';

/** A stretch of a line within the year: from `x0` to `x1`, shares of the year. */
export interface Balken {
  art: Regel['art'];
  wer: string;
  titel: string;
  ab: string | null;
  bis: string | null;
  stand: 'gilt' | 'wartet';
  x0: number;
  x1: number;
}

/** Who works for a place on a Leistung, over a year; where no stretch lies, the place does it itself. */
export interface Reihe {
  ort: string;
  leistung: string;
  balken: Balken[];
}

const TAG = 86_400_000;

export function plane(
  regeln: readonly Regel[],
  jahr: number,
  name: { ort(id: string): string; leistung(schluessel: string): string },
): Reihe[] {
  const [anfang, ende] = [`${jahr}-01-01`, `${jahr + 1}-01-01`];
  const laenge = (Date.parse(ende) - Date.parse(anfang)) / TAG;
  const anteil = (tag: string) => Math.min(1, Math.max(0, (Date.parse(tag) - Date.parse(anfang)) / TAG / laenge));
  const reihen = new Map<string, Reihe>();
  for (const r of regeln) {
    if ((r.ab !== null && r.ab >= ende) || (r.bis !== null && r.bis <= anfang)) continue;
    const [ort, leistung] = [name.ort(r.von), name.leistung(r.leistung)];
    const da = reihen.get(`${ort}/${leistung}`) ?? { ort, leistung, balken: [] };
    const { art, titel, ab, bis } = r;
    const balken: Balken = {
      art,
      wer: name.ort(r.an),
      titel,
      ab,
      bis,
      stand: r.stand === 'genehmigung_offen' ? 'wartet' : 'gilt',
      x0: ab === null ? 0 : anteil(ab),
      x1: bis === null ? 1 : anteil(bis),
    };
    reihen.set(`${ort}/${leistung}`, { ...da, balken: [...da.balken, balken].sort((a, b) => a.x0 - b.x0) });
  }
  return [...reihen.values()].sort(
    (a, b) => a.ort.localeCompare(b.ort, 'de') || a.leistung.localeCompare(b.leistung, 'de'),
  );
}
