import { addMonths, localDate } from '@rathausverbund/fristen';
import { JAHRESAUSGLEICH, monatOf } from '@rathausverbund/kosten';
import type { FastifyReply, FastifyRequest } from 'fastify';
import {
  type Abrechnungsvertrag,
  type Aufwand,
  berichtigeAufwand,
  darf,
  kenntAufwand,
  readAufwand,
  readJahreskonten,
  summiereAufwand,
} from '../../../abrechnung/index.ts';
import { isUuid } from '../../../base/index.ts';
import type { SeitenDeps } from '../../deps.ts';
import {
  Aufklappen,
  Knoepfe,
  Knopf,
  KnopfLink,
  LeererZustand,
  Tabelle,
  VersteckteFelder,
  Wahl,
  Zeile,
} from '../../komponenten/index.ts';
import { eingabe, frage } from '../../personal/anfrage.ts';
import { heuteOf, tagText } from '../../personal/zeit.ts';
import { type Kraft, lesekontext } from '../../personal/zugang.ts';
import { sende } from '../rahmen.tsx';
import { sendeUnbekannt } from './einzeln.tsx';
import { aufwandWeg, kontoText, liesPeriode, periodenwort, zeitraumText } from './form.ts';
import { abrechnungDeps } from './handeln.ts';
import { Abrechnungsseite } from './seite.tsx';
import { type Nachricht, versuchAus } from './versuch.ts';

type Props = Pick<Nachricht, 'versuch'> & {
  deps: SeitenDeps;
  kraft: Kraft;
  vertrag: Abrechnungsvertrag;
  monat: string;
  aufwand: readonly Aufwand[];
};

/**
 * GET /steuerung/abrechnung/aufwand?vereinbarung=&monat=: what the cases of a month took, by Leistung and class. Case by case, and
 * correctable with reason, for the body that works on them; whose cases they are sees the sums.
 */
export async function zeigeAufwand(deps: SeitenDeps, kraft: Kraft, anfrage: FastifyRequest, antwort: FastifyReply) {
  const [vereinbarung, monat] = [frage(anfrage, 'vereinbarung'), frage(anfrage, 'monat')];
  return sendeAufwand(deps, kraft, antwort, vereinbarung, monat, { getan: frage(anfrage, 'getan') !== '' });
}

/** Who works on cases of a Leistung sees what she may correct; who may read statements, everything. */
const erlaubt = (kraft: Kraft, vertrag: Abrechnungsvertrag): boolean =>
  kenntAufwand(vertrag, kraft.stelle) &&
  (darf(kraft, 'lesen') ||
    (vertrag.auftragnehmer === kraft.stelle && vertrag.leistungen.some((l) => darf(kraft, 'aufwand', l))));

async function sendeAufwand(
  deps: SeitenDeps,
  kraft: Kraft,
  antwort: FastifyReply,
  vereinbarung: string,
  monat: string,
  { getan, versuch }: Nachricht,
  status = 200,
) {
  const { t } = deps;
  const p = liesPeriode(monat);
  if (!p || p.periode === JAHRESAUSGLEICH || !isUuid(vereinbarung)) return sendeUnbekannt(deps, kraft, antwort);
  const gefunden = await deps.db.transaktion(lesekontext(kraft), async (tx) => {
    const konto = (await readJahreskonten(tx, p.jahr)).find((k) => k.vertrag.id === vereinbarung);
    if (!konto || !erlaubt(kraft, konto.vertrag)) return undefined;
    return { ...konto, aufwand: await readAufwand(tx, konto.vertrag, monatOf(p.jahr, p.periode)) };
  });
  if (!gefunden) return sendeUnbekannt(deps, kraft, antwort);
  const { vertrag, aufwand } = gefunden;
  const zeitraum = zeitraumText(t, p.jahr, p.periode);
  const titel = t('abrechnung.aufwand.titel');
  const alle: Props = { deps, kraft, vertrag, aufwand, versuch, monat: periodenwort(p.jahr, p.periode) };
  return sende(
    antwort,
    <Abrechnungsseite
      {...{ deps, kraft, titel, getan, versuch }}
      jahr={p.jahr}
      ueberschrift={`${titel} ${zeitraum}, ${kontoText(deps, kraft, vertrag)}`}
    >
      <p>{t('abrechnung.aufwand.einleitung')}</p>
      <Monate {...alle} heute={heuteOf(deps.protokoll.uhr)} />
      {!vertrag.aufwandsklassen?.length && <LeererZustand titel={t('abrechnung.aufwand.ohneKlassen')} />}
      {aufwand.length === 0 ? (
        <LeererZustand titel={t('abrechnung.aufwand.leer')} />
      ) : (
        <>
          <Summen {...alle} zeitraum={zeitraum} />
          {vertrag.auftragnehmer === kraft.stelle ? (
            <Faelle {...alle} zeitraum={zeitraum} />
          ) : (
            <p>{t('abrechnung.aufwand.nurSummen')}</p>
          )}
        </>
      )}
    </Abrechnungsseite>,
    status,
  );
}

