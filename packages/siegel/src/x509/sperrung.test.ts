import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { nodeKrypto as krypto } from '../../node/krypto.ts';
import { createLangzeitwelt, type Langzeitwelt, tag } from '../../test/langzeit.ts';
import {
  createTestCa,
  createTestCrl,
  issueCertificate,
  type PfadUrteil,
  readCrl,
  readOcsp,
  type SperrOptionen,
  type TestSperre,
  verifyPath,
} from '../index.ts';
import { findEntry } from './crl.ts';
import { sha1Label } from './sha1.ts';

let w: Langzeitwelt;
/** Of the root, of the issuing authority: nothing revoked. */
let wurzelliste: Uint8Array;
let stellenliste: Uint8Array;

const MAERZ = tag('2026-03-10');
const ABRUF = tag('2026-03-11');
const path = (o: SperrOptionen, zeitpunkt = MAERZ, cert = w.siegel.certificate) =>
  verifyPath(krypto, cert, [w.stelle.certificate], [w.wurzel.certificate], zeitpunkt, { jetzt: ABRUF, ...o });
const status = (u: PfadUrteil) => (u.ok ? u.sperrung.map((s) => s.status) : [u.code]);
const codes = (u: PfadUrteil) => (u.ok ? u.gruende.map((g) => g.code) : [u.code]);
const sperre = (seit: string, grund?: number): TestSperre => ({
  zertifikat: w.siegel.certificate,
  seit: tag(seit),
  ...(grund === undefined ? {} : { grund }),
});
const liste = async (gesperrt: readonly TestSperre[], von = ABRUF, bis = tag('2026-04-11')) =>
  createTestCrl({ krypto, ca: w.stelle, gesperrt, von, bis });

beforeAll(async () => {
  w = await createLangzeitwelt();
  [wurzelliste = new Uint8Array(), stellenliste = new Uint8Array()] = await w.crls(ABRUF);
});

describe('Sperrlisten', () => {
  it('sagen von jedem Glied der Kette unter dem Anker, dass es gut ist', async () => {
    const u = await path({ crls: [wurzelliste, stellenliste], sperrpruefung: 'streng' });
    expect(u).toMatchObject({ ok: true, vertrauen: 'holds', gruende: [] });
    expect(status(u)).toEqual(['gut', 'gut']);
  });

  it('die es vorher sperren, brechen den Pfad; was aelter ist als die Sperre, haelt', async () => {
    const crls = [wurzelliste, await liste([sperre('2026-03-01', 1)])];
    expect(await path({ crls })).toMatchObject({ ok: false, code: 'x509.gesperrt' });
    const vorher = await path({ crls }, tag('2026-02-20'));
    expect(status(vorher)).toEqual(['gesperrt', 'gut']);
    expect(vorher).toMatchObject({ ok: true, vertrauen: 'holds', gruende: [{ code: 'x509.spaeter-gesperrt' }] });
    expect(vorher.ok && vorher.sperrung[0]).toMatchObject({
      seit: tag('2026-03-01'),
      grund: 'Schlüssel bekannt geworden',
    });
  });

  it('eine Sperre der Ausstellenden Stelle trifft alle darunter', async () => {
    const gesperrt = [{ zertifikat: w.stelle.certificate, seit: tag('2026-02-01'), grund: 5 }];
    const crl = await createTestCrl({ krypto, ca: w.wurzel, gesperrt, von: ABRUF, bis: tag('2026-04-11') });
    expect(await path({ crls: [crl, stellenliste] })).toMatchObject({ ok: false, code: 'x509.gesperrt' });
  });

  it('von anderen gelten nicht: fremder Schluessel, Endzertifikat, gekipptes Bit', async () => {
    const gleich = await createTestCa({ krypto, jetzt: tag('2026-01-01'), name: 'TEST Ausstellende Stelle' });
    const fremd = await createTestCrl({
      krypto,
      ca: gleich,
      gesperrt: [sperre('2026-02-01')],
      von: ABRUF,
      bis: tag('2026-04-11'),
    });
    const gekippt = stellenliste.slice();
    gekippt[stellenliste.length - 1] = (gekippt.at(-1) ?? 0) ^ 1;
    for (const crl of [fremd, gekippt])
      expect(codes(await path({ crls: [wurzelliste, crl] }))).toEqual(['x509.sperrdaten-unterschrift']);
    const stelle = { key: w.siegel.key, certificate: w.stelle.certificate };
    const vomSiegel = await createTestCrl({ krypto, ca: stelle, gesperrt: [], von: ABRUF, bis: tag('2026-04-11') });
    expect(codes(await path({ crls: [wurzelliste, vomSiegel] }))).toEqual(['x509.sperrdaten-unterschrift']);
  });

  it('die zu alt sind oder aus der Zukunft kommen, sagen nichts', async () => {
    const alt = await liste([], tag('2026-01-10'), tag('2026-02-10'));
    expect(codes(await path({ crls: [wurzelliste, alt] }))).toEqual(['x509.sperrdaten-veraltet']);
    const kuenftig = await liste([], tag('2026-06-01'), tag('2026-07-01'));
    expect(codes(await path({ crls: [wurzelliste, kuenftig] }))).toEqual(['x509.sperrdaten-zukunft']);
    expect(codes(await path({ crls: [wurzelliste, alt, kuenftig, stellenliste] }))).toEqual([]);
    expect(await path({ crls: [wurzelliste, alt], sperrpruefung: 'streng' })).toMatchObject({
      ok: true,
      vertrauen: 'cannot be decided',
    });
  });

  it('nach Ablauf des Zertifikats koennen es vergessen haben', async () => {
    const spaet = tag('2028-06-01');
    const u = await path({ crls: [wurzelliste, await liste([], spaet, tag('2028-07-01'))], jetzt: spaet });
    expect(codes(u)).toEqual(['x509.sperrdaten-unpassend']);
  });

  it('einer Stelle, die inzwischen abgelaufen ist, sind nur mit Beweis von damals zu pruefen', async () => {
    const u = await path({ crls: [wurzelliste, stellenliste], jetzt: tag('2056-06-01') });
    expect(codes(u)).toContain('x509.sperrdaten-gealtert');
  });

  it('eine vorlaeufige Sperre, die spaeter aufgehoben wurde, zaehlt nur fuer ihre Zeit', async () => {
    const gehalten = await liste([sperre('2026-02-01', 6)], tag('2026-02-02'), tag('2026-03-02'));
    expect(status(await path({ crls: [wurzelliste, gehalten, stellenliste] }))).toEqual(['gut', 'gut']);
    expect(status(await path({ crls: [wurzelliste, gehalten] }))).toEqual(['x509.gesperrt']);
    expect(
      status(await path({ crls: [wurzelliste, gehalten, stellenliste] }, new Date('2026-02-01T12:00:00Z'))),
    ).toEqual(['x509.gesperrt']);
  });
});

