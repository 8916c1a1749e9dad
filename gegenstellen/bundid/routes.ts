import { randomUUID } from 'node:crypto';
import type { FastifyInstance, FastifyReply } from 'fastify';
import { keep, keepRsaKey, selfSigned } from '../base/schluessel.ts';
import { fehlerSeite } from '../base/seite.ts';
import type { Verhalten } from '../base/verhalten.ts';
import type { BuergerPerson, Niveau, ServiceProvider, Umgebung } from '../model.ts';
import type { BundidAdressen } from './adressen.ts';
import { type Anfrage, type AnfrageErgebnis, readPost, readRedirect } from './anfrage.ts';
import { type Aussteller, abbruchResponse, assertionResponse } from './antwort.ts';
import { NIVEAUS } from './attribute.ts';
import { metadata } from './metadata.ts';
import { anmeldeSeite, niveausAb, weiterSeite } from './seiten.ts';

type Felder = Record<string, string | undefined>;
const HOECHSTENS_OFFEN = 1000;

/** Mounts the SAML identity provider under `/bundid`. */
export async function bundidRoutes(
  app: FastifyInstance,
  umgebung: Umgebung,
  sp: ServiceProvider,
  personen: readonly BuergerPerson[],
  verhalten: Verhalten,
): Promise<BundidAdressen> {
  const schluessel = await keepRsaKey(umgebung.ordner, 'saml-schluessel.pem');
  const zertifikat = await keep(umgebung.ordner, 'saml-zertifikat.pem', () =>
    selfSigned(schluessel, 'TEST BundID-Gegenstelle', umgebung.uhr()),
  );
  const aussteller: Aussteller = { entityId: `${umgebung.url}/metadata`, schluessel, zertifikat };
  const adressen = {
    entityId: aussteller.entityId,
    ssoUrl: `${umgebung.url}/sso`,
    metadataUrl: aussteller.entityId,
    zertifikat,
  };
  const offen = new Map<string, Anfrage>();
  let letzteAntwort: string | undefined;

  function show(reply: FastifyReply, code: number, html: string): FastifyReply {
    return reply.code(code).type('text/html; charset=utf-8').send(html);
  }

  function answer(reply: FastifyReply, anfrage: Anfrage, person: BuergerPerson, gewaehlt: Niveau): FastifyReply {
    const niveau = verhalten.take('bundid', 'zu_niedrig') ? 'basis' : gewaehlt;
    const wiederholt = verhalten.take('bundid', 'wiederholt') ? letzteAntwort : undefined;
    const fehler = {
      falscheSignatur: verhalten.take('bundid', 'falsche_signatur'),
      abgelaufen: verhalten.take('bundid', 'abgelaufen'),
      falscherEmpfaenger: verhalten.take('bundid', 'falscher_empfaenger'),
      fremdeAnfrage: verhalten.take('bundid', 'fremde_anfrage'),
    };
    const xml = wiederholt ?? assertionResponse(aussteller, sp, anfrage, person, niveau, umgebung.uhr(), fehler);
    letzteAntwort = xml;
    const satz = `Sie sind angemeldet als ${person.vorname} ${person.nachname} (Niveau ${niveau}).`;
    return show(reply, 200, weiterSeite(sp.acsUrl, Buffer.from(xml).toString('base64'), anfrage.relayState, satz));
  }

  function begin(reply: FastifyReply, ergebnis: AnfrageErgebnis, schnell: string | null): FastifyReply {
    if (!ergebnis.ok) return show(reply, 400, fehlerSeite(ergebnis.meldung));
    const { anfrage } = ergebnis;
    const person = personen.find(({ id }) => id === schnell);
    if (person && niveausAb(anfrage.mindestens).includes(person.niveau))
      return answer(reply, anfrage, person, person.niveau);
    const vorgang = randomUUID();
    const aeltester = offen.keys().next().value;
    if (offen.size >= HOECHSTENS_OFFEN && aeltester) offen.delete(aeltester);
    offen.set(vorgang, anfrage);
    return show(reply, 200, anmeldeSeite(`${umgebung.url}/anmelden`, vorgang, anfrage, personen));
  }

  app.get('/bundid/metadata', async (_, reply) =>
    reply.type('application/samlmetadata+xml').send(metadata(adressen, sp)),
  );

  app.get('/bundid/sso', async (request, reply) => {
    if (await verhalten.disturb('bundid', reply)) return reply;
    const query = request.raw.url?.split('?')[1] ?? '';
    return begin(reply, readRedirect(query, sp), new URLSearchParams(query).get('schnell'));
  });

  app.post<{ Body: Felder | null; Querystring: Felder }>('/bundid/sso', async (request, reply) => {
    if (await verhalten.disturb('bundid', reply)) return reply;
    return begin(reply, readPost(request.body ?? {}, sp), request.query.schnell ?? null);
  });

  app.post<{ Body: Felder | null }>('/bundid/anmelden', async (request, reply) => {
    if (await verhalten.disturb('bundid', reply)) return reply;
    const felder = request.body ?? {};
    const anfrage = offen.get(felder.vorgang ?? '');
    if (!anfrage) return show(reply, 400, fehlerSeite('Diese Anmeldung ist abgelaufen.'));
    if (felder.entscheidung === 'abbrechen') {
      const xml = abbruchResponse(aussteller, sp, anfrage, umgebung.uhr());
      const samlResponse = Buffer.from(xml).toString('base64');
      return show(
        reply,
        200,
        weiterSeite(sp.acsUrl, samlResponse, anfrage.relayState, 'Sie haben die Anmeldung abgebrochen.'),
      );
    }
    const person = personen.find(({ id }) => id === felder.person);
    const niveau = niveausAb(anfrage.mindestens).find((n) => n === felder.niveau);
    if (!person || !niveau) return show(reply, 400, fehlerSeite('Bitte wählen Sie Person und Vertrauensniveau.'));
    if (NIVEAUS.indexOf(niveau) > NIVEAUS.indexOf(person.niveau))
      return show(reply, 400, fehlerSeite(`Das Konto dieser Testperson reicht nur bis zum Niveau ${person.niveau}.`));
    offen.delete(felder.vorgang ?? '');
    return answer(reply, anfrage, person, niveau);
  });

  return adressen;
}
