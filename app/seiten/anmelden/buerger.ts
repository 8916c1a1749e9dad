import type { FastifyInstance } from 'fastify';
import { randomToken } from '../../base/index.ts';
import { anmeldungSpeicher, meldeBuergerAn } from '../../konten/index.ts';
import type { AngemeldetePerson, AntwortFormular, Niveau } from '../../ports/index.ts';
import type { Cookies } from './cookies.ts';
import type { AnmeldenDeps } from './deps.ts';
import { einmalschluessel } from './einmal.ts';
import { beginneSitzung } from './sitzung.ts';
import { lokalesZiel } from './ziel.ts';

const NIVEAUS: readonly Niveau[] = ['basis', 'substantiell', 'hoch'];
const WEG = '/anmelden';
const ACS_BYTES = 768 * 1024;

/** Travels as the request's state, which never leaves our store: nobody can change it. */
interface Absicht {
  readonly koerperschaft: string;
  readonly zurueck: string;
}

/** A confirmed answer between its arrival and the browser's own return. */
interface Bestaetigt {
  readonly person: AngemeldetePerson;
  readonly anfrageId: string;
  readonly absicht: Absicht;
}

/** Sign-in of citizens: start, the answer's door, and the return on which the browser proves that it began. */
export function registerBuergeranmeldung(server: FastifyInstance, deps: AnmeldenDeps, cookies: Cookies): void {
  const speicher = anmeldungSpeicher(deps.db);

  server.get<{ Querystring: Record<string, unknown> }>(WEG, { exposeHeadRoute: false }, async (request, reply) => {
    const { kommune, zurueck, niveau = 'basis', schnell } = request.query;
    const body = typeof kommune === 'string' ? deps.verzeichnis.byAgs(kommune) : undefined;
    if (!body?.kuerzel)
      return deps.fehlerseite(reply, 404, 'Bitte wählen Sie zuerst Ihre Gemeinde. Diese hier ist nicht angeschlossen.');
    const mindestens = NIVEAUS.find((n) => n === niveau);
    if (!mindestens)
      return deps.fehlerseite(reply, 400, 'Dieses Vertrauensniveau gibt es nicht. Bitte beginnen Sie neu.');
    const absicht: Absicht = { koerperschaft: body.id, zurueck: lokalesZiel(zurueck, '/') };
    const { url, anfrageId } = await deps.buergeranmeldung.startUrl(JSON.stringify(absicht), mindestens);
    cookies.merkeAnmeldung(reply, WEG, anfrageId);
    const vorwahl = deps.demo && typeof schnell === 'string' ? `&schnell=${encodeURIComponent(schnell)}` : '';
    return reply.header('cache-control', 'no-store').redirect(url + vorwahl, 303);
  });

  // comes from the sign-in service's page, so our Lax cookies are not there: nobody is signed in yet
  server.post<{ Body: AntwortFormular | null }>(
    '/anmelden/bundid/acs',
    { bodyLimit: ACS_BYTES, config: { auchVonFremd: true } },
    async (request, reply) => {
      const antwort = request.body?.SAMLResponse;
      const SAMLResponse = typeof antwort === 'string' ? antwort : undefined;
      const ergebnis = await deps.buergeranmeldung.verifyResponse({ SAMLResponse });
      if (!ergebnis.ok) return deps.fehlerseite(reply, 403, ergebnis.meldung);
      const { person, anfrageId, relayState } = ergebnis;
      const token = randomToken();
      const bestaetigt: Bestaetigt = { person, anfrageId, absicht: JSON.parse(relayState) as Absicht };
      await speicher.save(einmalschluessel('bestaetigt', token), JSON.stringify(bestaetigt));
      return reply.header('cache-control', 'no-store').redirect(`/anmelden/bundid/fertig?schluessel=${token}`, 303);
    },
  );

  server.get<{ Querystring: Record<string, unknown> }>(
    '/anmelden/bundid/fertig',
    { exposeHeadRoute: false },
    async (request, reply) => {
      reply.header('cache-control', 'no-store');
      const { schluessel } = request.query;
      const wert =
        typeof schluessel === 'string' ? await speicher.nimm(einmalschluessel('bestaetigt', schluessel)) : null;
      if (!wert)
        return deps.fehlerseite(
          reply,
          403,
          'Diese Anmeldung ist abgelaufen oder wurde schon verwendet. Bitte melden Sie sich noch einmal an.',
        );
      const { person, anfrageId, absicht } = JSON.parse(wert) as Bestaetigt;
      if (cookies.anmeldung(request) !== anfrageId)
        return deps.fehlerseite(
          reply,
          403,
          'Diese Anmeldung wurde nicht in diesem Browser begonnen. Sie sind nicht angemeldet. Bitte beginnen Sie hier neu.',
        );
      const { buerger } = await meldeBuergerAn(deps.db, { koerperschaft: absicht.koerperschaft, person });
      cookies.vergissAnmeldung(reply, WEG);
      await beginneSitzung(deps.db, cookies, request, reply, { art: 'person', person: buerger, niveau: person.niveau });
      return reply.redirect(absicht.zurueck, 303);
    },
  );
}
