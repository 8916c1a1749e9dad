import { setImmediate, setTimeout } from 'node:timers/promises';
import Fastify, { type FastifyInstance, type FastifyRequest } from 'fastify';
import type { Log } from '../log.ts';
import { stoppuhr } from '../uhr.ts';

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

/** So long, at least, takes the answer that something is not there, whatever it took to find that out. */
export const NICHTS_DA_MS = 10;

/** What does not exist and what is another's are the same page; the clock must not tell them apart either. */
async function warteBis(ms: number, vergangen: () => number): Promise<void> {
  await setTimeout(Math.max(0, Math.floor(ms - vergangen())));
  while (vergangen() < ms) await setImmediate(); // a timer is no more exact than a millisecond
}

export function createServer(log: Log): Server {
  const server = Fastify({
    logger: false,
    bodyLimit: 1_000_000,
    trustProxy: false,
    // a photo over a thin line takes minutes; a request that sends no head is cut much earlier
    requestTimeout: 300_000,
    routerOptions: { maxParamLength: 200 },
  });
  const seit = new WeakMap<FastifyRequest, () => number>();
  server.addHook('onRequest', async (anfrage) => void seit.set(anfrage, stoppuhr()));
  server.addHook('onSend', async (anfrage, antwort) => {
    for (const [name, wert] of Object.entries(KOPF)) if (!antwort.hasHeader(name)) antwort.header(name, wert);
    if (antwort.statusCode === 404) await warteBis(NICHTS_DA_MS, seit.get(anfrage) ?? stoppuhr());
  });
  server.addHook('onError', async (anfrage, _antwort, fehler) => {
    if ((fehler.statusCode ?? 500) >= 500) log.fehler('anfrage', fehler, { weg: anfrage.routeOptions.url });
  });
  return server;
}
