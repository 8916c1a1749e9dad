import { sha256, sha384, sha512 } from '@noble/hashes/sha2.js';
import { buffer } from '../src/bytes.ts';
import { derFromRaw, isRechenkurve, rawFromDer, verifyBsi } from '../src/ecdsa.ts';
import type { HashName, Krypto, PrivateKey, SignaturAlgorithmus } from '../src/krypto.ts';
import { fits, readKey } from '../src/x509/schluessel.ts';
import { alsRsa } from './rsa.ts';

const HASH = { sha256, sha384, sha512 } as const satisfies Record<HashName, (data: Uint8Array) => Uint8Array>;
const NAME: Record<HashName, string> = { sha256: 'SHA-256', sha384: 'SHA-384', sha512: 'SHA-512' };

interface Verfahren {
  readonly key: Algorithm | RsaHashedImportParams | EcKeyImportParams;
  readonly sign: Algorithm | RsaPssParams | EcdsaParams;
}

/** What WebCrypto calls the algorithm; `namedCurve` completes ECDSA, whose curve lies in the key. */
function verfahren(alg: SignaturAlgorithmus, namedCurve = 'P-256'): Verfahren {
  switch (alg.art) {
    case 'ed25519':
      return { key: { name: 'Ed25519' }, sign: { name: 'Ed25519' } };
    case 'ecdsa':
      return { key: { name: 'ECDSA', namedCurve } as EcKeyImportParams, sign: { name: 'ECDSA', hash: NAME[alg.hash] } };
    case 'rsa-pkcs1':
      return { key: { name: 'RSASSA-PKCS1-v1_5', hash: NAME[alg.hash] }, sign: { name: 'RSASSA-PKCS1-v1_5' } };
    case 'rsa-pss':
      return {
        key: { name: 'RSA-PSS', hash: NAME[alg.hash] },
        sign: { name: 'RSA-PSS', saltLength: alg.saltLength },
      };
  }
}

/**
 * `Krypto` for browsers: SHA-2 in JavaScript, because it must answer at once, signatures by WebCrypto. Gives the same
 * answers as `nodeKrypto`, also for the curves of the BSI, which no browser knows. `crypto`: that of the page.
 */
export function browserKrypto(crypto: Crypto): Krypto {
  const { subtle } = crypto;
  const pruefe = async (v: Verfahren, spki: Uint8Array, signature: Uint8Array, data: Uint8Array) => {
    const key = await subtle.importKey('spki', buffer(spki), v.key, false, ['verify']);
    return subtle.verify(v.sign, key, buffer(signature), buffer(data));
  };
  return {
    sha256: (data) => sha256(data),
    sha384: (data) => sha384(data),
    sha512: (data) => sha512(data),
    random: (n) => crypto.getRandomValues(new Uint8Array(n)),
    async importPrivate(pkcs8, alg): Promise<PrivateKey> {
      return { alg, griff: await subtle.importKey('pkcs8', buffer(pkcs8), verfahren(alg).key, false, ['sign']) };
    },
    async sign({ alg, griff }, data) {
      if (!(griff instanceof CryptoKey)) throw new Error('Schlüssel stammt nicht aus browserKrypto');
      const made = new Uint8Array(await subtle.sign(verfahren(alg).sign, griff, buffer(data)));
      return alg.art === 'ecdsa' ? derFromRaw(made) : made;
    },
    async verify(spki, alg, signature, data) {
      try {
        const schluessel = readKey(spki);
        if (!schluessel || !fits(schluessel, alg)) return false;
        if (alg.art !== 'ecdsa' || schluessel.art !== 'ec')
          return await pruefe(verfahren(alg), alg.art === 'rsa-pss' ? alsRsa(spki) : spki, signature, data);
        const { kurve, punkt } = schluessel;
        const raw = rawFromDer(signature, kurve.laenge);
        if (!raw) return false;
        if (isRechenkurve(kurve)) return verifyBsi(kurve, punkt, raw, HASH[alg.hash](data));
        return await pruefe(verfahren(alg, kurve.name), spki, raw, data);
      } catch {
        return false;
      }
    },
    async generate(alg) {
      const rsa = { modulusLength: 3072, publicExponent: Uint8Array.of(1, 0, 1) };
      const { key } = verfahren(alg);
      const paar = await subtle.generateKey('hash' in key ? { ...key, ...rsa } : key, true, ['sign', 'verify']);
      if (!('privateKey' in paar)) throw new Error(`Mit ${alg.art} entsteht kein Schlüsselpaar.`);
      const [pkcs8, spki] = await Promise.all([
        subtle.exportKey('pkcs8', paar.privateKey),
        subtle.exportKey('spki', paar.publicKey),
      ]);
      return { pkcs8: new Uint8Array(pkcs8), spki: new Uint8Array(spki) };
    },
  };
}
