import { formatEuro } from '@rathausverbund/kosten';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { hatRolle } from '../../../konten/index.ts';
import { type Alleinkosten, readAllein, rechneAllein, trageAlleinEin } from '../../../steuerung/index.ts';
import { readRegeln } from '../../../vereinbarungen/index.ts';
import type { SeitenDeps } from '../../deps.ts';
import { Angaben, Hinweis, Karte, Karten, LeererZustand } from '../../komponenten/index.ts';
import { frage } from '../../personal/anfrage.ts';
import { heuteOf, tagText } from '../../personal/zeit.ts';
import { type Kraft, lesekontext } from '../../personal/zugang.ts';
import { ausAblehnung, Bogen, bogenfehlerOf, feld, liesBogen, type Zurueck } from '../bogen.tsx';
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
};

async function lade(deps: SeitenDeps, kraft: Kraft) {
  const heute = heuteOf(deps.protokoll.uhr);
  const [regeln, stand] = await deps.db.transaktion(lesekontext(kraft), (tx) =>
    Promise.all([readRegeln(tx), readAllein(tx, heute)]),
  );
  const leistungen = [
    ...new Set(regeln.filter((r) => r.von === kraft.stelle && r.leistung !== '*').map((r) => r.leistung)),
  ];
  return { heute, stand, felder: felderOf(deps, leistungen) };
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
  ];
}

/** GET /steuerung/eigene-kosten: what each Leistung would cost alone, with every assumption. */
export async function zeigeEigene(deps: SeitenDeps, kraft: Kraft, anfrage: FastifyRequest, antwort: FastifyReply) {
  if (!darf(kraft)) return sendeVerboten(deps, kraft, antwort);
  const gespeichert = frage(anfrage, 'gespeichert') !== '';
  return sende(antwort, <Seite deps={deps} kraft={kraft} {...(await lade(deps, kraft))} gespeichert={gespeichert} />);
}

/** POST: enters it from a day on; earlier entries stay. */
export async function speichereEigene(deps: SeitenDeps, kraft: Kraft, anfrage: FastifyRequest, antwort: FastifyReply) {
  if (!darf(kraft)) return sendeVerboten(deps, kraft, antwort);
  const da = await lade(deps, kraft);
  const { werte, roh, fehler } = liesBogen(da.felder, anfrage.body, da.heute);
  let zurueck: Zurueck = { roh, fehler, meldung: null };
  if (fehler.length === 0) {
    const e = await trageAlleinEin(deps, kraft, {
      leistung: String(werte['leistung']),
      ab: String(werte['ab']),
      stellen: Math.round(Number(werte['stellen']) * 100),
      eg: String(werte['eg']),
      jahreskosten: Number(werte['jahreskosten']),
      zuschlag: Number(werte['zuschlag']),
      software: Number(werte['software']),
    });
    if (e.ok) return antwort.redirect(`${WEG}?gespeichert=1`, 303);
    zurueck = ausAblehnung(deps.t, e, roh, FELD_ZU_GRUND);
  }
  return sende(antwort, <Seite deps={deps} kraft={kraft} {...da} zurueck={zurueck} />, 422);
}

type SeiteProps = { deps: SeitenDeps; kraft: Kraft; zurueck?: Zurueck; gespeichert?: boolean } & Awaited<
  ReturnType<typeof lade>
>;

function Seite({ deps, kraft, stand, felder, zurueck, gespeichert }: SeiteProps) {
  const { t } = deps;
  const titel = t('lage.eigene.titel');
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
      {stand.length === 0 ? (
        <LeererZustand titel={t('lage.eigene.leer')} />
      ) : (
        <Karten>
          {stand.map((a) => (
            <Annahmen deps={deps} a={a} />
          ))}
        </Karten>
      )}
      <section class="haus-abstand">
        <h2>{t('lage.eigene.neu')}</h2>
        <Bogen t={t} felder={felder} aktion={WEG} knopf={t('lage.eigene.speichern')} zurueck={zurueck} />
      </section>
    </Unterseite>
  );
}

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
