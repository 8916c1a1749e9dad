import type { Datenbank, Kontext } from '../base/index.ts';

/** Days for which the read log is kept: long enough for a citizen's question (DSGVO Art. 15), no archive of who reads. zu bestätigen */
export const LESEPROTOKOLL_TAGE = 365;

/** no body: the read log of all of them */
const DIENST: Kontext = { art: 'dienst', person: null, stelle: null, handelndFuer: null, grundlage: null };

/** Deletes rows of the read log that are older. @returns how many */
export async function loescheLesezugriffe(db: Datenbank, tage = LESEPROTOKOLL_TAGE): Promise<number> {
  const [z] = await db.lesen<{ n: number }>(DIENST, 'select nachweise.lesezugriffe_loeschen($1) as n', [tage]);
  return z?.n ?? 0;
}
