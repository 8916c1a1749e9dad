import { addDays, localDate, localDateOf } from '@rathausverbund/fristen';
import { formatEuro } from '@rathausverbund/kosten';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { hatRolle } from '../../../konten/index.ts';
import {
  type Alleineintrag,
  type Alleinkosten,
  geltungenOf,
  nimmAlleinZurueck,
  readAllein,
  rechneAllein,
  trageAlleinEin,
} from '../../../steuerung/index.ts';
import { readRegeln } from '../../../vereinbarungen/index.ts';
import type { SeitenDeps } from '../../deps.ts';
import { Angaben, Aufklappen, Hinweis, Karte, Karten, LeererZustand, Tabelle } from '../../komponenten/index.ts';
import { eingabe, frage } from '../../personal/anfrage.ts';
import { heuteOf, tagText } from '../../personal/zeit.ts';
import { type Kraft, lesekontext } from '../../personal/zugang.ts';
import { ausAblehnung, Bogen, bogenfehlerOf, feld, type Gelesen, liesBogen, type Zurueck } from '../bogen.tsx';
import { sende, sendeVerboten, Unterseite } from '../rahmen.tsx';
import { zahlGenau } from '../zahlen.ts';

const WEG = '/steuerung/eigene-kosten';
const darf = (kraft: Kraft) => hatRolle(kraft.rollen, 'leitung', '*');

const FELD_ZU_GRUND = {
  'alleinkosten.stellen': 'stellen',
  'alleinkosten.jahreskosten': 'jahreskosten',
  'alleinkosten.zuschlag': 'zuschlag',
  'alleinkosten.software': 'software',
  'alleinkosten.eg': 'eg',
  'alleinkosten.tag': 'ab',
  'alleinkosten.rueckwirkend': 'grund',
  'alleinkosten.ohne-grund': 'warum',
  'alleinkosten.schon-zurueck': 'eintrag',
  'alleinkosten.unbekannt': 'eintrag',
};

async function lade(deps: SeitenDeps, kraft: Kraft) {
  const heute = heuteOf(deps.protokoll.uhr);
  const [regeln, eintraege] = await deps.db.transaktion(lesekontext(kraft), (tx) =>
    Promise.all([readRegeln(tx), readAllein(tx)]),
  );
  const leistungen = [
    ...new Set(regeln.filter((r) => r.von === kraft.stelle && r.leistung !== '*').map((r) => r.leistung)),
  ];
  const geltungen = [...new Set(eintraege.map((e) => e.leistung))].flatMap((l) => geltungenOf(eintraege, l));
  const offen = eintraege.filter((e) => e.zurueck === null);
  return { heute, eintraege, geltungen, felder: felderOf(deps, leistungen), rueckfelder: rueckfelderOf(deps, offen) };
}

function felderOf({ t, katalog }: SeitenDeps, leistungen: readonly string[]) {
  const hilfe = (f: string) => t(`lage.eigene.${f}Hilfe`);
  const name = (f: string) => t(`lage.eigene.${f}`);
  return [
    feld('leistung', name('leistung'), {
      art: 'auswahl',
      werte: leistungen.map((l) => ({ wert: l, beschriftung: katalog.name(l) })),
    }),
    feld('ab', name('ab'), { art: 'datum' }, hilfe('ab')),
    feld('stellen', name('stellen'), { art: 'zahl', dezimalstellen: 2 }, hilfe('stellen')),
    feld('eg', name('eg'), { art: 'text', maxLaenge: 60 }, hilfe('eg')),
    feld('jahreskosten', name('jahreskosten'), { art: 'betrag' }, hilfe('jahreskosten')),
    feld('zuschlag', name('zuschlag'), { art: 'zahl' }, hilfe('zuschlag')),
    feld('software', name('software'), { art: 'betrag' }, hilfe('software')),
    { ...feld('grund', name('grund'), { art: 'text' }, hilfe('grund')), pflicht: false },
  ];
}

