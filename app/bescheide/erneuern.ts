import {
  Aufschub,
  type Auftrag,
  ablehnen,
  type DateiAngabe,
  type Ergebnis,
  erledigt,
  type Handler,
  type Kontext,
  SchluesselVernichtet,
  type Tx,
} from '../base/index.ts';
import { type DokumentZeile, type Erneuerung, ersetzeErneuert, findDokument } from '../dokumente/index.ts';
import { MASCHINE, type Protokoll } from '../nachweise/index.ts';
import { URKUNDE, vermerkeErneuerung } from '../vereinbarungen/index.ts';
import { handle, lock } from '../vorgaenge/index.ts';
import type { Werkbank } from './fertigen.ts';

/** What renewing needs of the workshop. */
export type Erneuerwerk = Pick<Werkbank, 'db' | 'protokoll' | 'dateien' | 'erneuerstelle'>;

/** Says in the right stream that the proofs of a document were renewed. */
export type Erneuerungsvermerk = (tx: Tx, p: Protokoll, alt: DokumentZeile, was: Was) => Promise<Ergebnis>;

/**
 * Renews the proofs of one sealed document, of a Vorgang, of an agreement, or of a kind in `andere`, and sets the date of the next time: new version, event,
 * row, next job in one commit. Waits (`Aufschub`) while time stamp or revocation data cannot be had; ends quietly when the Vorgang was
 * erased.
 */
export const createErneuern =
  (w: Erneuerwerk, andere: Readonly<Record<string, Erneuerungsvermerk>> = {}): Handler =>
  async (auftrag, kontext) => {
    try {
      await erneuere(w, { [URKUNDE]: vermerkeErneuerung, ...andere }, auftrag, kontext);
    } catch (fehler) {
      if (!(fehler instanceof SchluesselVernichtet)) throw fehler;
      await w.db.transaktion(kontext, (tx) => erledigt(tx, auftrag));
    }
  };

async function erneuere(
  w: Erneuerwerk,
  vermerke: Readonly<Record<string, Erneuerungsvermerk>>,
  auftrag: Auftrag,
  kontext: Kontext,
): Promise<void> {
  const { dokument, dringend = 0 } = auftrag.angaben as { dokument: string; dringend?: number };
  const [koerperschaft, vorgang] = [auftrag.koerperschaft, auftrag.bezug ?? ''];
  const alt = await w.db.transaktion(kontext, (tx) => findDokument(tx, vorgang, dokument));
  if (!alt) return void (await w.db.transaktion(kontext, (tx) => erledigt(tx, auftrag)));
  const { name, mime, ort } = alt.datei;
  const neu = await w.erneuerstelle.erneuere(w.dateien.read(koerperschaft, vorgang, ort), dringend);
  if (!neu.ok) throw new Aufschub(neu.meldung);
  const datei = w.dateien.write(koerperschaft, vorgang, { name, mime, bytes: neu.pdf });
  const e = await w.db.transaktion(kontext, (tx) =>
    schreibe(tx, w, vermerke[alt.art] ?? imVorgang, auftrag, alt, datei, neu),
  );
  if (!e.ok) throw new Error(e.grund);
}

async function schreibe(
  tx: Tx,
  w: Erneuerwerk,
  vermerke: Erneuerungsvermerk,
  auftrag: Auftrag,
  alt: DokumentZeile,
  datei: DateiAngabe,
  { niveau, naechste }: Erneuerung,
): Promise<Ergebnis> {
  const was = { dokument: alt.id, datei, niveau, faellig: new Date(naechste.faellig).toISOString() };
  const r = await vermerke(tx, w.protokoll, alt, was);
  if (!r.ok) return r;
  if (!(await ersetzeErneuert(tx, w.protokoll.uhr, alt, datei, naechste))) return ablehnen('dokument.ersetzt');
  return (await erledigt(tx, auftrag)) ? r : ablehnen('auftrag.lease-verloren');
}

type Was = { dokument: string; datei: DateiAngabe; niveau: string; faellig: string };

async function imVorgang(tx: Tx, p: Protokoll, alt: DokumentZeile, was: Was): Promise<Ergebnis> {
  const g = await lock(tx, p, alt.koerperschaft, alt.vorgang);
  return g ? handle(tx, p, g, { art: 'erneuern', ...was }, MASCHINE) : ablehnen('vorgang.unbekannt');
}
