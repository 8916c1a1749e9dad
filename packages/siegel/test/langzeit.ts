import { nodeKrypto as krypto } from '../node/krypto.ts';
import {
  addDocumentTimestamp,
  addValidationData,
  createTestCa,
  createTestCrl,
  createTestOcsp,
  createTimestampToken,
  issueCertificate,
  issueTestCa,
  requestTimestamp,
  type Schluesselpaar,
  sealPdf,
  type TestOcspOptions,
  type TestSperre,
} from '../src/index.ts';
import { POLICY } from './testwelt.ts';

export const tag = (text: string): Date => new Date(`${text}T09:30:00Z`);
const ADRESSEN = { crl: 'http://sperre.invalid/liste.crl', ocsp: 'http://sperre.invalid/ocsp' };

/** Several years of a small world: root, issuing authority, a town's seal, an officer, and one time-stamp authority after another. */
export interface Langzeitwelt {
  readonly wurzel: Schluesselpaar;
  readonly stelle: Schluesselpaar;
  readonly siegel: Schluesselpaar;
  readonly beamtin: Schluesselpaar;
  readonly auskunft: Schluesselpaar;
  /** Issues under the issuing authority, valid for two years. */
  tsa(name: string, von: Date): Promise<Schluesselpaar>;
  stempel(tsa: Schluesselpaar, wann: Date): (digest: Uint8Array) => Promise<Uint8Array>;
  siegele(pdf: Uint8Array, wer: Schluesselpaar, tsa: Schluesselpaar, wann: Date): Promise<Uint8Array>;
  /** CRLs of both authorities as of a day, valid for a month. */
  crls(von: Date, gesperrt?: readonly TestSperre[]): Promise<Uint8Array[]>;
  ocsp(zertifikat: Uint8Array, von: Date, mehr?: Partial<TestOcspOptions>): Promise<Uint8Array>;
  lt(pdf: Uint8Array, wann: Date, gesperrt?: readonly TestSperre[]): Promise<Uint8Array>;
  lta(pdf: Uint8Array, tsa: Schluesselpaar, wann: Date, gesperrt?: readonly TestSperre[]): Promise<Uint8Array>;
}

const MONAT = 31 * 86_400_000;
const spaeter = (d: Date, ms: number) => new Date(d.getTime() + ms);

export async function createLangzeitwelt(beginn = tag('2026-01-01')): Promise<Langzeitwelt> {
  const wurzel = await createTestCa({ krypto, jetzt: beginn, name: 'TEST Wurzel', jahre: 30, zwischenstellen: 1 });
  const stelle = await issueTestCa({
    krypto,
    ca: wurzel,
    name: 'TEST Ausstellende Stelle',
    von: beginn,
    bis: tag('2056-01-01'),
    adressen: { crl: ADRESSEN.crl },
  });
  const ausgestellt = { krypto, ca: stelle, von: beginn, adressen: ADRESSEN };
  const siegel = await issueCertificate({
    ...ausgestellt,
    verwendung: 'siegel',
    name: 'TEST Siegel Gemeinde Thallwitz',
    organisation: 'Gemeinde Thallwitz',
  });
  const beamtin = await issueCertificate({
    ...ausgestellt,
    verwendung: 'unterschrift',
    name: 'TEST Ilka Berger',
    organisation: 'Gemeinde Thallwitz',
    person: { vorname: 'Ilka', nachname: 'Berger' },
  });
  const auskunft = await issueCertificate({
    krypto,
    ca: stelle,
    von: beginn,
    verwendung: 'ocsp',
    name: 'TEST Auskunft',
    organisation: null,
    bis: tag('2056-01-01'),
  });

  const stempel = (tsa: Schluesselpaar, wann: Date) => (digest: Uint8Array) =>
    createTimestampToken({
      request: requestTimestamp(digest),
      krypto,
      key: tsa.key,
      certificate: tsa.certificate,
      chain: [stelle.certificate],
      serial: krypto.random(8),
      jetzt: wann,
      policyOid: POLICY,
    });
  const crls = async (von: Date, gesperrt: readonly TestSperre[] = []) => {
    const zeit = { krypto, von, bis: spaeter(von, MONAT) };
    return [
      await createTestCrl({ ...zeit, ca: wurzel, gesperrt: [] }),
      await createTestCrl({ ...zeit, ca: stelle, gesperrt }),
    ];
  };
  const lt = async (pdf: Uint8Array, wann: Date, gesperrt?: readonly TestSperre[]) =>
    addValidationData({ pdf, krypto, certificates: [wurzel.certificate], crls: await crls(wann, gesperrt) });

  return {
    wurzel,
    stelle,
    siegel,
    beamtin,
    auskunft,
    stempel,
    crls,
    lt,
    tsa: (name, von) => issueCertificate({ ...ausgestellt, verwendung: 'zeitstempel', name, organisation: 'X', von }),
    siegele: (pdf, wer, tsa, wann) =>
      sealPdf({
        pdf,
        krypto,
        key: wer.key,
        certificate: wer.certificate,
        chain: [stelle.certificate],
        jetzt: wann,
        timestamp: stempel(tsa, wann),
        art: wer === beamtin ? 'unterschrift' : 'siegel',
      }),
    ocsp: (zertifikat, von, mehr = {}) =>
      createTestOcsp({
        krypto,
        aussteller: stelle.certificate,
        antwortender: auskunft,
        zertifikat,
        status: 'gut',
        von,
        bis: spaeter(von, MONAT),
        ...mehr,
      }),
    lta: async (pdf, tsa, wann, gesperrt) =>
      addDocumentTimestamp({ pdf: await lt(pdf, wann, gesperrt), krypto, timestamp: stempel(tsa, wann) }),
  };
}
