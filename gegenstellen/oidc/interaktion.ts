import type { FastifyInstance } from 'fastify';
import type Provider from 'oidc-provider';
import { auswahl, escape, fehlerSeite, seite } from '../base/seite.ts';
import type { Verhalten } from '../base/verhalten.ts';
import type { MitarbeiterPerson } from '../model.ts';
import type { Personal } from './personal.ts';

/** The page on which a member of staff is picked; `login_hint` (sub or e-mail) preselects. */
function anmeldeSeite(aktion: string, personen: readonly MitarbeiterPerson[], hinweis: unknown, meldung = ''): string {
  const liste = personen.map((p) => ({ wert: p.sub, text: p.beschreibung ? `${p.name}, ${p.beschreibung}` : p.name }));
  const vorgewaehlt = personen.find((p) => p.sub === hinweis || p.email === hinweis)?.sub;
  return seite(
    'Anmelden als Mitarbeiterin oder Mitarbeiter',
    `<form method="post" action="${aktion}">${auswahl('person', 'Testperson', liste, vorgewaehlt)}
<button type="submit" name="entscheidung" value="anmelden">Anmelden</button>
<button class="leise" type="submit" name="entscheidung" value="abbrechen">Abbrechen</button></form>
<h2>Eine andere Person</h2>
<p>Wen die Leitung unter „Personal“ neu aufgenommen hat, meldet sich hier mit seiner Kennung an.</p>
${meldung && `<p role="alert"><strong>${escape(meldung)}</strong></p>`}
<form method="post" action="${aktion}"><label for="kennung">Kennung</label><input id="kennung" name="kennung" required maxlength="200" autocomplete="off">
<label for="dienststelle">Gemeindeschlüssel der Verwaltung (acht Ziffern)</label><input id="dienststelle" name="dienststelle" required inputmode="numeric" maxlength="8" autocomplete="off">
<p><button type="submit" name="entscheidung" value="nennen">Weiter</button></p></form>`,
  );
}

type Felder = Partial<Record<string, string>>;

/** Mounts the sign-in page under `/oidc/interaktion/:uid`. */
export function interaktionRoutes(
  app: FastifyInstance,
  provider: Provider,
  url: string,
  personal: Personal,
  verhalten: Verhalten,
): void {
  const abgelaufen = fehlerSeite('Diese Anmeldung ist abgelaufen.');

  app.get('/oidc/interaktion/:uid', async (request, reply) => {
    if (await verhalten.disturb('oidc', reply)) return reply;
    reply.type('text/html; charset=utf-8');
    const details = await provider.interactionDetails(request.raw, reply.raw).catch(() => null);
    if (!details) return reply.code(400).send(abgelaufen);
    return reply.send(anmeldeSeite(`${url}/interaktion/${details.uid}`, personal.bekannt, details.params.login_hint));
  });

  app.post<{ Body: Felder | null }>('/oidc/interaktion/:uid', async (request, reply) => {
    if (await verhalten.disturb('oidc', reply)) return reply;
    const details = await provider.interactionDetails(request.raw, reply.raw).catch(() => null);
    if (!details) return reply.code(400).type('text/html; charset=utf-8').send(abgelaufen);
    const { entscheidung = '', person: sub = '', kennung = '', dienststelle = '' } = request.body ?? {};
    const person =
      entscheidung === 'nennen'
        ? personal.nenne(kennung, dienststelle)
        : entscheidung === 'abbrechen'
          ? undefined
          : personal.bekannt.find((p) => p.sub === sub);
    if (entscheidung === 'nennen' && !person)
      return reply
        .code(422)
        .type('text/html; charset=utf-8')
        .send(
          anmeldeSeite(
            `${url}/interaktion/${details.uid}`,
            personal.bekannt,
            undefined,
            'Bitte geben Sie eine Kennung ohne Leerzeichen und einen Gemeindeschlüssel aus acht Ziffern ein. Die Kennung einer Testperson gehört zu deren Verwaltung.',
          ),
        );
    const ergebnis = person ? { login: { accountId: person.sub, remember: false } } : { error: 'access_denied' };
    reply.hijack();
    await provider.interactionFinished(request.raw, reply.raw, ergebnis, { mergeWithLastSubmission: false });
    return reply;
  });
}
