import type { Krypto } from '@rathausverbund/siegel';
import { base64, fromBase64, fromDecimal } from '../bytes.ts';
import { formatNote, type Note, type NoteSigner, parseNote, signNote } from './note.ts';

/** The state of a log: how many leaves, which root. */
export interface Checkpoint {
  readonly origin: string;
  readonly groesse: number;
  /** 32 bytes. */
  readonly wurzel: Uint8Array;
}

/** A checkpoint with the note that carries it; unproven until `verifyNote` said so. */
export interface SignedCheckpoint {
  readonly checkpoint: Checkpoint;
  readonly note: Note;
}

/** Name of a log: `<platform>/log/<koerperschaft uuid>/<epoche>`. Throws when a part would not be an address part. */
export function logOrigin(platform: string, koerperschaft: string, epoche: number): string {
  const origin = `${platform}/log/${koerperschaft}/${epoche}`;
  if (!ORIGIN.test(origin)) throw new TypeError('Name des Protokolls nicht erlaubt');
  return origin;
}

const ORIGIN = /^[a-z0-9.-]+(:[0-9]+)?\/log\/[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}\/(0|[1-9][0-9]*)$/;

/** The body's part of a log's name and the epoch; null when the name is not one of ours. */
export function parseOrigin(origin: string): { readonly stamm: string; readonly epoche: number } | null {
  const end = origin.lastIndexOf('/');
  return ORIGIN.test(origin) ? { stamm: origin.slice(0, end), epoche: Number(origin.slice(end + 1)) } : null;
}

/** Text of a checkpoint as it is signed (C2SP tlog-checkpoint). */
export function formatCheckpoint({ origin, groesse, wurzel }: Checkpoint): string {
  return `${origin}\n${groesse}\n${base64(wurzel)}\n`;
}

/** Signs a checkpoint with the key of its log, whose name is the origin; gives the whole note. */
export async function signCheckpoint(krypto: Krypto, signer: NoteSigner, checkpoint: Checkpoint): Promise<string> {
  if (signer.key.name !== checkpoint.origin) throw new TypeError('Schluessel gehoert einem anderen Protokoll');
  const text = formatCheckpoint(checkpoint);
  return formatNote({ text, signatures: [await signNote(krypto, signer, text)] });
}

/** Reads a signed checkpoint; null when it is none. Extension lines are refused: nobody would check them. */
export function parseCheckpoint(text: string): SignedCheckpoint | null {
  const note = parseNote(text);
  const [origin, size, root, end, ...more] = note?.text.split('\n') ?? [];
  const groesse = fromDecimal(size ?? '');
  const wurzel = fromBase64(root ?? '');
  if (!note || !origin || groesse === null || wurzel?.length !== 32 || end !== '' || more.length > 0) return null;
  return { checkpoint: { origin, groesse, wurzel }, note };
}
