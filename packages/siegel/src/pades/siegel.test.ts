import { deflateSync } from 'node:zlib';
import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { nodeKrypto as krypto } from '../../node/krypto.ts';
import { hasTool, runTool, typesetPdf, withXrefStream } from '../../test/pdfs.ts';
import { createTestwelt, JETZT, type Testwelt } from '../../test/testwelt.ts';
import { concat, latin1 } from '../bytes.ts';
import { addIncrement, markPdfUa, openPdf, type PdfUrteil, verifyPdf } from '../index.ts';
import { load } from '../pdf/dokument.ts';
import { catalog, catalogRef, pages } from '../pdf/seiten.ts';
import { asDict, dict, name, type PdfWert, ref } from '../pdf/werte.ts';

let welt: Testwelt;
let brief: Uint8Array;
let gesiegelt: Uint8Array;
const verify = (pdf: Uint8Array, anker: readonly Uint8Array[] = [welt.ca.certificate]) =>
  verifyPdf(pdf, { krypto, anker, jetzt: JETZT });

const codes = (u: PdfUrteil): string[] => [...new Set(u.gruende.map((g) => g.code))];

beforeAll(async () => {
  welt = await createTestwelt();
  brief = markPdfUa(typesetPdf());
  gesiegelt = await welt.seal(brief);
});

describe('ein gesiegelter Brief', () => {
  it('haelt, mit Zeit und Vertrauen aus den TEST-Ankern', async () => {
    const u = await verify(gesiegelt);
    expect(u).toMatchObject({ unversehrt: 'holds', vertrauen: 'holds', zeit: 'holds' });
    expect(codes(u)).toEqual(['x509.sperrung-unbekannt']);
    expect(u.unterschriften).toMatchObject([
      {
        art: 'siegel',
        von: 'TEST Siegel Gemeinde Thallwitz',
        organisation: 'Gemeinde Thallwitz',
        test: true,
        zeit: JETZT,
        niveau: 'B-T',
        deckt: gesiegelt.length,
      },
    ]);
  });

  it('laesst alle Bytes davor, wie sie waren', () => {
    expect(gesiegelt.subarray(0, brief.length)).toEqual(brief);
  });

  it('ist ohne Anker unversehrt, alles andere bleibt offen', async () => {
    expect(await verify(gesiegelt, [])).toMatchObject({
      unversehrt: 'holds',
      vertrauen: 'cannot be decided',
      zeit: 'cannot be decided',
    });
  });

  it('findet bei fremdem Anker kein Vertrauen', async () => {
    const fremd = await createTestwelt();
    expect(await verify(gesiegelt, [fremd.ca.certificate])).toMatchObject({
      unversehrt: 'holds',
      vertrauen: 'does not hold',
      zeit: 'does not hold',
    });
  });

  it('traegt ein zweites Siegel, und beide halten', async () => {
    const zwei = await welt.seal(gesiegelt);
    const u = await verify(zwei);
    expect(codes(u)).toEqual(['x509.sperrung-unbekannt']);
    expect(u.unterschriften.map((x) => [x.feld, x.unversehrt])).toEqual([
      ['Siegel1', 'holds'],
      ['Siegel2', 'holds'],
    ]);
  });

  it('ist ohne Siegel nicht zu entscheiden', async () => {
    expect(await verify(brief)).toMatchObject({
      unversehrt: 'cannot be decided',
      gruende: [{ code: 'pdf.keine-unterschrift' }],
    });
  });

  it.skipIf(!hasTool('pdfsig'))('haelt auch fuer pdfsig', () => {
    const { text } = runTool('pdfsig', ['-nocert', 'b.pdf'], { 'b.pdf': gesiegelt });
    expect(text).toContain('Signature is Valid');
    expect(text).toContain('Total document signed');
    expect(text).toContain('ETSI.CAdES.detached');
  });

  it.skipIf(!hasTool('qpdf'))(
    'ist fuer qpdf eine fehlerfreie Datei, mit Tabelle und mit Strom als Verzeichnis',
    async () => {
      expect(runTool('qpdf', ['--check', 'b.pdf'], { 'b.pdf': gesiegelt }).text).toContain(
        'No syntax or stream encoding errors',
      );
      const strom = await welt.seal(withXrefStream(brief));
      expect(runTool('qpdf', ['--check', 'b.pdf'], { 'b.pdf': strom }).text).toContain(
        'No syntax or stream encoding errors',
      );
      expect((await verify(strom)).unversehrt).toBe('holds');
      expect((await verify(await welt.seal(strom))).unversehrt).toBe('holds');
    },
  );
});

