/** Fewer people than this: a figure would tell of a person. */
export const MINDESTENS = 5;

/** Figures under this rule: available hours, hours lost, use of capacity, missing deputies, and every simulation of them. */
export interface Gruppe {
  readonly id: string;
  /** people whose time is in the figure */
  readonly personen: ReadonlySet<string>;
}

/**
 * Which figures of a house may be seen. A team with fewer than five people is not shown. Where the sum of the house is shown, what is
 * hidden must together be five people or nobody, else the difference would tell it: then the smallest team that is shown is hidden,
 * too. § 81 SächsPersVG (zu bestätigen).
 */
export function zeigbar(teams: readonly Gruppe[]): { haus: boolean; teams: ReadonlySet<string> } {
  // somebody may work in two teams
  const leute = (g: readonly Gruppe[]) => new Set(g.flatMap((x) => [...x.personen])).size;
  if (leute(teams) < MINDESTENS) return { haus: false, teams: new Set() };
  const offen = teams.filter((x) => x.personen.size >= MINDESTENS).sort((a, b) => a.personen.size - b.personen.size);
  const rest = () => leute(teams.filter((x) => !offen.includes(x)));
  while (offen.length > 0 && rest() > 0 && rest() < MINDESTENS) offen.shift();
  return { haus: true, teams: new Set(offen.map((x) => x.id)) };
}
