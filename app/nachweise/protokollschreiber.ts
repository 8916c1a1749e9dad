import { setTimeout } from 'node:timers/promises';
import type { NoteSigner } from '@rathausverbund/nachweis';
import type { Krypto } from '@rathausverbund/siegel';
import { type Datenbank, echteUhr, type Log, oeffentlich, uuidv7 } from '../base/index.ts';
import { haengeAn } from './log/anhaengen.ts';
import type { Zeugenstelle } from './log/bezeugen.ts';
import { createGegenzeichnen } from './log/gegenzeichnen.ts';
import { createLeasen, ERNEUERN_MS } from './log/leasen.ts';
import { naechsteReife } from './log/reife.ts';
import { createSignerOf } from './log/signer.ts';
import { readWartende, stopLog } from './log/store.ts';
import { createVerwaiste } from './log/verwaist.ts';
import type { Protokoll } from './store.ts';
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
  /** how long a lease on a shard lasts; seven seconds unless said otherwise */
  leaseMs?: number;
}

export interface Runde {
  blaetter: number;
  bezeugt: number;
  /** some body had more waiting than fits one transaction */
  mehr: boolean;
}

/** Logs written by one transaction: they share its round trips and its sync. */
const LOGS = 32;
/** Such transactions at the same time. */
const SPUREN = 2;
const TAKT_MS = 250;

type Auftrag = { koerperschaft: string; epoche: number };

/**
 * A writer of logs: places for waiting events, signed checkpoints, cosignatures. Any number may run at once: each writes the
 * logs of the shards it holds a lease on, and the database refuses what it writes to others.
 */
export function createProtokollschreiber(d: ProtokollschreiberDeps) {
  const { krypto, protokoll, log } = d;
  const leasen = createLeasen(d.db, uuidv7(d.db.uhr.jetzt()), d.leaseMs);
  const { db } = leasen;

  async function stop(l: Auftrag, bei: number, grund: string): Promise<void> {
    const ja = await db.transaktion(oeffentlich, (tx) => stopLog(tx, l.koerperschaft, l.epoche, bei, grund));
    if (ja) log.fehler('protokoll-angehalten', grund, { koerperschaft: l.koerperschaft, groesse: bei });
  }

  const signerOf = createSignerOf({ db, protokoll, krypto, stop, melde: d.melde });
  const gegen = createGegenzeichnen({
    db,
    krypto,
    log,
    zeugen: d.zeugen,
    shards: leasen.shards,
    ...(d.melde ? { melde: d.melde } : {}),
  });

  const verwaiste = createVerwaiste({ ...d, db, shards: leasen.shards });

  async function erneuere(): Promise<void> {
    const neue = await leasen.erneuere();
    gegen.uebernimm(neue);
    verwaiste.uebernimm(neue);
  }

  /** One transaction for several logs. Where it fails, each log has its own: the trouble of one body never stops another. */
  async function appendTo(logs: readonly Auftrag[]): Promise<{ blaetter: number; mehr: boolean }> {
    const signers = new Map<string, NoteSigner>();
    const nichts = { blaetter: 0, mehr: false };
    try {
      for (const l of logs) {
        const signer = await signerOf(l);
        if (signer) signers.set(l.koerperschaft, signer);
      }
      const e = await haengeAn({ db, krypto }, signers);
      if (e.ok) return e;
      if (e.grund === 'wurzel') await stop(e, e.bei, 'Zwei Berechnungen der Wurzel widersprechen sich.');
      if (logs.length === 1) return nichts;
    } catch (fehler) {
      const [einer] = logs;
      if (logs.length === 1) return (log.fehler('protokoll', fehler, { koerperschaft: einer?.koerperschaft }), nichts);
    }
    const runde = { ...nichts };
    for (const l of logs) add(runde, await appendTo([l]));
    return runde;
  }

  /** Places for all that waits in logs whose oldest event has waited `reifMs`. */
  async function appendAll(reifMs = 0): Promise<{ blaetter: number; mehr: boolean }> {
    await verwaiste.vergleiche();
    const fraglich = verwaiste.wartende();
    const alle = await db.transaktion(oeffentlich, (tx) => readWartende(tx, leasen.shards(), reifMs));
    const offen = alle.filter((l) => !fraglich.has(l.koerperschaft));
    const runde = { blaetter: 0, mehr: false };
    const je = Math.min(LOGS, Math.ceil(offen.length / SPUREN));
    const spur = async () => {
      while (offen.length > 0) add(runde, await appendTo(offen.splice(0, je)));
    };
    await Promise.all(Array.from({ length: SPUREN }, spur));
    return runde;
  }

  /** One whole round over all shards that nobody else holds; they are free again afterwards. */
  async function tick(): Promise<Runde> {
    try {
      await erneuere();
      const gefragt = await gegen.askFirst();
      await verwaiste.vergleiche();
      await verwaiste.frage();
      const runde = await appendAll();
      return { ...runde, bezeugt: gefragt + (await gegen.cosignOpen()) };
    } finally {
      await leasen.gibFrei();
    }
  }

  async function erneuereBis(signal: AbortSignal): Promise<void> {
    while (await warte(ERNEUERN_MS, signal)) await erneuere().catch((f) => log.fehler('lease', f));
  }

  /** Rounds until `signal` says stop. A witness that is slow holds up cosignatures, never the appending. */
  async function work(signal: AbortSignal, taktMs = TAKT_MS): Promise<void> {
    await erneuere().catch((f) => log.fehler('lease', f));
    const erneuernd = erneuereBis(signal);
    let reif = 0;
    let ende = echteUhr.jetzt();
    while (!signal.aborted) {
      const davor = ende;
      const beginn = echteUhr.jetzt();
      const runde = await gegen
        .askFirst()
        .then(() => appendAll(reif))
        .catch((f) => (log.fehler('protokoll', f), { mehr: false }));
      gegen.cosignSoon();
      verwaiste.frage().catch((f) => log.fehler('protokollschluessel', f));
      ende = echteUhr.jetzt();
      const dauer = ende - beginn;
      reif = naechsteReife(reif, dauer, ende - davor);
      await warte(runde.mehr ? 0 : taktMs - dauer, signal);
    }
    await Promise.all([gegen.ruhe(), erneuernd]);
    await leasen.gibFrei().catch((f) => log.fehler('lease', f));
  }

  return { tick, work };
}

function add(summe: { blaetter: number; mehr: boolean }, mehr: { blaetter: number; mehr: boolean }): void {
  summe.blaetter += mehr.blaetter;
  summe.mehr ||= mehr.mehr;
}

/** @returns false when `signal` ended the waiting */
const warte = (ms: number, signal: AbortSignal): Promise<boolean> =>
  setTimeout(Math.max(0, ms), true, { signal }).catch(() => false);

export type Protokollschreiber = ReturnType<typeof createProtokollschreiber>;
