import type { FastifyInstance } from 'fastify';
import { randomToken } from '../../base/index.ts';
import { anmeldungSpeicher, meldeMitarbeiterAn } from '../../konten/index.ts';
import type { AnmeldeVersuch } from '../../ports/index.ts';
import type { Cookies } from './cookies.ts';
import type { AnmeldenDeps } from './deps.ts';
import { einmalschluessel } from './einmal.ts';
import { beginneSitzung } from './sitzung.ts';
import { lokalesZiel } from './ziel.ts';

const WEG = '/arbeitsplatz/anmelden';

interface Begonnen {
  readonly versuch: AnmeldeVersuch;
  readonly zurueck: string;
}

const MELDUNGEN: Readonly<Record<string, string>> = {
  'konten.dienststelle_unbekannt':
    'Ihre Dienststelle arbeitet nicht mit dieser Plattform. Bitte wenden Sie sich an Ihre Verwaltung.',
  'konten.mitarbeiter_unbekannt':
    'Sie sind für Ihre Dienststelle hier nicht eingetragen. Bitte wenden Sie sich an Ihre Leitung.',
};

/** Sign-in of staff: the attempt's secrets stay with us, the browser holds only the key to them. */
export function registerMitarbeiteranmeldung(server: FastifyInstance, deps: AnmeldenDeps, cookies: Cookies): void {
  const speicher = anmeldungSpeicher(deps.db);

  server.get<{ Querystring: Record<string, unknown> }>(WEG, { exposeHeadRoute: false }, async (request, reply) => {
    const { person, zurueck } = request.query;
    const beginn = await deps.mitarbeiteranmeldung.start(typeof person === 'string' ? person : undefined);
    if (!beginn.ok) return deps.fehlerseite(reply, 503, beginn.meldung);
    const { state, nonce, verifier } = beginn;
    const token = randomToken();
    const begonnen: Begonnen = { versuch: { state, nonce, verifier }, zurueck: lokalesZiel(zurueck, '/arbeitsplatz') };
    await speicher.save(einmalschluessel('versuch', token), JSON.stringify(begonnen));
    cookies.merkeAnmeldung(reply, WEG, token);
    return reply.header('cache-control', 'no-store').redirect(beginn.url, 303);
  });

  server.get('/arbeitsplatz/anmelden/fertig', { exposeHeadRoute: false }, async (request, reply) => {
    reply.header('cache-control', 'no-store');
    const token = cookies.anmeldung(request);
    cookies.vergissAnmeldung(reply, WEG);
    const wert = token ? await speicher.nimm(einmalschluessel('versuch', token)) : null;
    if (!wert)
      return deps.fehlerseite(
        reply,
        403,
        'Diese Anmeldung ist abgelaufen oder wurde nicht in diesem Browser begonnen. Bitte melden Sie sich noch einmal an.',
      );
    const { versuch, zurueck } = JSON.parse(wert) as Begonnen;
    const ergebnis = await deps.mitarbeiteranmeldung.finish(request.url, versuch);
    if (!ergebnis.ok)
      return deps.fehlerseite(reply, ergebnis.code === 'oidc.nicht_erreichbar' ? 503 : 403, ergebnis.meldung);
    const wer = await meldeMitarbeiterAn(deps.db, deps.verzeichnis, ergebnis);
    if (!wer.ok) return deps.fehlerseite(reply, 403, MELDUNGEN[wer.grund] ?? 'Die Anmeldung ist nicht möglich.');
    await beginneSitzung(deps.db, cookies, request, reply, {
      art: 'mitarbeit',
      person: wer.person,
      stelle: wer.stelle,
    });
    return reply.redirect(zurueck, 303);
  });
}
