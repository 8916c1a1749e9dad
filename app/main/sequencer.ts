import { setTimeout } from 'node:timers/promises';
import { nodeKrypto } from '@rathausverbund/siegel/node';
import type pg from 'pg';
import { createDatenbank, createLog, createSchluesselbund, createSigner, echteUhr, type Log } from '../base/index.ts';
import { BEREIT, elternEnde } from '../base/prozess/aufsicht.ts';
import { readVerzeichnis } from '../kommunen/index.ts';
import { addProtokoll, createProtokollschreiber, type Zeugenkreis, type Zeugenstelle } from '../nachweise/index.ts';
import { writeAnker } from './anker.ts';
import { kindConfig, kindDatenbank } from './kind.ts';
import { alsRolle, verbinde } from './verbindung.ts';
import { mitRuf, zeugenOf } from './zeugenkreis.ts';

const SPERRE = 7_210_420;

/** Writes the logs of all bodies, one such process per database: a second one waits for the lock. */
export async function sequencerProzess(): Promise<void> {
  const kind = kindConfig();
  const log = createLog('sequencer');
  const { ort, zugang } = kindDatenbank(kind);
  const ende = new AbortController();
  void elternEnde().then(() => ende.abort());

  const bund = createSchluesselbund(kind.ordner.schluessel);
  const ctx = bund.datei('kontext.key', () => {
    throw new Error('kontext.key fehlt');
  });
  const zugriff = alsRolle(ort, zugang, 'sequencer');
  const db = createDatenbank(zugriff, { uhr: echteUhr, signiere: createSigner(ctx), groesse: 4 });
  const { PLATTFORM: plattform, BETRIEB } = kind.config;

  const tag = new Date(echteUhr.jetzt()).toISOString().slice(0, 10);
  const kreis = zeugenOf(kind, await readVerzeichnis(db, tag));
  let zeugen: Zeugenkreis<Zeugenstelle> | null = null;
  const findZeugen = () => {
    const da = zeugen ? null : kreis();
    return (zeugen ??= da && mitRuf(da));
  };
  let ankerAlt = true;
  const schreiber = createProtokollschreiber({
    db,
    protokoll: { bund, uhr: echteUhr, plattform },
    krypto: nodeKrypto,
    log,
    zeugen: findZeugen,
    melde(vkey) {
      addProtokoll(kind.ordner.zeuge, vkey);
      ankerAlt = true;
    },
  });
  const ankerPflegen = async () => {
    const da = findZeugen();
    if (!ankerAlt || !da) return;
    ankerAlt = false;
    await writeAnker(kind.ordner.anker, { db, krypto: nodeKrypto, zeugen: da, test: BETRIEB === 'demo' });
  };
  const anker = setInterval(() => void ankerPflegen().catch((f) => log.fehler('anker', f)), 500);

  console.log(BEREIT);
  while (!ende.signal.aborted)
    await withLock(zugriff, ende.signal, log, (signal) => schreiber.work(signal)).catch((f) => log.fehler('sperre', f));
  clearInterval(anker);
  await db.ende();
  process.exit(0);
}

/**
 * Works while this connection holds the lock; a lost connection is a lost lock. The lock only saves work: what keeps a log
 * from being written twice is the row lock and the expected size inside each transaction.
 */
export async function withLock(
  zugriff: pg.ClientConfig,
  ende: AbortSignal,
  log: Pick<Log, 'info'>,
  work: (signal: AbortSignal) => Promise<void>,
): Promise<void> {
  const warte = () => setTimeout(1_000, undefined, { signal: ende }).catch(() => undefined);
  let client: pg.Client;
  try {
    client = await verbinde(zugriff);
  } catch (fehler) {
    await warte();
    throw fehler;
  }
  const verloren = new AbortController();
  client.once('end', () => verloren.abort());
  const signal = AbortSignal.any([ende, verloren.signal]);
  try {
    for (let erstes = true; !signal.aborted; erstes = false) {
      const { rows } = await client.query<{ ja: boolean }>('select pg_try_advisory_lock($1) as ja', [SPERRE]);
      if (rows[0]?.ja) return await work(signal);
      if (erstes) log.info('warte-auf-sperre');
      await warte();
    }
  } finally {
    await client.end().catch(() => undefined);
  }
}
