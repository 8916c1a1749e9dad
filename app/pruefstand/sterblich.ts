import type { Datenbank, Tx } from '../base/index.ts';

/** The process is dead: nothing it still tries reaches the database. */
export class Tod extends Error {}

/**
 * A database handle of a process that dies at its n-th step: before a statement, before a commit, or after a commit whose answer
 * then never arrives. Whatever was open is rolled back, as the server does when a connection breaks. `lebe()` is the next process.
 */
export function createSterblich(db: Datenbank): Datenbank & { stirb(n: number): void; lebe(): boolean } {
  let rest = Number.POSITIVE_INFINITY;
  let tot = false;
  const schritt = () => {
    if (!tot && --rest <= 0) tot = true;
    if (tot) throw new Tod();
  };
  const huelle = (tx: Tx): Tx => ({
    kontext: tx.kontext,
    zeilen: async (sql, werte) => (schritt(), tx.zeilen(sql, werte)),
    eine: async (sql, werte) => (schritt(), tx.eine(sql, werte)),
    fuehreAus: async (sql, werte) => (schritt(), tx.fuehreAus(sql, werte)),
    sende: (sql, werte) => (schritt(), tx.sende(sql, werte)),
  });
  const transaktion: Datenbank['transaktion'] = async (kontext, fn) => {
    schritt();
    const wert = await db.transaktion(kontext, async (tx) => {
      const w = await fn(huelle(tx));
      schritt();
      return w;
    });
    schritt();
    return wert;
  };
  return {
    uhr: db.uhr,
    transaktion,
    lesen: (kontext, sql, werte) => transaktion(kontext, (tx) => tx.zeilen(sql, werte)),
    zugleich: transaktion,
    ende: db.ende,
    stirb(n) {
      rest = n;
    },
    /** @returns whether the process before had died */
    lebe() {
      const war = tot;
      [tot, rest] = [false, Number.POSITIVE_INFINITY];
      return war;
    },
  };
}
