import { parseTag } from '@rathausverbund/formular';
import type { FastifyReply, FastifyRequest } from 'fastify';
import {
  type Abrechnungsvertrag,
  ausRegister,
  darf,
  eignerOf,
  erfasse,
  type Gebucht,
  korrigiere,
  readZaehlende,
  readZuletzt,
} from '../../../abrechnung/index.ts';
import { isUuid, uuidv7 } from '../../../base/index.ts';
import type { SeitenDeps } from '../../deps.ts';
import {
  Aufklappen,
  Karte,
  Karten,
  Knoepfe,
  Knopf,
  LeererZustand,
  Tabelle,
  VersteckteFelder,
  Wahl,
  Zeile,
} from '../../komponenten/index.ts';
import { eingabe } from '../../personal/anfrage.ts';
import { beispielTage, heuteOf, tagText } from '../../personal/zeit.ts';
import { type Kraft, lesekontext } from '../../personal/zugang.ts';
import { betrifft, darfHinein, sende, sendeVerboten } from '../rahmen.tsx';
import { danach, danachVon } from './danach.ts';
import { sendeUnbekannt } from './einzeln.tsx';
import { kontoText } from './form.ts';
import { abrechnungDeps } from './handeln.ts';
import { Kontoseite } from './seite.tsx';
import { type Nachricht, versuchAus } from './versuch.ts';

const EINHEITEN = ['seite', 'hund'] as const;
type Einheit = (typeof EINHEITEN)[number];
/** So many of the last entries are shown for each agreement and unit. */
const LETZTE = 15;

interface Konto {
  vertrag: Abrechnungsvertrag;
  leistungen: string[];
  einheit: Einheit;
  eintraege: readonly Gebucht[];
}

const RECHT = { seite: 'seiten', hund: 'bestand' } as const;
const darfZaehlen = (kraft: Kraft): boolean => darfHinein(kraft, 'zaehlung') || darf(kraft, 'lesen');
const darfSehen = (kraft: Kraft, k: Konto): boolean =>
  betrifft(kraft, 'zaehlung', k.leistungen) || darf(kraft, 'lesen');
const unsere = (kraft: Kraft, { vertrag, einheit }: Konto): boolean =>
  (einheit === 'hund' ? eignerOf(vertrag) : vertrag.auftragnehmer) === kraft.stelle;

/** GET /steuerung/zaehlung: pages and stocks that people enter, what was counted last, and its correction. */
export async function zeigeZaehlung(deps: SeitenDeps, kraft: Kraft, anfrage: FastifyRequest, antwort: FastifyReply) {
  return sendeZaehlung(deps, kraft, antwort, danachVon(deps.t, anfrage));
}

async function sendeZaehlung(
  deps: SeitenDeps,
  kraft: Kraft,
  antwort: FastifyReply,
  { getan, hinweis, versuch }: Nachricht,
  status = 200,
) {
  const { t } = deps;
  if (!darfZaehlen(kraft)) return sendeVerboten(deps, kraft, antwort);
  const konten = await deps.db.transaktion(lesekontext(kraft), async (tx) => {
    const alle: Konto[] = [];
    for (const einheit of EINHEITEN)
      for (const z of await readZaehlende(tx, einheit))
        alle.push({ ...z, einheit, eintraege: await readZuletzt(tx, z.vertrag.id, einheit, LETZTE) });
    return alle.filter((k) => darfSehen(kraft, k));
  });
  const titel = t('abrechnung.zaehlung.titel');
  return sende(
    antwort,
    <Kontoseite {...{ deps, kraft, titel, getan, hinweis, versuch }} bereich="zaehlung">
      <p>{t('abrechnung.zaehlung.einleitung')}</p>
      {konten.length === 0 && <LeererZustand titel={t('abrechnung.zaehlung.keine')} />}
      <Karten breit>
        {EINHEITEN.map((e) => (
          <Erfassung
            {...{ deps, versuch }}
            einheit={e}
            konten={konten.filter((k) => k.einheit === e && unsere(kraft, k) && darf(kraft, RECHT[e], k.leistungen[0]))}
          />
        ))}
      </Karten>
      {konten.map((k) => (
        <Zuletzt {...{ deps, kraft, versuch }} konto={k} />
      ))}
    </Kontoseite>,
    status,
  );
}

