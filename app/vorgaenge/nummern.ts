import type { Tx } from '../base/index.ts';

const BLOCK = 20;

/**
 * Aktenzeichen `THW-GA-2026-000123`: Kürzel of the competent body, Leistung, year, number from a block per process.
 * Blocks are taken in their own statement; a process that ends leaves a gap, which is allowed.
 */
export function createNummern() {
  const bloecke = new Map<string, { naechste: number; ende: number }>();
  return async (
    tx: Tx,
    koerperschaft: string,
    kuerzel: string,
    leistung: { schluessel: string; kurz: string },
    jahr: number,
  ): Promise<string> => {
    const name = `${koerperschaft}/${leistung.schluessel}/${jahr}`;
    let b = bloecke.get(name);
    if (!b || b.naechste >= b.ende) {
      const z = await tx.eine<{ ab: number }>('select vorgaenge.nummernblock($1, $2, $3, $4) as ab', [
        koerperschaft,
        leistung.schluessel,
        jahr,
        BLOCK,
      ]);
      const ab = z?.ab ?? 1;
      b = { naechste: ab, ende: ab + BLOCK };
      bloecke.set(name, b);
    }
    return `${kuerzel}-${leistung.kurz}-${jahr}-${String(b.naechste++).padStart(6, '0')}`;
  };
}

export type Nummern = ReturnType<typeof createNummern>;
