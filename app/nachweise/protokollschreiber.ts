import { setTimeout } from 'node:timers/promises';
import { formatVkey, type NoteSigner } from '@rathausverbund/nachweis';
import type { Krypto } from '@rathausverbund/siegel';
import { type Datenbank, echteUhr, type Log, oeffentlich } from '../base/index.ts';
import { BLAETTER, haengeAn } from './log/anhaengen.ts';
import type { Zeugenstelle } from './log/bezeugen.ts';
import { createGegenzeichnen } from './log/gegenzeichnen.ts';
import { openLog, type Protokollfilter, readProtokolle, readWartende, stopLog } from './log/store.ts';
import { loadSigner, logDatei } from './schluessel.ts';
import { EPOCHE, origin, type Protokoll } from './store.ts';
import type { Zeugenkreis } from './zeugen/kreis.ts';

export interface ProtokollschreiberDeps {
  /** role sequencer */
  db: Datenbank;
  protokoll: Protokoll;
  krypto: Krypto;
  log: Log;
  /** null while the internal witness has no key yet: checkpoints then wait for their cosignatures */
  zeugen: () => Zeugenkreis<Zeugenstelle> | null;
  /** told each log's public key before the first use in this process: the witness and the anchors learn it here */
  melde?: (vkey: string) => void;
}

export interface Runde {
  blaetter: number;
  bezeugt: number;
  /** some body had more waiting than fits one transaction */
  mehr: boolean;
}

/** Bodies whose leaves are appended at the same time: their commits share the disk's sync. */
const SPUREN = 3;
const TAKT_MS = 400;

/** The writer of all logs: places for waiting events, signed checkpoints, cosignatures. One per installation. */
export function createProtokollschreiber(d: ProtokollschreiberDeps) {
  const { db, krypto, protokoll, log } = d;
  const schluessel = new Map<string, NoteSigner>();

  const staende = (f: Protokollfilter) => db.transaktion(oeffentlich, (tx) => readProtokolle(tx, f));

  async function stop(l: { koerperschaft: string; epoche: number }, bei: number, grund: string): Promise<void> {
    const ja = await db.transaktion(oeffentlich, (tx) => stopLog(tx, l.koerperschaft, l.epoche, bei, grund));
    if (ja) log.fehler('protokoll-angehalten', grund, { koerperschaft: l.koerperschaft, groesse: bei });
  }

  /** The log's key; opens the log at first use. A log whose key is gone or another is stopped, never given a new one. */
  async function signerOf(koerperschaft: string): Promise<NoteSigner | null> {
    const da = schluessel.get(koerperschaft);
    if (da) return da;
    const stand = (await staende({ koerperschaft })).find((p) => p.epoche === EPOCHE);
    const datei = logDatei(koerperschaft, EPOCHE);
    const fehlt = stand && !protokoll.bund.hat(datei);
    const name = origin(protokoll.plattform, koerperschaft);
    const signer = fehlt ? null : await loadSigner(protokoll.bund, krypto, datei, name, 'log');
    const vkey = signer && formatVkey(signer.key);
    if (!signer || !vkey || (stand && stand.vkey !== vkey)) {
      if (stand) await stop(stand, stand.groesse, 'Der Schlüssel dieses Protokolls fehlt oder ist ein anderer.');
      return null;
    }
    if (!stand) await db.transaktion(oeffentlich, (tx) => openLog(tx, koerperschaft, EPOCHE, name, vkey));
    d.melde?.(vkey);
    schluessel.set(koerperschaft, signer);
    return signer;
  }

  async function appendTo(koerperschaft: string): Promise<number> {
    const signer = await signerOf(koerperschaft);
    if (!signer) return 0;
    const e = await haengeAn({ db, krypto }, { koerperschaft, epoche: EPOCHE, signer });
    if (e.ok) return e.blaetter;
    if (e.grund === 'wurzel')
      await stop({ koerperschaft, epoche: EPOCHE }, e.bei, 'Zwei Berechnungen der Wurzel widersprechen sich.');
    return 0;
  }

  /** Places for all that waits. The trouble of one body never stops another. */
  async function appendAll(): Promise<{ blaetter: number; mehr: boolean }> {
    const offen = await db.transaktion(oeffentlich, (tx) => readWartende(tx, EPOCHE));
    const runde = { blaetter: 0, mehr: false };
    const spur = async () => {
      for (let k = offen.shift(); k !== undefined; k = offen.shift()) {
        const koerperschaft = k;
        const n = await appendTo(koerperschaft).catch((f) => (log.fehler('protokoll', f, { koerperschaft }), 0));
        runde.blaetter += n;
        runde.mehr ||= n === BLAETTER;
      }
    };
    await Promise.all(Array.from({ length: SPUREN }, spur));
    return runde;
  }

  const gegen = createGegenzeichnen(d);

  /** One whole round. */
  async function tick(): Promise<Runde> {
    await gegen.askFirst();
    const runde = await appendAll();
    return { ...runde, bezeugt: await gegen.cosignOpen() };
  }

  /** Rounds until `signal` says stop. A witness that is slow holds up cosignatures, never the appending. */
  async function work(signal: AbortSignal, taktMs = TAKT_MS): Promise<void> {
    while (!signal.aborted) {
      const beginn = echteUhr.jetzt();
      const runde = await gegen
        .askFirst()
        .then(appendAll)
        .catch((f) => (log.fehler('protokoll', f), { mehr: false }));
      gegen.cosignSoon();
      const rest = runde.mehr ? 0 : taktMs - (echteUhr.jetzt() - beginn);
      await setTimeout(Math.max(0, rest), undefined, { signal }).catch(() => undefined);
    }
    await gegen.ruhe();
  }

  return { tick, work };
}

export type Protokollschreiber = ReturnType<typeof createProtokollschreiber>;
