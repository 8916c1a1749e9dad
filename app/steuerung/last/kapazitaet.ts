import type { LocalDate } from '@rathausverbund/fristen';
import type { Abwesenheit, Planstelle } from './model.ts';
import { type Beitraege, genug } from './schutz.ts';

const gilt = (p: Pick<Planstelle, 'ab' | 'bis'>, tag: LocalDate): boolean =>
  p.ab <= tag && (p.bis === null || tag < p.bis);

/** Is somebody away on that day? */
export const abwesend = (alle: readonly Abwesenheit[], planstelle: string, tag: LocalDate): boolean =>
  alle.some((a) => a.planstelle === planstelle && a.ab <= tag && tag < a.bis);

/** Who stands in while a post is away: `fehlt` where none is entered, `weg` where the deputy is away on one of these days, too. */
export function vertretungIn(
  a: Abwesenheit,
  planstellen: readonly Planstelle[],
  alle: readonly Abwesenheit[],
): 'da' | 'weg' | 'fehlt' {
  const vertretung = planstellen.find((p) => p.id === a.planstelle)?.vertretung ?? null;
  if (vertretung === null) return 'fehlt';
  return alle.some((x) => x.planstelle === vertretung && x.ab < a.bis && a.ab < x.bis) ? 'weg' : 'da';
}

/** Minutes by whose they are: a person, or a post that does not say so. */
interface Anteile {
  readonly personen: Map<string, number>;
  readonly ohneNamen: Map<string, number>;
}

/** A fifth of the weekly hours on each of these days on which the post is there. */
function anteileIn(
  tage: readonly LocalDate[],
  planstellen: readonly Planstelle[],
  abwesenheiten: readonly Abwesenheit[],
): Anteile {
  const a: Anteile = { personen: new Map(), ohneNamen: new Map() };
  for (const p of planstellen) {
    const da = tage.filter((tag) => gilt(p, tag) && !abwesend(abwesenheiten, p.id, tag)).length;
    const [wohin, wer] = p.mitarbeiter === null ? [a.ohneNamen, p.id] : [a.personen, p.mitarbeiter];
    wohin.set(wer, (wohin.get(wer) ?? 0) + (p.minuten / 5) * da);
  }
  return a;
}

const summe = (werte: Iterable<number>): number => [...werte].reduce((n, x) => n + x, 0);
const minutenOf = (a: Anteile): number => summe(a.personen.values()) + summe(a.ohneNamen.values());

/** What the posts of a day give, as the rule of five counts it; days away do not matter for it. */
export function beitraegeAm(tag: LocalDate, planstellen: readonly Planstelle[]): Beitraege {
  const { personen, ohneNamen } = anteileIn([tag], planstellen, []);
  return { personen, ohneNamen: summe(ohneNamen.values()) };
}

/**
 * Minutes of a group, week by week, that may be shown together: no two weeks, and no sum or difference of any of them, tell of fewer than
 * five people. The base is what the posts of the first day give on every working day. A week is told as it is only where those who are
 * away, come or go leave, with all weeks told so far, nobody alone: people who are there at the same times are one class, and each
 * class must be five. Otherwise the week stays as the base says.
 * @param wochen working days of each week
 */
export function zeigbareMinuten(
  wochen: readonly (readonly LocalDate[])[],
  planstellen: readonly Planstelle[],
  abwesenheiten: readonly Abwesenheit[],
): number[] {
  const erster = wochen.flat()[0];
  const basis = anteileIn(erster === undefined ? [] : [erster], planstellen, []);
  const gezeigt: Anteile[] = [basis];
  return wochen.map((tage) => {
    const woche = anteileIn(tage, planstellen, abwesenheiten);
    const jeTag = teile(woche, tage.length);
    if (tage.length > 0 && klassenOf([...gezeigt, jeTag]).every(genug)) {
      gezeigt.push(jeTag);
      return Math.round(minutenOf(woche));
    }
    return Math.round(minutenOf(basis) * tage.length);
  });
}

const teile = (a: Anteile, durch: number): Anteile => {
  const geteilt = (m: Map<string, number>) => new Map([...m].map(([wer, minuten]) => [wer, minuten / durch]));
  return { personen: geteilt(a.personen), ohneNamen: geteilt(a.ohneNamen) };
};

/** Those whose time is the same multiple of their most in all of these: only all of a class together can be computed from the sums. */
function klassenOf(alle: readonly Anteile[]): Beitraege[] {
  const klassen = new Map<string, { personen: Map<string, number>; ohneNamen: number }>();
  for (const art of ['personen', 'ohneNamen'] as const)
    for (const wer of new Set(alle.flatMap((a) => [...a[art].keys()]))) {
      const zeiten = alle.map((a) => a[art].get(wer) ?? 0);
      const meiste = Math.max(...zeiten);
      if (meiste === 0) continue;
      const muster = zeiten.map((m) => Math.round((m / meiste) * 1e6)).join(' ');
      const klasse = klassen.get(muster) ?? { personen: new Map<string, number>(), ohneNamen: 0 };
      if (art === 'personen') klasse.personen.set(wer, meiste);
      else klasse.ohneNamen += meiste;
      klassen.set(muster, klasse);
    }
  return [...klassen.values()];
}
