import type { FastifyInstance } from 'fastify';
import type { SeitenDeps } from '../deps.ts';
import { nurPersonal, type Seite } from '../personal/zugang.ts';
import { zeigeLage } from './lage/seite.tsx';
import { richteEin, zeigeEinrichten } from './last/einrichten.tsx';
import { merkeProbe, zeigeProbe } from './last/probe.tsx';
import { zeigeLast } from './last/uebersicht.tsx';
import { entscheideVorschlag, zeigeVorschlaege } from './last/vorschlaege.tsx';

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
  get('/last', zeigeLast);
  get('/last/vorschlaege', zeigeVorschlaege);
  post('/last/vorschlaege', entscheideVorschlag);
  get('/last/probe', zeigeProbe);
  post('/last/probe', merkeProbe);
  get('/last/einrichten', zeigeEinrichten);
  post('/last/einrichten', richteEin);
}
