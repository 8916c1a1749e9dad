import type { FastifyInstance, FastifyReply } from 'fastify';
import { type Static, Type } from 'typebox';
import type { Texte } from '../base/index.ts';
import { meldungOf } from '../base/meldungen/index.ts';
import { type NachrichtDeps, nimmAn } from './nachricht.ts';

const MAX = 5 * 1024 * 1024;

const Tuer = Type.Object({ ags: Type.String() });

const QuittungAntwort = Type.Object({
  eingang: Type.String({ description: 'Nummer des Eingangs (UUID)' }),
  stand: Type.Union([Type.Literal('vorgang'), Type.Literal('klaerung'), Type.Literal('abgewiesen')]),
  meldung: Type.String(),
  titel: Type.String(),
  empfangen: Type.String({ description: 'Zeitpunkt in UTC' }),
  sha256: Type.String({ description: 'Hashwert der Nachricht, wie sie eingegangen ist' }),
  hinweis: Type.String(),
  grund: Type.String(),
  aktenzeichen: Type.Union([Type.String(), Type.Null()]),
  neu: Type.Boolean({ description: 'false: dieselbe Nachricht war schon da' }),
});

const FehlerAntwort = Type.Object({ code: Type.String(), meldung: Type.String() });

/**
 * Inbound door for messages of other authorities and portals: `POST /api/eingang/<AGS>` with the message as body, of any
 * content type, up to 5 MB. 200: taken (Vorgang or Klärung); 422: refused, but kept, with the reason; 400 empty, 404 no
 * active body with this AGS, 413 too large: nothing kept.
 */
export function registerEingang(server: FastifyInstance, deps: NachrichtDeps & { t: Texte }): void {
  const ablehne = (reply: FastifyReply, grund: string, angaben?: Record<string, string>) => {
    const { status, text } = meldungOf(deps.t, { grund, ...(angaben ? { angaben } : {}) });
    const antwort: Static<typeof FehlerAntwort> = { code: grund, meldung: text };
    return reply.code(status).send(antwort);
  };

  server.register(async (tuer) => {
    tuer.removeAllContentTypeParsers();
    tuer.addContentTypeParser('*', { parseAs: 'buffer' }, (_anfrage, bytes, fertig) => fertig(null, bytes));
    tuer.setErrorHandler((fehler: { statusCode?: number }, _anfrage, reply) => {
      if (fehler.statusCode === 413) return ablehne(reply, 'nachricht.zu-gross');
      throw fehler;
    });

    tuer.post<{ Params: Static<typeof Tuer> }>(
      '/api/eingang/:ags',
      {
        bodyLimit: MAX,
        schema: { params: Tuer, response: { 200: QuittungAntwort, 422: QuittungAntwort, '4xx': FehlerAntwort } },
      },
      async (anfrage, reply) => {
        const body = deps.verzeichnis.byAgs(anfrage.params.ags);
        if (!body?.kuerzel) return ablehne(reply, 'nachricht.tuer-unbekannt');
        const bytes = Buffer.isBuffer(anfrage.body) ? anfrage.body : Buffer.alloc(0);
        const e = await nimmAn(deps, body, bytes);
        if (!e.ok) return ablehne(reply, e.grund, e.angaben);
        const { quittung: q } = e;
        const meldung = deps.t(`meldung.nachricht.${q.stand}`, { grund: q.grund, aktenzeichen: q.aktenzeichen ?? '' });
        return reply.code(q.stand === 'abgewiesen' ? 422 : 200).send({ ...q, meldung });
      },
    );
  });
}
