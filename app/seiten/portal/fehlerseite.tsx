import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { type Ablehnung, type Fehlschlag, istAusfall, type Texte } from '../../base/index.ts';
import { meldungOf } from '../../base/meldungen/index.ts';
import type { SeitenDeps } from '../deps.ts';
import { Hinweis, PortalSeite } from '../komponenten/index.ts';
import { sendeSeite } from './basis/antworten.ts';
import type { Kopf } from './basis/kopf.ts';

const BEKANNT = new Set([400, 403, 404, 409, 413, 422, 500, 503]);

/** Says what happened; the way on is a link, never a dead end. */
export function Fehler({
  kopf,
  status,
  meldung,
  weiter,
}: {
  kopf: Kopf;
  status: number;
  meldung: string;
  weiter?: string;
}) {
  const { t } = kopf;
  const titel = t(`portal.fehler.titel${BEKANNT.has(status) ? status : 500}`);
  return (
    <PortalSeite {...kopf} titel={titel} fehler>
      <h1>{titel}</h1>
      <Hinweis t={t} ton={status >= 500 ? 'danger' : 'warning'} titel={t('portal.fehler.was')}>
        <p>{meldung}</p>
      </Hinweis>
      <p>
        <a href={weiter ?? '/portal'}>{t(weiter ? 'portal.fehler.zurueck' : 'portal.fehler.portal')}</a>
      </p>
    </PortalSeite>
  );
}

/** Sends the error page with a sentence for people; fits `Fehlerseite` of the sign-in. */
export function createFehlerseite(deps: { t: Texte; demo: boolean }) {
  const kopf = { t: deps.t, demo: deps.demo };
  return (reply: FastifyReply, status: number, meldung: string, weiter?: string) =>
    sendeSeite(reply, <Fehler kopf={kopf} status={status} meldung={meldung} weiter={weiter} />, {
      status,
      persoenlich: true,
    });
}

/** A page that is not there, or not for this person: one and the same answer. */
export const nichtDa = (deps: SeitenDeps, reply: FastifyReply) =>
  zeigeAblehnung(deps, reply, { grund: 'vorgang.unbekannt' });

/** A refusal as a page with its status. */
export function zeigeAblehnung(
  deps: SeitenDeps,
  reply: FastifyReply,
  a: Pick<Ablehnung, 'grund' | 'angaben'>,
  weiter?: string,
) {
  const { status, text } = meldungOf(deps.t, a);
  return createFehlerseite(deps)(reply, status, text, weiter);
}

/** No room, for the database or for a file: nothing of what was just sent is kept. */
const VOLL = /^(ENOSPC|EDQUOT|53100)$/;

type Bruch = Fehlschlag & { statusCode?: number };

/** The status, and the text where it is not that of the status. */
function urteil(bruch: Bruch): [number, string?] {
  const { statusCode = 500, code = '' } = bruch;
  if (VOLL.test(code)) return [503, 'portal.fehler.textVoll'];
  if (istAusfall(bruch) || code === 'verbindung.kein-platz' || code === 'schluessel.tresor') return [503];
  // a file was promised
  if (code === 'ENOENT') return [500, 'portal.fehler.textFehlt'];
  return [BEKANNT.has(statusCode) ? statusCode : statusCode < 500 ? 400 : 500];
}

/** Unknown addresses and unexpected errors of the whole server: a page for people, JSON below /api/. Internals are never shown. */
export function registerFehlerseiten(server: FastifyInstance, deps: { t: Texte; demo: boolean }): void {
  const seite = createFehlerseite(deps);
  const sende = (anfrage: FastifyRequest, reply: FastifyReply, status: number, text?: string) => {
    const meldung = deps.t(text ?? (status === 404 ? 'meldung.vorgang.unbekannt' : `portal.fehler.text${status}`));
    if (anfrage.url.startsWith('/api/')) return reply.code(status).send({ code: `http.${status}`, meldung });
    return seite(reply, status, meldung);
  };
  server.setNotFoundHandler((anfrage, reply) => sende(anfrage, reply, 404));
  server.setErrorHandler((fehler: Bruch, anfrage, reply) => sende(anfrage, reply, ...urteil(fehler)));
}
