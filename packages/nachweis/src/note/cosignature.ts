import { ED25519, type Krypto } from '@rathausverbund/siegel';
import { concat, utf8 } from '../bytes.ts';
import { type Note, type NoteSignature, type NoteSigner, type SignatureState, signaturesOf } from './note.ts';
import { type NoteKey, spkiFromRaw } from './vkey.ts';

/** What a witness says about a checkpoint, and when (seconds since 1970, UTC). */
export type CosignatureAnswer =
  | { readonly state: 'gut'; readonly zeit: number }
  | { readonly state: Exclude<SignatureState, 'gut'> };

const MAX_TIME = 253_402_300_799; // end of the year 9999

const message = (text: string, zeit: number) => utf8(`cosignature/v1\ntime ${zeit}\n${text}`);

/** Cosigns the text of a checkpoint (C2SP tlog-cosignature, Ed25519). `zeit`: whole seconds since 1970. */
export async function cosign(
  krypto: Krypto,
  { key, privateKey }: NoteSigner,
  text: string,
  zeit: number,
): Promise<NoteSignature> {
  if (key.art !== 'zeuge') throw new TypeError('Gegenzeichnen darf nur ein Zeugenschluessel');
  if (!Number.isSafeInteger(zeit) || zeit < 0 || zeit > MAX_TIME) throw new RangeError('Zeit der Gegenzeichnung');
  const stamp = new Uint8Array(8);
  new DataView(stamp.buffer).setBigUint64(0, BigInt(zeit));
  return { name: key.name, id: key.id, bytes: concat(stamp, await krypto.sign(privateKey, message(text, zeit))) };
}

/** Looks for the cosignature of one witness. With several good ones the earliest time counts; one wrong one spoils all. */
export async function verifyCosignature(krypto: Krypto, key: NoteKey, note: Note): Promise<CosignatureAnswer> {
  const found = signaturesOf(note, key);
  if (key.art !== 'zeuge' || found.length === 0) return { state: 'fehlt' };
  const zeiten = await Promise.all(found.map((s) => timeOf(krypto, key, note.text, s.bytes)));
  const gute = zeiten.filter((zeit) => zeit !== null);
  return gute.length === found.length ? { state: 'gut', zeit: Math.min(...gute) } : { state: 'falsch' };
}

async function timeOf(krypto: Krypto, key: NoteKey, text: string, bytes: Uint8Array): Promise<number | null> {
  if (bytes.length !== 72) return null;
  const zeit = Number(new DataView(bytes.buffer, bytes.byteOffset).getBigUint64(0));
  if (zeit > MAX_TIME) return null;
  const good = await krypto.verify(spkiFromRaw(key.publicKey), ED25519, bytes.slice(8), message(text, zeit));
  return good ? zeit : null;
}
