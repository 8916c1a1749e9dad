import { type Auftrag, type Datenbank, erledigt, type Handler, stelleEin, type Tx } from '../base/index.ts';
import type { Protokoll } from '../nachweise/index.ts';
import { readVertrag } from '../vereinbarungen/index.ts';
import type { Abrechnungsvertrag } from './model.ts';
import { readFremde, readGegenueber, readStellung } from './store.ts';
import { imDienst, MASCHINE, schreibeKonto, sperreKonto } from './strom.ts';

export const AUFTRAG = 'abrechnung.mitteilen';
/** Facts taken over in one transaction. */
const JE_MAL = 500;

/** Asks the worker to tell the other party: in the transaction that makes something to tell. */
export const teileMit = (tx: Tx, p: Protokoll, v: Abrechnungsvertrag): void =>
  stelleEin(tx, p.uhr, { art: AUFTRAG, koerperschaft: tx.kontext.stelle ?? '', angaben: { vereinbarung: v.id } });

/**
 * Takes over what the other party has entered and this one lacks: an event of its own for each, which carries the hash of the other
 * one's. The number in the other stream says where to go on, so each is taken over once, in order, also after a crash.
 * @returns how many; less than asked for when nothing is left
 */
async function uebernimm(tx: Tx, p: Protokoll, v: Abrechnungsvertrag): Promise<number> {
  await sperreKonto(tx, v);
  const fremde = await readFremde(tx, v.id, (await readStellung(tx, v.id)).gegen, JE_MAL);
  await schreibeKonto(
    tx,
    p,
    v,
    MASCHINE,
    fremde.map((e) => ({ eintrag: e, von: { n: e.n, c: e.c } })),
  );
  return fremde.length;
}

/** Takes over everything that the other party of an agreement has entered. */
export async function gleicheAb(
  db: Datenbank,
  p: Protokoll,
  koerperschaft: string,
  vereinbarung: string,
  ende: (tx: Tx) => Promise<unknown> = async () => undefined,
): Promise<void> {
  for (let n = JE_MAL; n === JE_MAL; )
    n = await db.transaktion(imDienst(koerperschaft), async (tx) => {
      const v = await readVertrag(tx, vereinbarung);
      const uebernommen = v ? await uebernimm(tx, p, v) : 0;
      if (uebernommen < JE_MAL) await ende(tx);
      return uebernommen;
    });
}

/** Job `abrechnung.mitteilen`: in the context of the other party, its event with the hash of ours; the job ends with the last of them. */
export const createMitteilen =
  (d: { db: Datenbank; protokoll: Protokoll }): Handler =>
  async (auftrag: Auftrag) => {
    const vereinbarung = String(auftrag.angaben['vereinbarung']);
    const andere = await d.db.transaktion(imDienst(auftrag.koerperschaft), (tx) => readGegenueber(tx, vereinbarung));
    if (!andere) throw new Error('Für die Vereinbarung gibt es kein Konto');
    await gleicheAb(d.db, d.protokoll, andere, vereinbarung, async (tx) => {
      if (!(await erledigt(tx, auftrag))) throw new Error('Die Aufgabe hat inzwischen ein anderer Arbeiter');
    });
  };
