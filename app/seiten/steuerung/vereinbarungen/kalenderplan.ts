import { geltungen, type Linie, type Regel, type Stand } from '../../../vereinbarungen/index.ts';

/** A stretch of a line within the year: from `x0` to `x1`, shares of the year. */
export interface Balken {
  art: Regel['art'];
  wer: string;
  titel: string;
  ab: string | null;
  bis: string | null;
  /** `niemand`: who worked is no body any more, and the agreement binds nobody else; `pause`: suspended for these days */
  stand: 'gilt' | 'ruht' | 'wartet' | 'niemand' | 'pause';
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

/** A merger cuts a line: a place that is no more has none, and where who worked is no more, the rest of the line is work of nobody. */
function teile(l: Linie): (Linie & { niemand: boolean })[] {
  const { erloschen: e } = l;
  if (e === null || (l.bis !== null && l.bis <= e.ab)) return [{ ...l, niemand: false }];
  const davor = l.ab !== null && e.ab <= l.ab ? [] : [{ ...l, bis: e.ab, niemand: false }];
  const danach = e.wer === 'an' ? [{ ...l, ab: l.ab !== null && e.ab <= l.ab ? l.ab : e.ab, niemand: true }] : [];
  return [...davor, ...danach];
}

const standOf = (r: Linie & { niemand: boolean }): Balken['stand'] =>
  r.niemand ? 'niemand' : r.stand === 'genehmigung_offen' ? 'wartet' : r.angehalten ? 'ruht' : 'gilt';

/** The pauses of the own agreements, as far as they lie within their days: lines that say that nobody else works. */
export const pausenOf = (staende: readonly Stand[]): Pausenlinie[] =>
  staende.flatMap((s) =>
    geltungen(s).flatMap((g) =>
      s.pausen.flatMap((p) => {
        const ab = g.ab < p.ab ? p.ab : g.ab;
        const bis = [p.bis, g.bis].filter((tag) => tag !== null).sort()[0] ?? null;
        if (bis !== null && bis <= ab) return [];
        const { art, auftraggeber: von, auftragnehmer: an, titel, leistungen } = g.fassung.inhalt;
        return art === 'personal' ? [] : leistungen.map((leistung) => ({ art, von, an, titel, leistung, ab, bis }));
      }),
    ),
  );
type Pausenlinie = Pick<Regel, 'art' | 'von' | 'an' | 'titel' | 'leistung' | 'ab' | 'bis'>;

export function plane(
  linien: readonly Linie[],
  pausen: readonly Pausenlinie[],
  jahr: number,
  name: { ort(id: string): string; leistung(schluessel: string): string },
): Reihe[] {
  const [anfang, ende] = [`${jahr}-01-01`, `${jahr + 1}-01-01`];
  const laenge = (Date.parse(ende) - Date.parse(anfang)) / TAG;
  const anteil = (tag: string) => Math.min(1, Math.max(0, (Date.parse(tag) - Date.parse(anfang)) / TAG / laenge));
  const reihen = new Map<string, Reihe>();
  const alle = [
    ...linien.flatMap(teile).map((r) => ({ ...r, wie: standOf(r) })),
    ...pausen.map((p) => ({ ...p, wie: 'pause' as const })),
  ];
  for (const r of alle) {
    if ((r.ab !== null && r.ab >= ende) || (r.bis !== null && r.bis <= anfang)) continue;
    const [ort, leistung] = [name.ort(r.von), name.leistung(r.leistung)];
    const da = reihen.get(`${ort}/${leistung}`) ?? { ort, leistung, balken: [] };
    const { art, titel, ab, bis } = r;
    const balken: Balken = {
      art,
      // suspended: the place does it itself
      wer: r.wie === 'pause' ? ort : name.ort(r.an),
      titel,
      ab,
      bis,
      stand: r.wie,
      x0: ab === null ? 0 : anteil(ab),
      x1: bis === null ? 1 : anteil(bis),
    };
    reihen.set(`${ort}/${leistung}`, { ...da, balken: [...da.balken, balken].sort((a, b) => a.x0 - b.x0) });
  }
  return [...reihen.values()].sort(
    (a, b) => a.ort.localeCompare(b.ort, 'de') || a.leistung.localeCompare(b.leistung, 'de'),
  );
}
