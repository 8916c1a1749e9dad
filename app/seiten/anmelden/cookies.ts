import type { CookieSerializeOptions } from '@fastify/cookie';
import type { FastifyReply, FastifyRequest } from 'fastify';

export const SITZUNG = 'rv_sitzung';
/** Binds a begun sign-in to the browser that began it. */
const ANMELDUNG = 'rv_anmeldung';

/** The two cookies; both HttpOnly and SameSite=Lax, Secure where the platform is reached by https. */
export function createCookies(basisUrl: string) {
  const secure = basisUrl.startsWith('https:');
  const art = (path: string): CookieSerializeOptions => ({ path, httpOnly: true, sameSite: 'lax', secure });
  return {
    merkeAnmeldung: (reply: FastifyReply, weg: string, wert: string) =>
      reply.setCookie(ANMELDUNG, wert, { ...art(weg), maxAge: 600 }),
    vergissAnmeldung: (reply: FastifyReply, weg: string) => reply.clearCookie(ANMELDUNG, art(weg)),
    anmeldung: (request: FastifyRequest) => request.cookies[ANMELDUNG],
    /** without expiry: closing the browser forgets it; the database ends it in any case */
    merkeSitzung: (reply: FastifyReply, token: string) => reply.setCookie(SITZUNG, token, art('/')),
    vergissSitzung: (reply: FastifyReply) => reply.clearCookie(SITZUNG, art('/')),
    sitzung: (request: FastifyRequest) => request.cookies[SITZUNG],
  };
}

export type Cookies = ReturnType<typeof createCookies>;
