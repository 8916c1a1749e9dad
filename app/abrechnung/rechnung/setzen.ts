import { ablehnen, type Dateien, type Datenbank, dienst, erledigt, type Handler, uuidv7 } from '../../base/index.ts';
import {
  addDokument,
  type Erneuerstelle,
  planeErneuerung,
  readDokumente,
  type Satz,
  type Siegelstelle,
} from '../../dokumente/index.ts';
import type { Verzeichnis } from '../../kommunen/index.ts';
import { type Protokoll, pruefeAusstellen } from '../../nachweise/index.ts';
import { findRechnung } from './store.ts';
import { RECHNUNG, vermerkeGesetzt } from './strom.ts';
import { readRechnungsvorlagen, setzeZugferd } from './zugferd.ts';

export interface Setzwerk {
  db: Datenbank;
  protokoll: Protokoll;
  verzeichnis: Verzeichnis;
  dateien: Dateien;
  satz: Satz;
  siegelstelle: Siegelstelle;
  erneuerstelle: Pick<Erneuerstelle, 'erste'>;
  /** the keys are TEST: the invoice says so */
  test: boolean;
}

/**
 * Job `rechnung.setzen`: the ZUGFeRD PDF of an invoice, sealed by who sends it, laid beside it once: row, event with its hashes and the
 * date of its first renewal in one commit. Waits (`Aufschub`) while the body's log cannot prove it.
 */
export function createSetzen(w: Setzwerk): Handler {
  const vorlagen = readRechnungsvorlagen();
  return async (auftrag) => {
    const { koerperschaft } = auftrag;
    const id = auftrag.bezug ?? '';
    const kontext = dienst(koerperschaft, 'Abrechnung');
    const [gestellt, schonDa] = await w.db.transaktion(kontext, async (tx) => [
      await findRechnung(tx, id),
      (await readDokumente(tx, koerperschaft, id)).length > 0,
    ]);
    const wer = w.verzeichnis.byId(koerperschaft);
    if (!gestellt || !wer) throw new Error('Die Rechnung ist nicht da');
    if (schonDa) return void (await w.db.transaktion(kontext, (tx) => erledigt(tx, auftrag)));
    await pruefeAusstellen(w, koerperschaft);
    const gesetzt = await setzeZugferd(w.satz, vorlagen, gestellt.rechnung, {
      auftritt: gestellt.auftritt,
      kuerzel: wer.kurzname.slice(0, 1),
      erstelltAm: gestellt.at.toISOString(),
      test: w.test,
    });
    if (!gesetzt.ok) throw new Error(`${gesetzt.grund} ${gesetzt.angaben?.['meldung'] ?? ''}`);
    const titel = `Rechnung ${gestellt.nummer}`;
    const bytes = await w.siegelstelle.siegele({ id: koerperschaft, name: gestellt.auftritt.name }, gesetzt.pdf, titel);
    await w.protokoll.bund.createDek(koerperschaft, id);
    const datei = w.dateien.write(koerperschaft, id, {
      name: `${gestellt.nummer}.pdf`,
      mime: 'application/pdf',
      bytes,
    });
    const e = await w.db.transaktion(kontext, async (tx) => {
      const jetzt = w.protokoll.uhr.jetzt();
      const dokument = uuidv7(jetzt);
      await vermerkeGesetzt(tx, w.protokoll, koerperschaft, gestellt, { id: dokument, datei });
      await addDokument(
        tx,
        {
          koerperschaft,
          leistung: '-',
          vorgang: id,
          id: dokument,
          art: RECHNUNG,
          titel,
          datei,
          gesiegelt: true,
          buerger: null,
        },
        jetzt,
      );
      planeErneuerung(tx, w, { koerperschaft, vorgang: id, id: dokument });
      return (await erledigt(tx, auftrag)) ? { ok: true as const } : ablehnen('auftrag.lease-verloren');
    });
    if (!e.ok) throw new Error(e.grund);
  };
}
