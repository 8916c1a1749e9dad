import { createHash } from 'node:crypto';
import { type Datenbank, type Kontext, oeffentlich, randomToken } from '../base/index.ts';
import type { Niveau } from '../ports/index.ts';
import type { Sitzung } from './model.ts';

const STUNDE = 3_600_000;
/** A working day for staff, one errand for a citizen; neither is prolonged by use. */
const DAUER = { mitarbeit: 8 * STUNDE, person: 2 * STUNDE } as const;
const TOKEN = /^[\w-]{43}$/;

const hash = (token: string): Buffer => createHash('sha256').update(token).digest();

/** Whose session begins: an account with the level it proved, or a member of staff of a body. */
export type Sitzungsbeginn =
  | { art: 'person'; person: string; niveau: Niveau }
  | { art: 'mitarbeit'; person: string; stelle: string };

/** Opens a session. The token goes to the browser; the database keeps its SHA-256 only. `gueltigBis`: instant in ms. */
export async function createSitzung(
  db: Datenbank,
  beginn: Sitzungsbeginn,
): Promise<{ token: string; gueltigBis: number }> {
  const stelle = beginn.art === 'mitarbeit' ? beginn.stelle : null;
  const wer: Kontext = { art: beginn.art, person: beginn.person, stelle, handelndFuer: null, grundlage: null };
  const token = randomToken();
  const gueltigBis = db.uhr.jetzt() + DAUER[beginn.art];
  await db.lesen(wer, 'select konten.sitzung_anlegen($1, $2, to_timestamp($3 / 1000.0))', [
    hash(token),
    beginn.art === 'person' ? beginn.niveau : null,
    gueltigBis,
  ]);
  return { token, gueltigBis };
}

interface Zeile extends Record<string, unknown> {
  art: 'person' | 'mitarbeit';
  person: string;
  stelle: string | null;
  niveau: Niveau | null;
  name: string;
  funktion: string | null;
}

/** Who is behind a token; null when it is unknown, ended or expired, or when she no longer works there. */
export async function readSitzung(db: Datenbank, token: string): Promise<Sitzung | null> {
  if (!TOKEN.test(token)) return null;
  const [z] = await db.lesen<Zeile>(oeffentlich, 'select * from konten.sitzung_lesen($1)', [hash(token)]);
  if (!z) return null;
  const { person, name } = z;
  if (z.art === 'person') return z.niveau && { art: 'person', person, niveau: z.niveau, name };
  return z.stelle ? { art: 'mitarbeit', person, stelle: z.stelle, name, funktion: z.funktion ?? '' } : null;
}

/** Ends a session in the database: the token is worth nothing from then on. */
export async function endSitzung(db: Datenbank, token: string): Promise<void> {
  if (TOKEN.test(token)) await db.lesen(oeffentlich, 'select konten.sitzung_beenden($1)', [hash(token)]);
}
