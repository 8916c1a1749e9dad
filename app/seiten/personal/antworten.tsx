import type { FastifyReply } from 'fastify';
import type { ComponentChildren, FunctionComponent } from 'preact';
import type { SeitenDeps } from '../deps.ts';
import { Hinweis, renderSeite } from '../komponenten/index.ts';
import type { Kraft } from './zugang.ts';

export const sende = (antwort: FastifyReply, seite: Parameters<typeof renderSeite>[0], status = 200) =>
  antwort.code(status).type('text/html; charset=utf-8').send(renderSeite(seite));

type Rahmen = FunctionComponent<{
  deps: SeitenDeps;
  kraft: Kraft;
  bereich: null;
  titel: string;
  fehler?: boolean;
  children: ComponentChildren;
}>;

/**
 * Pages that only say why not, and where to go on.
 * @param Rahmen frame of the area's pages
 * @param zurueck key of the text that leads to the Arbeitsplatz
 */
export function createMeldungen(Rahmen: Rahmen, zurueck: string) {
  const sendeMeldung = (
    deps: SeitenDeps,
    kraft: Kraft,
    antwort: FastifyReply,
    m: { status: number; titel: string; text: string },
  ) =>
    sende(
      antwort,
      <Rahmen deps={deps} kraft={kraft} bereich={null} titel={m.titel} fehler>
        <h1>{m.titel}</h1>
        <Hinweis t={deps.t} ton="warning" titel={m.text}>
          <p>
            <a href="/arbeitsplatz">{deps.t(zurueck)}</a>
          </p>
        </Hinweis>
      </Rahmen>,
      m.status,
    );
  return {
    sendeMeldung,
    /** One that always says the same; `titel` and `text` are keys of texts. */
    immer: (status: number, titel: string, text: string) => (deps: SeitenDeps, kraft: Kraft, antwort: FastifyReply) =>
      sendeMeldung(deps, kraft, antwort, { status, titel: deps.t(titel), text: deps.t(text) }),
  };
}
