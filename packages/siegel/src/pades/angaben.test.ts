import { beforeAll, describe, expect, it } from 'vitest';
import { nodeKrypto as krypto } from '../../node/krypto.ts';
import { typesetPdf } from '../../test/pdfs.ts';
import { createTestwelt, JETZT, type Testwelt } from '../../test/testwelt.ts';
import { latin1 } from '../bytes.ts';
import { addIncrement, markPdfUa, openPdf, verifyPdf } from '../index.ts';
import { type Dokument, load } from '../pdf/dokument.ts';
import { decode } from '../pdf/filter.ts';
import { pdfText } from '../pdf/schreiben.ts';
import { catalog, catalogRef } from '../pdf/seiten.ts';
import { asDict, asRef, asStream, dict, name, type PdfRef, ref } from '../pdf/werte.ts';

let welt: Testwelt;
let brief: Uint8Array;
let gesiegelt: Uint8Array;
const verify = (pdf: Uint8Array) => verifyPdf(pdf, { krypto, anker: [welt.ca.certificate], jetzt: JETZT });

beforeAll(async () => {
  welt = await createTestwelt();
  brief = markPdfUa(typesetPdf());
  gesiegelt = await welt.seal(brief);
});

describe('Titel und Angaben über das Dokument, nach dem Siegel', () => {
  const XMP = '<?xpacket begin="" id="W5M0MpCehiHzreSzNTczkc9d"?><x:xmpmeta/><?xpacket end="w"?>';
  const xmp = { t: 'stream' as const, dict: dict([['Type', name('Metadata')]]), daten: latin1(XMP) };
  const titel = dict([['Title', pdfText('Bewilligungsbescheid')]]);
  const letzte = (doc: Dokument) => doc.revisionen.length - 1;
  const stelle = (doc: Dokument, was: 'Info' | 'Metadata'): PdfRef => {
    const stand = letzte(doc);
    const r = asRef((was === 'Info' ? doc.revisionen[stand]?.trailer : catalog(doc, stand))?.m.get(was));
    if (!r) throw new Error(`ohne ${was}`);
    return r;
  };
  /** Names another /Info in the trailer of the state that was appended last. */
  const withInfo = (pdf: Uint8Array, info: string): Uint8Array => {
    const text = new TextDecoder('latin1').decode(pdf);
    const at = text.lastIndexOf('trailer\n<<') + 'trailer\n<<'.length;
    return latin1(`${text.slice(0, at)}/Info ${info}${text.slice(at).replace(/\/Info \d+ 0 R/, '')}`);
  };
  /** What gives the sealed letter another title, and leaves everything else as it was. */
  const umbenannt: Readonly<Record<string, (pdf: Uint8Array) => Uint8Array>> = {
    '/Info': (pdf) => {
      const doc = openPdf(pdf);
      const { num } = stelle(doc, 'Info');
      return addIncrement(doc, [{ num, wert: dict([...(asDict(load(doc, num, letzte(doc)))?.m ?? []), ...titel.m]) }]);
    },
    'ein anderes /Info': (pdf) => withInfo(addIncrement(openPdf(pdf), [{ num: 900, wert: titel }]), '900 0 R'),
    XMP: (pdf) => {
      const doc = openPdf(pdf);
      return addIncrement(doc, [{ num: stelle(doc, 'Metadata').num, wert: xmp }]);
    },
    'ein anderes XMP': (pdf) => {
      const doc = openPdf(pdf);
      const wert = dict([...catalog(doc, letzte(doc)).m, ['Metadata', ref(900)]]);
      return addIncrement(doc, [
        { num: 900, wert: xmp },
        { num: catalogRef(doc, letzte(doc)).num, wert },
      ]);
    },
    beides: (pdf) => umbenannt.XMP?.(umbenannt['/Info']?.(pdf) ?? pdf) ?? pdf,
  };

  it.each(Object.entries(umbenannt))('geändert durch %s', async (_was, aendere) => {
    const neu = aendere(gesiegelt);
    expect(neu.subarray(0, gesiegelt.length)).toEqual(gesiegelt);
    const u = await verify(neu);
    expect(u).toMatchObject({ unversehrt: 'does not hold', gruende: [{ code: 'pdf.nachtraeglich-geaendert' }] });
    expect((await verify(await welt.seal(neu))).unversehrt).toBe('does not hold');
  });

  it.each(Object.entries(umbenannt))('dürfen vor dem Siegel durch %s anders werden', async (_was, aendere) => {
    expect((await verify(await welt.seal(aendere(brief)))).unversehrt).toBe('holds');
  });

  it('behauptet auch nicht erst nach dem Siegel, barrierefrei zu sein', async () => {
    const ohne = await welt.seal(typesetPdf());
    expect((await verify(ohne)).unversehrt).toBe('holds');
    expect((await verify(markPdfUa(ohne))).unversehrt).toBe('does not hold');
  });

  /** What Acrobat writes beside a second signature: the day in /Info and XMP and the number of the saved file, nothing else. */
  const gespeichert = (pdf: Uint8Array, tag: string, was = (xmp: string) => xmp): Uint8Array => {
    const doc = openPdf(pdf);
    const [info, meta] = [stelle(doc, 'Info').num, stelle(doc, 'Metadata').num];
    const alt = asStream(load(doc, meta, letzte(doc)));
    if (!alt) throw new Error('ohne XMP');
    const text = new TextDecoder().decode(decode(alt, doc.budget));
    const neu = was(
      text.replace(/(<xmp:ModifyDate>)[^<]*/, '$12026-05-02T10:00:00Z').replace(/(InstanceID>)[^<]*/, '$1uuid:ab-12'),
    );
    const kopf = dict([...alt.dict.m].filter(([k]) => k !== 'Filter'));
    return addIncrement(doc, [
      { num: info, wert: dict([...(asDict(load(doc, info, letzte(doc)))?.m ?? []), ['ModDate', pdfText(tag)]]) },
      { num: meta, wert: { t: 'stream', dict: kopf, daten: new TextEncoder().encode(neu) } },
    ]);
  };

  it('darf dazukommen, wann ein Programm gespeichert hat, und nur das', async () => {
    const TAG = "D:20260502100000+02'00'";
    expect(gespeichert(gesiegelt, TAG)).not.toEqual(gesiegelt);
    expect((await verify(gespeichert(gesiegelt, TAG))).unversehrt).toBe('holds');
    expect((await verify(await welt.seal(gespeichert(gesiegelt, TAG)))).unversehrt).toBe('holds');
    for (const bad of [
      gespeichert(gesiegelt, 'gestern'),
      gespeichert(gesiegelt, TAG, (x) => x.replace('2026-05-02T10:00:00Z', 'gestern')),
      gespeichert(gesiegelt, TAG, (x) =>
        x.replace('uuid:ab-12', 'uuid:ab</xmpMM:InstanceID><dc:title>x</dc:title><xmpMM:InstanceID>'),
      ),
      gespeichert(gesiegelt, TAG, (x) => x.replace(/<dc:title>.*?<\/dc:title>/s, '')),
    ])
      expect((await verify(bad)).unversehrt).toBe('does not hold');
  });
});
