import { parseTag } from '@rathausverbund/formular';
import { addDays, type LocalDate } from '@rathausverbund/fristen';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Texte } from '../../../base/index.ts';
import { type FremderZugriff, readFremdeZugriffe } from '../../../nachweise/index.ts';
import { type Linie, readRegeln } from '../../../vereinbarungen/index.ts';
import type { SeitenDeps } from '../../deps.ts';
import {
  fehlerOf,
  Knoepfe,
  Knopf,
  KnopfLink,
  LeererZustand,
  Tabelle,
  type Versuch,
  Zeile,
} from '../../komponenten/index.ts';
import { frage } from '../../personal/anfrage.ts';
import { beispielTage, heuteOf, tagText } from '../../personal/zeit.ts';
import { type Kraft, lesekontext } from '../../personal/zugang.ts';
import { darfHinein, sende, sendeVerboten } from '../rahmen.tsx';
import { WEG, ZugangRahmen } from './rahmen.tsx';

/** Without a wish: today and the 29 days before. */
const TAGE = 30;
/** More lines are for the file, not for a page. */
const ZEILEN = 300;

interface Zeitraum {
  von: LocalDate;
  /** last day inside */
  bis: LocalDate;
}

const FELDER = ['von', 'bis'] as const;
type Abgelehnt = { feld: (typeof FELDER)[number]; grund: 'keinTag' | 'keinZeitraum' };

/** The span asked for, or at which field it is none. */
function zeitraumOf(deps: SeitenDeps, anfrage: FastifyRequest): Zeitraum | Abgelehnt {
  const heute = heuteOf(deps.protokoll.uhr);
  const tag = (name: string, sonst: LocalDate) => {
    const text = frage(anfrage, name);
    return text === '' ? sonst : parseTag(text);
  };
  const [von, bis] = [tag('von', addDays(heute, 1 - TAGE)), tag('bis', heute)];
  if (!von) return { feld: 'von', grund: 'keinTag' };
  if (!bis) return { feld: 'bis', grund: 'keinTag' };
  return von <= bis ? { von, bis } : { feld: 'bis', grund: 'keinZeitraum' };
}

interface Lage {
  zugriffe: readonly FremderZugriff[];
  titel: ReadonlyMap<string, string>;
  enden: ReadonlyMap<string, string | null>;
}
const lies = (deps: SeitenDeps, kraft: Kraft, z: Zeitraum): Promise<Lage> =>
  deps.db.transaktion(lesekontext(kraft), async (tx) => ({
    zugriffe: await readFremdeZugriffe(tx, ...grenzenOf(deps, z)),
    ...vereinbarungenAus(await readRegeln(tx)),
  }));

/** Nothing was read before there were agreements here, or after today: days beyond need not exist in any calendar. */
const ANFANG = '2000-01-01';
function grenzenOf(deps: SeitenDeps, z: Zeitraum): [von: string, davor: string] {
  const heute = heuteOf(deps.protokoll.uhr);
  return [z.von < ANFANG ? ANFANG : z.von, addDays(z.bis < heute ? z.bis : heute, 1)];
}

/** Titles of the agreements, and the first day on which each is over; null = it goes on. */
function vereinbarungenAus(regeln: readonly Linie[]): Pick<Lage, 'titel' | 'enden'> {
  const enden = new Map<string, string | null>();
  for (const { vereinbarung, bis } of regeln) {
    const bisher = enden.get(vereinbarung);
    if (bisher === undefined || (bisher !== null && (bis === null || bisher < bis))) enden.set(vereinbarung, bis);
  }
  return { titel: new Map(regeln.map((r) => [r.vereinbarung, r.titel])), enden };
}

const SPALTEN = ['tag', 'haus', 'aufgabe', 'zweck', 'vereinbarung', 'zugriffe', 'vorgaenge'] as const;
const zeileOf = ({ verzeichnis, t }: SeitenDeps, lage: Lage, z: FremderZugriff): string[] => [
  tagText(z.tag),
  verzeichnis.byId(z.stelle)?.name ?? '',
  z.aufgabe,
  z.zweck,
  vereinbarungText(t, lage, z),
  String(z.zugriffe),
  String(z.vorgaenge),
];

/** The agreement by which it was open; after its end only the run-off can have been. */
function vereinbarungText(t: Texte, { titel, enden }: Lage, { vereinbarung, tag }: FremderZugriff): string {
  if (vereinbarung === null) return t('zugang.bericht.ohneVereinbarung');
  const name = titel.get(vereinbarung) ?? vereinbarung;
  const ende = enden.get(vereinbarung) ?? null;
  return ende !== null && ende <= tag ? t('zugang.bericht.auslauf', { titel: name }) : name;
}

