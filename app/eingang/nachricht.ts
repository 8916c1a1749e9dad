import { createHash } from 'node:crypto';
import type { Antworten } from '@rathausverbund/formular';
import { localDateOf } from '@rathausverbund/fristen';
import {
  type Amt24Mapping,
  type Amt24Umschlag,
  applyMapping,
  blattwerte,
  erkenne,
  mitteilung,
  readAmt24,
  type XmlElement,
  type XmlParser,
} from '@rathausverbund/xoev';
import { type Ablehnung, ablehnen, type Dateien, dienst, oeffentlich, uuidv7 } from '../base/index.ts';
import type { Kommune } from '../kommunen/index.ts';
import type { Katalog } from '../leistungen/index.ts';
import { schreibeKoerperschaft } from '../nachweise/index.ts';
import { resolveZustaendigkeit } from '../vereinbarungen/index.ts';
import { type EinreichenDeps, reicheEin } from './einreichen.ts';

export interface NachrichtDeps extends EinreichenDeps {
  dateien: Dateien;
  katalog: Katalog;
  parser: XmlParser;
}

/** What the door answers: a receipt, also for what is refused, because that is kept too. */
export interface Quittung {
  eingang: string;
  stand: 'vorgang' | 'klaerung' | 'abgewiesen';
  titel: string;
  empfangen: string;
  sha256: string;
  hinweis: string;
  grund: string;
  aktenzeichen: string | null;
  /** false: the same bytes came before; nothing new was made */
  neu: boolean;
}

interface Befund extends Pick<Quittung, 'stand' | 'titel' | 'hinweis' | 'grund' | 'aktenzeichen'> {
  kanal: 'behoerde' | 'amt24';
  vorgang: string | null;
}

const UNGEPRUEFT = 'nicht gegen das Schema geprüft';
const MAX = 5 * 1024 * 1024;

/**
 * Takes a message of another authority or portal at a body's door. The raw bytes are kept first, encrypted; then they are read.
 * The same bytes twice are one Eingang. Nothing here is ever answered with a certificate.
 */
export async function nimmAn(
  d: NachrichtDeps,
  tuer: Kommune,
  bytes: Uint8Array,
): Promise<{ ok: true; quittung: Quittung } | Ablehnung> {
  if (bytes.length === 0) return ablehnen('nachricht.leer');
  if (bytes.length > MAX) return ablehnen('nachricht.zu-gross');
  const jetzt = d.protokoll.uhr.jetzt();
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  const schon = await findQuittung(d, tuer, sha256);
  if (schon) return { ok: true, quittung: schon };
  const id = uuidv7(jetzt);
  await d.protokoll.bund.createDek(tuer.id, id);
  const datei = d.dateien.write(tuer.id, id, { name: 'nachricht.xml', mime: 'application/xml', bytes });
  const gelesen = d.parser.parse(bytes);
  const befund =
    gelesen.ok && erkenne(gelesen.wurzel).art === 'amt24'
      ? await fromAmt24(d, tuer, gelesen.wurzel, sha256)
      : judge(gelesen);
  const neu = await d.db.transaktion(dienst(tuer.id, 'Posteingang'), async (tx) => {
    const n = await tx.fuehreAus(
      `insert into eingang.eingang (koerperschaft, id, leistung, kanal, schluessel, empfangen, hash, stand, titel, hinweis, grund, datei, vorgang, aktenzeichen)
       values ($1, $2, 'posteingang', $3, $4, to_timestamp($5 / 1000.0), $6, $7, $8, $9, $10, $11, $12, $13)
       on conflict (koerperschaft, schluessel) do nothing`,
      [
        tuer.id,
        id,
        befund.kanal,
        sha256,
        jetzt,
        Buffer.from(sha256, 'hex'),
        befund.stand,
        befund.titel,
        befund.hinweis,
        befund.grund,
        JSON.stringify(datei),
        befund.vorgang,
        befund.aktenzeichen,
      ],
    );
    if (n === 0) return false; // the same bytes came at the same instant: theirs is the Eingang
    await schreibeKoerperschaft(tx, d.protokoll, tuer.id, {
      kind: befund.stand === 'abgewiesen' ? 'nachricht.abgewiesen' : 'nachricht.eingegangen',
      data: { eingang: id, titel: befund.titel, grund: befund.grund, tag: localDateOf(jetzt, 'Europe/Berlin') },
      docs: [{ name: datei.name, len: datei.len, mime: datei.mime, sha256: datei.sha256, sha512: datei.sha512 }],
    });
    return true;
  });
  const schonDa = neu ? null : await findQuittung(d, tuer, sha256);
  if (schonDa) return { ok: true, quittung: schonDa };
  const { stand, titel, hinweis, grund, aktenzeichen } = befund;
  return {
    ok: true,
    quittung: {
      eingang: id,
      stand,
      titel,
      hinweis,
      grund,
      aktenzeichen,
      empfangen: new Date(jetzt).toISOString(),
      sha256,
      neu: true,
    },
  };
}

const befundOf = (stand: Befund['stand'], titel: string, rest: Partial<Befund> = {}): Befund => ({
  stand,
  titel,
  hinweis: '',
  grund: '',
  kanal: 'behoerde',
  vorgang: null,
  aktenzeichen: null,
  ...rest,
});

