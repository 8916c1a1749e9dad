import { type GruppenLast, type Lastwoche, wochenname } from '../../../steuerung/index.ts';
import type { SeitenDeps } from '../../deps.ts';
import { stunden, stundenZahl } from './zahlen.ts';

/** What a leader must know of a group in plain words, the worst first. Weeks that may not be shown say nothing. */
export function warnungen({ t, katalog }: SeitenDeps, g: GruppenLast): string[] {
  const gruppe = g.name;
  const sichtbar = g.wochen.filter((w): w is Lastwoche => w !== null);
  const namen = (wochen: readonly Lastwoche[]) => aufzaehlung(wochen.map((w) => wochenname(w.montag)));
  const mit = (u: Lastwoche['urteil']) => sichtbar.filter((w) => w.urteil === u);
  const saetze = mit('reicht-nicht').map((w) =>
    t('last.warnung.zuWenig', {
      woche: wochenname(w.montag),
      gruppe,
      arbeit: stunden(t, w.arbeit.erwartet),
      von: stundenZahl(w.arbeit.von),
      bis: stundenZahl(w.arbeit.bis),
      zeit: stunden(t, w.verfuegbar),
    }),
  );
  if (mit('knapp').length > 0) saetze.push(t('last.warnung.knapp', { gruppe, wochen: namen(mit('knapp')) }));
  const allein = g.wochen.filter((w, i): w is Lastwoche => w !== null && (g.ohneVertretung[i] ?? 0) > 0);
  if (allein.length > 0) saetze.push(t('last.warnung.vertretung', { gruppe, wochen: namen(allein) }));
  if (mit('luft').length > 0) saetze.push(t('last.warnung.luft', { gruppe, wochen: namen(mit('luft')) }));
  if (g.ohne.length > 0)
    saetze.push(t('last.warnung.ohne', { gruppe, leistungen: g.ohne.map((l) => katalog.name(l)).join(', ') }));
  return saetze;
}

/** "KW 51, KW 52 und KW 1" */
export function aufzaehlung(worte: readonly string[]): string {
  const letztes = worte.at(-1) ?? '';
  return worte.length < 2 ? letztes : `${worte.slice(0, -1).join(', ')} und ${letztes}`;
}
