/**
 * Rules that come with a grant, as data with the day from which they apply to a Bescheid. Source: Nebenbestimmungen für Zuwendungen
 * an kommunale Körperschaften (ANBest-K), annex to the VwV on § 44 SäHO. None of these could be checked word for word here:
 * all are `zu bestätigen`, and a Bescheid may say otherwise.
 */
export interface Foerderregel {
  /** local date of the Bescheid from which it applies */
  readonly ab: string;
  readonly quelle: string;
  readonly zuBestaetigen: boolean;
  /** money is called for payments due within so many months */
  readonly abrufMonate: number;
  /** a single line may be exceeded by so many percent when others are spared */
  readonly ueberschreitungProzent: number;
  /** Verwendungsnachweis so many months after the purpose period */
  readonly nachweisMonate: number;
  /** warn so many days before the purpose period ends */
  readonly warnTage: number;
}

export const FOERDERREGELN: readonly Foerderregel[] = [
  {
    ab: '2000-01-01',
    quelle: 'ANBest-K Nr. 1.2, 1.3 und 6.1, Anlage zur VwV zu § 44 SäHO',
    zuBestaetigen: true,
    abrufMonate: 2,
    ueberschreitungProzent: 20,
    nachweisMonate: 12,
    warnTage: 90,
  },
];

/** The rule for a Bescheid of this day. */
export function foerderregelAm(tag: string): Foerderregel {
  const regel = FOERDERREGELN.findLast((r) => r.ab <= tag);
  if (!regel) throw new RangeError(`no rule for ${tag}`);
  return regel;
}
