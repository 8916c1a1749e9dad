import { generateKeyPairSync, sign } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { nodeKrypto } from '../node/krypto.ts';
import { latin1 } from '../src/bytes.ts';
import { derFromRaw, rawFromDer } from '../src/ecdsa.ts';
import type { SignaturAlgorithmus } from '../src/krypto.ts';
import { browserKrypto } from './krypto.ts';

const browser = browserKrypto(globalThis.crypto);
const data = latin1('Was gesiegelt wird');
const flip = (b: Uint8Array, at: number) => b.map((x, i) => (i === at % b.length ? x ^ 1 : x));

const ALGORITHMEN: SignaturAlgorithmus[] = [
  { art: 'ed25519' },
  { art: 'ecdsa', hash: 'sha256' },
  { art: 'ecdsa', hash: 'sha512' },
  { art: 'rsa-pkcs1', hash: 'sha256' },
  { art: 'rsa-pss', hash: 'sha384', saltLength: 48 },
];

describe('the primitives of the browser', () => {
  it('hash like those of Node', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 500 }), (bytes) => {
        for (const name of ['sha256', 'sha384', 'sha512'] as const)
          expect(browser[name](bytes)).toEqual(nodeKrypto[name](bytes));
      }),
    );
  });

  it.each(ALGORITHMEN)('verify what Node signed and the other way round: %j', async (alg) => {
    for (const [einer, anderer] of [
      [nodeKrypto, browser],
      [browser, nodeKrypto],
    ] as const) {
      const { pkcs8, spki } = await einer.generate(alg);
      const signature = await einer.sign(await einer.importPrivate(pkcs8, alg), data);
      expect(await anderer.verify(spki, alg, signature, data)).toBe(true);
      expect(await anderer.verify(spki, alg, signature, flip(data, 3))).toBe(false);
      expect(await anderer.verify(spki, alg, flip(signature, signature.length - 1), data)).toBe(false);
      expect(await anderer.verify(flip(spki, 1), alg, signature, data)).toBe(false);
    }
  });

  it.each(['P-384', 'P-521', 'brainpoolP256r1', 'brainpoolP384r1', 'brainpoolP512r1'])(
    'verify on the curve %s, and give the same answer as Node for every hash and every flipped bit',
    async (namedCurve) => {
      const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve });
      const spki = new Uint8Array(publicKey.export({ type: 'spki', format: 'der' }));
      for (const hash of ['sha256', 'sha384', 'sha512'] as const) {
        const signature = new Uint8Array(sign(hash, data, privateKey));
        const alg = { art: 'ecdsa', hash } as const;
        expect(await browser.verify(spki, alg, signature, data)).toBe(true);
        const falsch = [
          [spki, flip(signature, signature.length - 1), data],
          [spki, flip(signature, 6), data],
          [flip(spki, spki.length - 1), signature, data],
          [spki, signature, flip(data, 0)],
        ] as const;
        for (const [key, s, d] of falsch)
          for (const krypto of [browser, nodeKrypto]) expect(await krypto.verify(key, alg, s, d)).toBe(false);
      }
    },
  );

  it.each(['secp112r1', 'prime192v1', 'secp256k1'])('verify nothing on the curve %s', async (namedCurve) => {
    const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve });
    const spki = new Uint8Array(publicKey.export({ type: 'spki', format: 'der' }));
    const signature = new Uint8Array(sign('sha256', data, privateKey));
    for (const krypto of [browser, nodeKrypto])
      expect(await krypto.verify(spki, { art: 'ecdsa', hash: 'sha256' }, signature, data)).toBe(false);
  });

  it('verify with a key that is meant for RSA-PSS alone', async () => {
    const { privateKey, publicKey } = generateKeyPairSync('rsa-pss', { modulusLength: 2048 });
    const spki = new Uint8Array(publicKey.export({ type: 'spki', format: 'der' }));
    const signature = new Uint8Array(sign('sha256', data, { key: privateKey, saltLength: 32 }));
    const alg = { art: 'rsa-pss', hash: 'sha256', saltLength: 32 } as const;
    expect(await nodeKrypto.verify(spki, alg, signature, data)).toBe(true);
    expect(await browser.verify(spki, alg, signature, data)).toBe(true);
  });

  it('answer false, never fail, for what is no key or no signature', async () => {
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...ALGORITHMEN), fc.uint8Array({ maxLength: 100 }), async (alg, bytes) => {
        expect(await browser.verify(bytes, alg, bytes, data)).toBe(false);
      }),
      { numRuns: 50 },
    );
  });
});

describe('ECDSA signatures', () => {
  it('survive the way from raw to DER and back', () => {
    fc.assert(
      fc.property(fc.constantFrom(32, 48, 66), fc.infiniteStream(fc.integer({ min: 0, max: 255 })), (laenge, strom) => {
        const raw = Uint8Array.from(strom.take(2 * laenge));
        expect(rawFromDer(derFromRaw(raw), laenge)).toEqual(raw);
      }),
    );
  });

  it('have one spelling', () => {
    const gut = [0x30, 0x06, 0x02, 0x01, 0x05, 0x02, 0x01, 0x07];
    expect(rawFromDer(Uint8Array.from(gut), 2)).toEqual(Uint8Array.of(0, 5, 0, 7));
    for (const schlecht of [
      [],
      [...gut, 0],
      [0x30, 0x81, 0x06, ...gut.slice(2)],
      [0x30, 0x07, 0x02, 0x02, 0x00, 0x05, 0x02, 0x01, 0x07],
      [0x30, 0x06, 0x02, 0x01, 0x85, 0x02, 0x01, 0x07],
      [0x30, 0x07, 0x02, 0x01, 0x05, 0x02, 0x02, 0x07],
      [0x31, ...gut.slice(1)],
      [0x30, 0x08, 0x02, 0x03, 0x05, 0x05, 0x05, 0x02, 0x01, 0x07],
    ])
      expect(rawFromDer(Uint8Array.from(schlecht), 2), schlecht.join()).toBeNull();
  });
});
