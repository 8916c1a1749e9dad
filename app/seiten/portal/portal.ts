import type { FastifyInstance } from 'fastify';
import type { SeitenDeps } from '../deps.ts';
import { registerAntrag } from './antrag/routes.tsx';
import { registerKommune } from './kommune/routes.tsx';
import { registerLeistung } from './leistung/routes.tsx';
import { registerMeine } from './meine/routes.tsx';
import { registerVorgang } from './vorgang/routes.tsx';

/** All pages for citizens. Needs `registerWebBasis` and `sameOriginOnly` before it; texts of `portalTexte` in `deps.t`. */
export function registerPortal(server: FastifyInstance, deps: SeitenDeps): void {
  registerKommune(server, deps);
  registerLeistung(server, deps);
  registerAntrag(server, deps);
  registerVorgang(server, deps);
  registerMeine(server, deps);
}
