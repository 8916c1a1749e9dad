import { parseVkey } from '@rathausverbund/nachweis';
import { nodeKrypto as krypto } from '@rathausverbund/siegel/node';
import { kreisMit, stelle } from '../../../tools/test/zeugen.ts';
import {
  createLog,
  type Datenbank,
  dienst,
  echteUhr,
  oeffentlich,
  type Schluesselbund,
  uuidv7,
} from '../../base/index.ts';
import type { Gegenzeichner } from '../../ports/index.ts';
import { readBeweise } from '../beweise.ts';
import { type ProtokollStand, readProtokolle } from '../log/store.ts';
import { ANFANG, type Angaben } from '../model.ts';
import { createProtokollschreiber } from '../protokollschreiber.ts';
import { type Protokoll, readStrom, schreibe } from '../store.ts';
import { addProtokoll } from '../zeuge/ordner.ts';
import { createZeugenwerk, type Zeugenwerk } from '../zeuge/zeuge.ts';

export interface WeltAngaben {
  app: Datenbank;
  sequencer: Datenbank;
  bund: Schluesselbund;
  plattform: string;
  /** folder of the witness */
  ordner: string;
}

/** Bodies that write events, a witness that may be out of reach, writers of logs: for tests of this room. */
export async function createWelt({ app, sequencer, bund, plattform, ordner }: WeltAngaben) {
  const protokoll: Protokoll = { bund, uhr: echteUhr, plattform };
  const starteZeuge = () => createZeugenwerk({ ordner, name: 'test.invalid/zeuge', krypto, uhr: echteUhr });
  let zeuge: Zeugenwerk | null = await starteZeuge();
  const zeugenKey = parseVkey(krypto.sha256, zeuge.vkey);
  if (!zeugenKey) throw new Error('Der Zeuge hat keinen Schlüssel');
  const gegenzeichner: Gegenzeichner = {
    async addCheckpoint(body) {
      if (!zeuge) return { ok: false, code: 'zeuge.nicht_erreichbar', meldung: 'still' };
      const a = await zeuge.addCheckpoint(body);
      if (a.status === 200) return { ok: true, cosignature: a.text };
      if (a.status === 409) return { ok: false, code: 'zeuge.konflikt', meldung: a.text, groesse: Number(a.text) };
      return { ok: false, code: 'zeuge.ungueltig', meldung: a.text };
    },
  };
  const kreis = kreisMit(1, stelle(zeugenKey, 'http://127.0.0.1:9', { gegenzeichner }));
  const log = { ...createLog('test'), info: () => undefined, fehler: () => undefined };
  const inDienst = (k: string) => dienst(k, 'Test');

  return {
    protokoll,
    zeugenKey,
    kreis,
    schreiber: (db = sequencer, leaseMs?: number) =>
      createProtokollschreiber({
        db,
        protokoll,
        krypto,
        log,
        zeugen: () => kreis,
        melde: (vkey) => addProtokoll(ordner, vkey),
        ...(leaseMs === undefined ? {} : { leaseMs }),
      }),
    /** the witness falls silent, or comes back with what lies in its folder */
    async setzeZeuge(da: boolean): Promise<void> {
      zeuge = da ? await starteZeuge() : null;
    },
    /** Files a Vorgang of so many events; the commit is the acknowledgement. */
    async reicheEin(k: string, anzahl = 1, p = protokoll): Promise<string> {
      const strom = { art: 'vorgang' as const, id: uuidv7(Date.now()), koerperschaft: k, leistung: 'g', buerger: null };
      const umstand = {
        actor: { pseudonym: 'p-1', role: 'buergerin', loa: null },
        fuer: { oertlich: k, zustaendig: k, stelle: k },
        grundlage: { vereinbarung: null, norm: 'GewO § 14', aufgabe: 'Gewerbe', zweck: 'Test' },
      };
      const angaben = Array.from({ length: anzahl }, (_, i): Angaben => ({ kind: 'test.geschehen', data: { i } }));
      await app.transaktion(inDienst(k), (tx) => schreibe(tx, p, strom, ANFANG, umstand, angaben));
      return strom.id;
    },
    ereignisse: (k: string, strom: string) => app.transaktion(inDienst(k), (tx) => readStrom(tx, protokoll, k, strom)),
    beweise: (k: string, ids: string[]) => app.transaktion(inDienst(k), (tx) => readBeweise(tx, krypto, k, ids)),
    async staende(k: string): Promise<ProtokollStand[]> {
      return app.transaktion(oeffentlich, (tx) => readProtokolle(tx, { koerperschaft: k }));
    },
  };
}
