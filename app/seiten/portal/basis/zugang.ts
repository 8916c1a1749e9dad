import '@fastify/cookie';
import { createHash } from 'node:crypto';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { oeffentlich, randomToken } from '../../../base/index.ts';
import type { SeitenDeps } from '../../deps.ts';

const KEKS = 'rv_zugang';
const TAG = 86_400_000;
const TOKEN = /^[\w-]{43}$/;
const hash = (token: string): Buffer => createHash('sha256').update(token).digest();

/** Days that a secret link stays good: a draft, and a case with its remedy period and the way to court. */
export const ENTWURF_TAGE = 30;
export const VORGANG_TAGE = 400;

/** Makes a secret link to the draft of somebody without account. The database keeps the hash only. */
export async function createZugang(deps: SeitenDeps, entwurf: string, tage: number): Promise<string> {
  const token = randomToken();
  await deps.db.lesen(
    { ...oeffentlich, person: entwurf },
    'select eingang.zugang_anlegen($1, $2, to_timestamp($3 / 1000.0))',
    [hash(token), entwurf, deps.protokoll.uhr.jetzt() + tage * TAG],
  );
  return token;
}

/** Whose secret this is: the draft's id, or null. */
export async function readZugang(deps: SeitenDeps, token: unknown): Promise<string | null> {
  if (typeof token !== 'string' || !TOKEN.test(token)) return null;
  const [z] = await deps.db.lesen<{ wer: string | null }>(oeffentlich, 'select eingang.zugang_lesen($1) as wer', [
    hash(token),
  ]);
  return z?.wer ?? null;
}

/** Keeps the secret in this browser, for one address only. */
export function merkeZugang(deps: SeitenDeps, reply: FastifyReply, weg: string, token: string, tage: number): void {
  const secure = deps.basisUrl.startsWith('https:');
  reply.setCookie(KEKS, token, { path: weg, httpOnly: true, sameSite: 'lax', secure, maxAge: tage * 86_400 });
}

export const zugangOf = (anfrage: FastifyRequest): string | undefined => anfrage.cookies[KEKS];
