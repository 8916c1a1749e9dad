import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { nodeKrypto as krypto } from '../../node/krypto.ts';
import { smallPdf } from '../../test/kleines-pdf.ts';
import { createLangzeitwelt, type Langzeitwelt, tag } from '../../test/langzeit.ts';
import { addDocumentTimestamp, sealPdf, verifyPdf } from '../index.ts';

let w: Langzeitwelt;
let blt: Uint8Array;
let blta: Uint8Array;
/** The gaps: Contents of the seal, Contents of the document stamp. */
let luecken: { von: number; bis: number }[];

const verify = (pdf: Uint8Array) => verifyPdf(pdf, { krypto, anker: [w.wurzel.certificate], jetzt: tag('2026-04-01') });

beforeAll(async () => {
  w = await createLangzeitwelt();
  const tsa = await w.tsa('TEST Zeitstempel', tag('2026-01-01'));
  const am = tag('2026-03-10');
  const bt = await sealPdf({
    pdf: smallPdf(),
    krypto,
    key: w.siegel.key,
    certificate: w.siegel.certificate,
    chain: [w.stelle.certificate],
    jetzt: am,
    timestamp: w.stempel(tsa, am),
    platzFuerZeitstempel: 2500,
  });
  blt = await w.lt(bt, am);
  blta = await addDocumentTimestamp({ pdf: blt, krypto, timestamp: w.stempel(tsa, am), platz: 2500 });
  const text = new TextDecoder('latin1').decode(blta);
  luecken = [...text.matchAll(/\/Contents (<[0-9a-f]+>)/g)].map((m) => {
    const von = m.index + '/Contents '.length;
    return { von, bis: von + (m[1]?.length ?? 0) };
  });
});

const flip = (pdf: Uint8Array, at: number, bit: number): Uint8Array => {
  const out = pdf.slice();
  out[at] = (out[at] ?? 0) ^ (1 << bit);
  return out;
};

describe('jedes gekippte Bit unter einem Dokumentzeitstempel wird bemerkt', () => {
  it('die Datei haelt unveraendert', async () => {
    expect(luecken).toHaveLength(2);
    for (const [pdf, niveau] of [
      [blt, 'B-LT'],
      [blta, 'B-LTA'],
    ] as const) {
      const u = await verify(pdf);
      expect(u).toMatchObject({ unversehrt: 'holds', vertrauen: 'holds', zeit: 'holds' });
      expect(u.unterschriften[0]?.niveau).toBe(niveau);
    }
  });

  it('ueber die ganze Datei hin, Bit fuer Bit in Schritten, auch in Siegel, Nachweisen und Luecken davor', async () => {
    const stempel = luecken[1] ?? { von: 0, bis: 0 };
    for (let i = 0; i < blta.length * 8; i += 1009) {
      const at = i >> 3;
      if (at >= stempel.von && at < stempel.bis) continue;
      const u = await verify(flip(blta, at, i & 7));
      expect(u.unversehrt, `Byte ${at}, Bit ${i & 7}`).not.toBe('holds');
    }
  }, 120_000);

  it('im Stempel selbst: nie eine andere Zeit, nie mehr als vorher', async () => {
    const { von, bis } = luecken[1] ?? { von: 0, bis: 1 };
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: von, max: bis - 1 }), fc.nat(7), async (at, bit) => {
        const u = await verify(flip(blta, at, bit));
        if (u.unversehrt === 'holds') expect(u.unterschriften.at(-1)?.zeit).toEqual(tag('2026-03-10'));
      }),
      { numRuns: 80 },
    );
  }, 120_000);
});

describe('Nachweise, die noch kein Stempel deckt (B-LT)', () => {
  it('gekippt beweisen sie nie etwas anderes: das Siegel haelt hoechstens wie vorher', async () => {
    const bis = blt.length;
    const von = luecken[0]?.bis ?? 0;
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: von, max: bis - 1 }), fc.nat(7), async (at, bit) => {
        const u = await verify(flip(blt, at, bit));
        const [siegel] = u.unterschriften;
        if (u.unversehrt === 'holds') expect(siegel?.zeit).toEqual(tag('2026-03-10'));
      }),
      { numRuns: 100 },
    );
  }, 120_000);

  it('im gedeckten Bereich des Siegels haelt kein gekipptes Bit', async () => {
    const { von, bis } = luecken[0] ?? { von: 0, bis: 0 };
    const deckt = (await verify(blt)).unterschriften[0]?.deckt ?? 0;
    const stelle = fc.oneof(fc.integer({ min: 0, max: von - 1 }), fc.integer({ min: bis, max: deckt - 1 }));
    await fc.assert(
      fc.asyncProperty(stelle, fc.nat(7), async (at, bit) => {
        expect((await verify(flip(blt, at, bit))).unversehrt).not.toBe('holds');
      }),
      { numRuns: 100 },
    );
  }, 120_000);
});
