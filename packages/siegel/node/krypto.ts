import {
  constants,
  createPrivateKey,
  createPublicKey,
  generateKeyPairSync,
  getCurves,
  hash,
  KeyObject,
  randomBytes,
  sign,
  verify,
} from 'node:crypto';
import { isRechenkurve, rawFromDer, verifyBsi } from '../src/ecdsa.ts';
import type { Krypto, PrivateKey, SignaturAlgorithmus } from '../src/krypto.ts';
import { fits, readKey, type Schluessel } from '../src/x509/schluessel.ts';

const KEY_TYPE = { ed25519: 'ed25519', ecdsa: 'ec', 'rsa-pkcs1': 'rsa', 'rsa-pss': 'rsa' } as const;

function digestName(alg: SignaturAlgorithmus): string | null {
  return alg.art === 'ed25519' ? null : alg.hash;
}

function options(key: KeyObject, alg: SignaturAlgorithmus) {
  if (alg.art !== 'rsa-pss') return { key };
  return { key, padding: constants.RSA_PKCS1_PSS_PADDING, saltLength: alg.saltLength };
}

function suits(key: KeyObject, alg: SignaturAlgorithmus): boolean {
  const type = key.asymmetricKeyType;
  return type === KEY_TYPE[alg.art] || (alg.art === 'rsa-pss' && type === 'rsa-pss');
}

/** Some builds of OpenSSL leave the curves of the BSI out. */
const da = new Set(getCurves());
const istFremd = (s: Schluessel): boolean => s.art === 'ec' && isRechenkurve(s.kurve) && !da.has(s.kurve.name);

interface Gelesen {
  readonly schluessel: Schluessel;
  /** Null: a curve this build does not know. */
  readonly key: KeyObject | null;
}

/** Reading a key costs more than using it, and few keys sign much: those of logs, witnesses, time-stamp services. */
const MERKE = 2_000;
const gelesen = new Map<string, Gelesen>();

function publicKeyOf(spki: Uint8Array): Gelesen | null {
  const name = Buffer.from(spki.buffer, spki.byteOffset, spki.length).toString('base64');
  const bekannt = gelesen.get(name);
  if (bekannt) return bekannt;
  const schluessel = readKey(spki);
  if (!schluessel) return null;
  const key = istFremd(schluessel) ? null : createPublicKey({ key: Buffer.from(spki), format: 'der', type: 'spki' });
  if (gelesen.size >= MERKE) gelesen.clear();
  gelesen.set(name, { schluessel, key });
  return { schluessel, key };
}

function compute(schluessel: Schluessel, alg: SignaturAlgorithmus, signature: Uint8Array, data: Uint8Array): boolean {
  if (schluessel.art !== 'ec' || alg.art !== 'ecdsa') return false;
  const raw = rawFromDer(signature, schluessel.kurve.laenge);
  return raw !== null && verifyBsi(schluessel.kurve, schluessel.punkt, raw, nodeKrypto[alg.hash](data));
}

const bytes = (b: Buffer): Uint8Array => new Uint8Array(b);
const digest = (name: string) => (data: Uint8Array) => bytes(hash(name, data, 'buffer'));

/** `Krypto` on node:crypto. */
export const nodeKrypto: Krypto = {
  sha256: digest('sha256'),
  sha384: digest('sha384'),
  sha512: digest('sha512'),
  random: (n) => bytes(randomBytes(n)),
  async importPrivate(pkcs8, alg): Promise<PrivateKey> {
    const griff = createPrivateKey({ key: Buffer.from(pkcs8), format: 'der', type: 'pkcs8' });
    if (!suits(griff, alg)) throw new Error(`Schlüssel passt nicht zu ${alg.art}`);
    return { alg, griff };
  },
  async sign(key, data) {
    if (!(key.griff instanceof KeyObject)) throw new Error('Schlüssel stammt nicht aus nodeKrypto');
    return bytes(sign(digestName(key.alg), data, options(key.griff, key.alg)));
  },
  async verify(spki, alg, signature, data) {
    try {
      const g = publicKeyOf(spki);
      if (!g || !fits(g.schluessel, alg)) return false;
      if (!g.key) return compute(g.schluessel, alg, signature, data);
      return verify(digestName(alg), data, options(g.key, alg), signature);
    } catch {
      return false;
    }
  },
  async generate(alg) {
    const made =
      alg.art === 'ed25519'
        ? generateKeyPairSync('ed25519')
        : alg.art === 'ecdsa'
          ? generateKeyPairSync('ec', { namedCurve: 'P-256' })
          : generateKeyPairSync('rsa', { modulusLength: 3072 });
    return {
      pkcs8: bytes(made.privateKey.export({ type: 'pkcs8', format: 'der' })),
      spki: bytes(made.publicKey.export({ type: 'spki', format: 'der' })),
    };
  },
};
