import { createCipheriv, randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createVerschluss, geschlosseneGroesse, istGanz, keyOf, readSalz, type Verschluss } from './kennwort.ts';
import { createAltOeffner, isAltVerschlossen } from './kennwort1.ts';

const ordner = mkdtempSync(join(tmpdir(), 'rv-kennwort-'));
afterAll(() => rmSync(ordner, { recursive: true }));
const [datei, andere] = [join(ordner, 'gesichert'), join(ordner, 'andere')];
const KENNWORT = 'Größe sieben Äpfel am Rathaus';
/** mark, salt of the passphrase, salt of the file */
const [MARKE, KOPF, TAG, STUECK] = [27, 59, 16, 64 * 1024];
let v: Verschluss;
beforeAll(async () => {
  v = await createVerschluss(KENNWORT);
});

/** Closes in pieces of any size, as streams come. */
async function verschliesse(inhalt: Uint8Array, zweck = 'probe', je = 10_000): Promise<Buffer> {
  const teile = Array.from({ length: Math.ceil(inhalt.length / je) }, (_, i) => inhalt.subarray(i * je, (i + 1) * je));
  const out: Buffer[] = [];
  await pipeline(Readable.from(teile), v.verschliesse(zweck), async (strom) => {
    for await (const b of strom) out.push(b as Buffer);
  });
  return Buffer.concat(out);
}
async function oeffne(zu: Uint8Array, mit = v, zweck = 'probe'): Promise<Buffer | null> {
  writeFileSync(andere, zu);
  const out: Buffer[] = [];
  try {
    for await (const b of mit.oeffne(andere, zweck)) out.push(b as Buffer);
    return Buffer.concat(out);
  } catch {
    return null;
  }
}
const kippe = (b: Buffer, bit: number) => b.map((x, i) => (i === bit >> 3 ? x ^ (1 << (bit & 7)) : x));

