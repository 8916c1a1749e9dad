import type { FastifyInstance } from 'fastify';
import type { SeitenDeps } from '../deps.ts';
import { nurPersonal } from '../personal/zugang.ts';
import { gibAkteAb, zeigeAbgeben } from './akte/abgeben.tsx';
import { erklaereBefangenheit } from './akte/befangen.tsx';
import { versucheErneut } from './akte/beheben.tsx';
import { zeigeDokument } from './akte/dokument.ts';
import { erledigeSchritt } from './akte/erledigen.tsx';
import { loescheAkte, zeigeLoeschen } from './akte/loeschen.tsx';
import { zeigeVorgang } from './akte/seite.tsx';
import { aendereAnnahmen, zeigeAnnahmen } from './annahme/routes.tsx';
import { zeigeEingang } from './liste/seite.tsx';
import { legeNachrichtAb, sendeRoh, zeigeKlaerung, zeigeNachricht } from './post/klaerung.ts';
import { trageVersandEin, zeigeBrief, zeigeVersand } from './post/versand.ts';
import { eroeffne, zeigeProtokoll } from './protokoll.tsx';
import { zeigeRegister } from './register.tsx';
import { versucheMehrereErneut, zeigeStoerungen } from './stoerungen/routes.tsx';
import { zeigeTasten } from './tasten.tsx';
import { stelleGruppeUm, zeigeUmstellen } from './umstellen/routes.tsx';

/** The pages of staff. Needs `registerWebBasis` (cookies, forms) and `sameOriginOnly` before it, and the texts of meldungen. */
export function registerArbeitsplatz(server: FastifyInstance, deps: SeitenDeps): void {
  type Zeige = typeof zeigeEingang;
  const get = (weg: string, zeige: Zeige) =>
    server.get(
      `/arbeitsplatz${weg}`,
      { exposeHeadRoute: false },
      nurPersonal(deps, (k, a, r) => zeige(deps, k, a, r)),
    );
  const post = (weg: string, tu: Zeige) =>
    server.post(
      `/arbeitsplatz${weg}`,
      nurPersonal(deps, (k, a, r) => tu(deps, k, a, r)),
    );
  get('', zeigeEingang);
  get('/vorgang/:id', zeigeVorgang);
  get('/vorgang/:id/dokument/:dok', zeigeDokument);
  post('/vorgang/:id/aufgabe/:schritt', erledigeSchritt);
  post('/vorgang/:id/stoerung/:schritt', versucheErneut);
  get('/vorgang/:id/abgeben', zeigeAbgeben);
  post('/vorgang/:id/abgeben', gibAkteAb);
  post('/vorgang/:id/befangen', erklaereBefangenheit);
  get('/vorgang/:id/loeschen', zeigeLoeschen);
  post('/vorgang/:id/loeschen', loescheAkte);
  get('/versand', zeigeVersand);
  get('/versand/:vorgang/:zustellung/dokument', zeigeBrief);
  post('/versand/:vorgang/:zustellung', trageVersandEin);
  get('/klaerung', zeigeKlaerung);
  get('/klaerung/:id', zeigeNachricht);
  get('/klaerung/:id/roh', sendeRoh);
  post('/klaerung/:id', legeNachrichtAb);
  get('/register', zeigeRegister);
  get('/protokoll', zeigeProtokoll);
  post('/protokoll', eroeffne);
  get('/umstellen', zeigeUmstellen);
  post('/umstellen', stelleGruppeUm);
  get('/annahmeanordnungen', zeigeAnnahmen);
  post('/annahmeanordnungen', aendereAnnahmen);
  get('/stoerungen', zeigeStoerungen);
  post('/stoerungen', versucheMehrereErneut);
  get('/tasten', zeigeTasten);
}
