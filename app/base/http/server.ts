import Fastify, { type FastifyInstance } from 'fastify';
import type { Log } from '../log.ts';

export type Server = FastifyInstance;

/** Security headers of every page: nothing from elsewhere, no script but our own files, no framing (TR-03172-3, ASVS V3). */
const KOPF: Record<string, string> = {
  'content-security-policy':
    "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self' data:; font-src 'self'; form-action 'self' http://127.0.0.1:*; frame-ancestors 'none'; base-uri 'none'; object-src 'none'",
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'same-origin',
  'cross-origin-opener-policy': 'same-origin',
  'permissions-policy': 'camera=(), geolocation=(), microphone=()',
};

export function createServer(log: Log): Server {
  const server = Fastify({
    logger: false,
    bodyLimit: 1_000_000,
    trustProxy: false,
    requestTimeout: 30_000,
    routerOptions: { maxParamLength: 200 },
  });
  server.addHook('onSend', async (_anfrage, antwort) => {
    for (const [name, wert] of Object.entries(KOPF)) if (!antwort.hasHeader(name)) antwort.header(name, wert);
  });
  server.addHook('onError', async (anfrage, _antwort, fehler) => {
    if ((fehler.statusCode ?? 500) >= 500) log.fehler('anfrage', fehler, { weg: anfrage.routeOptions.url });
  });
  return server;
}
