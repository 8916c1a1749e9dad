import type { LocalDate } from '@rathausverbund/fristen';
import { type Ablehnung, ablehnen } from '../base/index.ts';
import { laeuftWiderspruch, type Vorgang } from '../vorgaenge/index.ts';

/** Days for which a backup, of keys or of data, is kept: an erasure is complete when the oldest one has expired. */
export const SICHERUNG_TAGE = 30;

/**
 * Why a Vorgang may be erased. No free text: the event of an erasure must not tell what was erased.
 * Source: DSGVO Art. 17 (1) a, d, e; which retention periods apply to which Leistung is zu bestätigen.
 */
export const LOESCHGRUENDE = {
  'aufbewahrung-abgelaufen': 'Art. 17 Abs. 1 Buchst. a DSGVO',
  'unrechtmaessig-verarbeitet': 'Art. 17 Abs. 1 Buchst. d DSGVO',
  'rechtliche-verpflichtung': 'Art. 17 Abs. 1 Buchst. e DSGVO',
} as const;
export type Loeschgrund = keyof typeof LOESCHGRUENDE;

export const isLoeschgrund = (text: string): text is Loeschgrund => Object.hasOwn(LOESCHGRUENDE, text);

/** Has the Vorgang run its course? Nothing is erased that somebody may still contest or that still lies in the post room. */
export function pruefeLoeschbar(v: Vorgang, heute: LocalDate): { ok: true } | Ablehnung {
  if (!v.abgeschlossen) return ablehnen('loeschung.nicht-abgeschlossen');
  // the tax runs on, and so does the file: the end of the keeping is an event of this Vorgang (AO § 169)
  if (v.registerArt === 'hund' && v.haltungEnde === null) return ablehnen('loeschung.haltung-laeuft');
  if (laeuftWiderspruch(v.widerspruch)) return ablehnen('loeschung.widerspruch-offen');
  const klageBis = v.widerspruch?.stand?.klageBis ?? '';
  if (klageBis >= heute) return ablehnen('loeschung.klagefrist-laeuft', { tag: klageBis });
  const wege = Object.values(v.bekanntgaben);
  if (wege.some((b) => b.weg === 'brief' && !b.versandt)) return ablehnen('loeschung.versand-offen');
  const bis =
    wege
      .map((b) => b.rechtsbehelfBis ?? '')
      .sort()
      .at(-1) ?? '';
  return bis >= heute ? ablehnen('loeschung.frist-laeuft', { bis }) : { ok: true };
}
