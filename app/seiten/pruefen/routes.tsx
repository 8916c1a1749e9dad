import multipart from '@fastify/multipart';
import type { FastifyInstance } from 'fastify';
import { liesPruefcode } from '../../dokumente/index.ts';
import type { SeitenDeps } from '../deps.ts';
import { renderSeite } from '../komponenten/index.ts';
import { eingabe } from '../personal/anfrage.ts';
import { PRUEFPROGRAMM, PRUEFSEITE } from './adresse.ts';
import { BriefSeite, type Briefsuche, CODEFORMULAR, CODEWEG } from './code.tsx';
import { FormularSeite } from './formular-seite.tsx';
import { UrteilSeite } from './urteil-seite.tsx';

const MAX_MB = 25;
type Deps = Pick<SeitenDeps, 't' | 'demo' | 'pruefe' | 'pruefseite' | 'pruefprogramm'> & {
  /** absent: codes of letters cannot be looked up here */
  briefsuche?: Briefsuche;
};

/** `/pruefen`: one file in, a verdict in words out. The file is judged in memory and forgotten. */
export function registerPruefen(server: FastifyInstance, deps: Deps): void {
  const { t, demo, pruefseite, pruefprogramm, briefsuche } = deps;
  const props = {
    t,
    demo,
    mb: MAX_MB,
    codes: briefsuche !== undefined,
    ...(pruefseite ? { seite: pruefseite.sha256 } : {}),
    ...(pruefprogramm ? { programm: pruefprogramm.sha256 } : {}),
  };
  // own scope, so that no other page takes files
  server.register(async (raum) => {
    await raum.register(multipart, { limits: { fileSize: MAX_MB * 1024 * 1024, files: 1, fields: 4, parts: 5 } });

    raum.get('/pruefen', async (_anfrage, reply) =>
      reply.type('text/html; charset=utf-8').send(renderSeite(<FormularSeite {...props} />)),
    );

    // as a file: opened here it would run in this site's name, and a changed site could answer for it
    const zumMitnehmen = (weg: string, art: string, inhalt: string) =>
      raum.get(weg, async (_anfrage, reply) =>
        reply
          .type(`${art}; charset=utf-8`)
          .header('content-disposition', `attachment; filename="${weg.slice(1)}"`)
          .send(inhalt),
      );
    if (pruefseite) zumMitnehmen(PRUEFSEITE, 'text/html', pruefseite.html);
    if (pruefprogramm) zumMitnehmen(PRUEFPROGRAMM, 'text/javascript', pruefprogramm.text);

    if (briefsuche)
      raum.post(CODEWEG, async (anfrage, reply) => {
        reply.header('cache-control', 'no-store').type('text/html; charset=utf-8');
        const getippt = eingabe(anfrage, 'code').slice(0, 100);
        const code = liesPruefcode(getippt);
        const brief = code === null ? undefined : await briefsuche(code);
        if (brief) return reply.send(renderSeite(<BriefSeite {...{ t, demo, brief }} />));
        const meldung = t(code === null ? 'pruefen.code.falsch' : 'pruefen.code.unbekannt');
        const versuch = { formular: CODEFORMULAR, werte: { code: getippt }, meldung, feld: 'code' };
        return reply.code(code === null ? 422 : 404).send(renderSeite(<FormularSeite {...props} versuch={versuch} />));
      });

    raum.post('/pruefen', async (anfrage, reply) => {
      reply.header('cache-control', 'no-store').type('text/html; charset=utf-8');
      const zurueck = (status: number, grund: string) =>
        reply
          .code(status)
          .send(renderSeite(<FormularSeite {...props} fehler={t(`pruefen.${grund}`, { mb: MAX_MB })} />));
      if (!anfrage.isMultipart()) return zurueck(422, 'keine');
      let name = '';
      let bytes: Buffer;
      try {
        const datei = await anfrage.file();
        if (!datei) return zurueck(422, 'keine');
        name = datei.filename.slice(0, 200);
        bytes = await datei.toBuffer();
      } catch (fehler) {
        const status = (fehler as { statusCode?: number }).statusCode;
        return status === 413 ? zurueck(413, 'zuGross') : zurueck(400, 'abgebrochen');
      }
      if (bytes.length === 0) return zurueck(422, 'keine');
      const ergebnis = await deps.pruefe(bytes);
      return reply
        .code(ergebnis.ok ? 200 : 422)
        .send(renderSeite(<UrteilSeite t={t} demo={demo} name={name} ergebnis={ergebnis} />));
    });
  });
}
