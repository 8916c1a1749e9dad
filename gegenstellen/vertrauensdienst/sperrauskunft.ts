import { createTestCrl, createTestOcsp, type Krypto, readCertificate } from '@rathausverbund/siegel';
import type { FastifyInstance } from 'fastify';
import type { Verhalten } from '../base/verhalten.ts';
import type { Umgebung } from '../model.ts';
import type { Credential, Stelle } from './stelle.ts';

const TAG = 24 * 3_600_000;

/** CRL (RFC 5280) and OCSP (RFC 6960) of the TEST root. `gesperrt` on order: the next answer says that the certificate is revoked. */
export function sperrRoutes(
  app: FastifyInstance,
  umgebung: Umgebung,
  krypto: Krypto,
  stelle: Stelle,
  verhalten: Verhalten,
): void {
  const zeit = () => {
    const von = umgebung.uhr();
    return { von, bis: new Date(von.getTime() + TAG) };
  };
  const gesperrt = () => verhalten.take('vertrauensdienst', 'gesperrt');
  app.addContentTypeParser('application/ocsp-request', { parseAs: 'buffer' }, (_, body, done) => done(null, body));

  app.get('/vertrauensdienst/crl', async (_, reply) => {
    if (await verhalten.disturb('vertrauensdienst', reply)) return reply;
    const { von, bis } = zeit();
    const welche = gesperrt() ? await stelle.credentials() : [];
    const liste = welche.map((c) => ({ zertifikat: c.certificate, seit: von }));
    const crl = await createTestCrl({ krypto, ca: stelle.ca, gesperrt: liste, von, bis });
    return reply.type('application/pkix-crl').send(Buffer.from(crl));
  });

  app.post<{ Body: unknown }>('/vertrauensdienst/ocsp', async (request, reply) => {
    if (await verhalten.disturb('vertrauensdienst', reply)) return reply;
    const { body } = request;
    const asked = Buffer.isBuffer(body) && (await stelle.credentials()).find((c) => names(body, c));
    if (!asked) return reply.code(400).send({ meldung: 'Nach diesem Zertifikat wurde hier nicht gefragt.' });
    const { von, bis } = zeit();
    const antwort = await createTestOcsp({
      krypto,
      aussteller: stelle.ca.certificate,
      antwortender: stelle.ca,
      zertifikat: asked.certificate,
      status: gesperrt() ? { seit: von } : 'gut',
      von,
      bis,
    });
    return reply.type('application/ocsp-response').send(Buffer.from(antwort));
  });
}

/** The request holds the serial number: 16 random bytes, which nothing else in it can be. */
const names = (anfrage: Buffer, c: Credential): boolean =>
  anfrage.includes(Buffer.from(readCertificate(c.certificate)?.serial ?? '-', 'hex'));
