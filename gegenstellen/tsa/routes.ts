import {
  createTestCa,
  createTestCrl,
  createTimestampResponse,
  ECDSA_P256,
  issueCertificate,
  type Krypto,
  requestTimestamp,
} from '@rathausverbund/siegel';
import type { FastifyInstance } from 'fastify';
import { certificatePem } from '../base/pem.ts';
import { keep } from '../base/schluessel.ts';
import type { Verhalten } from '../base/verhalten.ts';
import type { Umgebung } from '../model.ts';

export interface TsaAdressen {
  readonly url: string;
  /** PEM of the TEST root that issued the authority's certificate. */
  readonly caPem: string;
}

/** The example arc of ITU-T X.660: a policy that promises nothing. */
const POLICY = '2.999.3161.1';
const BASE64 = 'base64';

const TAG = 24 * 3_600_000;

/** The authority's key and certificate, made once under a TEST root. A root made before there were revocation lists has no key left. */
async function authority(umgebung: Umgebung, krypto: Krypto) {
  const roh = await keep(umgebung.ordner, 'tsa.json', async () => {
    const von = new Date(umgebung.uhr().getTime() - 24 * 3_600_000);
    const bis = new Date(Date.UTC(von.getUTCFullYear() + 10, 0, 1));
    const ca = await createTestCa({ krypto, jetzt: von, name: 'TEST Wurzel Zeitstempel (Gegenstelle)' });
    const name = 'TEST Zeitstempeldienst (Gegenstelle)';
    const tsa = await issueCertificate({
      krypto,
      ca,
      verwendung: 'zeitstempel',
      name,
      organisation: 'TEST',
      von,
      bis,
      adressen: { crl: `${umgebung.url}/crl` },
    });
    const text = (bytes: Uint8Array): string => Buffer.from(bytes).toString(BASE64);
    return JSON.stringify({
      wurzel: text(ca.certificate),
      wurzelPkcs8: text(ca.pkcs8),
      zertifikat: text(tsa.certificate),
      pkcs8: text(tsa.pkcs8),
    });
  });
  const { wurzel, wurzelPkcs8, zertifikat, pkcs8 } = JSON.parse(roh) as Record<
    'wurzel' | 'zertifikat' | 'pkcs8',
    string
  > & { wurzelPkcs8?: string };
  const bytes = (text: string): Uint8Array => new Uint8Array(Buffer.from(text, BASE64));
  const key = await krypto.importPrivate(bytes(pkcs8), ECDSA_P256);
  const ca = wurzelPkcs8
    ? { certificate: bytes(wurzel), key: await krypto.importPrivate(bytes(wurzelPkcs8), ECDSA_P256) }
    : null;
  return { caPem: certificatePem(bytes(wurzel)), ca, certificate: bytes(zertifikat), key };
}

/** Mounts the time-stamp authority (RFC 3161 over HTTP) at `/tsa`. */
export async function tsaRoutes(
  app: FastifyInstance,
  umgebung: Umgebung,
  krypto: Krypto,
  verhalten: Verhalten,
): Promise<TsaAdressen> {
  const { caPem, ca, certificate, key } = await authority(umgebung, krypto);
  app.addContentTypeParser('application/timestamp-query', { parseAs: 'buffer' }, (_, body, done) => done(null, body));

  app.post<{ Body: unknown }>('/tsa', async (request, reply) => {
    if (await verhalten.disturb('tsa', reply)) return reply;
    if (!Buffer.isBuffer(request.body))
      return reply.code(415).send({ meldung: 'Erwartet wird application/timestamp-query.' });
    reply.type('application/timestamp-reply');
    if (verhalten.take('tsa', 'muell')) return reply.send(Buffer.from(krypto.random(600)));
    if (verhalten.take('tsa', 'riesig')) return reply.send(Buffer.alloc(2 * 1024 * 1024));
    const fremd = verhalten.take('tsa', 'fremder_hash');
    const anfrage = fremd ? requestTimestamp(krypto.random(32), {}) : new Uint8Array(request.body);
    const serial = krypto.random(16);
    const antwort = await createTimestampResponse({
      request: anfrage,
      krypto,
      key,
      certificate,
      serial,
      jetzt: umgebung.uhr(),
      policyOid: POLICY,
    });
    return reply.send(Buffer.from(antwort));
  });

  app.get('/tsa/crl', async (_, reply) => {
    if (await verhalten.disturb('tsa', reply)) return reply;
    if (!ca) return reply.code(404).send({ meldung: 'Diese Wurzel stellt keine Sperrlisten aus.' });
    const von = umgebung.uhr();
    const gesperrt = verhalten.take('tsa', 'gesperrt') ? [{ zertifikat: certificate, seit: von }] : [];
    const crl = await createTestCrl({ krypto, ca, gesperrt, von, bis: new Date(von.getTime() + TAG) });
    return reply.type('application/pkix-crl').send(Buffer.from(crl));
  });

  app.get('/tsa/ca.pem', async (_, reply) => reply.type('application/x-pem-file').send(caPem));
  return { url: umgebung.url, caPem };
}
