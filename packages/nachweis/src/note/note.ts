import { ED25519, type Krypto, type PrivateKey } from '@rathausverbund/siegel';
import { base64, concat, equal, fromBase64, utf8 } from '../bytes.ts';
import { isKeyName, type NoteKey, spkiFromRaw } from './vkey.ts';

/** One signature line of a note. */
export interface NoteSignature {
  readonly name: string;
  /** 4 bytes. */
  readonly id: Uint8Array;
  readonly bytes: Uint8Array;
}

/** A C2SP signed note: a text that ends in a newline, and who signed it. Nothing in it is true until a signature was checked. */
export interface Note {
  readonly text: string;
  readonly signatures: readonly NoteSignature[];
}

/** A key that can sign notes. */
export interface NoteSigner {
  readonly key: NoteKey;
  readonly privateKey: PrivateKey;
}

/** Signed by nobody known, by a known key wrongly, or rightly. */
export type SignatureState = 'fehlt' | 'falsch' | 'gut';

const MAX_SIGNATURES = 64;

/** Reads a note; null when it is none. At most 64 signatures. */
export function parseNote(note: string): Note | null {
  if (/[^\n\P{Cc}]|\p{Surrogate}/u.test(note)) return null;
  const end = note.lastIndexOf('\n\n');
  if (end < 1 || !note.endsWith('\n')) return null;
  const lines = note
    .slice(end + 2)
    .split('\n')
    .slice(0, -1);
  if (lines.length === 0 || lines.length > MAX_SIGNATURES) return null;
  const signatures = lines.map(parseSignature);
  if (!signatures.every((s) => s !== null)) return null;
  return { text: note.slice(0, end + 1), signatures };
}

/** The signature line, newline included. */
export function formatSignature({ name, id, bytes }: NoteSignature): string {
  return `— ${name} ${base64(concat(id, bytes))}\n`;
}

export function formatNote({ text, signatures }: Note): string {
  return `${text}\n${signatures.map(formatSignature).join('')}`;
}

/** Reads one signature line without its newline. */
export function parseSignature(line: string): NoteSignature | null {
  const [, name = '', text = ''] = /^— (\S+) (\S+)$/u.exec(line) ?? [];
  const bytes = fromBase64(text);
  if (!isKeyName(name) || !bytes || bytes.length < 5) return null;
  return { name, id: bytes.slice(0, 4), bytes: bytes.slice(4) };
}

/** Signs the text of a note with an Ed25519 key of a log. */
export async function signNote(krypto: Krypto, { key, privateKey }: NoteSigner, text: string): Promise<NoteSignature> {
  if (key.art !== 'log') throw new TypeError('Zeugenschluessel unterschreiben nur Gegenzeichnungen');
  return { name: key.name, id: key.id, bytes: await krypto.sign(privateKey, utf8(text)) };
}

export function signaturesOf(note: Note, key: NoteKey): NoteSignature[] {
  return note.signatures.filter((s) => s.name === key.name && equal(s.id, key.id));
}

/** Whether the log key signed the note. One wrong signature of a known key spoils the note, whatever else stands there. */
export async function verifyNote(krypto: Krypto, key: NoteKey, note: Note): Promise<SignatureState> {
  const found = signaturesOf(note, key);
  if (key.art !== 'log' || found.length === 0) return 'fehlt';
  const spki = spkiFromRaw(key.publicKey);
  const answers = await Promise.all(found.map((s) => krypto.verify(spki, ED25519, s.bytes, utf8(note.text))));
  return answers.every(Boolean) ? 'gut' : 'falsch';
}