type Versuchend = Pick<Nachricht, 'versuch'> & { deps: SeitenDeps };

function Erfassung({ deps, einheit, konten, versuch }: Versuchend & { einheit: Einheit; konten: readonly Konto[] }) {
  const { t, verzeichnis } = deps;
  if (konten.length === 0) return null;
  const { heute } = beispielTage(heuteOf(deps.protokoll.uhr));
  const f = { t, formular: einheit, versuch };
  return (
    <Karte titel={t(`abrechnung.zaehlung.${einheit}`)}>
      <p>{t(`abrechnung.zaehlung.${einheit}Hilfe`)}</p>
      <form class="haus-formular" method="post" action="/steuerung/zaehlung" novalidate>
        <VersteckteFelder felder={{ einheit, schluessel: uuidv7(deps.protokoll.uhr.jetzt()) }} />
        <Wahl
          {...f}
          name="fuer"
          titel={t('abrechnung.zaehlung.fuer')}
          werte={konten.flatMap((k) =>
            k.leistungen.map((l) => ({
              wert: `${k.vertrag.id}/${l}`,
              titel: `${verzeichnis.byId(k.vertrag.auftraggeber)?.name ?? ''}, ${deps.katalog.name(l)}`,
            })),
          )}
        />
        <Zeile
          {...f}
          name="tag"
          titel={t('abrechnung.zaehlung.tag')}
          hilfe={t('formular.hilfe.tag', { tag: heute })}
          wert={heute}
          breite="mittel"
          pflicht
        />
        <Zeile {...f} name="menge" titel={t('abrechnung.zaehlung.menge')} ziffern breite="schmal" pflicht />
        {einheit === 'hund' && <Zeile {...f} name="grund" titel={t('abrechnung.zaehlung.grund')} pflicht />}
        <Knoepfe>
          <Knopf rang={einheit === 'seite' ? 'primary' : 'secondary'}>{t('abrechnung.zaehlung.speichern')}</Knopf>
        </Knoepfe>
      </form>
    </Karte>
  );
}

const SPALTEN = ['tag', 'was', 'menge', 'herkunft', 'aktion'] as const;

function Zuletzt({ deps, kraft, konto, versuch }: Versuchend & { kraft: Kraft; konto: Konto }) {
  const { t } = deps;
  const { vertrag, eintraege, einheit } = konto;
  const titel = t('abrechnung.zaehlung.tabelle', {
    haus: kontoText(deps, kraft, { ...vertrag, leistungen: konto.leistungen }),
  });
  if (eintraege.length === 0)
    return (
      <>
        <h2>{titel}</h2>
        <LeererZustand titel={t('abrechnung.zaehlung.leer')} />
      </>
    );
  const darfHier = unsere(kraft, konto) && darf(kraft, RECHT[einheit], konto.leistungen[0]);
  return (
    <Tabelle
      id={`zuletzt-${einheit}-${vertrag.id}`}
      titel={titel}
      dicht
      stapeln
      spalten={SPALTEN.map((s, i) => ({
        titel: t(`abrechnung.zaehlung.spalte.${s}`),
        zeilenkopf: i === 0,
        zahl: s === 'menge',
      }))}
      zeilen={eintraege.map((e) => ({
        zellen: [
          tagText(e.tag ?? ''),
          wasOf(deps, e),
          (e.menge ?? 0).toLocaleString('de-DE'),
          [
            t(e.gegenN === null ? 'abrechnung.zaehlung.eigen' : 'abrechnung.zaehlung.fremd'),
            ausRegister(e) ? t('abrechnung.zaehlung.register') : String(e.angaben['grund'] ?? ''),
          ]
            .filter(Boolean)
            .join(', '),
          darfHier && e.gegenN === null && e.angaben['zu'] === undefined && !ausRegister(e) ? (
            <Berichtigen {...{ deps, versuch, e }} vereinbarung={vertrag.id} />
          ) : (
            ''
          ),
        ],
      }))}
    />
  );
}

