import { zusammenfassung } from '@rathausverbund/formular';
import type { ComponentProps } from 'preact';
import {
  Angaben,
  Hinweis,
  KnopfLink,
  LeererZustand,
  Tabelle,
  type Texte,
  Zusammenfassung,
} from '../../komponenten/index.ts';
import { wann } from '../../personal/zeit.ts';
import type { TeilProps } from './teil-props.ts';
import { verlauf } from './verlauf.ts';
import { Vollstaendig } from './vollstaendig.tsx';

/** What was applied for, as the form asked it. */
export function Antrag({ deps: { t }, akte: { vorgang, leistung } }: TeilProps) {
  return (
    <>
      <Angaben
        dicht
        angaben={[
          { name: t('arbeitsplatz.antrag.eingang'), wert: wann(t, vorgang.eingegangen) },
          { name: t('arbeitsplatz.antrag.kanal'), wert: t(`arbeitsplatz.kanal.${vorgang.kanal}`) },
          {
            name: t('arbeitsplatz.antrag.niveau'),
            wert: vorgang.niveau ? t(`arbeitsplatz.niveau.${vorgang.niveau}`) : t('arbeitsplatz.wert.leer'),
          },
        ]}
      />
      <Zusammenfassung t={t} abschnitte={zusammenfassung(leistung.formular, vorgang.antworten as never)} dicht />
    </>
  );
}

/** Documents; the chosen one lies beside as the browser shows it. */
export function Unterlagen({
  deps: { t },
  akte: { dokumente, zeile },
  gewaehlt,
  teilWeg,
}: TeilProps & { gewaehlt: string; teilWeg: string }) {
  const nachweis = <Nachweis t={t} vorgang={zeile.id} />;
  if (dokumente.length === 0)
    return (
      <>
        <LeererZustand titel={t('arbeitsplatz.leer.unterlagen')} />
        {nachweis}
      </>
    );
  const weg = (id: string) => `/arbeitsplatz/vorgang/${zeile.id}/dokument/${id}`;
  const offen = dokumente.find((d) => d.id === gewaehlt);
  return (
    <>
      <Tabelle
        id="unterlagen"
        titel={t('arbeitsplatz.teil.unterlagen')}
        titelVersteckt
        dicht
        stapeln
        spalten={['titel', 'erstellt', 'siegel', 'daneben'].map((s, i) => ({
          titel: t(`arbeitsplatz.unterlagen.${s}`),
          zeilenkopf: i === 0,
        }))}
        zeilen={dokumente.map((d) => ({
          hervor: d.id === gewaehlt,
          zellen: [
            <a href={weg(d.id)}>{d.titel}</a>,
            wann(t, d.erstellt),
            t(
              `arbeitsplatz.unterlagen.${d.gesiegelt ? 'gesiegelt' : d.art === 'unterlage' ? 'eingereicht' : 'ungesiegelt'}`,
            ),
            <a href={`${teilWeg}&dokument=${d.id}#daneben`}>
              {t('arbeitsplatz.unterlagen.zeigen')}
              <span class="kern-sr-only">: {d.titel}</span>
            </a>,
          ],
        }))}
      />
      {nachweis}
      {offen && (
        <section id="daneben" aria-labelledby="daneben-titel">
          <h2 id="daneben-titel">{offen.titel}</h2>
          {offen.datei.mime.startsWith('image/') ? (
            <img class="haus-bild" src={weg(offen.id)} alt={offen.titel} />
          ) : (
            <object data={weg(offen.id)} type={offen.datei.mime} width="100%" height="900" aria-label={offen.titel}>
              <KnopfLink weg={weg(offen.id)} symbol="open-in-new">
                {t('arbeitsplatz.unterlagen.oeffnen')}
              </KnopfLink>
            </object>
          )}
        </section>
      )}
    </>
  );
}

/** The whole case as a proof to take along. */
const Nachweis = ({ t, vorgang }: { t: Texte; vorgang: string }) => (
  <>
    <p>
      <KnopfLink klein symbol="download" weg={`/arbeitsplatz/vorgang/${vorgang}/nachweis`}>
        {t('arbeitsplatz.nachweis.laden')}
      </KnopfLink>
    </p>
    <p>{t('arbeitsplatz.nachweis.text')}</p>
  </>
);

/** All events in plain words, and whether the file is whole. */
export function Verlauf({
  deps,
  akte,
  vollstaendig,
}: TeilProps & { vollstaendig?: ComponentProps<typeof Vollstaendig>['v'] | undefined }) {
  const { t } = deps;
  const zeilen = verlauf(deps, akte);
  return (
    <>
      {vollstaendig && <Vollstaendig t={t} v={vollstaendig} />}
      {zeilen.some((z) => z.nachgestellt) && (
        <Hinweis t={t} ton="info" titel={t('arbeitsplatz.verlauf.nachgestellt')} />
      )}
      <Tabelle
        id="verlauf"
        titel={t('arbeitsplatz.teil.verlauf')}
        titelVersteckt
        dicht
        stapeln
        spalten={['wann', 'was', 'wer', 'grundlage'].map((s) => ({ titel: t(`arbeitsplatz.verlauf.${s}`) }))}
        zeilen={zeilen.map((z) => ({ zellen: [z.wann, z.was, z.wer, z.grundlage] }))}
      />
    </>
  );
}
