/** Fewer people than this: a figure would tell of a person. */
export const MINDESTENS = 5;

/** Minutes that stand behind a figure, by person. */
export interface Beitraege {
  readonly personen: ReadonlyMap<string, number>;
  /** of posts that do not say whose they are: nobody knows how many people, so they count as none */
  readonly ohneNamen: number;
}

/** Somebody with less than this part of what one person may have says nothing: the figure would be that person's. */
const VIERTEL = 1 / 4;

/**
 * How many people really stand behind a figure. With five of them nobody has more than half of it. Time without a name may all be that
 * of the person with most of it.
 */
export function zaehlePersonen({ personen, ohneNamen }: Beitraege): number {
  const zeiten = [...personen.values()].filter((m) => m > 0);
  const meiste = Math.max(0, ...zeiten) + ohneNamen;
  return zeiten.filter((m) => m >= meiste * VIERTEL).length;
}

export const genug = (b: Beitraege): boolean => zaehlePersonen(b) >= MINDESTENS;

/** Somebody may work in two of them. */
function zusammen(teile: readonly Beitraege[]): Beitraege {
  const personen = new Map<string, number>();
  for (const [person, minuten] of teile.flatMap((x) => [...x.personen]))
    personen.set(person, (personen.get(person) ?? 0) + minuten);
  return { personen, ohneNamen: teile.reduce((n, x) => n + x.ohneNamen, 0) };
}

const leer = (b: Beitraege): boolean => b.ohneNamen === 0 && [...b.personen.values()].every((m) => m === 0);

/** Figures under this rule: available hours, work against time, and every what-if of them. */
export type Gruppe = Beitraege & { readonly id: string };

/**
 * Which figures of a house may be seen. A team behind which fewer than five people stand is not shown. Where the sum of the house is
 * shown, what is hidden must together be five people or nothing, else the difference would tell it: then the smallest team that is
 * shown is hidden, too. § 81 SächsPersVG (zu bestätigen).
 */
export function zeigbar(teams: readonly Gruppe[]): { haus: boolean; teams: ReadonlySet<string> } {
  const offen = teams.filter(genug).sort((a, b) => zaehlePersonen(a) - zaehlePersonen(b));
  const rest = () => zusammen(teams.filter((x) => !offen.includes(x)));
  while (offen.length > 0 && !leer(rest()) && !genug(rest())) offen.shift();
  return { haus: offen.length > 0 || genug(rest()), teams: new Set(offen.map((x) => x.id)) };
}
