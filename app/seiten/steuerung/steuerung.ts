import type { FastifyInstance } from 'fastify';
import type { SeitenDeps } from '../deps.ts';
import { nurPersonal, type Seite } from '../personal/zugang.ts';
import { zeigeLage } from './lage/seite.tsx';
import { halteAn, setzeFort, zeigeAnhalten } from './zugang/anhalten.tsx';
import { sendeBericht, zeigeBericht } from './zugang/bericht.tsx';
import { zeigeZugang } from './zugang/seite.tsx';
import { zeigeWerSieht } from './zugang/vorgang.tsx';

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
  get('/zugang', zeigeZugang);
  get('/zugang/anhalten', zeigeAnhalten);
  post('/zugang/anhalten', halteAn);
  post('/zugang/fortsetzen', setzeFort);
  get('/zugang/vorgang', zeigeWerSieht);
  get('/zugang/bericht', zeigeBericht);
  get('/zugang/bericht.csv', sendeBericht);
}
