import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { equal, hex } from '../bytes.ts';
import { appendLeaves } from './append.ts';
import { ereignisC, leafHash } from './hash.ts';
import type { HoleKnoten } from './knoten.ts';
import { consistencyProof, inclusionProof } from './proof.ts';
import { createRechner } from './rechner.ts';
import { rootFromLeaves, rootFromNodes } from './root.ts';
import { verifyConsistency, verifyInclusion } from './verify.ts';

const sha256 = (data: Uint8Array) => new Uint8Array(createHash('sha256').update(data).digest());
const blatt = (i: number) => sha256(Uint8Array.of(i & 255, i >> 8));
const blaetter = (von: number, bis: number) => Array.from({ length: bis - von }, (_, i) => blatt(von + i));

function speicher() {
  const knoten = new Map<string, Uint8Array>();
  const hole: HoleKnoten = async (orte) => orte.map((o) => knoten.get(`${o.ebene}/${o.index}`) ?? new Uint8Array());
  async function append(groesse: number, neue: Uint8Array[]) {
    const anhang = await appendLeaves(sha256, groesse, hole, neue);
    for (const k of anhang.knoten) {
      expect(knoten.has(`${k.ebene}/${k.index}`)).toBe(false);
      knoten.set(`${k.ebene}/${k.index}`, k.hash);
    }
    return anhang;
  }
  return { hole, append };
}

describe('the tree of a log', () => {
  it('has the empty hash as root while nothing is in it', async () => {
    const anhang = await speicher().append(0, []);
    expect(hex(anhang.wurzel)).toBe('e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855');
  });

  it('grows in any portions to the root that all leaves give at once', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.nat(9), { maxLength: 12 }), async (portionen) => {
        const { append, hole } = speicher();
        let groesse = 0;
        for (const n of portionen) {
          const anhang = await append(groesse, blaetter(groesse, groesse + n));
          groesse += n;
          expect(anhang.groesse).toBe(groesse);
          expect(anhang.wurzel).toEqual(rootFromLeaves(sha256, blaetter(0, groesse)));
          expect(anhang.wurzel).toEqual(await rootFromNodes(sha256, groesse, hole));
        }
      }),
    );
  });

  it('proves every leaf of every tree up to 40 leaves, and no other leaf', async () => {
    const { append, hole } = speicher();
    for (let groesse = 1; groesse <= 40; groesse += 1) {
      const { wurzel } = await append(groesse - 1, [blatt(groesse - 1)]);
      for (let index = 0; index < groesse; index += 1) {
        const proof = await inclusionProof(sha256, index, groesse, hole);
        const good = { index, groesse, blattHash: leafHash(sha256, blatt(index)), proof, wurzel };
        expect(verifyInclusion(sha256, good)).toBe(true);
        expect(verifyInclusion(sha256, { ...good, blattHash: leafHash(sha256, blatt(index + 1)) })).toBe(false);
        expect(verifyInclusion(sha256, { ...good, index: index + 1 })).toBe(false);
        expect(verifyInclusion(sha256, { ...good, proof: [...proof, wurzel] })).toBe(false);
      }
    }
  });

  it('proves every tree up to 40 leaves to continue every earlier one', async () => {
    const { append, hole } = speicher();
    const wurzeln: Uint8Array[] = [];
    for (let neu = 1; neu <= 40; neu += 1) {
      wurzeln[neu] = (await append(neu - 1, [blatt(neu - 1)])).wurzel;
      for (let alt = 1; alt <= neu; alt += 1) {
        const proof = await consistencyProof(sha256, alt, neu, hole);
        const good = { alt, neu, wurzelAlt: wurzeln[alt] ?? blatt(0), wurzelNeu: wurzeln[neu] ?? blatt(0), proof };
        expect(verifyConsistency(sha256, good)).toBe(true);
        expect(verifyConsistency(sha256, { ...good, wurzelAlt: blatt(1) })).toBe(false);
        expect(verifyConsistency(sha256, { ...good, wurzelNeu: blatt(1) })).toBe(false);
        if (alt < neu) expect(verifyConsistency(sha256, { ...good, proof: [] })).toBe(false);
      }
      expect(await consistencyProof(sha256, 0, neu, hole)).toEqual([]);
    }
  });

  it('is recomputed leaf by leaf to the same root at every size', () => {
    const rechner = createRechner(sha256);
    for (let groesse = 0; groesse <= 70; groesse += 1) {
      expect(rechner.groesse).toBe(groesse);
      expect(rechner.wurzel()).toEqual(rootFromLeaves(sha256, blaetter(0, groesse)));
      rechner.add(blatt(groesse));
    }
  });

  it('refuses to go on when stored nodes are missing', async () => {
    const leer: HoleKnoten = async () => [];
    await expect(appendLeaves(sha256, 3, leer, [blatt(3)])).rejects.toThrow('fehlen');
    await expect(inclusionProof(sha256, 3, 3, leer)).rejects.toThrow('Blatt');
    await expect(consistencyProof(sha256, 4, 3, leer)).rejects.toThrow('groesser');
  });

  it('answers false for sizes that are no sizes and for large neighbours of powers of two', () => {
    const h = blatt(0);
    for (const n of [-1, 0.5, Number.NaN, Infinity, 2 ** 53]) {
      expect(verifyInclusion(sha256, { index: n, groesse: 8, blattHash: h, proof: [], wurzel: h })).toBe(false);
      expect(verifyConsistency(sha256, { alt: n, neu: n, wurzelAlt: h, wurzelNeu: h, proof: [] })).toBe(false);
    }
    expect(verifyConsistency(sha256, { alt: 2 ** 50 - 1, neu: 2 ** 50, wurzelAlt: h, wurzelNeu: h, proof: [h] })).toBe(
      false,
    );
  });

  it('binds C to the salt and to every member of the event', () => {
    const salt = new Uint8Array(32);
    const c = ereignisC(sha256, salt, { b: 1, a: 'x' });
    expect(hex(c)).toBe(
      createHash('sha256').update('rv-event-v1\0').update(salt).update('{"a":"x","b":1}').digest('hex'),
    );
    expect(equal(c, ereignisC(sha256, salt, { a: 'x', b: 1 }))).toBe(true);
    expect(equal(c, ereignisC(sha256, salt, { a: 'x', b: 2 }))).toBe(false);
    expect(() => ereignisC(sha256, new Uint8Array(31), {})).toThrow('32');
  });
});
