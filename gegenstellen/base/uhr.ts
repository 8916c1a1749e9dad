import type { FastifyInstance } from 'fastify';
import type { Uhr } from '../model.ts';

/** Largest displacement: fifty years. */
const HOECHSTENS_MS = 50 * 366 * 86_400_000;

/** One clock for all stand-ins; `POST /_uhr {versatzMs}` puts it forward or back against the real one, for tests of what takes years. */
export function stellbareUhr(echt: Uhr): { uhr: Uhr; routes(app: FastifyInstance): void } {
  let versatz = 0;
  return {
    uhr: () => new Date(echt().getTime() + versatz),
    routes(app) {
      app.post<{ Body: { readonly versatzMs?: unknown } | null }>('/_uhr', async (request, reply) => {
        const ms = request.body?.versatzMs;
        if (typeof ms !== 'number' || !(Math.abs(ms) <= HOECHSTENS_MS))
          return reply.code(400).send({ meldung: 'Erwartet wird versatzMs, eine Zahl.' });
        versatz = ms;
        return { versatzMs: ms };
      });
    },
  };
}
