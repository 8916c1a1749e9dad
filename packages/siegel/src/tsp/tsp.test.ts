import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { nodeKrypto as krypto } from '../../node/krypto.ts';
import { hasTool, pem, runTool } from '../../test/pdfs.ts';
import { createTestwelt, JETZT, POLICY, type Testwelt } from '../../test/testwelt.ts';
import {
  createTestCrl,
  createTimestampResponse,
  createTimestampToken,
  issueCertificate,
  parseTimestampResponse,
  readTimestamp,
  readTimestampRequest,
  requestTimestamp,
  verifyTimestamp,
  type ZeitstempelUrteil,
} from '../index.ts';

const data = new TextEncoder().encode('Kontrollpunkt 17');
let welt: Testwelt;
let token: Uint8Array;

beforeAll(async () => {
  welt = await createTestwelt();
  token = await welt.timestamp(krypto.sha256(data));
});

const answer = (request: Uint8Array, certificate = welt.tsa.certificate, key = welt.tsa.key, jetzt = JETZT) =>
  createTimestampResponse({
    request,
    krypto,
    key,
    certificate,
    chain: [welt.ca.certificate],
    serial: Uint8Array.of(0xff, 7),
    jetzt,
    policyOid: POLICY,
  });

async function stamped(certificate: Uint8Array, key = welt.siegel.key, jetzt = JETZT): Promise<Uint8Array> {
  return createTimestampToken({
    request: requestTimestamp(krypto.sha256(data)),
    krypto,
    key,
    certificate,
    serial: Uint8Array.of(1),
    jetzt,
    policyOid: POLICY,
  });
}

describe('ein Zeitstempel', () => {
  it('deckt die Daten und ihre Pruefsumme', async () => {
    const o = { krypto, anker: [welt.ca.certificate] };
    const gut = { ok: true, zeit: JETZT, tsa: 'TEST Zeitstempel', test: true, vertrauen: 'holds' };
    expect(await verifyTimestamp(token, { data }, o)).toMatchObject(gut);
    expect(await verifyTimestamp(token, { digest: krypto.sha256(data) }, o)).toMatchObject(gut);
    expect(await verifyTimestamp(token, { data }, { krypto, anker: [] })).toMatchObject({
      ok: true,
      vertrauen: 'cannot be decided',
    });
  });

  it('deckt keine anderen Daten', async () => {
    const u = await verifyTimestamp(token, { data: Uint8Array.of(1) }, { krypto, anker: [] });
    expect(u).toMatchObject({ ok: false, code: 'tsp.nicht-gedeckt' });
  });

  it('geht auch mit SHA-512 und traegt Nonce und Seriennummer zurueck', async () => {
    const nonce = Uint8Array.of(0, 0x91, 2, 3);
    const r = parseTimestampResponse(await answer(requestTimestamp(krypto.sha512(data), { nonce })));
    if (!r.ok) throw new Error(r.meldung);
    expect(await verifyTimestamp(r.token, { data }, { krypto, anker: [], nonce })).toMatchObject({ ok: true });
    expect(await verifyTimestamp(r.token, { data }, { krypto, anker: [], nonce: Uint8Array.of(9) })).toMatchObject({
      ok: false,
      code: 'tsp.nonce',
    });
    expect(await readTimestamp(krypto, r.token)).toMatchObject({
      hash: 'sha512',
      policy: POLICY,
      serial: '00ff07',
      zeit: JETZT,
    });
  });

  it('gilt nicht von einem Zertifikat, das nicht fuer Zeitstempel ausgestellt ist', async () => {
    const u = await verifyTimestamp(
      await stamped(welt.siegel.certificate),
      { data },
      { krypto, anker: [welt.ca.certificate] },
    );
    expect(u).toMatchObject({ ok: false, code: 'tsp.verwendung' });
  });

  it('gilt nicht, wenn das Zertifikat zu der Zeit nicht galt', async () => {
    const kurz = await issueCertificate({
      krypto,
      ca: welt.ca,
      verwendung: 'zeitstempel',
      name: 'TEST kurz',
      organisation: null,
      von: new Date('2026-01-01T00:00:00Z'),
      bis: new Date('2026-01-31T00:00:00Z'),
    });
    const u = await verifyTimestamp(
      await stamped(kurz.certificate, kurz.key),
      { data },
      { krypto, anker: [welt.ca.certificate] },
    );
    expect(u).toMatchObject({ ok: false, code: 'tsp.abgelaufen' });
  });

  it('gilt nicht mit fremdem Schluessel unter dem Zertifikat', async () => {
    const u = await verifyTimestamp(
      await stamped(welt.tsa.certificate, welt.siegel.key),
      { data },
      { krypto, anker: [] },
    );
    expect(u).toMatchObject({ ok: false, code: 'tsp.signatur' });
  });

  it('gekippt, gekuerzt oder Muell: eine Antwort, nie eine andere Zeit', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.nat(token.length - 1),
        fc.integer({ min: 1, max: 255 }),
        fc.boolean(),
        async (at, x, kuerzen) => {
          const kaputt = kuerzen ? token.slice(0, at) : token.slice();
          if (!kuerzen) kaputt[at] = (kaputt[at] ?? 0) ^ x;
          const u = await verifyTimestamp(kaputt, { data }, { krypto, anker: [welt.ca.certificate] });
          if (u.ok) expect(u.zeit).toEqual(JETZT);
        },
      ),
      { numRuns: 300 },
    );
  });
});

