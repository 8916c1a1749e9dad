import { auswahl, escape, seite, verborgen } from '../base/seite.ts';
import type { BuergerPerson, Niveau } from '../model.ts';
import type { Anfrage } from './anfrage.ts';
import { NIVEAUS } from './attribute.ts';

const NIVEAU_TEXT: Readonly<Record<Niveau, string>> = {
  basis: 'Basis (Benutzername und Passwort)',
  substantiell: 'substantiell (zum Beispiel ELSTER-Zertifikat)',
  hoch: 'hoch (Online-Ausweis)',
};

/** Levels that satisfy the request, lowest first. */
export function niveausAb(mindestens: Niveau): readonly Niveau[] {
  return NIVEAUS.slice(NIVEAUS.indexOf(mindestens));
}

/** The page on which a test person and a level are picked. */
export function anmeldeSeite(
  aktion: string,
  vorgang: string,
  anfrage: Anfrage,
  personen: readonly BuergerPerson[],
): string {
  const personenListe = personen.map((p) => ({
    wert: p.id,
    text: `${p.vorname} ${p.nachname}${p.beschreibung ? `, ${p.beschreibung}` : ''} (Konto bis Niveau ${p.niveau})`,
  }));
  const niveaus = niveausAb(anfrage.mindestens).map((n) => ({ wert: n, text: NIVEAU_TEXT[n] }));
  return seite(
    'Anmelden mit dem Bürgerkonto',
    `<p>Sie melden sich an für: <strong>${escape(anfrage.dienst)}</strong></p>
<form method="post" action="${escape(aktion)}">${verborgen('vorgang', vorgang)}
${auswahl('person', 'Testperson', personenListe, undefined)}
${auswahl('niveau', 'Vertrauensniveau', niveaus, undefined)}
<button type="submit" name="entscheidung" value="anmelden">Anmelden</button>
<button class="leise" type="submit" name="entscheidung" value="abbrechen">Abbrechen</button></form>`,
  );
}

/** The page that carries the answer back. No script: the person presses "Weiter". */
export function weiterSeite(acsUrl: string, samlResponse: string, relayState: string, satz: string): string {
  const felder = verborgen('SAMLResponse', samlResponse) + (relayState ? verborgen('RelayState', relayState) : '');
  return seite(
    'Zurück zum Dienst',
    `<p>${escape(satz)}</p><form method="post" action="${escape(acsUrl)}">${felder}<button type="submit">Weiter</button></form>`,
  );
}
