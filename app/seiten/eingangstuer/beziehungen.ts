import type { Regel } from '../../vereinbarungen/index.ts';

export type Stand = 'gilt' | 'offen' | 'beendet' | 'kuenftig';

/** All lines of the agreements between the same two bodies in the same state: `an` works for `von`. */
export interface Beziehung {
  readonly von: string;
  readonly an: string;
  readonly stand: Stand;
  readonly leistungen: readonly string[];
}

/** State of a line on a day: what is in force begins and ends by its days, not by its label alone. */
export function standAm(r: Pick<Regel, 'stand' | 'ab' | 'bis'>, heute: string): Stand {
  if (r.stand === 'genehmigung_offen') return 'offen';
  if (r.bis !== null && r.bis <= heute) return 'beendet';
  return r.ab !== null && r.ab > heute ? 'kuenftig' : 'gilt';
}

export function beziehungen(regeln: readonly Regel[], heute: string): Beziehung[] {
  const alle = new Map<string, Beziehung>();
  for (const r of regeln) {
    const stand = standAm(r, heute);
    const name = `${r.von}/${r.an}/${stand}`;
    const alt = alle.get(name) ?? { von: r.von, an: r.an, stand, leistungen: [] };
    alle.set(name, { ...alt, leistungen: [...alt.leistungen, r.leistung] });
  }
  return [...alle.values()];
}
