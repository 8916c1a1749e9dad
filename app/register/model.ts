/** A state of a dog's record, as far as it says from when to when the dog is kept. */
export interface Zustand {
  id: string;
  stand: number;
  leistung: string;
  oertlich: string;
  /** first local date; null where no day is left, which no first state says */
  ab: string | null;
  /** first local date without it; null = kept */
  ende: string | null;
}

/** How the stock of dogs changes from a day on: one more, one less, or one that was taken off by mistake. */
export interface Bestandsaenderung {
  id: string;
  /** the state of the record that changes it; the first is the beginning of the keeping */
  stand: number;
  leistung: string;
  oertlich: string;
  /** local date */
  tag: string;
  menge: 1 | -1;
  /** the state whose change it takes back */
  zu: number | null;
}

/** @param staende of any dogs, those of one in their order */
export function bestandsaenderungen(staende: readonly Zustand[]): Bestandsaenderung[] {
  /** since which state the dog is gone, and from which day; null = it is kept */
  const zuletzt = new Map<string, { beendet: number; ende: string } | null>();
  return staende.flatMap(({ id, stand, leistung, oertlich, ab, ende }): Bestandsaenderung[] => {
    const vorher = zuletzt.get(id);
    const dieser = { id, stand, leistung, oertlich };
    zuletzt.set(id, ende === null ? null : (vorher ?? { beendet: stand, ende }));
    if (vorher === undefined) return ab === null ? [] : [{ ...dieser, tag: ab, menge: 1, zu: null }];
    if (vorher === null && ende !== null) return [{ ...dieser, tag: ende, menge: -1, zu: null }];
    if (vorher !== null && ende === null) return [{ ...dieser, tag: vorher.ende, menge: 1, zu: vorher.beendet }];
    return [];
  });
}