describe('wer danach etwas aendert, wird erkannt', () => {
  const after = (build: (pdf: Uint8Array) => Uint8Array) => verify(build(gesiegelt));

  it('eine Seite mit anderem Inhalt', async () => {
    const u = await after((pdf) => {
      const doc = openPdf(pdf);
      const p = pages(doc, doc.revisionen.length - 1)[0];
      const alt = p && asDict(load(doc, p.num, doc.revisionen.length - 1));
      if (!p || !alt) throw new Error('ohne Seite');
      const neu = { t: 'stream' as const, dict: dict([]), daten: latin1('BT ET') };
      return addIncrement(doc, [
        { num: 900, wert: neu },
        { num: p.num, wert: dict([...alt.m, ['Contents', ref(900)]]) },
      ]);
    });
    expect(u).toMatchObject({ unversehrt: 'does not hold', gruende: [{ code: 'pdf.nachtraeglich-geaendert' }] });
  });

  it('ein Hauptverzeichnis mit einer Aktion beim Oeffnen', async () => {
    const u = await after((pdf) => {
      const doc = openPdf(pdf);
      const stand = doc.revisionen.length - 1;
      return addIncrement(doc, [
        {
          num: catalogRef(doc, stand).num,
          wert: dict([...catalog(doc, stand).m, ['OpenAction', dict([['S', name('Named')]])]]),
        },
      ]);
    });
    expect(u.unversehrt).toBe('does not hold');
  });

  it('ein Inhaltsstrom, der sich als Nachweis ausgibt', async () => {
    const u = await after((pdf) => {
      const doc = openPdf(pdf);
      const stand = doc.revisionen.length - 1;
      const seite = pages(doc, stand)[0];
      const inhalt = asDict(load(doc, seite?.num ?? 0, stand))?.m.get('Contents');
      if (typeof inhalt !== 'object' || inhalt === null || !('t' in inhalt) || inhalt.t !== 'ref')
        throw new Error('ohne Inhalt');
      const dss = dict([['DSS', dict([['Certs', [inhalt]]])]]);
      return addIncrement(doc, [
        { num: inhalt.num, wert: { t: 'stream', dict: dict([]), daten: latin1('BT ET') } },
        { num: catalogRef(doc, stand).num, wert: dict([...catalog(doc, stand).m, ...dss.m]) },
      ]);
    });
    expect(u.unversehrt).toBe('does not hold');
  });

  /** Lays an object 950 into the page before sealing, as a shadow attack does, and answers the sealed file. */
  const vorbereitet = async (metadata: boolean, wert?: PdfWert): Promise<Uint8Array> => {
    const doc = openPdf(brief);
    const stand = doc.revisionen.length - 1;
    const p = pages(doc, stand)[0];
    const alt = p && asDict(load(doc, p.num, stand));
    if (!p || !alt) throw new Error('ohne Seite');
    const root = catalog(doc, stand);
    const seite = { num: p.num, wert: dict([...alt.m, ['Contents', [alt.m.get('Contents') ?? null, ref(950)]]]) };
    const wurzel = {
      num: catalogRef(doc, stand).num,
      wert: dict([...root.m, ...(metadata ? [['Metadata', ref(950)] as const] : [])]),
    };
    return welt.seal(addIncrement(doc, [seite, wurzel, ...(wert === undefined ? [] : [{ num: 950, wert }])]));
  };
  const strom = (text: string) => ({
    t: 'stream' as const,
    dict: dict([['Type', name('Metadata')]]),
    daten: latin1(text),
  });

  it('ein Inhalt, der sich schon vor dem Siegel als Metadaten ausgab', async () => {
    const sealed = await vorbereitet(true, strom('q Q'));
    expect((await verify(sealed)).unversehrt).toBe('holds');
    const u = await verify(addIncrement(openPdf(sealed), [{ num: 950, wert: strom('BT ET') }]));
    expect(u).toMatchObject({ unversehrt: 'does not hold', gruende: [{ code: 'pdf.nachtraeglich-geaendert' }] });
  });

  it('ein leerer Verweis, der nach dem Siegel Inhalt bekommt', async () => {
    const sealed = await vorbereitet(false);
    expect((await verify(sealed)).unversehrt).toBe('holds');
    const u = await verify(addIncrement(openPdf(sealed), [{ num: 950, wert: strom('BT ET') }]));
    expect(u).toMatchObject({ unversehrt: 'does not hold', gruende: [{ code: 'pdf.nachtraeglich-geaendert' }] });
  });

  it('angehaengte Bytes und ein abgeschnittenes Ende', async () => {
    expect((await verify(concat(gesiegelt, latin1('x')))).unversehrt).toBe('does not hold');
    expect((await verify(gesiegelt.subarray(0, -1))).unversehrt).not.toBe('holds');
  });

  it('ein zusaetzlicher, nicht aendernder Nachweisspeicher ist erlaubt und hebt allein kein Niveau', async () => {
    const u = await after((pdf) => {
      const doc = openPdf(pdf);
      const stand = doc.revisionen.length - 1;
      const dss = dict([['Certs', [ref(900)]]]);
      return addIncrement(doc, [
        { num: 900, wert: { t: 'stream', dict: dict([]), daten: welt.ca.certificate } },
        { num: catalogRef(doc, stand).num, wert: dict([...catalog(doc, stand).m, ['DSS', dss]]) },
      ]);
    });
    expect(u).toMatchObject({ unversehrt: 'holds', unterschriften: [{ niveau: 'B-T' }] });
    expect(codes(u)).toContain('pdf.nachweise-unvollstaendig');
  });
});

