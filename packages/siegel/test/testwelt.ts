import { nodeKrypto as krypto } from '../node/krypto.ts';
import {
  createTestCa,
  createTimestampToken,
  issueCertificate,
  requestTimestamp,
  type Schluesselpaar,
  sealPdf,
} from '../src/index.ts';

/** A small world for tests: a root, a seal of a town, a time-stamp authority, made once. */
export interface Testwelt {
  readonly ca: Schluesselpaar;
  readonly siegel: Schluesselpaar;
  readonly tsa: Schluesselpaar;
  timestamp(digest: Uint8Array): Promise<Uint8Array>;
  seal(pdf: Uint8Array): Promise<Uint8Array>;
}

export const JETZT = new Date('2026-03-10T09:30:00Z');
export const POLICY = '1.3.6.1.4.1.99999.1.1';

export async function createTestwelt(von = new Date('2026-01-01T00:00:00Z'), jetzt = JETZT): Promise<Testwelt> {
  const ca = await createTestCa({ krypto, jetzt: von, name: 'TEST Wurzel' });
  const issue = (verwendung: 'siegel' | 'zeitstempel', name: string, organisation: string) =>
    issueCertificate({ krypto, ca, verwendung, name, organisation, von });
  const siegel = await issue('siegel', 'TEST Siegel Gemeinde Thallwitz', 'Gemeinde Thallwitz');
  const tsa = await issue('zeitstempel', 'TEST Zeitstempel', 'Rathausverbund');
  const timestamp = (digest: Uint8Array) =>
    createTimestampToken({
      request: requestTimestamp(digest, { nonce: krypto.random(8) }),
      krypto,
      key: tsa.key,
      certificate: tsa.certificate,
      chain: [ca.certificate],
      serial: krypto.random(8),
      jetzt,
      policyOid: POLICY,
    });
  const seal = (pdf: Uint8Array) =>
    sealPdf({
      pdf,
      krypto,
      key: siegel.key,
      certificate: siegel.certificate,
      chain: [ca.certificate],
      jetzt,
      timestamp,
      grund: 'Gebührenbescheid',
      ort: 'Thallwitz',
      name: 'Gemeinde Thallwitz',
    });
  return { ca, siegel, tsa, timestamp, seal };
}
