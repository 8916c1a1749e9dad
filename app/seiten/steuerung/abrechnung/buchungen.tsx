import { formatEuro } from '@rathausverbund/kosten';
import type { FastifyReply, FastifyRequest } from 'fastify';
import {
  buchungenCsv,
  darf,
  kontiere,
  readBuchungen,
  readJahreskonten,
  readKontierungen,
} from '../../../abrechnung/index.ts';
import { isUuid } from '../../../base/index.ts';
import type { SeitenDeps } from '../../deps.ts';
import {
  Aufklappen,
  Knoepfe,
  Knopf,
  KnopfLink,
  LeererZustand,
  Marke,
  Tabelle,
  VersteckteFelder,
  Zeile,
} from '../../komponenten/index.ts';
import { eingabe, frage } from '../../personal/anfrage.ts';
import { tagText } from '../../personal/zeit.ts';
import { type Kraft, lesekontext } from '../../personal/zugang.ts';
import { sende, sendeVerboten } from '../rahmen.tsx';
import { sendeUnbekannt } from './einzeln.tsx';
import { jahrOf, kontoText, leistungenText, liesPeriode, zeitraumText } from './form.ts';
import { abrechnungDeps } from './handeln.ts';
import { Abrechnungsseite } from './seite.tsx';
import { type Nachricht, versuchAus } from './versuch.ts';

const lade = (deps: SeitenDeps, kraft: Kraft, jahr: number) =>
  deps.db.transaktion(lesekontext(kraft), async (tx) => ({
    buchungen: await readBuchungen(tx, deps.verzeichnis, jahr),
    konten: await readJahreskonten(tx, jahr),
    kontierungen: await readKontierungen(tx),
  }));
type Lage = Awaited<ReturnType<typeof lade>>;

/** GET /steuerung/abrechnung/buchungen[?jahr=]: what the own cash system needs, and where it books. */
export async function zeigeBuchungen(deps: SeitenDeps, kraft: Kraft, anfrage: FastifyRequest, antwort: FastifyReply) {
  return sendeSeite(deps, kraft, antwort, jahrOf(deps, anfrage), { getan: frage(anfrage, 'getan') !== '' });
}

async function sendeSeite(
  deps: SeitenDeps,
  kraft: Kraft,
  antwort: FastifyReply,
  jahr: number,
  { getan, versuch }: Nachricht,
  status = 200,
) {
  const { t } = deps;
  if (!darf(kraft, 'lesen')) return sendeVerboten(deps, kraft, antwort);
  const lage = await lade(deps, kraft, jahr);
  const titel = t('abrechnung.buchungen.titel');
  return sende(
    antwort,
    <Abrechnungsseite {...{ deps, kraft, jahr, titel, getan, versuch }}>
      <p>{t('abrechnung.buchungen.einleitung')}</p>
      <Buchungstabelle deps={deps} jahr={jahr} lage={lage} />
      <h2>{t('abrechnung.buchungen.kontierung')}</h2>
      {lage.konten.length === 0 ? (
        <LeererZustand titel={t('abrechnung.buchungen.kontierungLeer')} />
      ) : (
        lage.konten.map((konto) => <Konto {...{ deps, kraft, jahr, konto, lage, versuch }} />)
      )}
    </Abrechnungsseite>,
    status,
  );
}

/** What each agreement is about, in words. */
function leistungOfKonten(deps: SeitenDeps, { konten }: Lage): (vereinbarung: string) => string {
  const leistungen = new Map(konten.map((k) => [k.vertrag.id, k.vertrag.leistungen]));
  return (vereinbarung) => leistungenText(deps, leistungen.get(vereinbarung) ?? []);
}

const SPALTEN = ['art', 'kassenzeichen', 'partner', 'leistung', 'zeitraum', 'betrag', 'faellig', 'konto'] as const;

