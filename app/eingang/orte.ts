import type { Tx } from '../base/index.ts';

/** Which of these addresses raw messages of this body name. */
export async function readEingangsOrte(tx: Tx, koerperschaft: string, orte: readonly string[]): Promise<string[]> {
  const zeilen = await tx.zeilen<{ ort: string }>(
    `select datei ->> 'ort' as ort from eingang.eingang where koerperschaft = $1 and datei ->> 'ort' = any ($2)`,
    [koerperschaft, orte],
  );
  return zeilen.map((z) => z.ort);
}
