import type { FastifyInstance } from 'fastify';
import type Provider from 'oidc-provider';
import { auswahl, fehlerSeite, seite } from '../base/seite.ts';
import type { Verhalten } from '../base/verhalten.ts';
import type { MitarbeiterPerson } from '../model.ts';

/** The page on which a member of staff is picked; `login_hint` (sub or e-mail) preselects. */
function anmeldeSeite(aktion: string, personen: readonly MitarbeiterPerson[], hinweis: unknown): string {
  const liste = personen.map((p) => ({ wert: p.sub, text: p.beschreibung ? `${p.name}, ${p.beschreibung}` : p.name }));
  const vorgewaehlt = personen.find((p) => p.sub === hinweis || p.email === hinweis)?.sub;
  return seite(
    'Anmelden als Mitarbeiterin oder Mitarbeiter',
    `<form method="post" action="${aktion}">${auswahl('person', 'Testperson', liste, vorgewaehlt)}
<button type="submit" name="entscheidung" value="anmelden">Anmelden</button>
<button class="leise" type="submit" name="entscheidung" value="abbrechen">Abbrechen</button></form>`,
  );
}

type Felder = Partial<Record<string, string>>;

/** Mounts the sign-in page under `/oidc/interaktion/:uid`. */
export function interaktionRoutes(
  app: FastifyInstance,
  provider: Provider,
  url: string,
  personen: readonly MitarbeiterPerson[],
  verhalten: Verhalten,
): void {
  const abgelaufen = fehlerSeite('Diese Anmeldung ist abgelaufen.');

  app.get('/oidc/interaktion/:uid', async (request, reply) => {
    if (await verhalten.disturb('oidc', reply)) return reply;
    reply.type('text/html; charset=utf-8');
    const details = await provider.interactionDetails(request.raw, reply.raw).catch(() => null);
    if (!details) return reply.code(400).send(abgelaufen);
    return reply.send(anmeldeSeite(`${url}/interaktion/${details.uid}`, personen, details.params.login_hint));
  });

  app.post<{ Body: Felder | null }>('/oidc/interaktion/:uid', async (request, reply) => {
    if (await verhalten.disturb('oidc', reply)) return reply;
    const details = await provider.interactionDetails(request.raw, reply.raw).catch(() => null);
    if (!details) return reply.code(400).type('text/html; charset=utf-8').send(abgelaufen);
    const person =
      request.body?.entscheidung === 'abbrechen' ? undefined : personen.find((p) => p.sub === request.body?.person);
    const ergebnis = person ? { login: { accountId: person.sub, remember: false } } : { error: 'access_denied' };
    reply.hijack();
    await provider.interactionFinished(request.raw, reply.raw, ergebnis, { mergeWithLastSubmission: false });
    return reply;
  });
}
