import type { HoleKnoten, KnotenOrt } from '@rathausverbund/nachweis';
import type { Tx } from '../../base/index.ts';

interface Wunsch<O> {
  orte: readonly O[];
  gib: (hashes: Uint8Array[]) => void;
  scheitere: (fehler: unknown) => void;
}

type Zeile = { hash: Buffer | null };

export interface Log {
  koerperschaft: string;
  epoche: number;
}

/** Whatever is asked for within one turn of the event loop goes in one statement. */
function sammle<O>(lies: (orte: readonly O[]) => Promise<Zeile[]>): (orte: readonly O[]) => Promise<Uint8Array[]> {
  let offen: Wunsch<O>[] = [];

  async function flush(): Promise<void> {
    const runde = offen;
    offen = [];
    try {
      const zeilen = await lies(runde.flatMap((w) => w.orte));
      let at = 0;
      for (const w of runde) w.gib(zeilen.slice(at, (at += w.orte.length)).map((z) => z.hash ?? new Uint8Array()));
    } catch (fehler) {
      for (const w of runde) w.scheitere(fehler);
    }
  }

  return (orte) =>
    new Promise((gib, scheitere) => {
      if (offen.length === 0) queueMicrotask(() => void flush());
      offen.push({ orte, gib, scheitere });
    });
}

/** Reads stored nodes of one log. */
export const createHoleKnoten = (tx: Tx, koerperschaft: string, epoche: number): HoleKnoten =>
  sammle<KnotenOrt>((orte) =>
    tx.zeilen<Zeile>('select hash from nachweise.knoten($1, $2, $3, $4)', [
      koerperschaft,
      epoche,
      orte.map((o) => o.ebene),
      orte.map((o) => o.index),
    ]),
  );

/** Reads stored nodes of many logs at once (role sequencer). */
export function createHoleKnotenAller(tx: Tx): (log: Log) => HoleKnoten {
  const hole = sammle<KnotenOrt & Log>((orte) =>
    tx.zeilen<Zeile>('select hash from nachweise.knoten_aller($1, $2, $3, $4)', [
      orte.map((o) => o.koerperschaft),
      orte.map((o) => o.epoche),
      orte.map((o) => o.ebene),
      orte.map((o) => o.index),
    ]),
  );
  return ({ koerperschaft, epoche }) =>
    (orte) =>
      hole(orte.map(({ ebene, index }) => ({ koerperschaft, epoche, ebene, index })));
}
