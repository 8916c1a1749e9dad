import { constants, privateEncrypt, randomBytes } from 'node:crypto';
import type { Krypto } from '@rathausverbund/siegel';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Verhalten } from '../base/verhalten.ts';
import type { Umgebung, VertrauensdienstAngaben } from '../model.ts';
import { sperrRoutes } from './sperrauskunft.ts';
import { type Credential, openStelle } from './stelle.ts';

export interface VertrauensdienstAdressen {
  /** Base address of the CSC API. */
  readonly url: string;
  /** PEM of the TEST root that issued the seals. */
  readonly caPem: string;
}

const DIENST = 'vertrauensdienst';
const SHA256 = '2.16.840.1.101.3.4.2.1';
const SHA256_RSA = '1.2.840.113549.1.1.11';
/** DigestInfo of a SHA-256 hash (RFC 8017 9.2), without the hash. */
const DIGEST_INFO = Buffer.from('3031300d060960864801650304020105000420', 'hex');

const base64 = (b: Uint8Array): string => Buffer.from(b).toString('base64');
type Koerper = Partial<Record<string, unknown>> | null;

/** Mounts the trust service under `/vertrauensdienst`: CSC API v2 in part. The contract is in README.md. */
export async function vertrauensdienstRoutes(
  app: FastifyInstance,
  umgebung: Umgebung,
  krypto: Krypto,
  angaben: VertrauensdienstAngaben,
  verhalten: Verhalten,
): Promise<VertrauensdienstAdressen> {
  const stelle = await openStelle(umgebung, krypto, angaben);
  const ausweise = new Set<string>();
  /** SAD → what it releases: one hash of one credential, once. */
  const freigaben = new Map<string, string>();
  const basis = Buffer.from(`${encodeURIComponent(angaben.clientId)}:${encodeURIComponent(angaben.clientSecret)}`);

  const refuse = (reply: FastifyReply, code: number, error: string) =>
    reply.code(code).send({ error, error_description: 'Gegenstelle – TEST' });

  /** Misbehaves on order, and asks who is there. True: the answer has been given. */
  async function turnedAway(request: FastifyRequest, reply: FastifyReply): Promise<boolean> {
    if (await verhalten.disturb(DIENST, reply)) return true;
    if (ausweise.has(request.headers.authorization?.replace(/^Bearer /, '') ?? '')) return false;
    refuse(reply, 401, 'invalid_token');
    return true;
  }
  const find = async (id: unknown): Promise<Credential | undefined> =>
    (await stelle.credentials()).find((c) => c.id === id);
  const oneHash = (body: Koerper): string | null => {
    const hashes = body?.['hashes'];
    const [hash] = Array.isArray(hashes) && hashes.length === 1 ? (hashes as unknown[]) : [];
    const wellFormed = typeof hash === 'string' && Buffer.from(hash, 'base64').length === 32;
    return wellFormed && body?.['hashAlgorithmOID'] === SHA256 ? hash : null;
  };

  app.post('/vertrauensdienst/csc/v2/oauth2/token', async (request, reply) => {
    if (await verhalten.disturb(DIENST, reply)) return reply;
    if (request.headers.authorization !== `Basic ${basis.toString('base64')}`)
      return refuse(reply, 401, 'invalid_client');
    const token = randomBytes(24).toString('base64url');
    ausweise.add(token);
    return { access_token: token, token_type: 'Bearer', expires_in: 3600 };
  });

  app.post('/vertrauensdienst/csc/v2/credentials/list', async (request, reply) => {
    if (await turnedAway(request, reply)) return reply;
    return { credentialIDs: (await stelle.credentials()).map((c) => c.id) };
  });

  app.post<{ Body: Koerper }>('/vertrauensdienst/csc/v2/credentials/info', async (request, reply) => {
    if (await turnedAway(request, reply)) return reply;
    const c = await find(request.body?.['credentialID']);
    if (!c) return refuse(reply, 400, 'invalid_request');
    const zertifikat = verhalten.take(DIENST, 'anderes_zertifikat') ? await stelle.fremdes() : c.certificate;
    return {
      key: { status: 'enabled', algo: [SHA256_RSA], len: 3072 },
      cert: { status: 'valid', certificates: [zertifikat, stelle.ca.certificate].map(base64) },
      auth: { mode: 'explicit', expression: 'PIN', objects: [{ type: 'Password', id: 'PIN', format: 'A' }] },
      SCAL: '2',
      multisign: 1,
    };
  });

  app.post<{ Body: Koerper }>('/vertrauensdienst/csc/v2/credentials/authorize', async (request, reply) => {
    if (await turnedAway(request, reply)) return reply;
    const c = await find(request.body?.['credentialID']);
    const hash = oneHash(request.body);
    const [pin] = (request.body?.['authData'] ?? []) as { id?: unknown; value?: unknown }[];
    if (!c || !hash || pin?.id !== 'PIN' || pin.value !== angaben.pin) return refuse(reply, 400, 'invalid_pin');
    const sad = randomBytes(24).toString('base64url');
    freigaben.set(sad, `${c.id} ${hash}`);
    return { SAD: sad, expiresIn: 300 };
  });

  app.post<{ Body: Koerper }>('/vertrauensdienst/csc/v2/signatures/signHash', async (request, reply) => {
    if (await turnedAway(request, reply)) return reply;
    const c = await find(request.body?.['credentialID']);
    const hash = oneHash(request.body);
    const sad = String(request.body?.['SAD']);
    if (!c || !hash || freigaben.get(sad) !== `${c.id} ${hash}` || request.body?.['signAlgo'] !== SHA256_RSA)
      return refuse(reply, 400, 'invalid_request');
    freigaben.delete(sad);
    const wert = verhalten.take(DIENST, 'fremder_hash') ? Buffer.from(krypto.random(32)) : Buffer.from(hash, 'base64');
    const padding = constants.RSA_PKCS1_PADDING;
    const signature = privateEncrypt({ key: c.key, padding }, Buffer.concat([DIGEST_INFO, wert]));
    if (verhalten.take(DIENST, 'antwort_verloren')) {
      reply.hijack();
      request.raw.socket.destroy();
      return reply;
    }
    return { signatures: [base64(signature)] };
  });

  sperrRoutes(app, umgebung, krypto, stelle, verhalten);
  app.get('/vertrauensdienst/ca.pem', async (_, reply) => reply.type('application/x-pem-file').send(stelle.caPem));
  return { url: `${umgebung.url}/csc/v2`, caPem: stelle.caPem };
}
