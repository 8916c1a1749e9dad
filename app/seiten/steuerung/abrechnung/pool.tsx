import { formatEuro, monatOf, verteile } from '@rathausverbund/kosten';
import type { FastifyReply, FastifyRequest } from 'fastify';
import {
  berichtigePool,
  darf,
  type Feststellung,
  type Gebuchtes,
  type Pool,
  readPools,
  stellePoolFest,
} from '../../../abrechnung/index.ts';
import { type Ergebnis, isUuid } from '../../../base/index.ts';
import type { SeitenDeps } from '../../deps.ts';
import {
  Aufklappen,
  Knoepfe,
  Knopf,
  LeererZustand,
  Marke,
  Tabelle,
  VersteckteFelder,
  Wahl,
  Zeile,
} from '../../komponenten/index.ts';
import { eingabe } from '../../personal/anfrage.ts';
import { heuteOf, wann } from '../../personal/zeit.ts';
import { type Kraft, lesekontext } from '../../personal/zugang.ts';
import { sende, sendeVerboten } from '../rahmen.tsx';
import { danach, danachVon } from './danach.ts';
import { sendeUnbekannt } from './einzeln.tsx';
import { jahrOf, liesCent, zeitraumText } from './form.ts';
import { abrechnungDeps } from './handeln.ts';
import { Jahreswahl } from './jahreswahl.tsx';
import { Abrechnungsseite } from './seite.tsx';
import { type Nachricht, versuchAus } from './versuch.ts';

const WEG = '/steuerung/abrechnung/pool';

/** GET /steuerung/abrechnung/pool[?jahr=]: what pools cost, month by month, how it is shared, and where it is stated. */
export async function zeigePools(deps: SeitenDeps, kraft: Kraft, anfrage: FastifyRequest, antwort: FastifyReply) {
  return sendePools(deps, kraft, antwort, jahrOf(deps, anfrage), danachVon(deps.t, anfrage));
}

async function sendePools(
  deps: SeitenDeps,
  kraft: Kraft,
  antwort: FastifyReply,
  jahr: number,
  { getan, hinweis, versuch }: Nachricht,
  status = 200,
) {
  const { t } = deps;
  if (!darf(kraft, 'lesen')) return sendeVerboten(deps, kraft, antwort);
  const pools = await deps.db.transaktion(lesekontext(kraft), (tx) => readPools(tx, jahr));
  const titel = t('abrechnung.pool.titel');
  return sende(
    antwort,
    <Abrechnungsseite {...{ deps, kraft, jahr, titel, getan, hinweis, versuch }}>
      <p>{t('abrechnung.pool.einleitung')}</p>
      <Jahreswahl deps={deps} jahr={jahr} weg={WEG} />
      {pools.length === 0 && <LeererZustand titel={t('abrechnung.pool.keiner', { jahr })} />}
      {pools.map((pool) => (
        <PoolTeil {...{ deps, kraft, jahr, pool, versuch }} />
      ))}
    </Abrechnungsseite>,
    status,
  );
}

type Props = Pick<Nachricht, 'versuch'> & { deps: SeitenDeps; kraft: Kraft; jahr: number; pool: Pool };

/** A name that may stand in an id of the page. */
const idOf = (name: string): string => `pool-${name.replaceAll(/[^A-Za-z0-9]+/g, '-')}`;

function PoolTeil(p: Props) {
  const { t, katalog, verzeichnis } = p.deps;
  const { pool, kraft } = p;
  const id = idOf(pool.name);
  const wir = pool.betreiber === kraft.stelle;
  return (
    <section class="haus-abstand" aria-labelledby={id}>
      <h2 id={id}>{t('abrechnung.pool.name', { name: pool.name })}</h2>
      <p>
        {t(wir ? 'abrechnung.pool.wir' : 'abrechnung.pool.andere', {
          haus: verzeichnis.byId(pool.betreiber)?.name ?? '',
          leistung: pool.leistungen.map((l) => katalog.name(l)).join(', '),
          einheit: t(`abrechnung.einheit.${pool.nach}`),
        })}
      </p>
      {pool.feststellungen.length === 0 ? (
        <LeererZustand titel={t(wir ? 'abrechnung.pool.leer' : 'abrechnung.pool.leerAndere')} />
      ) : (
        <Feststellungen {...p} />
      )}
      {wir && darf(kraft, 'abrechnen') && <Eintragen {...p} />}
    </section>
  );
}