describe('OCSP-Antworten', () => {
  const siegel = () => w.siegel.certificate;

  it.each(['sha1', 'sha256'] as const)('mit %s als Kennung sagen, dass es gut ist', async (kennung) => {
    const u = await path({
      crls: [wurzelliste],
      ocsps: [await w.ocsp(siegel(), ABRUF, { kennung })],
      sperrpruefung: 'streng',
    });
    expect(u).toMatchObject({ ok: true, vertrauen: 'holds', gruende: [] });
  });

  it('darf die Ausstellende Stelle selbst geben', async () => {
    const ocsps = [await w.ocsp(siegel(), ABRUF, { antwortender: w.stelle })];
    expect(status(await path({ crls: [wurzelliste], ocsps }))).toEqual(['gut', 'gut']);
  });

  it('die es sperren, wiegen schwerer als jede gute Auskunft', async () => {
    const ocsps = [await w.ocsp(siegel(), ABRUF, { status: { seit: tag('2026-03-01'), grund: 4 } })];
    expect(await path({ crls: [wurzelliste, stellenliste], ocsps })).toMatchObject({
      ok: false,
      code: 'x509.gesperrt',
    });
    expect(status(await path({ crls: [wurzelliste], ocsps }, tag('2026-02-20')))).toEqual(['gesperrt', 'gut']);
  });

  it('von Unbefugten gelten nicht: dem Siegel selbst, einer Auskunft der Wurzel, einer ohne ihren Zweck', async () => {
    const fremd = await issueCertificate({
      krypto,
      ca: w.wurzel,
      verwendung: 'ocsp',
      name: 'TEST Auskunft der Wurzel',
      organisation: null,
      von: tag('2026-01-01'),
    });
    for (const antwortender of [w.siegel, fremd, w.beamtin]) {
      const ocsps = [await w.ocsp(siegel(), ABRUF, { antwortender })];
      expect(codes(await path({ crls: [wurzelliste], ocsps }))).toEqual(['x509.sperrdaten-unterschrift']);
    }
  });

  it('ueber ein anderes Zertifikat oder von einer Stelle, die es nicht kennt, sagen nichts', async () => {
    const anderes = await w.ocsp(w.beamtin.certificate, ABRUF);
    expect(codes(await path({ crls: [wurzelliste], ocsps: [anderes] }))).toEqual(['x509.sperrung-unbekannt']);
    const unbekannt = await w.ocsp(siegel(), ABRUF, { status: 'unbekannt' });
    expect(codes(await path({ crls: [wurzelliste], ocsps: [unbekannt] }))).toEqual(['x509.sperrstelle-kennt-nicht']);
    const falscherAussteller = await w.ocsp(siegel(), ABRUF, { aussteller: w.wurzel.certificate });
    expect(codes(await path({ crls: [wurzelliste], ocsps: [falscherAussteller] }))).toEqual([
      'x509.sperrung-unbekannt',
    ]);
  });
});

