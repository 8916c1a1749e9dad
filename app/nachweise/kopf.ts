import type { Tx } from '../base/index.ts';
import { ANFANG, type Kopf } from './model.ts';

/** Head of a stream of the body. The caller holds its lock: nobody else appends until this transaction ends. */
export async function readKopf(tx: Tx, koerperschaft: string, strom: string): Promise<Kopf> {
  const z = await tx.eine<{ n: number; c: Buffer; at: Date }>(
    'select n, c, at from nachweise.ereignis where koerperschaft = $1 and vorgang = $2 order by n desc limit 1',
    [koerperschaft, strom],
  );
  return z ? { n: z.n, c: z.c, at: z.at.getTime() } : ANFANG;
}

/** C (hex) of the first event of each stream that the context may see. */
export async function readAnfaenge(tx: Tx, koerperschaft: string, stroeme: string[]): Promise<Map<string, string>> {
  const zeilen = await tx.zeilen<{ vorgang: string; c: string }>(
    `select vorgang, encode(c, 'hex') as c from nachweise.ereignis where koerperschaft = $1 and vorgang = any ($2) and n = 1`,
    [koerperschaft, stroeme],
  );
  return new Map(zeilen.map((z) => [z.vorgang, z.c]));
}

/** Which kinds of events each of these Vorgaenge has, as far as the context may see them. Nothing of what they say. */
export async function readArtenDerEreignisse(
  tx: Tx,
  koerperschaft: string,
  vorgaenge: string[],
): Promise<Map<string, string[]>> {
  const zeilen = await tx.zeilen<{ vorgang: string; arten: string[] }>(
    `select vorgang, array_agg(distinct kind) as arten from nachweise.ereignis
     where koerperschaft = $1 and vorgang = any ($2) group by vorgang`,
    [koerperschaft, vorgaenge],
  );
  return new Map(zeilen.map((z) => [z.vorgang, z.arten]));
}
