import {
  Aufschub,
  type Auftrag,
  ablehnen,
  type DateiAngabe,
  erledigt,
  type Handler,
  type Kontext,
  SchluesselVernichtet,
  stelleEin,
  type Tx,
} from '../base/index.ts';
import { type DokumentZeile, type Erneuerung, findDokument, replaceDatei } from '../dokumente/index.ts';
import { handle, lock } from '../vorgaenge/index.ts';
import { ERNEUERN } from './ablegen.ts';
import { MASCHINE } from './ausgeben.ts';
import type { Werkbank } from './fertigen.ts';

/** What renewing needs of the workshop. */
export type Erneuerwerk = Pick<Werkbank, 'db' | 'protokoll' | 'dateien' | 'erneuerstelle'>;

/**
 * Renews the proofs of one sealed document and sets the date of the next time: new version, event, row, next job in one commit.
 * Waits (`Aufschub`) while time stamp or revocation data cannot be had; ends quietly when the Vorgang was erased.
 */
export const createErneuern =
  (w: Erneuerwerk): Handler =>
  async (auftrag, kontext) => {
    try {
      await erneuere(w, auftrag, kontext);
    } catch (fehler) {
      if (!(fehler instanceof SchluesselVernichtet)) throw fehler;
      await w.db.transaktion(kontext, (tx) => erledigt(tx, auftrag));
    }
  };

async function erneuere(w: Erneuerwerk, auftrag: Auftrag, kontext: Kontext): Promise<void> {
  const { dokument, dringend = 0 } = auftrag.angaben as { dokument: string; dringend?: number };
  const [koerperschaft, vorgang] = [auftrag.koerperschaft, auftrag.bezug ?? ''];
  const alt = await w.db.transaktion(kontext, (tx) => findDokument(tx, vorgang, dokument));
  if (!alt) return void (await w.db.transaktion(kontext, (tx) => erledigt(tx, auftrag)));
  const { name, mime, ort } = alt.datei;
  const neu = await w.erneuerstelle.erneuere(w.dateien.read(koerperschaft, vorgang, ort), dringend);
  if (!neu.ok) throw new Aufschub(neu.meldung);
  const datei = w.dateien.write(koerperschaft, vorgang, { name, mime, bytes: neu.pdf });
  const e = await w.db.transaktion(kontext, (tx) => schreibe(tx, w, auftrag, alt, datei, neu));
  if (!e.ok) throw new Error(e.grund);
}

async function schreibe(
  tx: Tx,
  w: Erneuerwerk,
  auftrag: Auftrag,
  alt: DokumentZeile,
  datei: DateiAngabe,
  { niveau, naechste }: Erneuerung,
) {
  const g = await lock(tx, w.protokoll, alt.koerperschaft, alt.vorgang);
  if (!g) return ablehnen('vorgang.unbekannt');
  const faellig = new Date(naechste.faellig).toISOString();
  const r = await handle(tx, w.protokoll, g, { art: 'erneuern', dokument: alt.id, datei, niveau, faellig }, MASCHINE);
  if (!r.ok) return r;
  if (!(await replaceDatei(tx, alt, alt.datei.ort, datei))) return ablehnen('dokument.ersetzt');
  stelleEin(tx, w.protokoll.uhr, {
    art: ERNEUERN,
    koerperschaft: alt.koerperschaft,
    bezug: alt.vorgang,
    angaben: { dokument: alt.id, dringend: naechste.dringend },
    faellig: naechste.faellig,
  });
  return (await erledigt(tx, auftrag)) ? r : ablehnen('auftrag.lease-verloren');
}
