import { beforeAll, describe, expect, it } from 'vitest';
import { nodeKrypto as krypto } from '../../node/krypto.ts';
import { createLangzeitwelt, type Langzeitwelt, tag } from '../../test/langzeit.ts';
import { hasTool, runTool, typesetPdf } from '../../test/pdfs.ts';
import {
  addDocumentTimestamp,
  addValidationData,
  findRevocationQuestions,
  markPdfUa,
  type PdfUrteil,
  renewPdf,
  type Schluesselpaar,
  sealPdf,
  type VerifyPdfOptions,
  verifyPdf,
} from '../index.ts';

let w: Langzeitwelt;
let tsa1: Schluesselpaar;
let tsa2: Schluesselpaar;
let brief: Uint8Array;
/** Sealed on 10 March 2026, validation data of the 11th, document time stamp of 1 December 2027, just before all expires. */
let bt: Uint8Array;
let blt: Uint8Array;
let blta: Uint8Array;

const SIEGELTAG = tag('2026-03-10');
const verify = (pdf: Uint8Array, jetzt: Date, mehr: Partial<VerifyPdfOptions> = {}) =>
  verifyPdf(pdf, { krypto, anker: [w.wurzel.certificate], jetzt, ...mehr });
const codes = (u: PdfUrteil): string[] => [...new Set(u.gruende.map((g) => g.code))];
const levels = (u: PdfUrteil) => u.unterschriften.map((x) => [x.feld, x.niveau]);
const HOLDS = { unversehrt: 'holds', vertrauen: 'holds', zeit: 'holds' };

beforeAll(async () => {
  w = await createLangzeitwelt();
  tsa1 = await w.tsa('TEST Zeitstempel 1', tag('2026-01-01'));
  tsa2 = await w.tsa('TEST Zeitstempel 2', tag('2027-11-01'));
  brief = markPdfUa(typesetPdf());
  bt = await w.siegele(brief, w.siegel, tsa1, SIEGELTAG);
  blt = await w.lt(bt, tag('2026-03-11'));
  blta = await w.lta(blt, tsa2, tag('2027-12-01'));
});

describe('Nachweise zum Siegel (B-LT)', () => {
  it('decken die ganze Kette von Siegel und Zeitstempel', async () => {
    const u = await verify(blt, tag('2026-04-01'), { sperrpruefung: 'streng' });
    expect(u).toMatchObject({ ...HOLDS, gruende: [], unterschriften: [{ niveau: 'B-LT' }] });
  });

  it('lassen alle Bytes davor, wie sie waren, und kommen kein zweites Mal', async () => {
    expect(blt.subarray(0, bt.length)).toEqual(bt);
    const nochmal = await addValidationData({ pdf: blt, krypto, certificates: [w.wurzel.certificate] });
    expect(nochmal).toBe(blt);
  });

  it('werden vor dem Anhaengen erfragt, mit den Adressen aus den Zertifikaten', async () => {
    const fragen = await findRevocationQuestions({ pdf: bt, krypto, certificates: [w.wurzel.certificate] });
    expect(fragen.map((f) => [f.name, f.aussteller !== null, f.crl.length, f.ocsp.length])).toEqual([
      ['TEST Siegel Gemeinde Thallwitz', true, 1, 1],
      ['TEST Ausstellende Stelle', true, 1, 0],
      ['TEST Zeitstempel 1', true, 1, 1],
    ]);
  });

  it('ergeben kein B-LT, wenn fuer ein Glied nichts da ist: der Ausstellenden Stelle, des Zeitstempels', async () => {
    const [wurzelliste, stellenliste] = await w.crls(tag('2026-03-11'));
    const teile = [
      { crls: [stellenliste ?? new Uint8Array()], ocsps: [] },
      { crls: [wurzelliste ?? new Uint8Array()], ocsps: [await w.ocsp(w.siegel.certificate, tag('2026-03-11'))] },
    ];
    for (const teil of teile) {
      const pdf = await addValidationData({ pdf: bt, krypto, certificates: [w.wurzel.certificate], ...teil });
      const u = await verify(pdf, tag('2026-04-01'));
      expect(u).toMatchObject({ ...HOLDS, unterschriften: [{ niveau: 'B-T' }] });
      expect(codes(u)).toContain('pdf.nachweise-unvollstaendig');
      expect(await verify(pdf, tag('2026-04-01'), { sperrpruefung: 'streng' })).toMatchObject({
        unversehrt: 'holds',
        vertrauen: 'cannot be decided',
      });
    }
  });

  it('gehen auch mit OCSP-Antworten', async () => {
    const am = tag('2026-03-11');
    const ocsps = [await w.ocsp(w.siegel.certificate, am), await w.ocsp(tsa1.certificate, am, { kennung: 'sha1' })];
    const [wurzelliste] = await w.crls(am);
    const pdf = await addValidationData({ pdf: bt, krypto, crls: [wurzelliste ?? new Uint8Array()], ocsps });
    expect(await verify(pdf, tag('2026-04-01'))).toMatchObject({ ...HOLDS, unterschriften: [{ niveau: 'B-LT' }] });
  });

  it('die ein frueher gesperrtes Zertifikat zeigen, nehmen das Vertrauen', async () => {
    const gesperrt = [{ zertifikat: w.siegel.certificate, seit: tag('2026-03-01'), grund: 4 }];
    const u = await verify(await w.lt(bt, tag('2026-03-11'), gesperrt), tag('2026-04-01'));
    expect(u).toMatchObject({ unversehrt: 'holds', vertrauen: 'does not hold' });
    expect(codes(u)).toContain('x509.gesperrt');
  });

  it('verlangen eine Unterschrift, die gilt', async () => {
    await expect(addValidationData({ pdf: brief, krypto })).rejects.toMatchObject({ code: 'pdf.keine-unterschrift' });
  });

  it('fehlen, dann haelt das Siegel mit Hinweis; wer streng prueft, entscheidet nicht', async () => {
    const u = await verify(bt, tag('2026-04-01'));
    expect(u).toMatchObject({ ...HOLDS, unterschriften: [{ niveau: 'B-T' }] });
    expect(codes(u)).toEqual(['x509.sperrung-unbekannt']);
    expect(await verify(bt, tag('2026-04-01'), { sperrpruefung: 'streng' })).toMatchObject({
      unversehrt: 'holds',
      vertrauen: 'cannot be decided',
      zeit: 'cannot be decided',
    });
    const daten = { crls: await w.crls(tag('2026-03-11')), sperrpruefung: 'streng' } as const;
    expect(await verify(bt, tag('2026-04-01'), daten)).toMatchObject({ ...HOLDS, gruende: [] });
  });
});

