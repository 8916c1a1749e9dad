import { addDays, localDate } from '@rathausverbund/fristen';
import { formatEuro } from '@rathausverbund/kosten';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { isUuid, uuidv7 } from '../../../base/index.ts';
import { readZuwendungen, trageZuwendungEin, type Zuwendung } from '../../../steuerung/index.ts';
import type { SeitenDeps } from '../../deps.ts';
import { Knoepfe, KnopfLink, LeererZustand, Tabelle } from '../../komponenten/index.ts';
import { eingabe } from '../../personal/anfrage.ts';
import { heuteOf, tagText } from '../../personal/zeit.ts';
import { type Kraft, lesekontext } from '../../personal/zugang.ts';
import { ausAblehnung, Bogen, bogenfehlerOf, liesBogen, type Zurueck } from '../bogen.tsx';
import { darfHinein, Rahmen, sende, sendeVerboten, Unterseite } from '../rahmen.tsx';
import { zahl } from '../zahlen.ts';
import { liesPositionen, zuwendungFelder } from './felder.ts';
import { darfBuchen, WEG, wegZu } from './zugang.ts';

/** GET /steuerung/foerderung: the grants of the own body. */
export async function zeigeZuwendungen(deps: SeitenDeps, kraft: Kraft, _a: FastifyRequest, antwort: FastifyReply) {
  if (!darfHinein(kraft, 'foerderung')) return sendeVerboten(deps, kraft, antwort);
  const { t } = deps;
  const alle = await deps.db.transaktion(lesekontext(kraft), readZuwendungen);
  const titel = t('foerdermittel.titel');
  return sende(
    antwort,
    <Rahmen deps={deps} kraft={kraft} bereich="foerderung" titel={titel}>
      <h1>{titel}</h1>
      <p>{t('foerdermittel.einleitung')}</p>
      {alle.length === 0 ? <LeererZustand titel={t('foerdermittel.leer')} /> : <Liste deps={deps} alle={alle} />}
      {darfBuchen(kraft) && (
        <Knoepfe>
          <KnopfLink weg={`${WEG}/neu`}>{t('foerdermittel.neu')}</KnopfLink>
        </Knoepfe>
      )}
    </Rahmen>,
  );
}

function Liste({ deps: { t }, alle }: { deps: SeitenDeps; alle: readonly Zuwendung[] }) {
  return (
    <Tabelle
      id="zuwendungen"
      titel={t('foerdermittel.titel')}
      titelVersteckt
      dicht
      stapeln
      spalten={[
        { titel: t('foerdermittel.feld.bezeichnung'), zeilenkopf: true },
        { titel: t('foerdermittel.feld.geber') },
        { titel: t('foerdermittel.zeitraum') },
        { titel: t('foerdermittel.feld.betrag'), zahl: true },
        { titel: t('foerdermittel.feld.satz'), zahl: true },
      ]}
      zeilen={alle.map((z) => ({
        zellen: [<a href={wegZu(z.id)}>{z.bezeichnung}</a>, z.geber, zeitraum(z), formatEuro(z.betrag), satz(z)],
      }))}
    />
  );
}

export const satz = (z: Pick<Zuwendung, 'satz'>): string => `${zahl(z.satz / 100)} %`;
export const zeitraum = (z: Pick<Zuwendung, 'von' | 'bis'>): string =>
  `${tagText(z.von)} – ${tagText(addDays(localDate(z.bis), -1))}`;

/** GET /steuerung/foerderung/neu: the form for a new grant. */
export async function zeigeNeue(deps: SeitenDeps, kraft: Kraft, _a: FastifyRequest, antwort: FastifyReply) {
  if (!darfBuchen(kraft)) return sendeVerboten(deps, kraft, antwort);
  return sende(antwort, <Neu deps={deps} kraft={kraft} />);
}

const FELD_ZU_GRUND = {
  'foerderung.zeitraum': 'von',
  'foerderung.ohne-position': 'positionen',
  'foerderung.position': 'positionen',
  'foerderung.position-doppelt': 'positionen',
  'foerderung.betrag': 'betrag',
  'foerderung.bescheid': 'bezeichnung',
  'foerderung.mehr-als-kosten': 'betrag',
  'foerderung.mehr-als-anteil': 'betrag',
  'foerderung.schon-abgesandt': 'aktenzeichen',
};

/** POST /steuerung/foerderung: enters the grant as its Bescheid says. */
export async function legeZuwendungAn(deps: SeitenDeps, kraft: Kraft, anfrage: FastifyRequest, antwort: FastifyReply) {
  if (!darfBuchen(kraft)) return sendeVerboten(deps, kraft, antwort);
  const schluessel = eingabe(anfrage, 'schluessel');
  if (!isUuid(schluessel)) return sendeVerboten(deps, kraft, antwort);
  const felder = zuwendungFelder(deps.t);
  const { werte, roh, fehler } = liesBogen(felder, anfrage.body, heuteOf(deps.protokoll.uhr));
  let zurueck: Zurueck = { roh, fehler, meldung: null };
  if (fehler.length === 0) {
    const text = (f: string) => String(werte[f] ?? '');
    const angaben = {
      bezeichnung: text('bezeichnung'),
      geber: text('geber'),
      aktenzeichen: text('aktenzeichen'),
      bescheidVom: text('bescheidVom'),
      von: text('von'),
      bis: addDays(localDate(text('ende')), 1),
      satz: Math.round(Number(werte['satz']) * 100),
      betrag: Number(werte['betrag']),
      positionen: liesPositionen(text('positionen')),
    };
    const e = await trageZuwendungEin(deps, kraft, angaben, schluessel);
    if (e.ok) return antwort.redirect(`${wegZu(e.id)}?getan=neu`, 303);
    zurueck = ausAblehnung(deps.t, e, roh, FELD_ZU_GRUND);
  }
  return sende(antwort, <Neu deps={deps} kraft={kraft} zurueck={zurueck} />, 422);
}

function Neu({ deps, kraft, zurueck }: { deps: SeitenDeps; kraft: Kraft; zurueck?: Zurueck }) {
  const { t } = deps;
  const titel = t('foerdermittel.neu');
  return (
    <Unterseite
      deps={deps}
      kraft={kraft}
      bereich="foerderung"
      titel={titel}
      ueber={{ titel: t('foerdermittel.titel'), weg: WEG }}
      fehler={bogenfehlerOf(zurueck)}
    >
      <p>{t('foerdermittel.neuText')}</p>
      <Bogen
        t={t}
        felder={zuwendungFelder(t)}
        aktion={WEG}
        knopf={t('foerdermittel.speichern')}
        versteckt={{ schluessel: uuidv7(deps.protokoll.uhr.jetzt()) }}
        zurueck={zurueck}
      />
    </Unterseite>
  );
}
