import { beforeAll, describe, expect, it } from 'vitest';
import { nodeKrypto as krypto } from '../../node/krypto.ts';
import { createLangzeitwelt, type Langzeitwelt, tag } from '../../test/langzeit.ts';
import { hasTool, pem, runTool } from '../../test/pdfs.ts';
import { readCertificate, readOcsp, requestOcsp, verifyPath } from '../index.ts';

const da = hasTool('openssl');

const ABRUF = tag('2026-03-11');
const attime = ['-attime', String(ABRUF.getTime() / 1000)];
let w: Langzeitwelt;
let files: Record<string, Uint8Array>;

beforeAll(async () => {
  w = await createLangzeitwelt();
  files = {
    wurzel: pem('CERTIFICATE', w.wurzel.certificate),
    stelle: pem('CERTIFICATE', w.stelle.certificate),
    siegel: pem('CERTIFICATE', w.siegel.certificate),
    auskunft: pem('CERTIFICATE', w.auskunft.certificate),
    schluessel: pem('PRIVATE KEY', w.auskunft.pkcs8),
  };
});

const run = (args: readonly string[], mehr: Record<string, Uint8Array> = {}, take?: string) =>
  runTool('openssl', args, { ...files, ...mehr }, take);
const crlFiles = async (gesperrt: boolean) => {
  const vermerk = { zertifikat: w.siegel.certificate, seit: tag('2026-03-01'), grund: 4 };
  const crls = await w.crls(ABRUF, gesperrt ? [vermerk] : []);
  return Buffer.concat(crls.map((c) => pem('X509 CRL', c)));
};

describe.skipIf(!da)('openssl und unsere Sperrdaten', () => {
  it('liest Liste, Zeit und Grund', async () => {
    const [, stelle = new Uint8Array()] = await w.crls(ABRUF, [
      { zertifikat: w.siegel.certificate, seit: tag('2026-03-01'), grund: 4 },
    ]);
    const args = ['crl', '-inform', 'DER', '-in', 'l', '-CAfile', 'stelle', '-noout', '-text'];
    const { text } = run(args, { l: stelle });
    expect(text).toContain('Superseded');
    expect(text).toContain('Mar  1 09:30:00 2026 GMT');
  });

  it('prueft mit unseren Listen denselben Pfad: gut und gesperrt', async () => {
    const args = ['verify', '-x509_strict', '-crl_check_all', ...attime, '-CAfile', 'wurzel', '-untrusted', 'stelle'];
    expect(run([...args, '-CRLfile', 'l', 'siegel'], { l: await crlFiles(false) }).text).toContain('siegel: OK');
    const gesperrt = await crlFiles(true);
    expect(() => run([...args, '-CRLfile', 'l', 'siegel'], { l: gesperrt })).toThrow('certificate revoked');
  });

  it('nimmt unsere OCSP-Antwort an', async () => {
    for (const kennung of ['sha1', 'sha256'] as const) {
      const args = ['ocsp', '-issuer', 'stelle', `-${kennung}`, '-cert', 'siegel', '-respin', 'a', '-no_nonce'];
      const ketten = ['-CAfile', 'wurzel', '-verify_other', 'stelle', ...attime, '-validity_period', '999999999'];
      const gut = await w.ocsp(w.siegel.certificate, ABRUF, { kennung });
      expect(run([...args, ...ketten], { a: gut }).text).toContain('siegel: good');
      const status = { seit: tag('2026-03-01'), grund: 1 };
      const gesperrt = await w.ocsp(w.siegel.certificate, ABRUF, { kennung, status });
      const { text } = run([...args, ...ketten], { a: gesperrt });
      expect(text).toContain('siegel: revoked');
      expect(text).toContain('keyCompromise');
    }
  });

  it('beantwortet unsere OCSP-Anfrage, und wir nehmen seine Antwort an', async () => {
    const serial = readCertificate(w.siegel.certificate)?.serial.toUpperCase();
    for (const [zeile, soll] of [
      [`V\t280101000000Z\t\t${serial}\tunknown\t/CN=x\n`, 'gut'],
      [`R\t280101000000Z\t260301093000Z,superseded\t${serial}\tunknown\t/CN=x\n`, 'x509.gesperrt'],
    ] as const) {
      const mehr = {
        q: requestOcsp(krypto, w.siegel.certificate, w.stelle.certificate),
        verzeichnis: new TextEncoder().encode(zeile),
      };
      const args = ['ocsp', '-index', 'verzeichnis', '-CA', 'stelle', '-rsigner', 'auskunft', '-rkey', 'schluessel'];
      const { file } = run([...args, '-reqin', 'q', '-respout', 'a', '-ndays', '1'], mehr, 'a');
      const [wurzelliste = new Uint8Array()] = await w.crls(ABRUF);
      const zeitpunkt = readOcsp(file)?.erzeugt ?? ABRUF;
      const u = await verifyPath(
        krypto,
        w.siegel.certificate,
        [w.stelle.certificate],
        [w.wurzel.certificate],
        zeitpunkt,
        { crls: [wurzelliste], ocsps: [file] },
      );
      expect(u.ok ? u.sperrung[0]?.status : u.code).toBe(soll);
    }
  });
});