describe('ein Dokumentzeitstempel (B-LTA)', () => {
  it('bewahrt den Beweis, nachdem Siegel- und Zeitstempelzertifikat abgelaufen sind', async () => {
    const jetzt = tag('2029-06-01');
    const u = await verify(blta, jetzt, { sperrpruefung: 'streng' });
    expect(levels(u)).toEqual([
      ['Siegel1', 'B-LTA'],
      ['Zeitstempel1', 'B-LT'],
    ]);
    expect(u).toMatchObject(HOLDS);
  });

  it('ohne ihn ist dann nichts mehr zu entscheiden', async () => {
    for (const pdf of [bt, blt]) {
      const u = await verify(pdf, tag('2029-06-01'));
      expect(u).toMatchObject({ unversehrt: 'holds', vertrauen: 'cannot be decided', zeit: 'cannot be decided' });
      expect(codes(u)).toContain('tsp.gealtert');
    }
  });

  it('altert selbst: nach Ablauf seines Zertifikats ist ohne Erneuerung nichts mehr zu entscheiden', async () => {
    const u = await verify(blta, tag('2030-06-01'));
    expect(u).toMatchObject({ unversehrt: 'holds', vertrauen: 'cannot be decided', zeit: 'cannot be decided' });
  });

  it('haelt das Siegel gegen eine spaetere Sperre, auch wegen bekannt gewordener Schluessel', async () => {
    const gesperrt = [w.siegel, tsa1].map((x) => ({ zertifikat: x.certificate, seit: tag('2027-12-15'), grund: 1 }));
    const crls = await w.crls(tag('2027-12-20'), gesperrt);
    const u = await verify(blta, tag('2029-06-01'), { crls });
    expect(u).toMatchObject(HOLDS);
    expect(codes(u)).toContain('x509.spaeter-gesperrt');
  });

  it('der zu spaet kam, heilt nichts: der Schluessel des ersten Zeitstempels war schon bekannt', async () => {
    const gesperrt = [{ zertifikat: tsa1.certificate, seit: tag('2027-06-01'), grund: 1 }];
    const crls = await w.crls(tag('2027-06-02'), gesperrt);
    const u = await verify(blta, tag('2029-06-01'), { crls });
    expect(u.unterschriften[0]).toMatchObject({ unversehrt: 'holds', vertrauen: 'holds' });
    expect(u.unterschriften[0]?.zeit).toEqual(tag('2027-12-01'));
    expect(codes(u)).toContain('x509.gesperrt');
    const geordnet = await w.crls(tag('2027-06-02'), [{ ...gesperrt[0], grund: 5 } as (typeof gesperrt)[0]]);
    const g = await verify(blta, tag('2029-06-01'), { crls: geordnet });
    expect(g.unterschriften[0]?.zeit).toEqual(SIEGELTAG);
  });

  it('ohne Nachweise darunter macht kein B-LTA', async () => {
    const nackt = await addDocumentTimestamp({ pdf: bt, krypto, timestamp: w.stempel(tsa2, tag('2027-12-01')) });
    expect(levels(await verify(nackt, tag('2028-01-01')))).toEqual([
      ['Siegel1', 'B-T'],
      ['Zeitstempel1', 'B-T'],
    ]);
    const danach = await w.lt(nackt, tag('2027-12-02'));
    expect(levels(await verify(danach, tag('2028-01-01')))[0]).toEqual(['Siegel1', 'B-LT']);
  });

  it('einer fremden Stelle beweist nichts', async () => {
    const fremd = await createLangzeitwelt();
    const stelle = await fremd.tsa('TEST Fremder Zeitstempel', tag('2027-11-01'));
    const pdf = await addDocumentTimestamp({ pdf: blt, krypto, timestamp: fremd.stempel(stelle, tag('2027-12-01')) });
    const u = await verify(pdf, tag('2029-06-01'));
    expect(u.unterschriften.map((x) => [x.niveau, x.vertrauen])).toEqual([
      ['B-LT', 'cannot be decided'],
      ['B-B', 'does not hold'],
    ]);
  });

  it('deckt nur, was vor ihm stand: abgeschnitten bleibt der Stand davor', async () => {
    expect(await verify(blta.subarray(0, blt.length), tag('2026-04-01'))).toMatchObject({
      ...HOLDS,
      unterschriften: [{ niveau: 'B-LT' }],
    });
  });
});

