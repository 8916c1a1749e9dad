import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Datenbank } from '../../base/index.ts';
import { createSitzung, endSitzung, readSitzung, type Sitzung, type Sitzungsbeginn } from '../../konten/index.ts';
import { type Cookies, SITZUNG } from './cookies.ts';

/** Who is signed in, or null. Asks the database once per request. */
export type SitzungOf = (request: FastifyRequest) => Promise<Sitzung | null>;

export function createSitzungOf(db: Datenbank): SitzungOf {
  const gelesen = new WeakMap<FastifyRequest, Promise<Sitzung | null>>();
  return (request) => {
    const da = gelesen.get(request);
    if (da) return da;
    const token = request.cookies[SITZUNG];
    const sitzung = token ? readSitzung(db, token) : Promise.resolve(null);
    gelesen.set(request, sitzung);
    return sitzung;
  };
}

/** Opens the session of this browser under a new token; one that was there before ends. */
export async function beginneSitzung(
  db: Datenbank,
  cookies: Cookies,
  request: FastifyRequest,
  reply: FastifyReply,
  beginn: Sitzungsbeginn,
): Promise<void> {
  const alt = cookies.sitzung(request);
  if (alt) await endSitzung(db, alt);
  cookies.merkeSitzung(reply, (await createSitzung(db, beginn)).token);
}
