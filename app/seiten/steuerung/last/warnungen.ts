import { addDays, type LocalDate } from '@rathausverbund/fristen';
import { type GruppenLast, type Lastwoche, wochenname } from '../../../steuerung/index.ts';
import type { SeitenDeps } from '../../deps.ts';
import type { Texte } from '../../komponenten/index.ts';
import { stunden, stundenZahl } from './zahlen.ts';

/** What a leader must know of a group in plain words, the worst first. What may not be shown says nothing. */
export function warnungen({ t, katalog }: SeitenDeps, g: GruppenLast): string[] {
  const gruppe = g.name;
  const namen = (wochen: readonly Lastwoche[]) =>
    wochenliste(
      t,
      wochen.map((w) => w.montag),
    );
  const mit = (u: Lastwoche['urteil']) => g.wochen.filter((w) => w.urteil === u);
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
  if (mit('luft').length > 0) saetze.push(t('last.warnung.luft', { gruppe, wochen: namen(mit('luft')) }));
  if (g.ohne.length > 0)
    saetze.push(t('last.warnung.ohne', { gruppe, leistungen: g.ohne.map((l) => katalog.name(l)).join(', ') }));
  return saetze;
}

/** "KW 48 und KW 50 bis KW 1": three in a row or more are told by the first and the last */
export function wochenliste(t: Texte, montage: readonly LocalDate[]): string {
  const reihen: LocalDate[][] = [];
  for (const m of montage) {
    const letzte = reihen.at(-1);
    if (letzte && addDays(letzte.at(-1) ?? m, 7) === m) letzte.push(m);
    else reihen.push([m]);
  }
  return aufzaehlung(
    reihen.flatMap((r) => {
      const [von = '', bis = ''] = [r[0], r.at(-1)].map((m) => (m ? wochenname(m) : ''));
      return r.length < 3 ? r.map(wochenname) : [t('last.warnung.vonBis', { von, bis })];
    }),
  );
}

/** "KW 51, KW 52 und KW 1" */
export function aufzaehlung(worte: readonly string[]): string {
  const letztes = worte.at(-1) ?? '';
  return worte.length < 2 ? letztes : `${worte.slice(0, -1).join(', ')} und ${letztes}`;
}