describe('die Erneuerung', () => {
  it('geht immer wieder: fuenfmal, jedes Mal mit neuer Stelle, und das erste Siegel haelt', async () => {
    let pdf = blta;
    for (let i = 0; i < 5; i++) {
      const jahr = 2029 + i;
      const tsa = await w.tsa(`TEST Zeitstempel ${i + 3}`, tag(`${jahr}-01-01`));
      const am = tag(`${jahr}-10-01`);
      pdf = await renewPdf({
        pdf,
        krypto,
        crls: await w.crls(am),
        timestamp: w.stempel(tsa, am),
      });
    }
    const u = await verify(pdf, tag('2034-12-01'), { sperrpruefung: 'streng' });
    expect(u).toMatchObject(HOLDS);
    expect(u.unterschriften).toHaveLength(7);
    expect(
      levels(u)
        .slice(0, 6)
        .map((x) => x[1]),
    ).toEqual(Array(6).fill('B-LTA'));
    expect(u.unterschriften[0]).toMatchObject({ von: 'TEST Siegel Gemeinde Thallwitz', zeit: SIEGELTAG });
    if (hasTool('qpdf'))
      expect(runTool('qpdf', ['--check', 'b.pdf'], { 'b.pdf': pdf }).text).toContain('No syntax or stream encoding');
  }, 120_000);
});

describe('Siegel der Koerperschaft und Unterschrift der Beamtin', () => {
  it('stehen nebeneinander, und die zweite laesst die erste gelten', async () => {
    const zwei = await w.lta(await w.siegele(bt, w.beamtin, tsa1, tag('2026-03-12')), tsa1, tag('2026-03-13'));
    const u = await verify(zwei, tag('2026-04-01'));
    expect(u).toMatchObject(HOLDS);
    expect(u.unterschriften.map((x) => [x.art, x.feld, x.niveau])).toEqual([
      ['siegel', 'Siegel1', 'B-LTA'],
      ['unterschrift', 'Unterschrift1', 'B-LTA'],
      ['zeitstempel', 'Zeitstempel1', 'B-LT'],
    ]);
  });

  it('geht auch auf einer B-LT mit der Beamtin zuletzt; deren Sperrlisten reichen auch fuer sie', async () => {
    const u = await verify(await w.siegele(blt, w.beamtin, tsa1, tag('2026-03-12')), tag('2026-04-01'));
    expect(u.unterschriften.map((x) => [x.unversehrt, x.niveau])).toEqual([
      ['holds', 'B-LT'],
      ['holds', 'B-LT'],
    ]);
  });
});

describe('ein Siegel ohne Zeitstempel (B-B)', () => {
  const ohneZeit = (certificate: Uint8Array) =>
    sealPdf({
      pdf: brief,
      krypto,
      key: w.siegel.key,
      certificate,
      chain: [w.stelle.certificate],
      jetzt: SIEGELTAG,
      timestamp: 'TEST-ohne-zeit',
    });

  it('gibt es nur zur Probe; seine Zeit ist nur behauptet', async () => {
    const u = await verify(await ohneZeit(w.siegel.certificate), SIEGELTAG, {});
    expect(u.unterschriften).toMatchObject([{ niveau: 'B-B', zeitQuelle: 'behauptet', zeit: SIEGELTAG }]);
    expect(u.zeit).toBe('cannot be decided');
    await expect(ohneZeit(new Uint8Array([48, 0]))).rejects.toMatchObject({ code: 'pdf.ohne-zeitstempel' });
  });

  it('bekommt seine Zeit vom ersten Dokumentzeitstempel', async () => {
    const pdf = await w.lta(await w.siegele(brief, w.siegel, tsa1, SIEGELTAG), tsa1, tag('2026-03-13'));
    expect((await verify(pdf, tag('2026-04-01'))).unterschriften[0]?.zeit).toEqual(SIEGELTAG);
    const bb = await w.lta(await ohneZeit(w.siegel.certificate), tsa1, tag('2026-03-13'));
    expect((await verify(bb, tag('2026-04-01'))).unterschriften[0]).toMatchObject({
      zeit: tag('2026-03-13'),
      zeitgueltig: 'holds',
      vertrauen: 'holds',
    });
  });
});
