import type { FastifyInstance } from 'fastify';
import type { SeitenDeps } from '../deps.ts';
import { nurPersonal, type Seite } from '../personal/zugang.ts';
import { zeigeFluss } from './fluss/seite.tsx';
import { legeZuwendungAn, zeigeNeue, zeigeZuwendungen } from './foerdermittel/liste.tsx';
import { sendeNachweis } from './foerdermittel/nachweis.ts';
import { bucheAkte, zeigeAkte } from './foerdermittel/routes.tsx';
import { speichereEigene, zeigeEigene } from './lage/allein.tsx';
import { zeigeLage } from './lage/seite.tsx';
import { registerOffeneDaten } from './offenedaten/oeffentlich.tsx';
import { aendereDaten, sendeJahresbericht, zeigeDaten } from './offenedaten/seite.tsx';
import { aendereVergleich, zeigeVergleich } from './vergleichen/seite.tsx';

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
  get('/eigene-kosten', zeigeEigene);
  post('/eigene-kosten', speichereEigene);
  get('/fluss', zeigeFluss);
  get('/vergleich', zeigeVergleich);
  post('/vergleich', aendereVergleich);
  get('/daten', zeigeDaten);
  post('/daten', aendereDaten);
  get('/daten/jahresbericht.pdf', sendeJahresbericht);
  get('/foerderung', zeigeZuwendungen);
  post('/foerderung', legeZuwendungAn);
  get('/foerderung/neu', zeigeNeue);
  get('/foerderung/:zuwendung', zeigeAkte);
  post('/foerderung/:zuwendung', bucheAkte);
  get('/foerderung/:zuwendung/verwendungsnachweis.pdf', sendeNachweis);
  registerOffeneDaten(server, deps);
}