function Buchungstabelle({ deps, jahr, lage }: { deps: SeitenDeps; jahr: number; lage: Lage }) {
  const { t } = deps;
  const leistungOf = leistungOfKonten(deps, lage);
  if (lage.buchungen.length === 0) return <LeererZustand titel={t('abrechnung.buchungen.leer')} />;
  const zeitraum = (wort: string) => {
    const p = liesPeriode(wort);
    return p ? zeitraumText(t, p.jahr, p.periode) : wort;
  };
  return (
    <>
      <Tabelle
        id="buchungen"
        titel={t('abrechnung.buchungen.tabelle', { jahr })}
        dicht
        stapeln
        spalten={SPALTEN.map((s) => ({
          titel: t(`abrechnung.buchungen.spalte.${s}`),
          zeilenkopf: s === 'kassenzeichen',
          zahl: s === 'betrag',
        }))}
        zeilen={lage.buchungen.map((b) => ({
          zellen: [
            t(`abrechnung.buchungen.art.${b.art}`),
            b.kassenzeichen,
            b.partner,
            leistungOf(b.vereinbarung),
            zeitraum(b.periode),
            formatEuro(b.betrag),
            tagText(b.faellig),
            b.kontierung ? (
              [b.kontierung.produkt, b.kontierung.sachkonto, b.kontierung.kostenstelle].filter(Boolean).join(' / ')
            ) : (
              <Marke ton="warning">{t('abrechnung.buchungen.ohneKonto')}</Marke>
            ),
          ],
        }))}
      />
      <Knoepfe>
        <KnopfLink weg={`/steuerung/abrechnung/buchungen.csv?jahr=${jahr}`} herunterladen>
          {t('abrechnung.buchungen.csv')}
        </KnopfLink>
      </Knoepfe>
    </>
  );
}

type KontoProps = Pick<Nachricht, 'versuch'> & {
  deps: SeitenDeps;
  kraft: Kraft;
  jahr: number;
  konto: Lage['konten'][number];
  lage: Lage;
};
const KONTO = ['produkt', 'sachkonto', 'kostenstelle'] as const;
const formularTo = (vereinbarung: string) => `kontierung-${vereinbarung}`;

function Konto({ deps, kraft, jahr, konto: { vertrag }, lage, versuch }: KontoProps) {
  const { t } = deps;
  const titel = kontoText(deps, kraft, vertrag);
  const da = lage.kontierungen.get(vertrag.id);
  if (!darf(kraft, 'kontieren')) return <p>{titel}</p>;
  return (
    <Aufklappen titel={da ? `${titel} (${da.sachkonto})` : titel} offen={versuch?.formular === formularTo(vertrag.id)}>
      <form class="haus-formular" method="post" action="/steuerung/abrechnung/kontierung" novalidate>
        <VersteckteFelder felder={{ vereinbarung: vertrag.id, jahr }} />
        {KONTO.map((f) => (
          <Zeile
            {...{ t, versuch }}
            formular={formularTo(vertrag.id)}
            name={f}
            titel={t(`abrechnung.buchungen.${f}`)}
            wert={da?.[f] ?? ''}
            pflicht={f === 'sachkonto'}
          />
        ))}
        <Knoepfe>
          <Knopf>{t('abrechnung.buchungen.speichern')}</Knopf>
        </Knoepfe>
      </form>
    </Aufklappen>
  );
}

/** GET /steuerung/abrechnung/buchungen.csv[?jahr=] */
export async function sendeBuchungen(deps: SeitenDeps, kraft: Kraft, anfrage: FastifyRequest, antwort: FastifyReply) {
  if (!darf(kraft, 'lesen')) return sendeVerboten(deps, kraft, antwort);
  const jahr = jahrOf(deps, anfrage);
  const lage = await lade(deps, kraft, jahr);
  return antwort
    .type('text/csv; charset=utf-8')
    .header('content-disposition', `attachment; filename="buchungen-${jahr}.csv"`)
    .send(buchungenCsv(lage.buchungen, leistungOfKonten(deps, lage)));
}

/** POST /steuerung/abrechnung/kontierung */
export async function kontiereVereinbarung(
  deps: SeitenDeps,
  kraft: Kraft,
  anfrage: FastifyRequest,
  antwort: FastifyReply,
) {
  const [vereinbarung = '', jahr = ''] = ['vereinbarung', 'jahr'].map((n) => eingabe(anfrage, n));
  if (!isUuid(vereinbarung) || !/^20\d\d$/.test(jahr)) return sendeUnbekannt(deps, kraft, antwort);
  const e = await kontiere(abrechnungDeps(deps), kraft, vereinbarung, {
    produkt: eingabe(anfrage, 'produkt'),
    sachkonto: eingabe(anfrage, 'sachkonto'),
    kostenstelle: eingabe(anfrage, 'kostenstelle'),
  });
  if (e.ok) return antwort.redirect(`/steuerung/abrechnung/buchungen?jahr=${jahr}&getan=1`, 303);
  const { versuch, status } = versuchAus(deps.t, anfrage, formularTo(vereinbarung), KONTO, e);
  return sendeSeite(deps, kraft, antwort, Number(jahr), { versuch }, status);
}