function wasOf({ t }: SeitenDeps, e: Gebucht): string {
  if (typeof e.angaben['register'] === 'string') return t(`abrechnung.zaehlung.hundIst.${e.angaben['register']}`);
  return e.angaben['zu'] === undefined ? t(`abrechnung.einheit.${e.einheit}`) : t('abrechnung.zaehlung.berichtigung');
}

const berichtigungTo = (quelle: string) => `berichtigen-${quelle}`;

function Berichtigen({ deps: { t }, vereinbarung, e, versuch }: Versuchend & { vereinbarung: string; e: Gebucht }) {
  const f = { t, formular: berichtigungTo(e.quelle), versuch };
  return (
    <Aufklappen titel={t('abrechnung.zaehlung.berichtigen')} offen={versuch?.formular === f.formular}>
      <form class="haus-formular" method="post" action="/steuerung/zaehlung/berichtigen" novalidate>
        <VersteckteFelder felder={{ vereinbarung, quelle: e.quelle }} />
        <Zeile {...f} name="richtig" titel={t('abrechnung.zaehlung.richtig')} ziffern breite="schmal" pflicht />
        <Zeile {...f} name="grund" titel={t('abrechnung.zaehlung.grund')} pflicht />
        <Knoepfe>
          <Knopf klein>{t('abrechnung.zaehlung.berichtigen')}</Knopf>
        </Knoepfe>
      </form>
    </Aufklappen>
  );
}

/** Also a number nobody counts is one: it is refused as too large. */
const liesZahl = (text: string): number => (/^-?\d{1,30}$/.test(text.trim()) ? Number(text.trim()) : Number.NaN);

/** POST /steuerung/zaehlung */
export async function erfasseMenge(deps: SeitenDeps, kraft: Kraft, anfrage: FastifyRequest, antwort: FastifyReply) {
  const [vereinbarung = '', leistung = ''] = eingabe(anfrage, 'fuer').split('/');
  const einheit = EINHEITEN.find((e) => e === eingabe(anfrage, 'einheit'));
  const schluessel = eingabe(anfrage, 'schluessel');
  if (!isUuid(vereinbarung) || !isUuid(schluessel) || !einheit) return sendeUnbekannt(deps, kraft, antwort);
  const e = await erfasse(abrechnungDeps(deps), kraft, {
    vereinbarung,
    leistung,
    einheit,
    tag: parseTag(eingabe(anfrage, 'tag')) ?? '',
    menge: liesZahl(eingabe(anfrage, 'menge')),
    grund: eingabe(anfrage, 'grund'),
    schluessel,
  });
  if (e.ok) return antwort.redirect(`/steuerung/zaehlung${danach(e)}`, 303);
  const { versuch, status } = versuchAus(deps.t, anfrage, einheit, ['fuer', 'tag', 'menge', 'grund'], e);
  return sendeZaehlung(deps, kraft, antwort, { versuch }, status);
}

/** POST /steuerung/zaehlung/berichtigen */
export async function berichtigeMenge(deps: SeitenDeps, kraft: Kraft, anfrage: FastifyRequest, antwort: FastifyReply) {
  const [vereinbarung = '', quelle = ''] = ['vereinbarung', 'quelle'].map((n) => eingabe(anfrage, n));
  if (!isUuid(vereinbarung) || !isUuid(quelle)) return sendeUnbekannt(deps, kraft, antwort);
  const richtig = liesZahl(eingabe(anfrage, 'richtig'));
  const e = await korrigiere(abrechnungDeps(deps), kraft, {
    vereinbarung,
    quelle,
    richtig,
    grund: eingabe(anfrage, 'grund'),
  });
  if (e.ok) return antwort.redirect(`/steuerung/zaehlung${danach(e)}`, 303);
  const { versuch, status } = versuchAus(deps.t, anfrage, berichtigungTo(quelle), ['richtig', 'grund'], e);
  return sendeZaehlung(deps, kraft, antwort, { versuch }, status);
}
