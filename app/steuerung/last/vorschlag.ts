/** A case that nobody has yet, or whose Frist is near. Ids of people are those of staff. */
export interface Fall {
  readonly vorgang: string;
  readonly betreff: string;
  readonly befangen: readonly string[];
  readonly abgelehnt: readonly string[];
  /** who has already worked on it */
  readonly kennen: readonly string[];
}

/** Somebody of the own house, as far as a proposal needs to know. */
export interface Kandidat {
  readonly person: string;
  readonly name: string;
  /** works on this Leistung by role */
  readonly kann: boolean;
  readonly da: boolean;
  /** people for whom she is the deputy today */
  readonly vertritt: readonly string[];
}

export type Grund = 'kennt' | 'vertritt' | 'kann';

export interface Vorschlag {
  readonly person: string;
  readonly name: string;
  readonly grund: Grund;
  /** her name stands in the case: whether that means anything, a person must say (§ 20 VwVfG) */
  readonly namensgleich: boolean;
}

const RANG: Record<Grund, number> = { kennt: 0, vertritt: 1, kann: 2 };

/**
 * Who could work on it, the best first: knows the case, stands in for who knows it, has the role. Never who declared a conflict, was
 * turned down for it, is away, or lacks the role. How much anybody has already is not counted: equal candidates take turns by the
 * number of the case.
 */
export function schlageVor(f: Fall, kandidaten: readonly Kandidat[]): Vorschlag[] {
  const moeglich = kandidaten
    .filter((k) => k.kann && k.da && !f.befangen.includes(k.person) && !f.abgelehnt.includes(k.person))
    .sort((a, b) => (a.person < b.person ? -1 : 1));
  const beginn = Number.parseInt(f.vorgang.slice(-8), 16) % Math.max(moeglich.length, 1);
  return [...moeglich.slice(beginn), ...moeglich.slice(0, beginn)]
    .map((k) => ({
      person: k.person,
      name: k.name,
      grund: grundOf(f, k),
      namensgleich: istNamensgleich(f.betreff, k.name),
    }))
    .sort((a, b) => RANG[a.grund] - RANG[b.grund] || Number(a.namensgleich) - Number(b.namensgleich));
}

const grundOf = (f: Fall, k: Kandidat): Grund =>
  f.kennen.includes(k.person) ? 'kennt' : k.vertritt.some((p) => f.kennen.includes(p)) ? 'vertritt' : 'kann';

const falte = (s: string): string => s.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();

/** Does the family name stand in the case's heading as a word of its own? */
export function istNamensgleich(betreff: string, name: string): boolean {
  const nachname = falte(name.trim().split(/\s+/).at(-1) ?? '');
  return (
    nachname.length > 1 &&
    falte(betreff)
      .split(/[^\p{L}-]+/u)
      .includes(nachname)
  );
}
