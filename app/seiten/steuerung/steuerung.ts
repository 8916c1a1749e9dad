import type { FastifyInstance } from 'fastify';
import type { SeitenDeps } from '../deps.ts';
import { nurPersonal, type Seite } from '../personal/zugang.ts';
import { registerAbrechnung } from './abrechnung/routes.ts';
import { zeigeLage } from './lage/seite.tsx';
import { richteEin, zeigeEinrichten } from './last/einrichten.tsx';
import { merkeProbe, zeigeProbe } from './last/probe.tsx';
import { zeigeLast } from './last/uebersicht.tsx';
import { entscheideVorschlag, zeigeVorschlaege } from './last/vorschlaege.tsx';
import { nimmEntwurf, zeigeEntwurf } from './vereinbarungen/entwurf/routes.tsx';
import { zeigeKalender } from './vereinbarungen/kalender.tsx';
import { zeigeListe } from './vereinbarungen/liste.tsx';
import { zeigePruefliste } from './vereinbarungen/pruefliste.tsx';
import { geheSchritt, zeigeUrkunde, zeigeVereinbarung } from './vereinbarungen/routes.tsx';

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
  get('/vereinbarungen', zeigeListe);
  get('/vereinbarungen/kalender', zeigeKalender);
  get('/vereinbarungen/pruefliste', zeigePruefliste);
  get('/vereinbarungen/neu', zeigeEntwurf);
  post('/vereinbarungen/neu', nimmEntwurf);
  get('/vereinbarungen/:id', zeigeVereinbarung);
  post('/vereinbarungen/:id', geheSchritt);
  get('/vereinbarungen/:id/urkunde', zeigeUrkunde);
  registerAbrechnung(get, post);
  get('/last', zeigeLast);
  get('/last/vorschlaege', zeigeVorschlaege);
  post('/last/vorschlaege', entscheideVorschlag);
  get('/last/probe', zeigeProbe);
  post('/last/probe', merkeProbe);
  get('/last/einrichten', zeigeEinrichten);
  post('/last/einrichten', richteEin);
}
