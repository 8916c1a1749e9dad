import { type Datenbank, dienst, uuidv7 } from '../../base/index.ts';
import { ANFANG, type Protokoll, schreibe } from '../../nachweise/index.ts';

/** Writes `anzahl` test events into a fresh Vorgang of the municipality `k`; its id. */
export async function schreibeVorgang(
  db: Pick<Datenbank, 'transaktion'>,
  protokoll: Protokoll,
  k: string,
  anzahl = 1,
): Promise<string> {
  const strom = { art: 'vorgang' as const, id: uuidv7(Date.now()), koerperschaft: k, leistung: 'g', buerger: null };
  const umstand = {
    actor: { pseudonym: 'p-1', role: 'buergerin', loa: null },
    fuer: { oertlich: k, zustaendig: k, stelle: k },
    grundlage: { vereinbarung: null, norm: 'GewO § 14', aufgabe: 'Gewerbe', zweck: 'Test' },
  };
  const angaben = Array.from({ length: anzahl }, (_, i) => ({ kind: 'test.geschehen', data: { i } }));
  await db.transaktion(dienst(k, 'Test'), (tx) => schreibe(tx, protokoll, strom, ANFANG, umstand, angaben));
  return strom.id;
}
