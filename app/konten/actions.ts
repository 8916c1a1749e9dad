import { ablehnen, type Datenbank, dienst, type Ergebnis, uuidv7 } from '../base/index.ts';
import type { Verzeichnis } from '../kommunen/index.ts';
import type { AngemeldetePerson } from '../ports/index.ts';
import type { Kontoangaben } from './model.ts';

/** What the account keeps of a sign-in: never the pseudonym, which stays with the body. */
function angabenOf(person: AngemeldetePerson): Kontoangaben {
  const { bpk2: _bpk2, niveau: _niveau, anschrift, ...angaben } = person;
  return { ...angaben, ...(anschrift ? { strasse: anschrift } : {}) };
}

/**
 * The account behind a confirmed sign-in at the portal of `koerperschaft`, created at the first one. The pseudonym counts for
 * that body only: who signs in at two town halls has two accounts until she joins them herself.
 */
export async function meldeBuergerAn(
  db: Datenbank,
  anmeldung: { koerperschaft: string; person: AngemeldetePerson },
): Promise<{ buerger: string }> {
  const { koerperschaft, person } = anmeldung;
  const jetzt = db.uhr.jetzt();
  const [z] = await db.lesen<{ buerger: string }>(
    dienst(koerperschaft, 'Anmeldung'),
    'select konten.konto_zu($1, $2, $3, $4, $5, to_timestamp($6 / 1000.0)) as buerger',
    [koerperschaft, person.bpk2, uuidv7(jetzt), JSON.stringify(angabenOf(person)), person.niveau, jetzt],
  );
  if (!z) throw new Error('konto_zu ohne Ergebnis');
  return z;
}

/**
 * Finds the member of staff behind a sign-in at the administration's own service.
 * Refuses: `konten.dienststelle_unbekannt` (no such body active here), `konten.mitarbeiter_unbekannt` (not, or no longer, staff there).
 * @param anmeldung.dienststelle AGS of the employing body
 */
export async function meldeMitarbeiterAn(
  db: Datenbank,
  verzeichnis: Verzeichnis,
  anmeldung: { sub: string; dienststelle: string },
): Promise<Ergebnis<{ person: string; stelle: string }>> {
  const body = verzeichnis.byAgs(anmeldung.dienststelle);
  if (!body?.kuerzel) return ablehnen('konten.dienststelle_unbekannt');
  const [m] = await db.lesen<{ id: string }>(
    dienst(body.id, 'Anmeldung'),
    'select id from konten.mitarbeiter where koerperschaft = $1 and sub = $2 and aktiv',
    [body.id, anmeldung.sub],
  );
  return m ? { ok: true, person: m.id, stelle: body.id } : ablehnen('konten.mitarbeiter_unbekannt');
}
