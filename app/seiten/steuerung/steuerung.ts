import type { FastifyInstance } from 'fastify';
import type { SeitenDeps } from '../deps.ts';
import { nurPersonal, type Seite } from '../personal/zugang.ts';
import { registerAbrechnung } from './abrechnung/routes.ts';
import { zeigeLage } from './lage/seite.tsx';

/** The pages of those who lead. Needs `registerWebBasis` and `sameOriginOnly` before it. */
export function registerSteuerung(server: FastifyInstance, deps: SeitenDeps): void {
  type Zeige = (deps: SeitenDeps, ...rest: Parameters<Seite>) => ReturnType<Seite>;
  const get = (weg: string, zeige: Zeige) =>
    server.get(
      `/steuerung${weg}`,
      { exposeHeadRoute: false },
      nurPersonal(deps, (k, a, r) => zeige(deps, k, a, r)),
    );
  const post = (weg: string, tu: Zeige) =>
    server.post(
      `/steuerung${weg}`,
      nurPersonal(deps, (k, a, r) => tu(deps, k, a, r)),
    );
  get('', zeigeLage);
  registerAbrechnung(get, post);
}
