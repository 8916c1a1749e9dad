import { deserialize, serialize } from 'node:v8';
import type { Anker } from '../src/index.ts';

/** What the judging process is told before the bytes of the file. */
export interface Auftrag {
  readonly anker: Anker | null;
  readonly jetzt: Date;
  /** Length of the file that follows, in bytes. */
  readonly laenge: number;
}

/** Length (4 bytes, big endian), then the order itself; the file follows until the end of the stream. */
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
    }
    datei.set(stueck, da);
    da += stueck.length;
  }
  if (!auftrag || da !== datei.length) throw new Error('Der Auftrag ist nicht vollständig angekommen.');
  return { auftrag, datei };
}
