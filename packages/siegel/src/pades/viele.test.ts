import { describe, expect, it } from 'vitest';
import { nodeKrypto as krypto } from '../../node/krypto.ts';
import { smallPdf } from '../../test/kleines-pdf.ts';
import { createLangzeitwelt, tag } from '../../test/langzeit.ts';
import { addIncrement, createTestCa, openPdf, verifyPdf } from '../index.ts';
import { catalog, catalogRef } from '../pdf/seiten.ts';
import { dict, type PdfWert, ref } from '../pdf/werte.ts';

const strom = (daten: Uint8Array): PdfWert => ({ t: 'stream', dict: dict([]), daten });

describe('eine Datei voller Unterschriften, gleichnamiger Stellen und Sperrlisten', () => {
  it('wird zu Ende geprueft, und die vielen aendern nichts am Urteil', async () => {
    const w = await createLangzeitwelt();
    const am = tag('2026-03-10');
    const tsa = await w.tsa('TEST Zeitstempel', tag('2026-01-01'));
    let pdf = smallPdf();
    for (let i = 0; i < 5; i++) pdf = await w.siegele(pdf, w.siegel, tsa, am);
    const stelle = () => createTestCa({ krypto, jetzt: tag('2026-01-01'), name: 'TEST Ausstellende Stelle' });
    const stellen = await Promise.all(Array.from({ length: 60 }, stelle));
    const crls = await w.crls(am);
    const doc = openPdf(pdf);
    const stand = doc.revisionen.length - 1;
    const dss = dict([
      ['Certs', stellen.map((_, i) => ref(1000 + i))],
      ['CRLs', stellen.map((_, i) => ref(2000 + i))],
    ]);
    const voll = addIncrement(doc, [
      ...stellen.map((s, i) => ({ num: 1000 + i, wert: strom(s.certificate) })),
      ...stellen.map((_, i) => ({ num: 2000 + i, wert: strom(crls[i % 2] ?? new Uint8Array()) })),
      { num: catalogRef(doc, stand).num, wert: dict([...catalog(doc, stand).m, ['DSS', dss]]) },
    ]);
    const u = await verifyPdf(voll, { krypto, anker: [w.wurzel.certificate], jetzt: tag('2026-04-01') });
    expect(u).toMatchObject({ unversehrt: 'holds', vertrauen: 'holds', zeit: 'holds' });
    expect(u.unterschriften).toHaveLength(5);
  }, 120_000);
});
