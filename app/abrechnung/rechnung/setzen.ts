import { ablehnen, type Dateien, type Datenbank, dienst, erledigt, type Handler, uuidv7 } from '../../base/index.ts';
import { addDokument, readDokumente, type Satz, type Siegelstelle } from '../../dokumente/index.ts';
import type { Verzeichnis } from '../../kommunen/index.ts';
import type { Protokoll } from '../../nachweise/index.ts';
import { findRechnung } from './store.ts';
import { readRechnungsvorlagen, setzeZugferd } from './zugferd.ts';

export interface Setzwerk {
  db: Datenbank;
  protokoll: Protokoll;
  verzeichnis: Verzeichnis;
  dateien: Dateien;
  satz: Satz;
  siegelstelle: Siegelstelle;
  /** the keys are TEST: the invoice says so */
  test: boolean;
}

/** Job `rechnung.setzen`: the ZUGFeRD PDF of an invoice, sealed by who sends it, laid beside it once. */
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
      await addDokument(
        tx,
        {
          koerperschaft,
          leistung: '-',
          vorgang: id,
          id: uuidv7(jetzt),
          art: 'rechnung',
          titel,
          datei,
          gesiegelt: true,
          buerger: null,
        },
        jetzt,
      );
      return (await erledigt(tx, auftrag)) ? { ok: true as const } : ablehnen('auftrag.lease-verloren');
    });
    if (!e.ok) throw new Error(e.grund);
  };
}