const rueckfelderOf = ({ t, katalog }: SeitenDeps, offen: readonly Alleineintrag[]) => [
  feld('eintrag', t('lage.eigene.eintrag'), {
    art: 'auswahl',
    werte: offen.map((e) => ({
      wert: e.id,
      beschriftung: t('lage.eigene.eintragWert', {
        leistung: katalog.name(e.leistung),
        ab: tagText(e.ab),
        jahr: formatEuro(rechneAllein(e).jahr),
      }),
    })),
  }),
  feld('warum', t('lage.eigene.warum'), { art: 'text' }),
];

/** GET /steuerung/eigene-kosten: what each Leistung would cost alone, with every assumption. */
export async function zeigeEigene(deps: SeitenDeps, kraft: Kraft, anfrage: FastifyRequest, antwort: FastifyReply) {
  if (!darf(kraft)) return sendeVerboten(deps, kraft, antwort);
  const gespeichert = frage(anfrage, 'gespeichert') !== '';
  return sende(antwort, <Seite deps={deps} kraft={kraft} {...(await lade(deps, kraft))} gespeichert={gespeichert} />);
}

type Versuch = Zurueck & { formular: 'eintragen' | 'zurueck' };

/** POST: enters it from a day on, or takes an entry back; nothing is erased. */
export async function speichereEigene(deps: SeitenDeps, kraft: Kraft, anfrage: FastifyRequest, antwort: FastifyReply) {
  if (!darf(kraft)) return sendeVerboten(deps, kraft, antwort);
  const da = await lade(deps, kraft);
  const formular = eingabe(anfrage, 'aktion') === 'zurueck' ? 'zurueck' : 'eintragen';
  const felder = formular === 'zurueck' ? da.rueckfelder : da.felder;
  const { werte, roh, fehler } = liesBogen(felder, anfrage.body, da.heute);
  let zurueck: Versuch = { formular, roh, fehler, meldung: null };
  if (fehler.length === 0) {
    const e =
      formular === 'zurueck'
        ? await nimmAlleinZurueck(deps, kraft, String(werte['eintrag']), String(werte['warum']))
        : await trageAlleinEin(deps, kraft, alleinkostenOf(werte), String(werte['grund'] ?? ''));
    if (e.ok) return antwort.redirect(`${WEG}?gespeichert=1`, 303);
    zurueck = { formular, ...ausAblehnung(deps.t, e, roh, FELD_ZU_GRUND) };
  }
  return sende(antwort, <Seite deps={deps} kraft={kraft} {...da} zurueck={zurueck} />, 422);
}

const alleinkostenOf = (werte: Gelesen['werte']): Alleinkosten => ({
  leistung: String(werte['leistung']),
  ab: localDate(String(werte['ab'])),
  stellen: Math.round(Number(werte['stellen']) * 100),
  eg: String(werte['eg']),
  jahreskosten: Number(werte['jahreskosten']),
  zuschlag: Number(werte['zuschlag']),
  software: Number(werte['software']),
});

type SeiteProps = { deps: SeitenDeps; kraft: Kraft; zurueck?: Versuch; gespeichert?: boolean } & Awaited<
  ReturnType<typeof lade>
>;

