import type { FastifyInstance } from 'fastify';
import { endSitzung } from '../../konten/index.ts';
import { registerBuergeranmeldung } from './buerger.ts';
import { createCookies } from './cookies.ts';
import type { AnmeldenDeps } from './deps.ts';
import { registerMitarbeiteranmeldung } from './mitarbeit.ts';
import { lokalesZiel } from './ziel.ts';

/**
 * Signing in and out. Needs `registerWebBasis` and `sameOriginOnly` before it.
 * `GET /anmelden?kommune=<AGS>&zurueck=/…&niveau=basis|substantiell|hoch[&schnell=<id>]` and
 * `GET /arbeitsplatz/anmelden[?person=<hint>&zurueck=/…]` are links, not forms; `POST /abmelden` takes an optional `zurueck`.
 */
export function registerAnmelden(server: FastifyInstance, deps: AnmeldenDeps): void {
  const cookies = createCookies(deps.basisUrl);
  registerBuergeranmeldung(server, deps, cookies);
  registerMitarbeiteranmeldung(server, deps, cookies);

  server.post<{ Body: Record<string, unknown> | null }>('/abmelden', async (request, reply) => {
    const token = cookies.sitzung(request);
    if (token) await endSitzung(deps.db, token);
    cookies.vergissSitzung(reply);
    return reply.header('cache-control', 'no-store').redirect(lokalesZiel(request.body?.['zurueck'], '/'), 303);
  });
}
