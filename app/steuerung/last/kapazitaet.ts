import type { LocalDate } from '@rathausverbund/fristen';
import type { Abwesenheit, Planstelle } from './model.ts';

/** Sums of a team in a week. */
export interface Kapazitaet {
  readonly minuten: number;
  /** counted by the rule of five, never shown */
  readonly personen: ReadonlySet<string>;
  /** posts that are away on a day on which their deputy is away, too, or that have none */
  readonly ohneVertretung: number;
}

const gilt = (p: Pick<Planstelle, 'ab' | 'bis'>, tag: LocalDate): boolean =>
  p.ab <= tag && (p.bis === null || tag < p.bis);

/** Is somebody away on that day? */
export const abwesend = (alle: readonly Abwesenheit[], planstelle: string, tag: LocalDate): boolean =>
  alle.some((a) => a.planstelle === planstelle && a.ab <= tag && tag < a.bis);

/** A fifth of the weekly hours on each working day in `tage`: holidays and days away take theirs with them. */
export function kapazitaetIn(
  tage: readonly LocalDate[],
  planstellen: readonly Planstelle[],
  abwesenheiten: readonly Abwesenheit[],
): Kapazitaet {
  const personen = new Set<string>();
  let [minuten, ohneVertretung] = [0, 0];
  for (const p of planstellen) {
    const da = tage.filter((tag) => gilt(p, tag));
    if (da.length === 0) continue;
    personen.add(p.mitarbeiter ?? p.id);
    const weg = da.filter((tag) => abwesend(abwesenheiten, p.id, tag));
    minuten += (p.minuten / 5) * (da.length - weg.length);
    const vertreten = (tag: LocalDate) => p.vertretung !== null && !abwesend(abwesenheiten, p.vertretung, tag);
    if (weg.some((tag) => !vertreten(tag))) ohneVertretung++;
  }
  return { minuten: Math.round(minuten), personen, ohneVertretung };
}
