import { beforeAll, describe, expect, it } from 'vitest';
import { nodeKrypto as krypto } from '../../node/krypto.ts';
import { createLangzeitwelt, type Langzeitwelt, tag } from '../../test/langzeit.ts';
import { hasTool, pem, runTool, typesetPdf, withXrefStream } from '../../test/pdfs.ts';
import { withoutPadding } from '../cms/write.ts';
import { markPdfUa, openPdf, type PdfUrteil, type Schluesselpaar, verifyPdf } from '../index.ts';
import { readSignatures } from './unterschriften.ts';

let w: Langzeitwelt;
let tsa1: Schluesselpaar;
let brief: Uint8Array;
/** A sealed letter at each level; its document time stamp is of 1 December 2027. */
let bt: Uint8Array;
let blt: Uint8Array;
let blta: Uint8Array;

const SIEGELTAG = tag('2026-03-10');
const levels = (u: PdfUrteil) => u.unterschriften.map((x) => [x.feld, x.niveau]);
const verify = (pdf: Uint8Array, jetzt: Date) => verifyPdf(pdf, { krypto, anker: [w.wurzel.certificate], jetzt });

beforeAll(async () => {
  w = await createLangzeitwelt();
  tsa1 = await w.tsa('TEST Zeitstempel 1', tag('2026-01-01'));
  brief = markPdfUa(typesetPdf());
  bt = await w.siegele(brief, w.siegel, tsa1, SIEGELTAG);
  blt = await w.lt(bt, tag('2026-03-11'));
  blta = await w.lta(blt, await w.tsa('TEST Zeitstempel 2', tag('2027-11-01')), tag('2027-12-01'));
});

describe('fremde Werkzeuge', () => {
  it.skipIf(!hasTool('qpdf'))('qpdf findet in B-LT und B-LTA keinen Fehler, mit Tabelle und mit Strom', async () => {
    const strom = await w.siegele(withXrefStream(brief), w.siegel, tsa1, SIEGELTAG);
    const lang = await w.lta(strom, tsa1, tag('2026-03-11'));
    expect(levels(await verify(lang, tag('2026-04-01')))[0]).toEqual(['Siegel1', 'B-LTA']);
    for (const pdf of [blt, blta, lang])
      expect(runTool('qpdf', ['--check', 'b.pdf'], { 'b.pdf': pdf }).text).toContain(
        'No syntax or stream encoding errors',
      );
  });

  it.skipIf(!hasTool('pdfsig'))(
    'pdfsig sieht Siegel und Unterschrift als gueltig und den Dokumentzeitstempel',
    async () => {
      const zwei = await w.lta(await w.siegele(blt, w.beamtin, tsa1, tag('2026-03-12')), tsa1, tag('2026-03-13'));
      const { text } = runTool('pdfsig', ['-nocert', 'b.pdf'], { 'b.pdf': zwei });
      expect(text.match(/Signature is Valid/g)).toHaveLength(2);
      expect(text).toContain('Zeitstempel1');
      expect(text.match(/Signature #/g)).toHaveLength(3);
    },
  );

  /** The parts of the last signature of a file: what it covers, and its Contents without the zeros behind. */
  const lastOf = (pdf: Uint8Array) => {
    const u = readSignatures(openPdf(pdf)).at(-1);
    const cms = u && withoutPadding(u.contents);
    if (!u || !cms) throw new Error('ohne Unterschrift');
    return { bytes: u.bytes(), cms };
  };
  const attime = (d: Date) => ['-attime', String(d.getTime() / 1000)];

  it.skipIf(!hasTool('openssl'))('openssl bestaetigt die Signaturdaten von Siegel und Unterschrift', async () => {
    const unterschrieben = await w.siegele(blt, w.beamtin, tsa1, tag('2026-03-12'));
    for (const pdf of [bt, unterschrieben]) {
      const { bytes, cms } = lastOf(pdf);
      const args = ['cms', '-verify', '-inform', 'DER', '-in', 's', '-content', 'd', '-binary', '-purpose', 'any'];
      const files = { s: cms, d: bytes, wurzel: pem('CERTIFICATE', w.wurzel.certificate) };
      const run = (f: Record<string, Uint8Array>) =>
        runTool('openssl', [...args, '-cades', '-CAfile', 'wurzel', ...attime(SIEGELTAG), '-out', 'o'], f, 'o').file;
      expect(run(files)).toEqual(bytes);
      const anders = bytes.slice();
      anders[9] = (anders[9] ?? 0) ^ 1;
      expect(() => run({ ...files, d: anders })).toThrow('Verification failure');
    }
  });

  it.skipIf(!hasTool('openssl'))('openssl bestaetigt den Dokumentzeitstempel ueber die ganze Datei', () => {
    const { bytes, cms } = lastOf(blta);
    const files = {
      d: bytes,
      t: cms,
      wurzel: pem('CERTIFICATE', w.wurzel.certificate),
      stelle: pem('CERTIFICATE', w.stelle.certificate),
    };
    const args = ['ts', '-verify', '-data', 'd', '-in', 't', '-token_in', '-CAfile', 'wurzel', '-untrusted', 'stelle'];
    expect(runTool('openssl', [...args, ...attime(tag('2027-12-01'))], files).text).toContain('Verification: OK');
  });
});
