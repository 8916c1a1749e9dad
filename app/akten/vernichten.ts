import { type Dateien, type Datenbank, erledigt, type Handler } from '../base/index.ts';
import { isGeloescht, meldeVernichtet, type Protokoll } from '../nachweise/index.ts';

export interface VernichtenDeps {
  db: Datenbank;
  protokoll: Protokoll;
  dateien: Dateien;
}

/**
 * Destroys what an erased Vorgang had outside the database: keys with a tombstone, files. Only when the database says that it was
 * erased. Each step may be repeated, so a crash anywhere is healed by the next try.
 */
export const createVernichten =
  (d: VernichtenDeps): Handler =>
  async (auftrag, kontext) => {
    const { draussen } = auftrag.angaben as { draussen: { art: string; haus: string; name: string }[] };
    const at = new Date(d.protokoll.uhr.jetzt());
    const vorgang = auftrag.bezug ?? '';
    if (!(await d.db.transaktion(kontext, (tx) => isGeloescht(tx, auftrag.koerperschaft, vorgang))))
      throw new Error('Der Vorgang ist nicht gelöscht, es wird nichts vernichtet');
    for (const { art, haus, name } of draussen)
      if (art === 'schluessel') d.protokoll.bund.lager.destroy(haus, name, at);
      else d.dateien.remove(haus, name);
    // what fails here follows: the worker tries again every hour, and each backup does
    d.protokoll.bund.spiegleGrabsteine();
    await d.db.transaktion(kontext, async (tx) => {
      await meldeVernichtet(tx, auftrag.koerperschaft, vorgang, at);
      if (!(await erledigt(tx, auftrag))) throw new Error('auftrag.lease-verloren');
    });
  };
