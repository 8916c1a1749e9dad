import cookie from '@fastify/cookie';
import formbody from '@fastify/formbody';
import type { FastifyInstance } from 'fastify';
import type { Fehlerseite } from './deps.ts';

declare module 'fastify' {
  interface FastifyContextConfig {
    /** takes posts that begin on a page of another origin, by design; must not rely on cookies */
    auchVonFremd?: boolean;
  }
}

/** Cookies and forms for all pages. Call first, once. */
export async function registerWebBasis(server: FastifyInstance): Promise<void> {
  await server.register(cookie);
  await server.register(formbody);
}

const FREMD =
  'Diese Anfrage kam nicht von unserer Seite. Es wurde nichts verändert. Bitte gehen Sie zurück und versuchen Sie es noch einmal.';
const LESEND = new Set(['GET', 'HEAD', 'OPTIONS']);

/**
 * Refuses changing requests that a page of another origin caused (403), on all routes but those with `auchVonFremd`.
 * A request with neither header comes from a program or an old browser; there SameSite=Lax keeps the session cookie out.
 * Call before the routes are registered.
 */
export function sameOriginOnly(server: FastifyInstance, deps: { basisUrl: string; fehlerseite: Fehlerseite }): void {
  const eigen = new URL(deps.basisUrl).origin;
  server.addHook('onRequest', async (request, reply) => {
    if (LESEND.has(request.method) || request.routeOptions.config.auchVonFremd) return;
    const { origin, 'sec-fetch-site': site } = request.headers;
    const erlaubt =
      site === undefined ? origin === undefined || origin === eigen : site === 'same-origin' || site === 'none';
    if (!erlaubt) {
      await deps.fehlerseite(reply, 403, FREMD);
      return reply;
    }
  });
}