/** The months beside this one, as far as the agreement and the calendar go. */
function Monate({ deps: { t }, vertrag, monat, heute }: Props & { heute: string }) {
  const erster = localDate(`${monat}-01`);
  const nachbarn = [addMonths(erster, -1), addMonths(erster, 1)]
    .map((tag) => tag.slice(0, 7))
    .filter((m) => (vertrag.ab ?? '') < `${m}-32` && m <= heute.slice(0, 7));
  return (
    <Knoepfe>
      {nachbarn.map((m) => (
        <KnopfLink klein rang="tertiary" weg={aufwandWeg(vertrag.id, m)}>
          {zeitraumText(t, Number(m.slice(0, 4)), Number(m.slice(5)))}
        </KnopfLink>
      ))}
    </Knoepfe>
  );
}

function Summen({ deps: { t, katalog }, aufwand, zeitraum }: Props & { zeitraum: string }) {
  return (
    <Tabelle
      id="summen"
      titel={t('abrechnung.aufwand.summen', { zeitraum })}
      dicht
      stapeln
      spalten={(['leistung', 'klasse', 'faelle', 'minuten'] as const).map((s, i) => ({
        titel: t(`abrechnung.aufwand.spalte.${s}`),
        zeilenkopf: i === 0,
        zahl: i > 1,
      }))}
      zeilen={summiereAufwand(aufwand).map((s) => ({
        zellen: [
          katalog.name(s.leistung),
          s.klasse?.name ?? t('abrechnung.aufwand.ohneKlasse'),
          String(s.faelle),
          s.klasse ? s.minuten.toLocaleString('de-DE') : '',
        ],
      }))}
    />
  );
}

function Faelle(p: Props & { zeitraum: string }) {
  const { t } = p.deps;
  return (
    <Tabelle
      id="faelle"
      titel={t('abrechnung.aufwand.faelle', { zeitraum: p.zeitraum })}
      dicht
      stapeln
      spalten={(['tag', 'vorgang', 'klasse', 'grund'] as const).map((s, i) => ({
        titel: t(`abrechnung.aufwand.spalte.${s}`),
        zeilenkopf: i === 0,
      }))}
      zeilen={p.aufwand.map((a) => ({
        zellen: [
          tagText(a.tag),
          <a href={`/arbeitsplatz/vorgang/${a.vorgang}`}>{t('abrechnung.aufwand.vorgang')}</a>,
          a.klasse?.name ?? t('abrechnung.aufwand.ohneKlasse'),
          <>
            {a.grund ?? (a.klasse ? t('abrechnung.aufwand.regel') : '')}
            <Berichtigen {...p} fall={a} />
          </>,
        ],
      }))}
    />
  );
}

const formularTo = (vorgang: string) => `aufwand-${vorgang}`;

function Berichtigen({ deps: { t }, kraft, vertrag, monat, fall, versuch }: Props & { fall: Aufwand }) {
  const klassen = (vertrag.aufwandsklassen ?? []).filter((k) => k.leistung === fall.leistung);
  if (klassen.length === 0 || !darf(kraft, 'aufwand', fall.leistung)) return null;
  const f = { t, formular: formularTo(fall.vorgang), versuch };
  return (
    <Aufklappen titel={t('abrechnung.aufwand.berichtigen')} offen={versuch?.formular === f.formular}>
      <form class="haus-formular" method="post" action="/steuerung/abrechnung/aufwand" novalidate>
        <VersteckteFelder felder={{ vereinbarung: vertrag.id, vorgang: fall.vorgang, monat }} />
        <Wahl
          {...f}
          name="klasse"
          titel={t('abrechnung.aufwand.klasse')}
          werte={klassen.map((k) => ({ wert: k.name, titel: k.name }))}
          wert={fall.klasse?.name ?? ''}
        />
        <Zeile {...f} name="grund" titel={t('abrechnung.handeln.grund')} pflicht />
        <Knoepfe>
          <Knopf klein>{t('abrechnung.aufwand.berichtigen')}</Knopf>
        </Knoepfe>
      </form>
    </Aufklappen>
  );
}

/** POST /steuerung/abrechnung/aufwand */
export async function berichtigeKlasse(deps: SeitenDeps, kraft: Kraft, anfrage: FastifyRequest, antwort: FastifyReply) {
  const [vereinbarung = '', vorgang = '', klasse = '', grund = '', monat = ''] = [
    'vereinbarung',
    'vorgang',
    'klasse',
    'grund',
    'monat',
  ].map((n) => eingabe(anfrage, n));
  if (!isUuid(vereinbarung) || !isUuid(vorgang) || !liesPeriode(monat)) return sendeUnbekannt(deps, kraft, antwort);
  const e = await berichtigeAufwand(abrechnungDeps(deps), kraft, { vereinbarung, vorgang, klasse, grund });
  if (e.ok) return antwort.redirect(`${aufwandWeg(vereinbarung, monat)}&getan=1`, 303);
  const { versuch, status } = versuchAus(deps.t, anfrage, formularTo(vorgang), ['klasse', 'grund'], e);
  return sendeAufwand(deps, kraft, antwort, vereinbarung, monat, { versuch }, status);
}
