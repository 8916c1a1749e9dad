import { formatAddCheckpoint, formatVkey, signCheckpoint } from '@rathausverbund/nachweis';
import type { Krypto } from '@rathausverbund/siegel';
import { type Datenbank, type Log, oeffentlich } from '../../base/index.ts';
import { logName } from '../model.ts';
import { type LogSchluessel, loadSigner, logDatei, readLogSchluessel } from '../schluessel.ts';
import { origin, type Protokoll } from '../store.ts';
import type { Zeugenkreis } from '../zeugen/kreis.ts';
import type { Zeugenstelle } from './bezeugen.ts';
import { readLogNamen, saveVerloren } from './store.ts';

export interface VerwaistDeps {
  /** shows the leases at the beginning of each transaction */
  db: Datenbank;
  protokoll: Protokoll;
  krypto: Krypto;
  log: Log;
  shards: () => readonly number[];
  zeugen: () => Zeugenkreis<Zeugenstelle> | null;
  melde?: ((vkey: string) => void) | undefined;
}

/** After a round in which too few witnesses answered. */
const PAUSE_MS = 5_000;

/**
 * Keys of logs that the database does not know. Such a key is left behind when a backup is restored that is older than the log: a whole
 * epoch, or a young body's first one, is then missing without a trace in the rows. So every witness is asked about it first, with a
 * checkpoint of size 0, of which every tree is a continuation. One that has seen leaves under this key: the log is entered as it
 * is, stopped, and its body writes no more until a person opens the next epoch. Nobody has: the key is as good as new. Until as
 * many have answered as count for the body, its events wait.
 */
export function createVerwaiste(d: VerwaistDeps) {
  const { db, protokoll, krypto, log } = d;
  const offen = new Map<string, LogSchluessel>();
  let zuLesen = false;
  let naechste = 0;
  let lauf: Promise<void> | null = null;

  /** @returns what one witness knows: leaves under this key (null: some), or that it has none; `stumm` when it did not say */
  async function frageEinen(z: Zeugenstelle, body: string): Promise<{ blaetter: number | null } | 'keine' | 'stumm'> {
    const a = await z.gegenzeichner.addCheckpoint(body);
    if (a.ok || a.code === 'zeuge.unbekannt' || a.code === 'zeuge.schluessel') return 'keine';
    if (a.code === 'zeuge.konflikt') return { blaetter: 'groesse' in a ? a.groesse : null };
    return 'stumm';
  }

  async function frageAlle(l: LogSchluessel): Promise<void> {
    const kreis = d.zeugen();
    if (!kreis) return;
    const name = origin(protokoll.plattform, l.koerperschaft, l.epoche);
    const signer = await loadSigner(protokoll.bund, krypto, logDatei(l.koerperschaft, l.epoche), name, 'log');
    const vkey = formatVkey(signer.key);
    d.melde?.(vkey);
    const leer = { origin: name, groesse: 0, wurzel: krypto.sha256(new Uint8Array()) };
    const body = formatAddCheckpoint({ oldSize: 0, proof: [], checkpoint: await signCheckpoint(krypto, signer, leer) });
    const antworten = await Promise.all(kreis.zeugen.map(async (z) => ({ z, a: await frageEinen(z, body) })));
    const kennt = antworten.find(({ a }) => typeof a === 'object');
    if (kennt && typeof kennt.a === 'object') {
      const { z, a } = kennt;
      const wieviel = a.blaetter === null ? '' : ` (${a.blaetter} Blätter)`;
      const grund = `Der Zeuge ${z.key.name}, ${z.betreiber}, kennt dieses Protokoll${wieviel}, in der Datenbank fehlt es: Sie stammt aus einer Sicherung von vorher.`;
      await db.transaktion(oeffentlich, (tx) => saveVerloren(tx, { ...l, origin: name, vkey, grund }));
      log.fehler('protokoll-angehalten', grund, { ...l, groesse: 0 });
      offen.delete(logName(l));
    } else {
      const { k, namen } = kreis.bedingung(l.koerperschaft);
      const sagen = antworten.filter(({ z, a }) => a === 'keine' && namen.includes(z.key.name));
      if (sagen.length >= k) offen.delete(logName(l));
    }
  }

  async function runde(): Promise<void> {
    const fragen = [...offen.values()].map((l) =>
      frageAlle(l).catch((f) => log.fehler('protokollschluessel', f, { ...l })),
    );
    await Promise.all(fragen);
    naechste = db.uhr.jetzt() + PAUSE_MS;
  }

  return {
    /** Shards were taken over: keys and rows are compared anew. */
    uebernimm(shards: readonly number[]): void {
      zuLesen ||= shards.length > 0;
    },
    /** Compares once after each change of hands. Rejects, and is to be called again, when the rows could not be read. */
    async vergleiche(): Promise<void> {
      if (!zuLesen) return;
      const shards = new Set(d.shards());
      const keys = readLogSchluessel(protokoll.bund).filter((l) => shards.has(shardOf(l.koerperschaft)));
      const da = keys.length === 0 ? [] : await db.transaktion(oeffentlich, (tx) => readLogNamen(tx, [...shards]));
      const bekannt = new Set(da.map(logName));
      offen.clear();
      for (const l of keys) if (!bekannt.has(logName(l))) offen.set(logName(l), l);
      naechste = 0;
      zuLesen = false;
    },
    /** Asks about all that is open; nothing to ask costs nothing. */
    frage(): Promise<void> {
      if (offen.size === 0 || db.uhr.jetzt() < naechste) return lauf ?? Promise.resolve();
      lauf ??= runde().finally(() => {
        lauf = null;
      });
      return lauf;
    },
    /** the bodies whose log must not grow before the question is answered */
    wartende: (): ReadonlySet<string> => new Set([...offen.values()].map((l) => l.koerperschaft)),
  };
}

/** As `nachweise.log_shard` says. */
const shardOf = (koerperschaft: string) => Number.parseInt(koerperschaft.slice(-2), 16) & 63;
