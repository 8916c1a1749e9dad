import type { FastifyInstance } from 'fastify';
import type { SeitenDeps } from '../deps.ts';
import { zeigeKommunen } from './kommunen.tsx';
import { zeigeTuer } from './tuer.tsx';

/** The first door `/` and the list of all Kommunen. Public. */
export function registerEingangstuer(server: FastifyInstance, deps: SeitenDeps): void {
  server.get('/', async (_anfrage, antwort) => zeigeTuer(deps, antwort));
  server.get('/kommunen', async (anfrage, antwort) => zeigeKommunen(deps, anfrage, antwort));
}
