import { addDays, type LocalDate } from '@rathausverbund/fristen';
import type { ComponentChildren } from 'preact';
import type { Einrichtung, Schalter } from '../../../steuerung/index.ts';
import { Aufklappen, Knoepfe, Knopf, LeererZustand, VersteckteFelder, type Versuch } from '../../komponenten/index.ts';
import { tagText } from '../../personal/zeit.ts';
import { type Basis, wegOf } from './kopf.tsx';

export type Props = Basis & { schalter: Schalter; e: Einrichtung; versuch: Versuch | undefined; getan: boolean };

/** One kind of entry: heading, what it is for, what is there, a form for more. */
export function Abschnitt({ titel, hilfe, children }: { titel: string; hilfe?: string; children: ComponentChildren }) {
  return (
    <section class="haus-tisch__inhalt" aria-label={titel}>
      <h2>{titel}</h2>
      {hilfe && <p>{hilfe}</p>}
      {children}
    </section>
  );
}

/** What is entered, each with a button to take it out. */
export function Liste({
  deps: { t },
  was,
  zeilen,
}: Props & { was: string; zeilen: readonly (readonly [string, string])[] }) {
  if (zeilen.length === 0) return <LeererZustand titel={t('last.einrichten.leer')} />;
  return (
    <ul class="haus-punkte">
      {zeilen.map(([id, text]) => (
        <li class="haus-eintrag">
          {text}
          <form method="post" action={wegOf('einrichten')}>
            <VersteckteFelder felder={{ was, id }} />
            <Knopf klein rang="tertiary">
              {t('last.einrichten.loeschen')}
              <span class="kern-sr-only"> {text}</span>
            </Knopf>
          </form>
        </li>
      ))}
    </ul>
  );
}

/** A form that opens when it is wanted (at once with `offen`), and stays open when something in it was refused. */
export function Neu({
  deps: { t },
  versuch,
  was,
  titel,
  offen = false,
  children,
}: Props & { was: string; titel: string; offen?: boolean; children: ComponentChildren }) {
  return (
    <Aufklappen titel={titel} offen={offen || versuch?.formular === was}>
      <form class="haus-formular" method="post" action={wegOf('einrichten')}>
        <VersteckteFelder felder={{ was }} />
        {children}
        <Knoepfe>
          <Knopf>{t('last.einrichten.speichern')}</Knopf>
        </Knoepfe>
      </form>
    </Aufklappen>
  );
}

/** "01.11.2026 bis 24.12.2026", both days included */
export const zeitraum = ({ deps: { t } }: Props, ab: LocalDate, bis: LocalDate | null): string =>
  bis === null
    ? t('last.einrichten.abOffen', { ab: tagText(ab) })
    : t('last.einrichten.vonBis', { ab: tagText(ab), bis: tagText(addDays(bis, -1)) });
