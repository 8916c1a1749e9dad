import type { Tx } from '../base/index.ts';
import { createHoleKnoten } from './log/knoten.ts';
import { readBlattbereich } from './log/store.ts';

/** Hashes of a full tile (C2SP tlog-tiles). */
export const KACHEL = 256;

/** What a tile address asks for: `breite` hashes of a level, or leaves (`entries`), from `index`·256 on. */
export interface Kachel {
  art: 'tile' | 'entries';
  ebene: number;
  index: number;
  breite: number;
}

const ADRESSE = /^(entries|\d|[1-5]\d|6[0-3])\/((?:x\d{3}\/){0,5}\d{3})(?:\.p\/([1-9]\d{0,2}))?$/;

/** Reads `<L>/<N>[.p/<W>]` or `entries/<N>[.p/<W>]`; null for anything but the one spelling of an address. */
export function parseKachel(adresse: string): Kachel | null {
  const [, was = '', n = '', w] = ADRESSE.exec(adresse) ?? [];
  const breite = w === undefined ? KACHEL : Number(w);
  const index = Number(n.replaceAll(/[x/]/g, ''));
  if (!was || n.startsWith('x000') || (w !== undefined && breite >= KACHEL)) return null;
  return { art: was === 'entries' ? 'entries' : 'tile', ebene: was === 'entries' ? 0 : Number(was), index, breite };
}

/** Whether a tree of `groesse` leaves fills the tile to its width. */
export const isGefuellt = (k: Kachel, groesse: number): boolean =>
  k.index * KACHEL + k.breite <= Math.floor(groesse / KACHEL ** k.ebene);

/** The bytes of a tile of the log. The caller has seen that it is filled. */
export async function readKachel(tx: Tx, koerperschaft: string, epoche: number, k: Kachel): Promise<Buffer> {
  const von = k.index * KACHEL;
  if (k.art === 'tile') {
    const orte = Array.from({ length: k.breite }, (_, i) => ({ ebene: 8 * k.ebene, index: von + i }));
    return whole(await createHoleKnoten(tx, koerperschaft, epoche)(orte), k.breite);
  }
  const blaetter = await readBlattbereich(tx, koerperschaft, epoche, von, von + k.breite);
  const gleich = blaetter.map((c) => Buffer.concat([Buffer.from([c.length >> 8, c.length & 0xff]), c]));
  return whole(gleich, k.breite);
}

function whole(teile: readonly Uint8Array[], anzahl: number): Buffer {
  if (teile.length !== anzahl || teile.some((t) => t.length < 32)) throw new Error('Knoten des Protokolls fehlen');
  return Buffer.concat(teile);
}
