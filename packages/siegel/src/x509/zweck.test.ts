import { type Extension, ExtKeyUsage } from 'pkijs';
import { beforeAll, describe, expect, it } from 'vitest';
import { nodeKrypto as krypto } from '../../node/krypto.ts';
import { smallPdf } from '../../test/kleines-pdf.ts';
import { createTestwelt, JETZT, type Testwelt } from '../../test/testwelt.ts';
import { createTestCa, issueCertificate, sealPdf, verifyPdf } from '../index.ts';
import { bits, build, dn, extension } from './ausstellen.ts';
import { readCertificate } from './zertifikat.ts';

const VON = new Date('2026-01-01T00:00:00Z');
const ZEITSTEMPEL = '1.3.6.1.5.5.7.3.8';
const DOKUMENT = '1.3.6.1.5.5.7.3.36';
const SERVER = '1.3.6.1.5.5.7.3.1';

let welt: Testwelt;
beforeAll(async () => {
  welt = await createTestwelt();
});

async function urteil(certificate: Uint8Array, key = welt.siegel.key, anker = [welt.ca.certificate]) {
  const pdf = await sealPdf({
    pdf: smallPdf(),
    krypto,
    key,
    certificate,
    chain: [],
    jetzt: JETZT,
    timestamp: welt.timestamp,
  });
  const u = await verifyPdf(pdf, { krypto, anker, jetzt: JETZT });
  expect([u.unversehrt, u.zeit]).toEqual(['holds', 'holds']);
  return [u.vertrauen, u.gruende.filter((g) => g.code === 'x509.verwendung').length];
}

/** A certificate for the key of the seal with these bits of key usage and these purposes. */
async function ausgestellt(keyUsage: number, zwecke: readonly string[], critical = false): Promise<Uint8Array> {
  const eku: Extension[] =
    zwecke.length > 0
      ? [extension('2.5.29.37', critical, new ExtKeyUsage({ keyPurposes: [...zwecke] }).toSchema())]
      : [];
  const [spki, issuerSpki] = [welt.siegel, welt.ca].map((x) => readCertificate(x.certificate)?.spki);
  return build({
    krypto,
    subject: dn('TEST Siegel', 'Gemeinde Thallwitz'),
    issuer: dn('TEST Wurzel', null),
    spki: spki ?? expect.fail('ohne Schlüssel'),
    issuerSpki: issuerSpki ?? expect.fail('ohne Schlüssel'),
    von: VON,
    bis: new Date('2028-01-01T00:00:00Z'),
    extensions: [extension('2.5.29.15', true, bits(keyUsage)), ...eku],
    key: welt.ca.key,
  });
}

const SIGNATUR = 0x80;
const VERSCHLUESSELN = 0x20;

describe('wozu ein Zertifikat ausgestellt ist', () => {
  it.each(['zeitstempel', 'ocsp'] as const)('%s: damit wird kein Dokument gesiegelt', async (verwendung) => {
    const auftrag = { krypto, ca: welt.ca, name: 'TEST Dienst', organisation: 'Gemeinde Thallwitz', von: VON };
    const { key, certificate } = await issueCertificate({ ...auftrag, verwendung });
    expect(await urteil(certificate, key)).toEqual(['does not hold', 1]);
  });

  it('eine ausstellende Stelle siegelt selbst nichts', async () => {
    const ca = await createTestCa({ krypto, jetzt: VON, name: 'TEST Stelle' });
    expect(await urteil(ca.certificate, ca.key, [ca.certificate, welt.ca.certificate])).toEqual(['does not hold', 1]);
  });

  it('nur zum Verschlüsseln, oder nur für einen anderen Zweck: kein Siegel', async () => {
    expect(await urteil(await ausgestellt(VERSCHLUESSELN, []))).toEqual(['does not hold', 1]);
    expect(await urteil(await ausgestellt(SIGNATUR, [SERVER], true))).toEqual(['does not hold', 1]);
    expect(await urteil(await ausgestellt(SIGNATUR, [DOKUMENT, ZEITSTEMPEL]))).toEqual(['does not hold', 1]);
  });

  it('ein Zweck, den wir nicht kennen und der nicht zwingend ist, lässt es offen', async () => {
    expect(await urteil(await ausgestellt(SIGNATUR, [SERVER]))).toEqual(['cannot be decided', 1]);
  });

  it('für Dokumente oder ohne Angabe: es hält', async () => {
    expect(await urteil(await ausgestellt(SIGNATUR, [DOKUMENT], true))).toEqual(['holds', 0]);
    expect(await urteil(await ausgestellt(SIGNATUR, [SERVER, DOKUMENT]))).toEqual(['holds', 0]);
    expect(await urteil(await ausgestellt(SIGNATUR, []))).toEqual(['holds', 0]);
  });
});