describe('die Sperre eines Zeitstempeldienstes', () => {
  const spaeter = new Date('2026-04-01T09:30:00Z');
  const check = async (seit: string, grund: number | undefined, zeitpunkt?: Date) => {
    const vermerk = {
      zertifikat: welt.tsa.certificate,
      seit: new Date(seit),
      ...(grund === undefined ? {} : { grund }),
    };
    const bis = new Date('2026-05-01T00:00:00Z');
    const crl = await createTestCrl({ krypto, ca: welt.ca, gesperrt: [vermerk], von: spaeter, bis });
    const o = { krypto, anker: [welt.ca.certificate], crls: [crl], ...(zeitpunkt ? { zeitpunkt } : {}) };
    return verifyTimestamp(token, { data }, o);
  };
  const code = (u: ZeitstempelUrteil) => (u.ok ? [u.vertrauen, ...u.gruende.map((g) => g.code)] : [u.code]);

  it('nach geordneter Stilllegung gelten fruehere Stempel weiter, spaetere nicht', async () => {
    expect(code(await check('2026-03-20T00:00:00Z', 5, spaeter))).toEqual(['holds', 'x509.spaeter-gesperrt']);
    expect(code(await check('2026-03-01T00:00:00Z', 5, spaeter))).toEqual(['does not hold', 'x509.gesperrt']);
  });

  it('ohne genannten Grund oder wegen bekannt gewordenem Schluessel gilt keiner mehr, der nicht anders bewiesen ist', async () => {
    for (const grund of [undefined, 1]) {
      expect(code(await check('2026-03-20T00:00:00Z', grund, spaeter))).toEqual(['does not hold', 'x509.gesperrt']);
      expect(code(await check('2026-03-20T00:00:00Z', grund))).toEqual(['does not hold', 'x509.gesperrt']);
    }
  });

  it('ist nach Ablauf seines Zertifikats ohne Erneuerung nicht mehr zu entscheiden, wenn nach dem Heute gefragt ist', async () => {
    const o = { krypto, anker: [welt.ca.certificate] };
    const u = await verifyTimestamp(token, { data }, { ...o, zeitpunkt: new Date('2030-01-01T00:00:00Z') });
    expect(code(u).slice(0, 2)).toEqual(['cannot be decided', 'tsp.gealtert']);
    expect(code(await verifyTimestamp(token, { data }, o))).toEqual(['holds', 'x509.sperrung-unbekannt']);
  });
});

describe('Anfrage und Antwort', () => {
  it('werden gelesen, wie sie geschrieben wurden', () => {
    const r = readTimestampRequest(requestTimestamp(krypto.sha256(data), { nonce: Uint8Array.of(5), certReq: false }));
    expect(r).toMatchObject({ hash: 'sha256', certReq: false, policy: null });
    expect(readTimestampRequest(Uint8Array.of(1, 2, 3))).toBeNull();
  });

  it('eine unlesbare Anfrage wird abgelehnt', async () => {
    expect(parseTimestampResponse(await answer(Uint8Array.of(48, 0)))).toMatchObject({
      ok: false,
      code: 'tsp.abgelehnt',
    });
    expect(parseTimestampResponse(Uint8Array.of(1))).toMatchObject({ ok: false, code: 'tsp.unlesbar' });
  });

  it.skipIf(!hasTool('openssl'))('openssl liest die Anfrage und bestaetigt die Antwort', async () => {
    const tsq = requestTimestamp(krypto.sha256(data), { nonce: Uint8Array.of(0x80, 1, 2, 3) });
    expect(runTool('openssl', ['ts', '-query', '-in', 'q', '-text'], { q: tsq }).text).toContain(
      'Certificate required: yes',
    );
    const files = { q: tsq, r: await answer(tsq), 'ca.pem': pem('CERTIFICATE', welt.ca.certificate) };
    const { text } = runTool(
      'openssl',
      ['ts', '-verify', '-queryfile', 'q', '-in', 'r', '-CAfile', 'ca.pem', '-attime', String(JETZT.getTime() / 1000)],
      files,
    );
    expect(text).toContain('Verification: OK');
  });

  it.skipIf(!hasTool('openssl'))('eine Anfrage von openssl wird beantwortet', async () => {
    const { file } = runTool(
      'openssl',
      ['ts', '-query', '-data', 'd', '-sha512', '-cert', '-out', 'q'],
      { d: data },
      'q',
    );
    const r = parseTimestampResponse(await answer(file));
    expect(r.ok && (await verifyTimestamp(r.token, { data }, { krypto, anker: [] })).ok).toBe(true);
  });
});