function judge(gelesen: ReturnType<XmlParser['parse']>): Befund {
  if (!gelesen.ok) return befundOf('abgewiesen', 'Unlesbare Nachricht', { grund: gelesen.meldung });
  const art = erkenne(gelesen.wurzel);
  if (art.art === 'xgewerbeanzeige')
    return befundOf('klaerung', `Mitteilung einer anderen Gewerbebehörde: ${art.titel}`, {
      hinweis: [UNGEPRUEFT, art.hinweis].filter(Boolean).join(' · '),
    });
  return befundOf('abgewiesen', 'Unbekannte Nachricht', {
    grund: art.art === 'unbekannt' ? art.meldung : 'Die Art der Nachricht ist hier nicht bekannt.',
  });
}

/** An application of the state's portal: with a mapping it becomes a Vorgang at the competent body, else a person clears it. */
async function fromAmt24(d: NachrichtDeps, tuer: Kommune, wurzel: XmlElement, sha256: string): Promise<Befund> {
  const klaerung = (hinweis: string) => befundOf('klaerung', 'Antrag über Amt24', { hinweis, kanal: 'amt24' });
  const umschlag = readAmt24(wurzel);
  if (!umschlag.ok) return befundOf('abgewiesen', 'Antrag über Amt24', { grund: umschlag.meldung, kanal: 'amt24' });
  // also one by which only a body reads that stays with its version
  const mapping = d.katalog.gebrauchte.find((l) => l.amt24?.formId === umschlag.umschlag.formId)?.amt24;
  if (!mapping) return klaerung(`Zu diesem Formular gibt es keine Zuordnung: ${umschlag.umschlag.formId}`);
  const a = applyMapping(umschlag.umschlag, mapping);
  if (!a.ok) return klaerung(a.meldung);
  if (!a.ags && saysWhere(umschlag.umschlag, mapping)) return klaerung('Der Gemeindeschlüssel ist nicht lesbar.');
  const ort = a.ags ? d.verzeichnis.byAgs(a.ags) : tuer;
  if (!d.katalog.aktuell(a.leistung) || !ort) return klaerung('Leistung oder Gemeinde sind hier nicht bekannt.');
  const tag = localDateOf(d.protokoll.uhr.jetzt(), 'Europe/Berlin');
  const z = await d.db.transaktion(oeffentlich, (tx) =>
    resolveZustaendigkeit(tx, { leistung: a.leistung, ort: ort.id, tag }),
  );
  if (!z.ok) return klaerung('Für diesen Ort ist hier niemand zuständig.');
  // the body may work with another version than the one by which the envelope was found
  const leistung = d.katalog.bei(z.zustaendig, a.leistung);
  const dort = leistung?.amt24?.formId === mapping.formId ? applyMapping(umschlag.umschlag, leistung.amt24) : undefined;
  if (!leistung || !dort?.ok)
    return klaerung('Die Fassung, mit der die Kommune arbeitet, kennt dieses Formular nicht.');
  if ((dort.ags ?? '') !== (a.ags ?? ''))
    return klaerung('Die Fassung, mit der die Kommune arbeitet, liest in diesem Formular einen anderen Ort.');
  const offen = [...dort.fehlt.map((f) => `fehlt: ${f}`), ...dort.ungueltig.map((u) => `nicht lesbar: ${u.feld}`)];
  const hinweis = ['Eingang über Amt24, Identität nicht geprüft', ...offen].join(' · ');
  const e = await reicheEin(d, {
    schluessel: `amt24:${sha256}`,
    kontext: dienst(z.zustaendig, 'Posteingang'),
    buerger: null,
    leistung,
    ort,
    antworten: dort.antworten as Antworten,
    niveau: 'ohne',
    kanal: 'amt24',
    hinweis,
  });
  if (!e.ok) return klaerung(`Der Antrag ließ sich nicht annehmen (${e.grund}).`);
  return befundOf('vorgang', leistung.angaben.name, {
    hinweis,
    kanal: 'amt24',
    vorgang: e.vorgang,
    aktenzeichen: e.aktenzeichen,
  });
}

/** The application names a place, readable or not: then the door must not stand in for it. */
function saysWhere({ gruppen }: Amt24Umschlag, { ags }: Amt24Mapping): boolean {
  const [gruppe, feld] = ags?.split('/') ?? [];
  const felder = gruppen.find((g) => g.id === gruppe)?.instanzen.flatMap((i) => i.felder) ?? [];
  return felder.some((f) => f.id === feld && f.werte.some((w) => w.trim() !== ''));
}

async function findQuittung(d: NachrichtDeps, tuer: Kommune, sha256: string): Promise<Quittung | null> {
  const [z] = await d.db.lesen<{
    id: string;
    stand: Quittung['stand'];
    titel: string;
    empfangen: Date;
    hinweis: string;
    grund: string;
    aktenzeichen: string | null;
  }>(
    dienst(tuer.id, 'Posteingang'),
    'select id, stand, titel, empfangen, hinweis, grund, aktenzeichen from eingang.eingang where koerperschaft = $1 and schluessel = $2',
    [tuer.id, sha256],
  );
  return z
    ? {
        eingang: z.id,
        stand: z.stand,
        titel: z.titel,
        empfangen: z.empfangen.toISOString(),
        sha256,
        hinweis: z.hinweis,
        grund: z.grund,
        aktenzeichen: z.aktenzeichen,
        neu: false,
      }
    : null;
}

/** Everything the clerk reads in Klärung: every leaf value, and a summary where the kind is known. */
export function readInhalt(d: Pick<NachrichtDeps, 'parser'>, bytes: Uint8Array) {
  const gelesen = d.parser.parse(bytes);
  if (!gelesen.ok) return { ok: false as const, meldung: gelesen.meldung };
  return { ok: true as const, werte: blattwerte(gelesen.wurzel), mitteilung: mitteilung(gelesen.wurzel) };
}
