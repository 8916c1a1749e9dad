import { localDate } from '@rathausverbund/fristen';
import { formatEuro } from '@rathausverbund/kosten';
import type { ComponentProps } from 'preact';
import { uuidv7 } from '../../../base/index.ts';
import {
  type Akte,
  abgerufen,
  abrufBis,
  abrufbar,
  ansatzOf,
  anteil,
  ausgegeben,
  ausgegebenIn,
  foerderregelAm,
  type Warnung,
  warnungen,
} from '../../../steuerung/index.ts';
import type { SeitenDeps } from '../../deps.ts';
import { Angaben, Aufklappen, Hinweis, Knoepfe, KnopfLink, Tabelle, type Texte } from '../../komponenten/index.ts';
import { heuteOf, tagText } from '../../personal/zeit.ts';
import type { Kraft } from '../../personal/zugang.ts';
import { Bogen, bogenfehlerOf, type Zurueck } from '../bogen.tsx';
import { Unterseite } from '../rahmen.tsx';
import { zahl } from '../zahlen.ts';
import { abrufFelder, ausgabeFelder, berichtFelder, gegenFelder, offeneAusgaben } from './felder.ts';
import { satz, zeitraum } from './liste.tsx';
import { darfBuchen, WEG, wegZu } from './zugang.ts';

export const FORMULARE = ['ausgabe', 'abruf', 'gegen', 'bericht'] as const;
export type Formular = (typeof FORMULARE)[number];

type Props = { deps: SeitenDeps; kraft: Kraft; akte: Akte };

/** One grant: what was granted, spent and called, what asks for attention, and the forms to go on. */
export function AkteSeite(p: Props & { getan?: string; formular?: Formular; zurueck?: Zurueck }) {
  const { deps, kraft, akte, zurueck } = p;
  const { t } = deps;
  const titel = akte.zuwendung.bezeichnung;
  const heute = heuteOf(deps.protokoll.uhr);
  return (
    <Unterseite
      deps={deps}
      kraft={kraft}
      bereich="foerderung"
      titel={titel}
      ueber={{ titel: t('foerdermittel.titel'), weg: WEG }}
      fehler={bogenfehlerOf(zurueck)}
    >
      {p.getan && (
        <Hinweis t={t} ton={p.getan === 'schon' ? 'info' : 'success'} titel={t(`foerdermittel.getan.${p.getan}`)} />
      )}
      {warnungen(akte, heute).map((w) => (
        <Hinweis t={t} ton="warning" titel={warntext(t, w)} />
      ))}
      <Kopf {...p} />
      <Positionen {...p} />
      <Ausgaben {...p} />
      <Abrufe {...p} />
      {darfBuchen(kraft) && <Formulare {...p} heute={heute} />}
      <Nachweis {...p} />
    </Unterseite>
  );
}

function warntext(t: SeitenDeps['t'], w: Warnung): string {
  switch (w.art) {
    case 'position-ueberzogen':
      return t('foerdermittel.warnung.position', { position: w.position, prozent: w.prozent, erlaubt: w.erlaubt });
    case 'unbelegt':
      return t('foerdermittel.warnung.unbelegt', { betrag: formatEuro(w.betrag) });
    case 'zeitraum-endet':
      return t('foerdermittel.warnung.endet', { tag: tagText(w.tag) });
    case 'zeitraum-vorbei':
      return t('foerdermittel.warnung.vorbei', { tag: tagText(w.tag) });
  }
}

function Kopf({ deps: { t }, akte }: Props) {
  const z = akte.zuwendung;
  const zeilen: [string, string][] = [
    [t('foerdermittel.feld.geber'), z.geber],
    [t('foerdermittel.feld.aktenzeichen'), z.aktenzeichen],
    [t('foerdermittel.feld.bescheidVom'), tagText(z.bescheidVom)],
    [t('foerdermittel.zeitraum'), zeitraum(z)],
    [t('foerdermittel.feld.satz'), satz(z)],
    [t('foerdermittel.feld.betrag'), formatEuro(z.betrag)],
    [t('foerdermittel.ausgegeben'), formatEuro(ausgegeben(akte))],
    [t('foerdermittel.anteil'), formatEuro(anteil(z, ausgegeben(akte)))],
    [t('foerdermittel.abgerufen'), formatEuro(abgerufen(akte))],
    [t('foerdermittel.rest'), formatEuro(z.betrag - abgerufen(akte))],
  ];
  return <Angaben dicht angaben={zeilen.map(([name, wert]) => ({ name, wert }))} />;
}

type AbschnittProps = Pick<ComponentProps<typeof Tabelle>, 'leer' | 'zeilen'> & {
  t: Texte;
  id: string;
  titel: string;
  spalten: readonly string[];
  /** its place among the columns */
  zeilenkopf: number;
  /** from here on columns are figures */
  zahlenAb: number;
};

/** One part of a grant as a table. */
function Abschnitt({ t, spalten, zeilenkopf, zahlenAb, ...tabelle }: AbschnittProps) {
  return (
    <section class="haus-abstand">
      <h2>{tabelle.titel}</h2>
      <Tabelle
        {...tabelle}
        titelVersteckt
        dicht
        stapeln
        spalten={spalten.map((s, i) => ({
          titel: t(`foerdermittel.spalte.${s}`),
          zeilenkopf: i === zeilenkopf,
          zahl: i >= zahlenAb,
        }))}
      />
    </section>
  );
}

