import { describe, expect, it } from 'vitest';
import { nodeKrypto as krypto } from '../../node/krypto.ts';
import { createTestCa, issueCertificate } from '../x509/test-ca.ts';
import { requestTimestamp } from './anfrage.ts';
import { createTimestampToken } from './antwort.ts';
import { findStampQuestions } from './fragen.ts';

const jetzt = new Date('2026-03-05T12:00:00Z');
const ca = await createTestCa({ krypto, jetzt, name: 'TEST Wurzel' });
const tsa = await issueCertificate({
  krypto,
  ca,
  verwendung: 'zeitstempel',
  name: 'TEST Zeitstempeldienst',
  organisation: 'TEST',
  von: jetzt,
  adressen: { crl: 'http://tsa.example/crl' },
});
const token = await createTimestampToken({
  request: requestTimestamp(krypto.sha256(new Uint8Array([1])), { certReq: true }),
  krypto,
  key: tsa.key,
  certificate: tsa.certificate,
  serial: Uint8Array.of(1),
  jetzt,
  policyOid: '2.999.1',
});

describe('questions about a time stamp', () => {
  it('are one per certificate below the root, with the addresses it names', async () => {
    const frage = {
      zertifikat: tsa.certificate,
      aussteller: ca.certificate,
      name: 'TEST Zeitstempeldienst',
      crl: ['http://tsa.example/crl'],
      ocsp: [],
    };
    expect(await findStampQuestions({ token, krypto, certificates: [ca.certificate] })).toEqual([frage]);
    expect(await findStampQuestions({ token, krypto })).toEqual([{ ...frage, aussteller: null }]);
  });

  it('are none about what is no time stamp', async () => {
    expect(await findStampQuestions({ token: Uint8Array.of(1, 2, 3), krypto })).toEqual([]);
  });
});
