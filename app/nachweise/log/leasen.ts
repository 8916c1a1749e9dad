import { type Datenbank, oeffentlich } from '../../base/index.ts';

/** A writer that died is replaced after this and one renewal at the latest. */
const LEASE_MS = 7_000;
/** How often a writer renews; so often it looks whether its share has changed. */
export const ERNEUERN_MS = 2_000;

export interface Leasen {
  /** shards this process may write, as it knows */
  shards(): number[];
  /** renews, takes its share of what is free, gives back what is too much; @returns shards it did not hold before */
  erneuere(): Promise<number[]>;
  gibFrei(): Promise<void>;
  /**
   * Transactions that begin by showing the leases: nobody takes a shard over before they have ended, and what they write to a
   * log whose shard was lost meanwhile is refused by the database.
   */
  db: Datenbank;
}

/** The leases of one writer on the shards of the logs. `halter` names the writer, `dauerMs` is how long a lease lasts. */
export function createLeasen(db: Datenbank, halter: string, dauerMs = LEASE_MS): Leasen {
  let fences: (string | null)[] = [];
  const gehalten = () => fences.flatMap((fence, shard) => (fence === null ? [] : [shard]));
  return {
    shards: gehalten,
    async erneuere() {
      const alt = fences;
      const [zeile] = await db.lesen<{ fences: (string | null)[] }>(
        oeffentlich,
        'select nachweise.log_leasen($1, make_interval(secs => $2)) as fences',
        [halter, dauerMs / 1000],
      );
      fences = zeile?.fences ?? [];
      return gehalten().filter((shard) => fences[shard] !== alt[shard]);
    },
    async gibFrei() {
      fences = [];
      await db.lesen(oeffentlich, 'select nachweise.log_freigeben($1)', [halter]);
    },
    db: {
      ...db,
      transaktion: (kontext, fn) =>
        db.transaktion(kontext, async (tx) => {
          await tx.zeilen('select nachweise.log_halten($1)', [fences]);
          return fn(tx);
        }),
    },
  };
}