function Positionen({ deps: { t }, akte }: Props) {
  const z = akte.zuwendung;
  const zeile = (name: string, ansatz: number, ist: number) => [
    name,
    formatEuro(ansatz),
    formatEuro(ist),
    formatEuro(ansatz - ist),
    `${zahl(Math.round((ist * 1000) / ansatz) / 10)} %`,
  ];
  return (
    <Abschnitt
      t={t}
      id="positionen"
      titel={t('foerdermittel.plan')}
      spalten={['position', 'ansatz', 'ist', 'frei', 'anteilig']}
      zeilenkopf={0}
      zahlenAb={1}
      zeilen={[
        ...z.positionen.map((p) => ({
          zellen: zeile(`${p.nr} ${p.bezeichnung}`, p.ansatz, ausgegebenIn(akte, p.nr)),
        })),
        { hervor: true, zellen: zeile(t('foerdermittel.summe'), ansatzOf(z), ausgegeben(akte)) },
      ]}
    />
  );
}

function Ausgaben({ deps: { t }, akte }: Props) {
  return (
    <Abschnitt
      t={t}
      id="ausgaben"
      titel={t('foerdermittel.ausgaben')}
      leer={t('foerdermittel.keineAusgabe')}
      spalten={['tag', 'beleg', 'zweck', 'position', 'betrag']}
      zeilenkopf={1}
      zahlenAb={4}
      zeilen={akte.ausgaben.map((a) => ({
        zellen: [
          tagText(a.tag),
          a.beleg,
          a.gegen === null ? a.zweck : t('foerdermittel.gegenbuchung', { grund: a.zweck }),
          String(a.position),
          formatEuro(a.betrag),
        ],
      }))}
    />
  );
}

function Abrufe({ deps: { t }, akte }: Props) {
  return (
    <Abschnitt
      t={t}
      id="abrufe"
      titel={t('foerdermittel.abrufe')}
      leer={t('foerdermittel.keinAbruf')}
      spalten={['nr', 'tag', 'faelligBis', 'faellig', 'betrag']}
      zeilenkopf={0}
      zahlenAb={3}
      zeilen={akte.abrufe.map((a) => ({
        zellen: [String(a.nr), tagText(a.tag), tagText(a.faelligBis), formatEuro(a.faellig), formatEuro(a.betrag)],
      }))}
    />
  );
}

type FormulareProps = Props & { formular?: Formular; zurueck?: Zurueck; heute: string };

/** What a form carries so that it counts once however often it is sent. */
const marken = (deps: SeitenDeps, akte: Akte, f: Formular): Record<string, string | number> => {
  if (f === 'ausgabe') return { schluessel: uuidv7(deps.protokoll.uhr.jetzt()) };
  return f === 'abruf' ? { nr: akte.abrufe.length + 1 } : {};
};

function Formulare({ deps, akte, formular, zurueck, heute }: FormulareProps) {
  const { t } = deps;
  const felder = {
    ausgabe: ausgabeFelder(t, akte),
    abruf: abrufFelder(t, akte),
    gegen: gegenFelder(t, akte),
    bericht: berichtFelder(t),
  };
  const regel = foerderregelAm(akte.zuwendung.bescheidVom);
  const offen = FORMULARE.filter((f) => f !== 'gegen' || offeneAusgaben(akte).length > 0);
  return (
    <section class="haus-abstand">
      <h2>{t('foerdermittel.weiter')}</h2>
      {offen.map((f) => (
        <Aufklappen titel={t(`foerdermittel.formular.${f}`)} offen={f === formular}>
          <Bogen
            t={t}
            felder={felder[f]}
            aktion={wegZu(akte.zuwendung.id)}
            knopf={t(`foerdermittel.formular.${f}`)}
            rang="secondary"
            versteckt={{ aktion: f, ...marken(deps, akte, f) }}
            zurueck={f === formular ? zurueck : undefined}
            vorgabe={f === 'bericht' ? { bericht: akte.sachbericht?.inhalt ?? '' } : {}}
          >
            {f === 'abruf' && (
              <p>
                {t('foerdermittel.abrufText', {
                  betrag: formatEuro(abrufbar(akte, 0)),
                  tag: tagText(abrufBis(akte.zuwendung, localDate(heute))),
                  quelle: regel.quelle,
                })}
              </p>
            )}
          </Bogen>
        </Aufklappen>
      ))}
    </section>
  );
}

function Nachweis({ deps: { t }, akte }: Props) {
  return (
    <section class="haus-abstand">
      <h2>{t('foerdermittel.nachweis.titel')}</h2>
      <p>{t(akte.sachbericht ? 'foerdermittel.nachweis.da' : 'foerdermittel.nachweis.ohne')}</p>
      <Knoepfe>
        <KnopfLink weg={`${wegZu(akte.zuwendung.id)}/verwendungsnachweis.pdf`} herunterladen>
          {t('foerdermittel.nachweis.pdf')}
        </KnopfLink>
      </Knoepfe>
    </section>
  );
}
