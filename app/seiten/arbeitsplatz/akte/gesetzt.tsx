import type { Ereignis } from '@rathausverbund/nachweis';
import type { GesetzteAngabe } from '../../../vorgaenge/index.ts';
import { Angaben, type Texte } from '../../komponenten/index.ts';
import { wann } from '../../personal/zeit.ts';
import type { TeilProps } from './teil-props.ts';
import { werHandelte } from './wer.ts';
import { wertText } from './werte.ts';

const angabenVon = (e: Ereignis) => (e.data['angaben'] ?? []) as unknown as readonly GesetzteAngabe[];
const wechsel = (t: Texte, a: GesetzteAngabe): string =>
  t('arbeitsplatz.werte.wechsel', { alt: wertText(t, a.alt), neu: wertText(t, a.neu) });

/** What a person set by hand, one text per value. */
export const gesetzteWerte = (t: Texte, e: Ereignis): string[] =>
  angabenVon(e).map((a) => `${a.pfad}: ${wechsel(t, a)}`);

/** Beside what the rules said: what no rule said, and who set it instead. */
export function Gesetzt({ deps, akte, e }: TeilProps & { e: Ereignis }) {
  const { t } = deps;
  return (
    <section class="haus-tisch__inhalt" aria-labelledby={`gesetzt-${e.n}`}>
      <h2 id={`gesetzt-${e.n}`}>{t('arbeitsplatz.werte.gesetzt')}</h2>
      <Angaben dicht angaben={angabenVon(e).map((a) => ({ name: a.pfad, wert: wechsel(t, a) }))} />
      <p>
        {t('arbeitsplatz.werte.gesetztVon', {
          wer: werHandelte(deps, akte, e),
          am: wann(t, e.at),
          begruendung: String(e.data['begruendung']),
        })}
      </p>
    </section>
  );
}
