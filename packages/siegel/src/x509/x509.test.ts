import { beforeAll, describe, expect, it } from 'vitest';
import { nodeKrypto as krypto } from '../../node/krypto.ts';
import { hasTool, pem, runTool } from '../../test/pdfs.ts';
import { createTestwelt, JETZT, type Testwelt } from '../../test/testwelt.ts';
import { createTestCa, issueCertificate, readCertificate, verifyPath } from '../index.ts';

let welt: Testwelt;
beforeAll(async () => {
  welt = await createTestwelt();
});
const path = (cert: Uint8Array, chain: readonly Uint8Array[], anker: readonly Uint8Array[], zeit = JETZT) =>
  verifyPath(krypto, cert, chain, anker, zeit);

describe('ein Zertifikatspfad', () => {
  it('fuehrt vom Siegel zum Anker', async () => {
    expect(await path(welt.siegel.certificate, [], [welt.ca.certificate])).toMatchObject({
      ok: true,
      pfad: [welt.siegel.certificate, welt.ca.certificate],
    });
  });

  it('fuehrt zu keinem fremden Anker, auch wenn dieser gleich heisst', async () => {
    const gleich = await createTestCa({ krypto, jetzt: new Date('2026-01-01T00:00:00Z'), name: 'TEST Wurzel' });
    expect(await path(welt.siegel.certificate, [welt.ca.certificate], [gleich.certificate])).toMatchObject({
      ok: false,
      code: 'x509.kein-pfad',
    });
  });

  it('gilt nicht vor und nicht nach seiner Zeit', async () => {
    for (const zeit of ['2025-12-31T23:59:59Z', '2028-01-02T00:00:00Z'])
      expect(await path(welt.siegel.certificate, [], [welt.ca.certificate], new Date(zeit))).toMatchObject({
        ok: false,
        code: 'x509.abgelaufen',
      });
  });

  it('ein Siegel kann selbst keine Zertifikate ausstellen', async () => {
    const unter = await issueCertificate({
      krypto,
      ca: welt.siegel,
      verwendung: 'siegel',
      name: 'TEST falsch',
      organisation: 'X',
      von: new Date('2026-01-02T00:00:00Z'),
    });
    expect(await path(unter.certificate, [welt.siegel.certificate], [welt.ca.certificate])).toMatchObject({
      ok: false,
      code: 'x509.kein-pfad',
    });
  });

  it('endet bei Muell mit einer Antwort', async () => {
    expect(await path(Uint8Array.of(48, 3, 1), [], [welt.ca.certificate])).toMatchObject({
      ok: false,
      code: 'x509.unlesbar',
    });
    const kaputt = welt.siegel.certificate.slice();
    kaputt[kaputt.length - 1] = (kaputt.at(-1) ?? 0) ^ 1;
    expect((await path(kaputt, [], [welt.ca.certificate])).ok).toBe(false);
  });
});

describe('Zertifikate der TEST-Stelle', () => {
  it('nennen Koerperschaft, Verwendung und TEST', () => {
    expect(readCertificate(welt.siegel.certificate)).toMatchObject({
      organisation: 'Gemeinde Thallwitz',
      test: true,
      mensch: false,
      ca: false,
      eku: null,
    });
    expect(readCertificate(welt.tsa.certificate)).toMatchObject({
      eku: { oids: ['1.3.6.1.5.5.7.3.8'], critical: true },
    });
    expect(readCertificate(welt.ca.certificate)).toMatchObject({ ca: true, pathLen: 0 });
  });

  it('gibt es nicht ohne TEST im Namen', async () => {
    await expect(createTestCa({ krypto, jetzt: JETZT, name: 'Echte Wurzel' })).rejects.toThrow('TEST');
    await expect(
      issueCertificate({ krypto, ca: welt.ca, verwendung: 'siegel', name: 'Gemeinde', organisation: null, von: JETZT }),
    ).rejects.toThrow('TEST');
  });

  it('behalten ihren Schluessel: einmal gespeichert, wieder verwendet', async () => {
    const key = await krypto.importPrivate(welt.siegel.pkcs8, { art: 'ecdsa', hash: 'sha256' });
    const sig = await krypto.sign(key, JETZT_BYTES);
    const spki = readCertificate(welt.siegel.certificate)?.spki ?? new Uint8Array();
    expect(await krypto.verify(spki, key.alg, sig, JETZT_BYTES)).toBe(true);
    expect(await krypto.verify(spki, key.alg, sig, Uint8Array.of(1))).toBe(false);
  });

  it.skipIf(!hasTool('openssl'))('werden von openssl als Pfad bestaetigt', () => {
    const files = {
      ca: pem('CERTIFICATE', welt.ca.certificate),
      s: pem('CERTIFICATE', welt.siegel.certificate),
      t: pem('CERTIFICATE', welt.tsa.certificate),
    };
    const zeit = ['-attime', String(JETZT.getTime() / 1000)];
    expect(runTool('openssl', ['x509', '-in', 's', '-noout', '-subject', '-nameopt', 'RFC2253'], files).text).toContain(
      'CN=TEST Siegel Gemeinde Thallwitz,O=Gemeinde Thallwitz,C=DE',
    );
    expect(runTool('openssl', ['verify', '-x509_strict', ...zeit, '-CAfile', 'ca', 's'], files).text).toContain('OK');
    expect(
      runTool('openssl', ['verify', '-x509_strict', '-purpose', 'timestampsign', ...zeit, '-CAfile', 'ca', 't'], files)
        .text,
    ).toContain('OK');
  });
});

const JETZT_BYTES = new TextEncoder().encode(JETZT.toISOString());

describe('die Primitive auf node:crypto', () => {
  it.each([
    { art: 'ed25519' } as const,
    { art: 'ecdsa', hash: 'sha256' } as const,
    { art: 'rsa-pkcs1', hash: 'sha256' } as const,
    { art: 'rsa-pss', hash: 'sha256', saltLength: 32 } as const,
  ])('$art: unterschreiben und pruefen', async (alg) => {
    const { pkcs8, spki } = await krypto.generate(alg);
    const sig = await krypto.sign(await krypto.importPrivate(pkcs8, alg), JETZT_BYTES);
    expect(await krypto.verify(spki, alg, sig, JETZT_BYTES)).toBe(true);
    expect(await krypto.verify(spki, alg, sig.slice(1), JETZT_BYTES)).toBe(false);
    expect(await krypto.verify(Uint8Array.of(0), alg, sig, JETZT_BYTES)).toBe(false);
  });

  it('ein Schluessel anderer Art wird nicht angenommen', async () => {
    const { pkcs8 } = await krypto.generate({ art: 'ed25519' });
    await expect(krypto.importPrivate(pkcs8, { art: 'ecdsa', hash: 'sha256' })).rejects.toThrow();
  });
});