/** GET /steuerung/zugang/bericht?von=…&bis=…: which offices looked at the own body's cases, for those who guard its data. */
export async function zeigeBericht(deps: SeitenDeps, kraft: Kraft, anfrage: FastifyRequest, antwort: FastifyReply) {
  if (!darfHinein(kraft, 'zugang')) return sendeVerboten(deps, kraft, antwort);
  const { t } = deps;
  const gefragt = zeitraumOf(deps, anfrage);
  const z = 'feld' in gefragt ? undefined : gefragt;
  const lage = z && (await lies(deps, kraft, z));
  const wert = z
    ? { von: tagText(z.von), bis: tagText(z.bis) }
    : { von: frage(anfrage, 'von').slice(0, 30), bis: frage(anfrage, 'bis').slice(0, 30) };
  const versuch: Versuch | undefined =
    'feld' in gefragt
      ? { formular: 'bericht', werte: wert, meldung: t(`zugang.bericht.${gefragt.grund}`), feld: gefragt.feld }
      : undefined;
  const beispiel = t('formular.hilfe.tag', { tag: beispielTage(heuteOf(deps.protokoll.uhr)).heute });
  return sende(
    antwort,
    <ZugangRahmen deps={deps} kraft={kraft} teil="bericht" titel={t('zugang.bericht.titel')} fehler={fehlerOf(versuch)}>
      <p>{t('zugang.bericht.einleitung')}</p>
      <form class="haus-formular" method="get" action={`${WEG}/bericht`} novalidate>
        {FELDER.map((id) => (
          <Zeile
            t={t}
            formular="bericht"
            name={id}
            titel={t(`zugang.bericht.feld.${id}`)}
            hilfe={beispiel}
            breite="mittel"
            wert={wert[id]}
            versuch={versuch}
          />
        ))}
        <Knoepfe>
          <Knopf rang="primary">{t('zugang.bericht.knopf')}</Knopf>
          {z && lage && lage.zugriffe.length > 0 && (
            <KnopfLink weg={`${WEG}/bericht.csv?von=${z.von}&bis=${z.bis}`}>{t('zugang.bericht.datei')}</KnopfLink>
          )}
        </Knoepfe>
      </form>
      {z && lage && <Zugriffe deps={deps} lage={lage} z={z} />}
    </ZugangRahmen>,
    z ? 200 : 422,
  );
}

function Zugriffe({ deps, lage, z }: { deps: SeitenDeps; lage: Lage; z: Zeitraum }) {
  const { t } = deps;
  if (lage.zugriffe.length === 0)
    return (
      <LeererZustand titel={t('zugang.bericht.leer', { von: tagText(z.von), bis: tagText(z.bis) })}>
        <p>{t('zugang.bericht.leerText')}</p>
      </LeererZustand>
    );
  return (
    <>
      <Tabelle
        id="bericht"
        titel={t('zugang.bericht.tabelle', { von: tagText(z.von), bis: tagText(z.bis) })}
        dicht
        stapeln
        spalten={SPALTEN.map((s, i) => ({ titel: t(`zugang.spalte.${s}`), zeilenkopf: i === 0, zahl: i > 4 }))}
        zeilen={lage.zugriffe.slice(0, ZEILEN).map((x) => ({ zellen: zeileOf(deps, lage, x) }))}
      />
      {lage.zugriffe.length > ZEILEN && <p>{t('zugang.bericht.mehr', { anzahl: lage.zugriffe.length })}</p>}
    </>
  );
}

/** A cell that a spreadsheet takes as text, whatever it begins with. */
const zelle = (text: string) => `"${text.replace(/^(?=[=+\-@\t\r])/, "'").replaceAll('"', '""')}"`;

/** GET /steuerung/zugang/bericht.csv: the same as a file for spreadsheets. */
export async function sendeBericht(deps: SeitenDeps, kraft: Kraft, anfrage: FastifyRequest, antwort: FastifyReply) {
  if (!darfHinein(kraft, 'zugang')) return sendeVerboten(deps, kraft, antwort);
  const z = zeitraumOf(deps, anfrage);
  if ('feld' in z) return zeigeBericht(deps, kraft, anfrage, antwort);
  const lage = await lies(deps, kraft, z);
  const zeilen = [
    SPALTEN.map((s) => deps.t(`zugang.spalte.${s}`)),
    ...lage.zugriffe.map((x) => zeileOf(deps, lage, x)),
  ].map((felder) => felder.map(zelle).join(';'));
  return antwort
    .type('text/csv; charset=utf-8')
    .header('content-disposition', `attachment; filename="zugriffe-${z.von}-${z.bis}.csv"`)
    .send(`\uFEFF${zeilen.join('\r\n')}\r\n`);
}
