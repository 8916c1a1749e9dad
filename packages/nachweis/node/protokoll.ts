import { readSync } from 'node:fs';
import { deserialize, serialize } from 'node:v8';
import type { Anker } from '../src/index.ts';

/** What the judging process is told before the bytes of the file. */
export interface Auftrag {
  readonly anker: Anker | null;
  readonly jetzt: Date;
  /** Length of the file in bytes. */
  readonly laenge: number;
  /** The file follows the order, or lies open as `DATEI`: then it is read from there and nobody else holds its bytes. */
  readonly offen: boolean;
}

/** Number under which the judging process finds an open file. */
export const DATEI = 3;

/** Length (4 bytes, big endian), then the order itself; then, unless it lies open, the file until the end of the stream. */
export function formatAuftrag(auftrag: Auftrag): Uint8Array {
  const inhalt = serialize(auftrag);
  const kopf = Buffer.alloc(4);
  kopf.writeUInt32BE(inhalt.length);
  return Buffer.concat([kopf, inhalt]);
}

/** Reads order and file from the stream of `formatAuftrag`. The file lies in memory once. */
export async function readAuftrag(strom: AsyncIterable<Buffer>): Promise<{ auftrag: Auftrag; datei: Uint8Array }> {
  let kopf = Buffer.alloc(0);
  let auftrag: Auftrag | null = null;
  let datei = new Uint8Array();
  let da = 0;
  for await (let stueck of strom) {
    if (!auftrag) {
      kopf = Buffer.concat([kopf, stueck]);
      const ende = kopf.length < 4 ? Number.POSITIVE_INFINITY : 4 + kopf.readUInt32BE();
      if (kopf.length < ende) continue;
      auftrag = deserialize(kopf.subarray(4, ende)) as Auftrag;
      datei = new Uint8Array(auftrag.laenge);
      stueck = kopf.subarray(ende);
      kopf = Buffer.alloc(0);
      if (auftrag.offen) da = readOffen(datei);
    }
    datei.set(stueck, da);
    da += stueck.length;
  }
  if (!auftrag || da !== datei.length) throw new Error('Der Auftrag ist nicht vollständig angekommen.');
  return { auftrag, datei };
}

/** Fills `datei` from the open file. @returns how long the file is, as far as it matters */
function readOffen(datei: Uint8Array): number {
  let da = 0;
  for (let n = 1; n > 0 && da < datei.length; da += n) n = readSync(DATEI, datei, da, datei.length - da, da);
  return da + readSync(DATEI, new Uint8Array(1), 0, 1, da);
}
