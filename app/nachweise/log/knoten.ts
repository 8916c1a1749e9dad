import type { HoleKnoten, KnotenOrt } from '@rathausverbund/nachweis';
import type { Tx } from '../../base/index.ts';

interface Wunsch {
  orte: readonly KnotenOrt[];
  gib: (hashes: Uint8Array[]) => void;
  scheitere: (fehler: unknown) => void;
}

/** Reads stored nodes of a log. Whatever is asked for within one turn of the event loop goes in one statement. */
export function createHoleKnoten(tx: Tx, koerperschaft: string, epoche: number): HoleKnoten {
  let offen: Wunsch[] = [];

  async function flush(): Promise<void> {
    const runde = offen;
    offen = [];
    const orte = runde.flatMap((w) => w.orte);
    try {
      const zeilen = await tx.zeilen<{ hash: Buffer | null }>('select hash from nachweise.knoten($1, $2, $3, $4)', [
        koerperschaft,
        epoche,
        orte.map((o) => o.ebene),
        orte.map((o) => o.index),
      ]);
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
