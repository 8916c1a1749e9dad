import { generateKeyPairSync } from 'node:crypto';
import { nodeKrypto } from '../node/krypto.ts';
import type { Krypto } from '../src/index.ts';

/** Kinds of keys by the name OpenSSL gives the curve, or by the length of the modulus; `e`: the exponent. */
export type Schluesselart = { readonly kurve: string } | { readonly bits: number; readonly e?: number };

export function paarOf(art: Schluesselart): { pkcs8: Uint8Array; spki: Uint8Array; key: ReturnType<typeof generate> } {
  const key = generate(art);
  return {
    key,
    pkcs8: new Uint8Array(key.privateKey.export({ type: 'pkcs8', format: 'der' })),
    spki: new Uint8Array(key.publicKey.export({ type: 'spki', format: 'der' })),
  };
}

const generate = (art: Schluesselart) =>
  'kurve' in art
    ? generateKeyPairSync('ec', { namedCurve: art.kurve })
    : generateKeyPairSync('rsa', { modulusLength: art.bits, publicExponent: art.e ?? 65_537 });

/** A careless house: makes keys of this kind and signs with them without looking whether anybody accepts that. */
export const mitSchluessel = (art: Schluesselart): Krypto => ({
  ...nodeKrypto,
  generate: async () => paarOf(art),
  verify: async () => true,
});