describe('Eine Datei unter einem Kennwort', () => {
  it('gibt mit dem Kennwort heraus, was hineinging, und ohne es nichts', async () => {
    const inhalt = randomBytes(3 * STUECK + 77);
    const zu = await verschliesse(inhalt);
    writeFileSync(datei, zu);
    expect((await oeffne(zu))?.equals(inhalt)).toBe(true);
    const salz = readSalz(datei) as Buffer;
    // the same passphrase, typed with letters put together
    expect((await oeffne(zu, await createVerschluss(KENNWORT.normalize('NFD'), salz)))?.equals(inhalt)).toBe(true);
    expect(await oeffne(zu, await createVerschluss(`${KENNWORT}!`, salz))).toBeNull();
    expect(await oeffne(zu, await createVerschluss(KENNWORT))).toBeNull();
  });

  it('in jeder Länge und jedem Takt, und so groß wie gesagt', async () => {
    const naheGrenze = fc.tuple(fc.integer({ min: 0, max: 3 }), fc.integer({ min: -2, max: 2 }));
    const laenge = fc.oneof(
      fc.nat(200),
      naheGrenze.map(([n, d]) => Math.max(0, n * STUECK + d)),
    );
    await fc.assert(
      fc.asyncProperty(laenge, fc.integer({ min: 1_000, max: 200_000 }), async (n, je) => {
        const inhalt = randomBytes(n);
        const zu = await verschliesse(inhalt, 'probe', je);
        expect(zu.length).toBe(geschlosseneGroesse(n));
        expect((await oeffne(zu))?.equals(inhalt)).toBe(true);
      }),
      { numRuns: 60 },
    );
  });

  it('sieht jedes Mal anders aus und öffnet sich an keiner anderen Stelle', async () => {
    const inhalt = Buffer.from('geheim');
    const zu = await verschliesse(inhalt);
    expect((await verschliesse(inhalt)).subarray(KOPF - 16).equals(zu.subarray(KOPF - 16))).toBe(false);
    expect(await oeffne(zu, v, 'anderes')).toBeNull();
    expect(v.name('a')).toMatch(/^[0-9a-f]{64}$/);
    expect(v.name('a')).not.toBe((await createVerschluss(KENNWORT)).name('a'));
  });

  it('gibt nichts heraus, wenn ein einziges Bit anders ist', async () => {
    const zu = await verschliesse(randomBytes(40));
    for (let bit = 0; bit < zu.length * 8; bit++) expect(await oeffne(kippe(zu, bit)), String(bit)).toBeNull();
    // a salt that is another is a passphrase of its own: derived from it, nothing opens either
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: MARKE * 8, max: (MARKE + 16) * 8 - 1 }), async (bit) => {
        writeFileSync(datei, kippe(zu, bit));
        const anderes = await createVerschluss(KENNWORT, readSalz(datei) as Buffer);
        expect(await oeffne(kippe(zu, bit), anderes)).toBeNull();
      }),
      { numRuns: 8 },
    );
    for (let bit = 0; bit < MARKE * 8; bit++) {
      writeFileSync(datei, kippe(zu, bit));
      expect(readSalz(datei)).toBeNull();
    }
  });

  it('auch nicht, wenn sie länger als ein Stück ist', async () => {
    const zu = await verschliesse(randomBytes(2 * STUECK + 1));
    await fc.assert(
      fc.asyncProperty(fc.nat(zu.length * 8 - 1), async (bit) => {
        expect(await oeffne(kippe(zu, bit))).toBeNull();
      }),
      { numRuns: 200 },
    );
  });

  it('gibt nichts heraus, wenn am Ende etwas fehlt oder dazukam', async () => {
    const kurz = await verschliesse(randomBytes(40));
    for (let n = 0; n < kurz.length; n++) expect(await oeffne(kurz.subarray(0, n)), String(n)).toBeNull();
    const lang = await verschliesse(randomBytes(2 * STUECK));
    const grenze = fc.constantFrom(KOPF, KOPF + STUECK + TAG, lang.length - 1);
    await fc.assert(
      fc.asyncProperty(fc.oneof(grenze, fc.nat(lang.length - 1)), async (n) => {
        expect(await oeffne(lang.subarray(0, n))).toBeNull();
      }),
      { numRuns: 100 },
    );
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ minLength: 1, maxLength: 100 }), async (mehr) => {
        expect(await oeffne(Buffer.concat([lang, mehr]))).toBeNull();
      }),
    );
  });

  it('noch wenn Stücke fehlen, vertauscht, doppelt oder aus einer anderen Datei sind', async () => {
    const teile = async () => {
      const b = await verschliesse(randomBytes(3 * STUECK));
      return [0, 1, 2].map((i) => b.subarray(i ? KOPF + i * (STUECK + TAG) : 0, KOPF + (i + 1) * (STUECK + TAG)));
    };
    const [a, b] = [await teile(), await teile()];
    await fc.assert(
      fc.asyncProperty(fc.array(fc.tuple(fc.boolean(), fc.nat(2)), { maxLength: 4 }), async (folge) => {
        const gut = [true, false].some((x) => JSON.stringify(folge) === JSON.stringify([0, 1, 2].map((i) => [x, i])));
        const zu = Buffer.concat(folge.map(([x, i]) => (x ? a : b)[i] as Buffer));
        expect((await oeffne(zu)) !== null).toBe(gut);
      }),
      {
        numRuns: 100,
        examples: [
          [
            [
              [true, 0],
              [true, 1],
              [true, 2],
            ],
          ],
          [
            [
              [true, 0],
              [false, 1],
              [true, 2],
            ],
          ],
        ],
      },
    );
  });
});

describe('Eine Schlüsselsicherung in der früheren Form', () => {
  it('wird noch gelesen, und verändert oder abgeschnitten nicht', async () => {
    const kopf = Buffer.concat([Buffer.from('rathausverbund-schluesselsicherung/1\n'), randomBytes(28)]);
    const c = createCipheriv('aes-256-gcm', await keyOf(KENNWORT, kopf.subarray(37, 53)), kopf.subarray(53));
    c.setAAD(kopf);
    const zu = Buffer.concat([kopf, c.update('geheim'), c.final(), c.getAuthTag()]);
    const lies = async (b: Uint8Array, kennwort = KENNWORT) => {
      writeFileSync(datei, b);
      return isAltVerschlossen(datei) && istGanz(await createAltOeffner(datei, kennwort));
    };
    expect(await lies(zu)).toBe(true);
    expect(await lies(zu, 'ein anderes Kennwort')).toBe(false);
    for (const at of [0, 40, 55, 67, zu.length - 1]) expect(await lies(kippe(zu, at * 8)), String(at)).toBe(false);
    for (const bis of [0, 10, 66, 81, zu.length - 1]) expect(await lies(zu.subarray(0, bis)), String(bis)).toBe(false);
    expect(readSalz(datei)).toBeNull();
  });
});
