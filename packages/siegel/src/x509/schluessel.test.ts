import { beforeAll, describe, expect, it } from 'vitest';
import { browserKrypto } from '../../browser/krypto.ts';
import { nodeKrypto } from '../../node/krypto.ts';
import { smallPdf } from '../../test/kleines-pdf.ts';
import { mitSchluessel, paarOf, type Schluesselart } from '../../test/schluessel.ts';
import { createTestwelt, JETZT, POLICY, type Testwelt } from '../../test/testwelt.ts';
import {
  createTestCa,
  createTimestampToken,
  ECDSA_P256,
  issueCertificate,
  readCertificate,
  readTimestamp,
  requestTimestamp,
  type SignaturAlgorithmus,
  sealPdf,
  verifyPdf,
  verifyTimestamp,
} from '../index.ts';
import { readKey } from './schluessel.ts';

const VON = new Date('2026-01-01T00:00:00Z');
const RSA: SignaturAlgorithmus = { art: 'rsa-pkcs1', hash: 'sha256' };
const MASCHINEN = { Node: nodeKrypto, Browser: browserKrypto(globalThis.crypto) };
const algOf = (art: Schluesselart) => ('kurve' in art ? ECDSA_P256 : RSA);

let welt: Testwelt;
beforeAll(async () => {
  welt = await createTestwelt();
});

/** A PDF sealed with a key of this kind. */
async function gesiegelt(art: Schluesselart, { ca, timestamp } = welt): Promise<Uint8Array> {
  const krypto = mitSchluessel(art);
  const von = readCertificate(ca.certificate)?.von ?? VON;
  const auftrag = { ca, name: 'TEST Siegel', organisation: 'Gemeinde Thallwitz', von, alg: algOf(art) };
  const { key, certificate } = await issueCertificate({ ...auftrag, krypto, verwendung: 'siegel' });
  return sealPdf({ pdf: smallPdf(), krypto, key, certificate, chain: [], jetzt: JETZT, timestamp });
}
const urteile = async (pdf: Uint8Array, anker = [welt.ca.certificate]) =>
  Promise.all(Object.values(MASCHINEN).map((krypto) => verifyPdf(pdf, { krypto, anker, jetzt: JETZT })));

const GUT: Schluesselart[] = [
  ...['P-256', 'P-384', 'P-521', 'brainpoolP256r1', 'brainpoolP384r1', 'brainpoolP512r1'].map((kurve) => ({ kurve })),
  { bits: 3072 },
];
const SCHLECHT: Schluesselart[] = [
  ...['secp112r1', 'prime192v1', 'secp224r1', 'secp256k1', 'brainpoolP224r1'].map((kurve) => ({ kurve })),
  { bits: 512 },
  { bits: 1024 },
  { bits: 2048, e: 3 },
];

describe('die Liste der anerkannten Schlüssel', () => {
  it.each(GUT)('%j: ein Siegel hält, auf jeder Maschine', async (art) => {
    expect(readKey(paarOf(art).spki)).not.toBeNull();
    for (const u of await urteile(await gesiegelt(art)))
      expect(u).toMatchObject({ unversehrt: 'holds', vertrauen: 'holds', zeit: 'holds' });
  });

  it.each(SCHLECHT)('%j: nicht zu entscheiden, auf jeder Maschine, nie „hält“ und nie „hält nicht“', async (art) => {
    expect(readKey(paarOf(art).spki)).toBeNull();
    const alle = await urteile(await gesiegelt(art));
    for (const u of alle) {
      expect(u).toMatchObject({ unversehrt: 'cannot be decided', gruende: [{ code: 'cms.schluessel' }] });
      expect(u).toEqual(alle[0]);
    }
  });

  it('kennt ein Ende: RSA unter 3000 Bit trägt nur, was vorher nachweislich da war', async () => {
    expect(readKey(paarOf({ bits: 2048 }).spki)).not.toBeNull();
    const [u] = await urteile(await gesiegelt({ bits: 2048 }));
    expect(u).toMatchObject({ unversehrt: 'holds', vertrauen: 'cannot be decided', zeit: 'holds' });
    expect(u?.gruende.map((g) => g.code)).toContain('x509.veraltet');
    const frueher = await createTestwelt(new Date('2025-01-01T00:00:00Z'), new Date('2025-03-10T09:30:00Z'));
    const [vorher] = await urteile(await gesiegelt({ bits: 2048 }, frueher), [frueher.ca.certificate]);
    expect(vorher).toMatchObject({ unversehrt: 'holds', vertrauen: 'holds', zeit: 'holds' });
  });

  it('gilt auch für Zeitstempel', async () => {
    const krypto = mitSchluessel({ bits: 512 });
    const tsa = { ca: welt.ca, name: 'TEST Zeitstempel', organisation: null, von: VON, alg: RSA };
    const { key, certificate } = await issueCertificate({ ...tsa, krypto, verwendung: 'zeitstempel' });
    const data = Uint8Array.of(1, 2, 3);
    const request = requestTimestamp(krypto.sha256(data));
    const wer = { krypto, key, certificate, serial: Uint8Array.of(1), jetzt: JETZT, policyOid: POLICY };
    const token = await createTimestampToken({ ...wer, request });
    for (const pruefer of Object.values(MASCHINEN))
      expect(await verifyTimestamp(token, { data }, { krypto: pruefer, anker: [welt.ca.certificate] })).toMatchObject({
        ok: false,
        code: 'tsp.schluessel',
        antwort: 'cannot be decided',
      });
    // Whatever the key: other data are other data.
    const anderes = { data: Uint8Array.of(9) };
    expect(await verifyTimestamp(token, anderes, { krypto: nodeKrypto, anker: [] })).toMatchObject({
      code: 'tsp.nicht-gedeckt',
      antwort: 'does not hold',
    });
    expect(await readTimestamp(nodeKrypto, token)).toMatchObject({ hash: 'sha256', zeit: JETZT });
  });

  it('gilt auch für ausstellende Stellen, selbst wenn sie Anker sind', async () => {
    const krypto = mitSchluessel({ kurve: 'secp256k1' });
    const ca = await createTestCa({ krypto, jetzt: VON, name: 'TEST Wurzel' });
    const auftrag = { krypto: nodeKrypto, ca, name: 'TEST Siegel', organisation: 'X', von: VON };
    const siegel = await issueCertificate({ ...auftrag, verwendung: 'siegel' });
    const pdf = await sealPdf({
      pdf: smallPdf(),
      krypto,
      key: siegel.key,
      certificate: siegel.certificate,
      chain: [ca.certificate],
      jetzt: JETZT,
      timestamp: welt.timestamp,
    });
    for (const u of await urteile(pdf, [ca.certificate, welt.ca.certificate])) {
      expect(u).toMatchObject({ unversehrt: 'holds', vertrauen: 'cannot be decided', zeit: 'holds' });
      expect(u.gruende.map((g) => g.code)).toContain('x509.schluessel');
    }
  });

  it('kennt nur, was genau so geschrieben ist', () => {
    const { spki } = paarOf({ kurve: 'P-256' });
    expect(readKey(Uint8Array.of(...spki, 0))).toBeNull();
    expect(readKey(spki.subarray(0, spki.length - 1))).toBeNull();
    const gepresst = spki.slice();
    gepresst[spki.length - 65] = 0x02;
    expect(readKey(gepresst)).toBeNull();
    expect(readKey(new Uint8Array())).toBeNull();
  });
});