describe('ohne Sperrauskunft', () => {
  it('haelt der Pfad und sagt, was fehlt; streng geprueft bleibt er offen, wenn das Zertifikat eine Adresse nennt', async () => {
    expect(await path({})).toMatchObject({ ok: true, vertrauen: 'holds' });
    expect(codes(await path({}))).toEqual(['x509.sperrung-unbekannt', 'x509.sperrung-unbekannt']);
    expect(await path({ sperrpruefung: 'streng' })).toMatchObject({ ok: true, vertrauen: 'cannot be decided' });
  });

  it('bleibt ein Zertifikat, das keine Adresse nennt, auch streng geprueft, wie es war', async () => {
    const ohne = await issueCertificate({
      krypto,
      ca: w.wurzel,
      verwendung: 'siegel',
      name: 'TEST ohne Adresse',
      organisation: 'X',
      von: tag('2026-01-01'),
    });
    const u = await path({ sperrpruefung: 'streng' }, MAERZ, ohne.certificate);
    expect(u).toMatchObject({ ok: true, vertrauen: 'holds', gruende: [{ code: 'x509.sperrung-unbekannt' }] });
  });
});

describe('Sperrdaten der TEST-Stelle', () => {
  it('gibt es nicht ohne TEST im Namen', async () => {
    const falsch = { key: w.wurzel.key, certificate: new Uint8Array([48, 0]) };
    await expect(createTestCrl({ krypto, ca: falsch, gesperrt: [], von: ABRUF, bis: ABRUF })).rejects.toThrow();
  });
});

describe('Truemmer und Riesen', () => {
  it('gekippt, gekuerzt oder Muell: nie eine andere Auskunft als vorher, nie eine Ausnahme', async () => {
    const ocsp = await w.ocsp(w.siegel.certificate, ABRUF, { status: { seit: tag('2026-03-01') } });
    const crl = await liste([sperre('2026-03-01')]);
    const eingriff = fc.record({
      at: fc.nat(Math.max(ocsp.length, crl.length)),
      x: fc.integer({ min: 1, max: 255 }),
      kuerzen: fc.boolean(),
    });
    await fc.assert(
      fc.asyncProperty(eingriff, fc.boolean(), async ({ at, x, kuerzen }, nimmCrl) => {
        const gut = nimmCrl ? crl : ocsp;
        const kaputt = kuerzen ? gut.slice(0, at) : gut.slice();
        if (!kuerzen) kaputt[at % gut.length] = (kaputt[at % gut.length] ?? 0) ^ x;
        const u = await path({ crls: [wurzelliste, ...(nimmCrl ? [kaputt] : [])], ocsps: nimmCrl ? [] : [kaputt] });
        expect(status(u)[0]).not.toBe('gut');
      }),
      { numRuns: 150 },
    );
    await fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), (muell) => {
        expect(readCrl(muell)).toBeNull();
        expect(readOcsp(muell)).toBeNull();
      }),
    );
  });

  it('tief Verschachteltes endet', () => {
    const tief = new Uint8Array(200_000).fill(0x30);
    for (let i = 1; i < tief.length; i += 2) tief[i] = 0x80;
    expect(readCrl(tief)).toBeNull();
    expect(readOcsp(tief)).toBeNull();
    expect(readCrl(new Uint8Array(17 * 1024 * 1024))).toBeNull();
  });

  it('eine Liste mit hunderttausend Eintraegen wird durchsucht', async () => {
    const klein = readCrl(await liste([sperre('2026-03-01', 1)]));
    const von = klein?.eintraege;
    if (!klein || !von) throw new Error('ohne Liste');
    const eintrag = klein.der.slice(von.von, von.bis);
    const gross = new Uint8Array(eintrag.length * 100_000);
    for (let i = 0; i < 100_000; i++) {
      gross.set(eintrag, i * eintrag.length);
      if (i < 99_999) gross[i * eintrag.length + 6] = (eintrag[6] ?? 0) ^ 1;
    }
    const riese = { ...klein, der: gross, eintraege: { tag: 0x30, start: 0, von: 0, bis: gross.length } };
    const nummer = Buffer.from(eintrag.subarray(4, 4 + (eintrag[3] ?? 0))).toString('hex');
    expect(findEntry(riese, nummer)).toEqual({ seit: tag('2026-03-01'), grund: 1 });
    expect(findEntry(riese, 'ff00')).toBeNull();
  });
});

describe('SHA-1 als Kennung', () => {
  it.each([
    ['', 'da39a3ee5e6b4b0d3255bfef95601890afd80709'],
    ['abc', 'a9993e364706816aba3e25717850c26c9cd0d89d'],
    ['abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq', '84983e441c3bd26ebaae4aa1f95129e5e54670f1'],
    ['a'.repeat(1000), '291e9a6c66994949b57ba5e650361e98fc36b1ba'],
  ])('%#: Vektoren aus FIPS 180', (text, hex) => {
    expect(Buffer.from(sha1Label(new TextEncoder().encode(text))).toString('hex')).toBe(hex);
  });
});
