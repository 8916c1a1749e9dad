import type { Linie } from '../../vereinbarungen/index.ts';

export type Stand = 'gilt' | 'angehalten' | 'offen' | 'beendet' | 'kuenftig';

/** All lines of the agreements between the same two bodies in the same state: `an` works for `von`. */
export interface Beziehung {
  readonly von: string;
  readonly an: string;
  readonly stand: Stand;
  readonly leistungen: readonly string[];
}

/**
 * State of a line on a day: what is in force begins and ends by its days, not by its label alone; it ends with a body that merges, and
 * rests while its work is stopped.
 */
export function standAm(r: Pick<Linie, 'stand' | 'ab' | 'bis' | 'angehalten' | 'erloschen'>, heute: string): Stand {
  const ende = endeOf(r);
  if (ende !== null && ende <= heute) return 'beendet';
  if (r.stand === 'genehmigung_offen') return 'offen';
  if (r.ab !== null && r.ab > heute) return 'kuenftig';
  return r.angehalten ? 'angehalten' : 'gilt';
}

/** First day on which the line is over, however it comes to its end; null = open. */
export const endeOf = ({ bis, erloschen }: Pick<Linie, 'bis' | 'erloschen'>): string | null =>
  [bis, erloschen?.ab].filter((tag) => tag != null).sort()[0] ?? null;

export function beziehungen(regeln: readonly Linie[], heute: string): Beziehung[] {
  const alle = new Map<string, Beziehung>();
  for (const r of regeln) {
    const stand = standAm(r, heute);
    const name = `${r.von}/${r.an}/${stand}`;
    const alt = alle.get(name) ?? { von: r.von, an: r.an, stand, leistungen: [] };
    alle.set(name, { ...alt, leistungen: [...alt.leistungen, r.leistung] });
  }
  return [...alle.values()];
}