const SPALTEN = ['monat', 'kosten', 'verteilt', 'grund', 'stand'] as const;

/** Everything that was stated, with what took it back. */
function Feststellungen(p: Props) {
  const { t } = p.deps;
  const { pool, jahr, kraft } = p;
  const darfHier = pool.betreiber === kraft.stelle && darf(kraft, 'abrechnen');
  return (
    <Tabelle
      id={`${idOf(pool.name)}-liste`}
      titel={t('abrechnung.pool.liste', { jahr })}
      dicht
      stapeln
      spalten={SPALTEN.map((s, i) => ({
        titel: t(`abrechnung.pool.spalte.${s}`),
        zeilenkopf: i === 0,
        zahl: s === 'kosten',
      }))}
      zeilen={pool.feststellungen.map((f) => {
        const gilt = !pool.feststellungen.some((x) => x.zu === f.id);
        return {
          zellen: [
            zeitraumText(t, jahr, f.monat),
            formatEuro(f.kosten),
            <Verteilung {...p} f={f} />,
            <>
              {f.grund}
              {f.zu !== null && <Gegen {...p} f={f} />}
            </>,
            <>
              <Marke ton={gilt ? 'success' : 'warning'}>
                {t(gilt ? 'abrechnung.pool.gilt' : 'abrechnung.pool.zurueck')}
              </Marke>{' '}
              <small>{wann(t, f.at)}</small>
              {gilt && darfHier && <Berichtigen {...p} f={f} />}
            </>,
          ],
        };
      })}
    />
  );
}

/** Shares of the agreements the body is a party of: to who runs it all, to who pays the own one. */
function Verteilung({ deps: { t, verzeichnis }, pool, kraft, f }: Props & { f: Feststellung }) {
  const betraege = verteile(f.kosten, f.anteile);
  const gesamt = f.anteile.reduce((n, a) => n + a.gewicht, 0);
  const eigene = pool.vertraege.flatMap((v) => {
    const a = f.anteile.find((x) => x.id === v.id);
    return a ? [{ v, gewicht: a.gewicht }] : [];
  });
  return (
    <ul class="haus-punkte">
      {eigene.map(({ v, gewicht }) => (
        <li>
          {t('abrechnung.pool.anteil', {
            haus:
              v.auftraggeber === kraft.stelle
                ? t('abrechnung.pool.unser')
                : (verzeichnis.byId(v.auftraggeber)?.name ?? ''),
            gewicht: gewicht.toLocaleString('de-DE'),
            gesamt: gesamt.toLocaleString('de-DE'),
            betrag: formatEuro(betraege.get(v.id) ?? 0),
          })}
        </li>
      ))}
    </ul>
  );
}

/** What a counter-entry books: the old sum back, the new one anew. */
function Gegen({ deps: { t }, pool, f }: Props & { f: Feststellung }) {
  const alt = pool.feststellungen.find((x) => x.id === f.zu)?.kosten ?? 0;
  return (
    <>
      <br />
      <small>{t('abrechnung.pool.gegen', { alt: formatEuro(-alt), neu: formatEuro(f.kosten) })}</small>
    </>
  );
}

const berichtigungTo = (feststellung: string) => `pool-${feststellung}`;

function Berichtigen({ deps: { t }, jahr, pool, f, versuch }: Props & { f: Feststellung }) {
  const v = { t, formular: berichtigungTo(f.id), versuch };
  return (
    <Aufklappen titel={t('abrechnung.pool.berichtigen')} offen={versuch?.formular === v.formular}>
      <form class="haus-formular" method="post" action={`${WEG}/berichtigen`} novalidate>
        <VersteckteFelder felder={{ jahr, pool: pool.name, monat: f.monat, feststellung: f.id }} />
        <Zeile {...v} name="kosten" titel={t('abrechnung.pool.richtig')} breite="mittel" pflicht />
        <Zeile {...v} name="grund" titel={t('abrechnung.handeln.grund')} pflicht />
        <Knoepfe>
          <Knopf klein>{t('abrechnung.handeln.berichtigenKnopf')}</Knopf>
        </Knoepfe>
      </form>
    </Aufklappen>
  );
}

