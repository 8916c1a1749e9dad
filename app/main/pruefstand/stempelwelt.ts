import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { verifyEvidenceRecord } from '@rathausverbund/nachweis';
import { nodeKrypto as krypto } from '@rathausverbund/siegel/node';
import type { TestDatenbank } from '../../../tools/test/datenbank.ts';
import { kreisMit, stelle } from '../../../tools/test/zeugen.ts';
import { type Pruefstand, startPruefstand } from '../../anschluesse/pruefstand/gegenstellen.ts';
import { createSperrdaten } from '../../anschluesse/sperrdaten/index.ts';
import { createTsa } from '../../anschluesse/tsa/index.ts';
import { createLog, dienst, type Uhr, uuidv7 } from '../../base/index.ts';
import {
  ALGORITHMEN,
  addProtokoll,
  createProtokollschreiber,
  createStempellauf,
  readKopf,
  readStrom,
  readZeitbeweise,
  readZeugenKey,
  schreibe,
} from '../../nachweise/index.ts';
import { baueHaus } from '../../pruefstand/haus.ts';
import type { Werkzeug } from '../../pruefstand/werkbank.ts';
import { pemToDer } from '../anschluss.ts';
import { startZeuge } from '../zeuge.ts';

export const MINUTE = 60_000;
export const STUNDE = 60 * MINUTE;

/**
 * Town halls with log writer, witness and stamping loop over the real time-stamp service; our clock can be put forward.
 * `werkzeug`: what makes and renews letters, where texts in place of them do not do.
 */
export async function baueStempelwelt(
  t: TestDatenbank,
  o: { werkzeug?: (stand: Pruefstand, uhr: Uhr) => Promise<Werkzeug> } = {},
) {
  let versatz = 0;
  let draussen = 0;
  const uhr: Uhr = { jetzt: () => Date.now() + versatz, versetzt: false };
  const log = { ...createLog('test'), info: () => undefined, fehler: () => undefined };
  const ordner = mkdtempSync(join(tmpdir(), 'rv-zeuge-'));
  const stand = await startPruefstand();
  const werkzeug = await o.werkzeug?.(stand, uhr);
  const h = await baueHaus(t, { uhr, ...(werkzeug ? { werkzeug } : {}) });
  const anker = [new Uint8Array(pemToDer(stand.tsa.caPem))];
  const zeuge = await startZeuge({ ordner, name: 'test.invalid/zeuge', port: 0, intern: true }, { krypto, uhr, log });
  const key = readZeugenKey(ordner, krypto);
  if (!key) throw new Error('Der Zeuge hat seinen Schlüssel nicht veröffentlicht');
  const kreis = kreisMit(1, stelle(key, zeuge.url));
  const schreiber = createProtokollschreiber({
    db: t.als('sequencer', uhr),
    protokoll: h.protokoll,
    krypto,
    log,
    zeugen: () => kreis,
    leaseMs: 60_000,
    melde: (vkey) => addProtokoll(ordner, vkey),
  });
  const tsa = (url = stand.tsa.url) =>
    createTsa(
      { url, anker, zeitlimitMs: 25_000, uhrabweichungMs: MINUTE },
      { fetch, krypto, uhr: () => new Date(Date.now() + draussen) },
    );

  return {
    h,
    stand,
    anker,
    kreis,
    /** where the witness keeps its key, and where it answers */
    zeuge: { ordner, url: zeuge.url },
    schreiber,
    tsa,
    /** puts our clock forward, for good or until `zurueck` */
    vor: (ms: number) => void (versatz += ms),
    zurueck: () => void (versatz = 0),
    /** puts our clock forward, and that of the world outside */
    async alleVor(ms: number): Promise<void> {
      draussen = versatz += ms;
      await stand.putForward(draussen);
    },
    uhr,
    stempellauf: (o: { url?: string; algorithmen?: typeof ALGORITHMEN } = {}) =>
      createStempellauf({
        db: t.als('sequencer', uhr),
        krypto,
        tsa: tsa(o.url),
        sperrauskunft: createSperrdaten({ zeitlimitMs: 25_000 }, { fetch, krypto }),
        zeitanker: anker,
        melde: () => undefined,
        log,
        algorithmen: o.algorithmen ?? ALGORITHMEN,
      }),
    /** Writes events of a new Vorgang into its stream, with their place in the log and cosignature. */
    fuehre(k: string, ...arten: string[]): Promise<string> {
      return this.fuehreFort(k, uuidv7(Date.now()), ...arten);
    },
    /** the same at the end of the stream of a Vorgang */
    async fuehreFort(k: string, vorgang: string, ...arten: string[]): Promise<string> {
      const strom = { art: 'vorgang' as const, id: vorgang, koerperschaft: k, leistung: 'g', buerger: null };
      const umstand = {
        actor: { pseudonym: 'p-1', role: 'buergerin', loa: null },
        fuer: { oertlich: k, zustaendig: k, stelle: k },
        grundlage: { vereinbarung: null, norm: 'GewO § 14', aufgabe: 'Gewerbe', zweck: 'Test' },
      };
      const angaben = arten.map((kind) => ({ kind, data: {} }));
      await h.db.transaktion(dienst(k, 'Test'), async (tx) =>
        schreibe(tx, h.protokoll, strom, await readKopf(tx, k, vorgang), umstand, angaben),
      );
      await schreiber.tick();
      return strom.id;
    },
    zeitbeweise: (k: string, vorgang: string) =>
      h.worker.transaktion(dienst(k, 'Test'), async (tx) => {
        const ids = (await readStrom(tx, h.protokoll, k, vorgang)).map((e) => e.id);
        return readZeitbeweise(tx, krypto, k, ids);
      }),
    staende: async () =>
      (await t.setup.query('select koerperschaft, epoche, groesse, lauf, hash from nachweise.zeit_stand order by at'))
        .rows,
    urteilUeber: (text: string, record: Uint8Array) =>
      verifyEvidenceRecord(
        record,
        { bytes: [new Uint8Array(Buffer.from(text))] },
        { krypto, anker, jetzt: new Date(Date.now() + 1_000) },
      ),
    async stop() {
      await zeuge.stop();
      await stand.stop();
      rmSync(ordner, { recursive: true, force: true });
    },
  };
}

export type Stempelwelt = Awaited<ReturnType<typeof baueStempelwelt>>;
