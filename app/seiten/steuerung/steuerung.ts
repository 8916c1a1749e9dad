import type { FastifyInstance } from 'fastify';
import type { SeitenDeps } from '../deps.ts';
import { nurPersonal, type Seite } from '../personal/zugang.ts';
import { registerAbrechnung } from './abrechnung/routes.ts';
import { zeigeFluss } from './fluss/seite.tsx';
import { legeZuwendungAn, zeigeNeue, zeigeZuwendungen } from './foerdermittel/liste.tsx';
import { sendeNachweis } from './foerdermittel/nachweis.ts';
import { bucheAkte, zeigeAkte } from './foerdermittel/routes.tsx';
import { speichereEigene, zeigeEigene } from './lage/allein.tsx';
import { zeigeLage } from './lage/seite.tsx';
import { richteEin, zeigeEinrichten } from './last/einrichten.tsx';
import { merkeProbe, zeigeProbe } from './last/probe.tsx';
import { zeigeLast } from './last/uebersicht.tsx';
import { entscheideVorschlag, zeigeVorschlaege } from './last/vorschlaege.tsx';
import { registerOffeneDaten } from './offenedaten/oeffentlich.tsx';
import { aendereDaten, sendeJahresbericht, zeigeDaten } from './offenedaten/seite.tsx';
import { nimmEntwurf, zeigeEntwurf } from './vereinbarungen/entwurf/routes.tsx';
import { zeigeKalender } from './vereinbarungen/kalender.tsx';
import { zeigeListe } from './vereinbarungen/liste.tsx';
import { zeigePruefliste } from './vereinbarungen/pruefliste.tsx';
import { geheSchritt, zeigeUrkunde, zeigeVereinbarung } from './vereinbarungen/routes.tsx';
import { aendereVergleich, zeigeVergleich } from './vergleichen/seite.tsx';
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