/** Months that are over and have no costs yet. */
function Eintragen({ deps, jahr, pool, versuch }: Props) {
  const { t } = deps;
  const heute = heuteOf(deps.protokoll.uhr);
  const offen = pool.monate.filter(
    (m) => monatOf(jahr, m).bis <= heute && !pool.feststellungen.some((f) => f.monat === m),
  );
  if (offen.length === 0) return <p>{t('abrechnung.pool.alle', { jahr })}</p>;
  const v = { t, formular: `${idOf(pool.name)}-neu`, versuch };
  return (
    <form class="haus-formular" method="post" action={WEG} novalidate>
      <h3>{t('abrechnung.pool.neu')}</h3>
      <VersteckteFelder felder={{ jahr, pool: pool.name }} />
      <Wahl
        {...v}
        name="monat"
        titel={t('abrechnung.pool.spalte.monat')}
        werte={offen.map((m) => ({ wert: String(m), titel: zeitraumText(t, jahr, m) }))}
      />
      <Zeile
        {...v}
        name="kosten"
        titel={t('abrechnung.pool.kosten')}
        hilfe={t('abrechnung.pool.kostenHilfe')}
        breite="mittel"
        pflicht
      />
      <Zeile
        {...v}
        name="grund"
        titel={t('abrechnung.zaehlung.grund')}
        hilfe={t('abrechnung.pool.grundHilfe')}
        pflicht
      />
      <Knoepfe>
        <Knopf rang="primary">{t('abrechnung.zaehlung.speichern')}</Knopf>
      </Knoepfe>
    </form>
  );
}

function liesKosten(anfrage: FastifyRequest) {
  const [jahr = '', monat = '', pool = '', kosten = '', grund = ''] = ['jahr', 'monat', 'pool', 'kosten', 'grund'].map(
    (n) => eingabe(anfrage, n),
  );
  if (!/^20\d\d$/.test(jahr) || !/^([1-9]|1[0-2])$/.test(monat)) return undefined;
  return { jahr: Number(jahr), monat: Number(monat), pool, kosten: liesCent(kosten), grund };
}

type Gelesen = NonNullable<ReturnType<typeof liesKosten>>;

/** The page once more: with what was done, or with the form that was refused. */
async function antworte(
  deps: SeitenDeps,
  kraft: Kraft,
  anfrage: FastifyRequest,
  antwort: FastifyReply,
  { jahr }: Gelesen,
  e: Ergebnis<Gebuchtes>,
  formular: string,
) {
  if (e.ok) return antwort.redirect(`${WEG}${danach(e, `?jahr=${jahr}&`)}`, 303);
  const { versuch, status } = versuchAus(deps.t, anfrage, formular, ['monat', 'kosten', 'grund'], e);
  return sendePools(deps, kraft, antwort, jahr, { versuch }, status);
}

/** POST /steuerung/abrechnung/pool */
export async function trageKostenEin(deps: SeitenDeps, kraft: Kraft, anfrage: FastifyRequest, antwort: FastifyReply) {
  const p = liesKosten(anfrage);
  if (!p) return sendeUnbekannt(deps, kraft, antwort);
  const e = await stellePoolFest(abrechnungDeps(deps), kraft, p);
  return antworte(deps, kraft, anfrage, antwort, p, e, `${idOf(p.pool)}-neu`);
}

/** POST /steuerung/abrechnung/pool/berichtigen */
export async function berichtigeKosten(deps: SeitenDeps, kraft: Kraft, anfrage: FastifyRequest, antwort: FastifyReply) {
  const p = liesKosten(anfrage);
  const feststellung = eingabe(anfrage, 'feststellung');
  if (!p || !isUuid(feststellung)) return sendeUnbekannt(deps, kraft, antwort);
  const e = await berichtigePool(abrechnungDeps(deps), kraft, { ...p, feststellung });
  return antworte(deps, kraft, anfrage, antwort, p, e, berichtigungTo(feststellung));
}
