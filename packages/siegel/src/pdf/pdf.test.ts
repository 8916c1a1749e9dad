import { describe, expect, it } from 'vitest';
import { hasTool, runTool, typesetPdf } from '../../test/pdfs.ts';
import { concat, latin1 } from '../bytes.ts';
import { addIncrement, markPdfUa, openPdf, PdfFehler } from '../index.ts';
import { load } from './dokument.ts';
import { readValue } from './lex.ts';
import { pdfText, serialize } from './schreiben.ts';
import { catalog, decodeText } from './seiten.ts';
import { checkStructure } from './struktur.ts';
import { asRef, asStream, asText, dict, same } from './werte.ts';

const read = (s: string) => readValue({ pdf: latin1(s), pos: 0, budget: { rest: 100_000 } });

describe('PDF-Werte', () => {
  it.each(['[1 -2.5 /A#20B (a\\(b\\)\\101) <48 656> 3 0 R null true]', '<< /K [<< /L (x) >>] /R 1 0 R >>'])(
    '%s wird gelesen und gleich geschrieben',
    (s) => {
      const w = read(s);
      expect(same(read(new TextDecoder('latin1').decode(serialize(w))), w)).toBe(true);
    },
  );

  it('ein doppelter Eintrag, ein loses Ende, Unfug werden abgelehnt', () => {
    for (const s of ['<< /A 1 /A 2 >>', '<< /A 1', '[1 2', '(offen', '<4z>', 'quatsch', '<< 1 2 >>'])
      expect(() => read(s), s).toThrow(PdfFehler);
  });

  it('Umlaute ueberstehen den Weg', () => {
    expect(decodeText(asText(pdfText('Gebühr §'))?.bytes ?? new Uint8Array())).toBe('Gebühr §');
  });
});

describe('die PDF/UA-Kennzeichnung', () => {
  const pdf = typesetPdf();
  const xmp = (p: Uint8Array) => {
    const doc = openPdf(p);
    const stand = doc.revisionen.length - 1;
    const s = asStream(load(doc, asRef(catalog(doc, stand).m.get('Metadata'))?.num ?? 0, stand));
    expect(s?.dict.m.has('Filter')).toBe(false);
    return new TextDecoder().decode(s?.daten);
  };

  it('kommt als angehaengter Stand hinzu und ergaenzt das Schema, das PDF/A verlangt', () => {
    const neu = markPdfUa(pdf);
    expect(neu.subarray(0, pdf.length)).toEqual(pdf);
    const text = xmp(neu);
    expect(text.match(/<pdfuaid:part>1</g)).toHaveLength(1);
    expect(text.match(/<pdfaExtension:schemas>/g)).toHaveLength(1);
    expect(text).toContain('<pdfaid:part>2</pdfaid:part>');
    expect(text).toContain('<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>');
    checkStructure(openPdf(neu));
  });

  it('kommt kein zweites Mal', () => {
    const neu = markPdfUa(pdf);
    expect(markPdfUa(neu)).toBe(neu);
    const ua = typesetPdf('ua-1');
    expect(markPdfUa(ua)).toBe(ua);
  });

  it.skipIf(!hasTool('qpdf'))('laesst die Datei fehlerfrei', () => {
    expect(runTool('qpdf', ['--check', 'b.pdf'], { 'b.pdf': markPdfUa(pdf) }).text).toContain(
      'No syntax or stream encoding errors',
    );
  });
});

describe('der Bau einer Datei', () => {
  const pdf = typesetPdf();
  const broken = (p: Uint8Array) => () => checkStructure(openPdf(p));

  it('jedes Objekt steht, wo das Verzeichnis es nennt', () => {
    expect(broken(pdf)).not.toThrow();
    const text = Buffer.from(pdf).toString('latin1');
    expect(broken(latin1(text.replace(/(xref\n0 \d+\n\d{10} 65535 f\s+)(\d{10})/, '$10000000999')))).toThrow(PdfFehler);
  });

  it('ein Objekt, das kein Verzeichnis nennt, wird im spaeteren Stand nicht geduldet', () => {
    const mehr = addIncrement(openPdf(pdf), [{ num: 900, wert: dict([]) }]);
    expect(broken(mehr)).not.toThrow();
    const text = Buffer.from(mehr).toString('latin1');
    const at = text.indexOf('900 0 obj') + '900 0 obj\n<<\n>>\nendobj\n'.length;
    const extra = '901 0 obj\n1\nendobj\n';
    const start = text.lastIndexOf('startxref\n') + 10;
    const ort = Number(/\d+/.exec(text.slice(start))?.[0]) + extra.length;
    const geschmuggelt = `${text.slice(0, at)}${extra}${text.slice(at, start)}${ort}\n%%EOF\n`;
    expect(broken(latin1(geschmuggelt))).toThrow('Verzeichnis nicht nennt');
  });

  it('was keine PDF-Datei ist oder nicht am Ende endet, wird abgelehnt', () => {
    for (const p of [latin1('<html>'), pdf.subarray(0, pdf.length - 200), concat(pdf, latin1('  mehr'))])
      expect(broken(p)).toThrow(PdfFehler);
  });
});