describe('kein Byte des gedeckten Bereichs laesst sich aendern', () => {
  it('ein gekipptes Bit an beliebiger Stelle haelt nie', async () => {
    const text = new TextDecoder('latin1').decode(gesiegelt);
    const von = text.indexOf('/Contents <', text.indexOf('/ByteRange')) + 10;
    const bis = text.indexOf('>', von) + 1;
    const stelle = fc.oneof(
      fc.integer({ min: 0, max: von - 1 }),
      fc.integer({ min: brief.length, max: von - 1 }),
      fc.integer({ min: bis, max: gesiegelt.length - 1 }),
    );
    await fc.assert(
      fc.asyncProperty(stelle, fc.integer({ min: 1, max: 255 }), async (at, x) => {
        const kaputt = gesiegelt.slice();
        kaputt[at] = (kaputt[at] ?? 0) ^ x;
        expect((await verify(kaputt)).unversehrt).not.toBe('holds');
      }),
      { numRuns: 250 },
    );
  });

  it('auch Truemmer bekommen eine Antwort und keine Ausnahme', async () => {
    const stueck = fc.record({
      von: fc.nat(gesiegelt.length),
      laenge: fc.nat(4000),
      einsatz: fc.uint8Array({ maxLength: 60 }),
    });
    await fc.assert(
      fc.asyncProperty(stueck, async ({ von, laenge, einsatz }) => {
        const kaputt = concat(gesiegelt.subarray(0, von), einsatz, gesiegelt.subarray(von + laenge));
        const u = await verify(kaputt);
        expect(['holds', 'does not hold', 'cannot be decided']).toContain(u.unversehrt);
        if (laenge > 0 || einsatz.length > 0) expect(u.gruende.length + u.unterschriften.length).toBeGreaterThan(0);
      }),
      { numRuns: 200 },
    );
    for (const muell of ['', '%PDF-', '%PDF-1.7\nstartxref\n0\n%%EOF', 'x'.repeat(5000)])
      expect((await verify(latin1(muell))).unversehrt).toBe('cannot be decided');
  });

  it('tiefe Verschachtelung, Kreise und Bomben enden schnell', async () => {
    const build = (body: string) => latin1(`%PDF-1.7\n${body}`);
    const tief = build(`xref\n0 0\ntrailer\n${'['.repeat(200_000)}\nstartxref\n9\n%%EOF\n`);
    const kreis = build('xref\n0 0\ntrailer\n<</Size 1/Root 1 0 R/Prev 9>>\nstartxref\n9\n%%EOF\n');
    const viele = build('xref\n0 999999999\ntrailer\n<</Size 1>>\nstartxref\n9\n%%EOF\n');
    const daten = deflateSync(Buffer.alloc(100 * 1024 * 1024));
    const kopf = `1 0 obj\n<</Type/XRef/Size 9/W[1 2 1]/Root 2 0 R/Filter/FlateDecode/Length ${daten.length}>>stream\n`;
    const bombe = concat(build(kopf), daten, latin1('\nendstream\nendobj\nstartxref\n9\n%%EOF\n'));
    expect((await verify(bombe)).gruende).toMatchObject([{ code: 'pdf.zu-aufwendig' }]);
    // time of the processor, not on the clock: what others have the machine do does not count
    const start = process.cpuUsage();
    for (const pdf of [tief, kreis, viele, bombe]) expect((await verify(pdf)).unversehrt).toBe('cannot be decided');
    expect(process.cpuUsage(start).user / 1000).toBeLessThan(2000);
  });
});
