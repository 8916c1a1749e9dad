import type { Datenbank, Kontext } from '../base/index.ts';

const BLOCK = 20;

interface Block {
  naechste: number;
  ende: number;
}

/**
 * Aktenzeichen `THW-GA-2026-000123`: Kürzel of the competent body, Leistung, year, number from a block per process.
 * A block is taken in a transaction of its own, before the one that uses a number: if that one is rolled back, the block stays
 * taken, and no other process gets the same numbers. A process that ends leaves a gap, which is allowed.
 */
export function createNummern() {
  const bloecke = new Map<string, Promise<Block>>();

  async function take(db: Datenbank, kontext: Kontext, werte: [string, string, number]): Promise<Block> {
    const [z] = await db.lesen<{ ab: number }>(kontext, 'select vorgaenge.nummernblock($1, $2, $3, $4) as ab', [
      ...werte,
      BLOCK,
    ]);
    if (!z) throw new Error('nummernblock ohne Antwort');
    return { naechste: z.ab, ende: z.ab + BLOCK };
  }

  return async (
    db: Datenbank,
    kontext: Kontext,
    koerperschaft: string,
    kuerzel: string,
    leistung: { schluessel: string; kurz: string },
    jahr: number,
  ): Promise<string> => {
    const name = `${koerperschaft}/${leistung.schluessel}/${jahr}`;
    for (;;) {
      const block = bloecke.get(name) ?? take(db, kontext, [koerperschaft, leistung.schluessel, jahr]);
      bloecke.set(name, block);
      const b = await block.catch((fehler: unknown) => {
        bloecke.delete(name);
        throw fehler;
      });
      if (b.naechste < b.ende) return `${kuerzel}-${leistung.kurz}-${jahr}-${String(b.naechste++).padStart(6, '0')}`;
      if (bloecke.get(name) === block) bloecke.delete(name);
    }
  };
}

export type Nummern = ReturnType<typeof createNummern>;
