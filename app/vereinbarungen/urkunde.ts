import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  type Auftrag,
  ablehnen,
  type Dateien,
  type Datenbank,
  erledigt,
  type Handler,
  type Kontext,
  uuidv7,
} from '../base/index.ts';
import {
  addDokument,
  type BriefDaten,
  type Erneuerstelle,
  planeErneuerung,
  type Satz,
  type Siegelstelle,
} from '../dokumente/index.ts';
import { readMerkmale } from '../kommunen/index.ts';
import { type Protokoll, pruefeAusstellen } from '../nachweise/index.ts';
import { haltFest } from './actions.ts';
import { readStand, sperre } from './store.ts';
import { SEITEN, type Vertragsseite } from './vertrag/inhalt.ts';
import { type Fassung, type Stand, seiteOf } from './vertrag/stand.ts';
import { vorlageOf } from './vertrag/vorlagen.ts';

/** What making a deed needs of the workshop. */
export interface Urkundenwerk {
  db: Datenbank;
  protokoll: Protokoll;
  dateien: Dateien;
  satz: Satz;
  siegelstelle: Siegelstelle;
  erneuerstelle: Erneuerstelle;
  gemeinsameVorlagen: Readonly<Record<string, string>>;
  /** the keys are TEST: the deed says so */
  test: boolean;
}

/** Kind of the sealed copies among the documents. */
export const URKUNDE = 'vereinbarung';

const ROLLE: Record<Vertragsseite, string> = {
  auftraggeber: 'beauftragende Seite',
  auftragnehmer: 'beauftragte Seite',
};
const vorlage = () => readFileSync(join(import.meta.dirname, 'vorlagen', 'vereinbarung.typ'), 'utf8');
const hex = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');

/**
 * Follows the declaration of a party within seconds: its copy of the text as tagged PDF, sealed by the party, its hashes in the party's
 * log, and the date on which its proofs are renewed. The unsealed PDF is the same on both sides, to the byte; its hash stands in both
 * events.
 */
export const createUrkunde =
  (w: Urkundenwerk): Handler =>
  async (auftrag, kontext) => {
    const id = auftrag.bezug ?? '';
    const nr = Number(auftrag.angaben['fassung']);
    const lage = await w.db.transaktion(kontext, async (tx) => {
      const stand = await readStand(tx, id);
      const f = stand?.fassungen.find((x) => x.nr === nr);
      const seite = stand && seiteOf(stand, auftrag.koerperschaft);
      if (!stand || !f || !seite || f.urkunde[seite]) return undefined;
      const merkmale = await readMerkmale(
        tx,
        SEITEN.map((s) => stand.parteien[s]),
      );
      const name = (s: Vertragsseite) => merkmale.findLast((m) => m.koerperschaft === stand.parteien[s])?.name ?? '';
      return { stand, f, seite, namen: { auftraggeber: name('auftraggeber'), auftragnehmer: name('auftragnehmer') } };
    });
    if (!lage) return void (await w.db.transaktion(kontext, (tx) => erledigt(tx, auftrag)));
    const { f, seite, namen } = lage;
    await pruefeAusstellen(w, auftrag.koerperschaft);
    const gesetzt = await w.satz.setze({
      haupt: '/vereinbarung.typ',
      dateien: { ...w.gemeinsameVorlagen, '/vereinbarung.typ': vorlage() },
      daten: datenOf(lage.stand, f, namen, w.test),
    });
    if (!gesetzt.ok) throw new Error(`${gesetzt.meldung} ${gesetzt.einzelheiten.join(' ')}`);
    const { koerperschaft } = auftrag;
    const bytes = await w.siegelstelle.siegele({ id: koerperschaft, name: namen[seite] }, gesetzt.pdf, f.inhalt.titel);
    const name = `zweckvereinbarung-${id}-${f.nr}.pdf`;
    const datei = w.dateien.write(koerperschaft, id, { name, mime: 'application/pdf', bytes });
    await legeAb(w, auftrag, kontext, f, datei, hex(gesetzt.pdf));
  };

async function legeAb(
  w: Urkundenwerk,
  auftrag: Auftrag,
  kontext: Kontext,
  f: Fassung,
  datei: ReturnType<Dateien['write']>,
  satzHash: string,
): Promise<void> {
  const { koerperschaft } = auftrag;
  const id = auftrag.bezug ?? '';
  const dokument = uuidv7(w.protokoll.uhr.jetzt());
  const e = await w.db.transaktion(kontext, async (tx) => {
    await sperre(tx, id);
    const stand = await readStand(tx, id);
    const seite = stand && seiteOf(stand, koerperschaft);
    if (!stand || !seite) return ablehnen('vereinbarung.unbekannt');
    const { name, mime, len, sha256, sha512 } = datei;
    await haltFest(
      tx,
      w.protokoll,
      { koerperschaft, person: null },
      id,
      stand,
      { art: 'beurkundet', fassung: f.nr, satzHash, dokument },
      seite,
      stand.parteien,
      [{ name, len, mime, sha256, sha512 }],
    );
    await addDokument(
      tx,
      {
        koerperschaft,
        leistung: '-',
        vorgang: id,
        id: dokument,
        art: URKUNDE,
        titel: f.inhalt.titel,
        datei,
        gesiegelt: true,
        buerger: null,
      },
      w.protokoll.uhr.jetzt(),
    );
    planeErneuerung(tx, w, { koerperschaft, vorgang: id, id: dokument });
    return (await erledigt(tx, auftrag)) ? { ok: true as const } : ablehnen('auftrag.lease-verloren');
  });
  if (!e.ok) throw new Error(e.grund);
}

/** Nothing of the letterhead is printed: an agreement is nobody's letter. Made on the day of the draft, so both copies are the same. */
function datenOf(s: Stand, f: Fassung, namen: Record<Vertragsseite, string>, test: boolean): BriefDaten<unknown> {
  const entwurf = s.schritte.find((x) => x.art === 'entworfen' && x.fassung === f.nr);
  const leer = { strasse: '', plz: '', ort: '', telefon: '', email: '', web: '', farbe: '#000000', kuerzel: '' };
  return {
    erstelltAm: entwurf?.at ?? '',
    absender: { name: namen.auftraggeber, ...leer },
    unterzeichner: { amt: '', formel: '', name: null, stelle: null, automatisch: true },
    empfaenger: { zeilen: [] },
    bezug: { aktenzeichen: '', datum: '' },
    betreff: f.inhalt.titel,
    inhalt: {
      untertitel: vorlageOf(f.inhalt.art).titel,
      parteien: SEITEN.map((x) => ({ name: namen[x], rolle: ROLLE[x] })),
      paragrafen: f.text,
      textHash: f.textHash,
    },
    test,
    hinweise: [],
    bankverbindung: { institut: '', iban: '' },
  };
}