function Seite(p: SeiteProps) {
  const { deps, kraft, heute, geltungen, eintraege, felder, rueckfelder, zurueck, gespeichert } = p;
  const { t } = deps;
  const titel = t('lage.eigene.titel');
  const heutige = geltungen.filter((g) => g.ab <= heute && (g.bis === null || heute < g.bis));
  const meins = (formular: Versuch['formular']) => (zurueck?.formular === formular ? zurueck : undefined);
  return (
    <Unterseite
      deps={deps}
      kraft={kraft}
      bereich={null}
      titel={titel}
      ueber={{ titel: t('steuerung.bereich.lage'), weg: '/steuerung' }}
      fehler={bogenfehlerOf(zurueck)}
    >
      {gespeichert && <Hinweis t={t} ton="success" titel={t('lage.eigene.gespeichert')} />}
      <p>{t('lage.eigene.einleitung')}</p>
      {heutige.length === 0 ? (
        <LeererZustand titel={t('lage.eigene.leer')} />
      ) : (
        <Karten>
          {heutige.map((g) => (
            <Annahmen deps={deps} a={g.eintrag} />
          ))}
        </Karten>
      )}
      {eintraege.length > 0 && <Verlauf {...p} />}
      {rueckfelder.length > 0 && eintraege.some((e) => e.zurueck === null) && (
        <Aufklappen titel={t('lage.eigene.zuruecknehmen')} offen={meins('zurueck') !== undefined}>
          <Bogen
            t={t}
            felder={rueckfelder}
            aktion={WEG}
            knopf={t('lage.eigene.zuruecknehmen')}
            rang="secondary"
            versteckt={{ aktion: 'zurueck' }}
            zurueck={meins('zurueck')}
          >
            <p>{t('lage.eigene.zuruecknehmenText')}</p>
          </Bogen>
        </Aufklappen>
      )}
      <section class="haus-abstand">
        <h2>{t('lage.eigene.neu')}</h2>
        <Bogen t={t} felder={felder} aktion={WEG} knopf={t('lage.eigene.speichern')} zurueck={meins('eintragen')} />
      </section>
    </Unterseite>
  );
}

/** Everything that was ever entered, and on which days it counts. */
function Verlauf({ deps: { t, katalog }, eintraege, geltungen }: SeiteProps) {
  const wann = (e: Alleineintrag): string => {
    if (e.zurueck)
      return t('lage.eigene.zurueckgenommen', { tag: zeitText(e.zurueck.erfasst), grund: e.zurueck.grund });
    const g = geltungen.find((x) => x.eintrag === e);
    if (!g) return t('lage.eigene.ersetzt');
    return g.bis === null
      ? t('lage.eigene.abOffen', { ab: tagText(g.ab) })
      : t('lage.eigene.vonBis', { ab: tagText(g.ab), bis: tagText(addDays(g.bis, -1)) });
  };
  return (
    <section class="haus-abstand">
      <h2>{t('lage.eigene.verlauf')}</h2>
      <Tabelle
        id="verlauf"
        titel={t('lage.eigene.verlauf')}
        titelVersteckt
        dicht
        stapeln
        spalten={(['leistung', 'gilt', 'jahr', 'eingetragen', 'grund'] as const).map((s, i) => ({
          titel: t(`lage.eigene.spalte.${s}`),
          zeilenkopf: i === 0,
          zahl: s === 'jahr',
        }))}
        zeilen={eintraege.map((e) => ({
          zellen: [katalog.name(e.leistung), wann(e), formatEuro(rechneAllein(e).jahr), zeitText(e.erfasst), e.grund],
        }))}
      />
    </section>
  );
}

const zeitText = (zeitpunkt: Date): string => tagText(localDateOf(zeitpunkt.getTime(), 'Europe/Berlin'));

/** One calculation with everything it rests on. */
function Annahmen({ deps: { t, katalog }, a }: { deps: SeitenDeps; a: Alleinkosten }) {
  const r = rechneAllein(a);
  const zeilen: [string, string][] = [
    ['ab', tagText(a.ab)],
    ['stellen', zahlGenau(a.stellen / 100)],
    ['eg', a.eg],
    ['jahreskosten', formatEuro(a.jahreskosten)],
    ['personal', formatEuro(r.personal)],
    ['gemein', `${formatEuro(r.gemein)} (${a.zuschlag} %)`],
    ['software', formatEuro(r.software)],
    ['jahr', formatEuro(r.jahr)],
  ];
  return (
    <Karte titel={katalog.name(a.leistung)}>
      <Angaben dicht angaben={zeilen.map(([name, wert]) => ({ name: t(`lage.eigene.${name}`), wert }))} />
    </Karte>
  );
}
