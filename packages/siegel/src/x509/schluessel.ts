import type { Krypto, SignaturAlgorithmus } from '../krypto.ts';
import { BIT_STRING, INTEGER, inner, parts, partsOf, readOid, readStueck, SEQUENCE } from './der.ts';
import { KURVEN, type Kurve } from './kurven.ts';

/** A public key of a kind and size that we accept. */
export type Schluessel =
  | { readonly art: 'ed25519' }
  | { readonly art: 'rsa'; readonly bits: number; readonly nurPss: boolean }
  /** `punkt`: both coordinates side by side. */
  | { readonly art: 'ec'; readonly kurve: Kurve; readonly punkt: Uint8Array };

const RSA = '1.2.840.113549.1.1.1';
const PSS = '1.2.840.113549.1.1.10';
const EC = '1.2.840.10045.2.1';
const ED25519 = '1.3.101.112';

/** SOG-IS Agreed Cryptographic Mechanisms 1.3 knows no shorter modulus; browsers take none longer and no larger exponent. */
const RSA_BITS = { von: 1900, bis: 16_384 };
const RSA_EXPONENT = { ueber: 2 ** 16, unter: 2 ** 32 };

function numberOf(bytes: Uint8Array): Uint8Array {
  let von = 0;
  while (von < bytes.length - 1 && bytes[von] === 0) von++;
  return bytes.subarray(von);
}

function readRsa(key: Uint8Array, nurPss: boolean): Schluessel | null {
  const [n, e, ...mehr] = partsOf(key);
  if (n?.tag !== INTEGER || e?.tag !== INTEGER || mehr.length > 0) return null;
  const modul = numberOf(inner(key, n));
  const exponent = numberOf(inner(key, e)).reduce((zahl, b) => zahl * 256 + b, 0);
  const bits = modul.length * 8 - (Math.clz32(modul[0] ?? 0) - 24);
  const gut =
    bits >= RSA_BITS.von &&
    bits <= RSA_BITS.bis &&
    exponent > RSA_EXPONENT.ueber &&
    exponent < RSA_EXPONENT.unter &&
    exponent % 2 === 1;
  return gut ? { art: 'rsa', bits, nurPss } : null;
}

/** Named curves and points written out only: what else is allowed in keys, browsers do not read. */
function readEc(key: Uint8Array, oid: string): Schluessel | null {
  const kurve = KURVEN.find((k) => k.oid === oid);
  if (!kurve || key[0] !== 0x04 || key.length !== 1 + 2 * kurve.laenge) return null;
  return { art: 'ec', kurve, punkt: key.subarray(1) };
}

/** The one list of keys we accept, for every machine: what a SubjectPublicKeyInfo (DER) holds; null for any other kind or size. */
export function readKey(spki: Uint8Array): Schluessel | null {
  const top = readStueck(spki, 0, spki.length);
  const [alg, bits, ...mehr] = (top?.bis === spki.length && parts(spki, top)) || [];
  if (alg?.tag !== SEQUENCE || bits?.tag !== BIT_STRING || mehr.length > 0) return null;
  const [name, parameter] = parts(spki, alg) ?? [];
  const key = inner(spki, bits).subarray(1);
  const art = name ? readOid(inner(spki, name)) : '';
  if (art === RSA || art === PSS) return readRsa(key, art === PSS);
  if (art === EC) return readEc(key, parameter?.tag === 0x06 ? readOid(inner(spki, parameter)) : '');
  return art === ED25519 && key.length === 32 ? { art: 'ed25519' } : null;
}

/** Whether signatures made as `alg` says can come from this key. */
export function fits(key: Schluessel, alg: SignaturAlgorithmus): boolean {
  if (alg.art === 'rsa-pkcs1') return key.art === 'rsa' && !key.nurPss;
  return key.art === { ed25519: 'ed25519', ecdsa: 'ec', 'rsa-pss': 'rsa' }[alg.art];
}

/** Checks a signature. `schluessel`: the key is none we accept, so that nothing can be said. */
export async function checkSignature(
  krypto: Krypto,
  spki: Uint8Array,
  alg: SignaturAlgorithmus,
  signature: Uint8Array,
  data: Uint8Array,
): Promise<'gut' | 'falsch' | 'schluessel'> {
  if (!readKey(spki)) return 'schluessel';
  return (await krypto.verify(spki, alg, signature, data)) ? 'gut' : 'falsch';
}
