import type { FastifyRequest } from 'fastify';
import type { Ablehnung } from '../../../base/index.ts';
import { meldungOf } from '../../../base/meldungen/index.ts';
import type { Texte, Versuch } from '../../komponenten/index.ts';
import { eingabe } from '../../personal/anfrage.ts';

/** What a page shows beside itself: that something was done, or which form was refused. */
export interface Nachricht {
  getan?: boolean;
  /** what goes with it, or why nothing was done */
  hinweis?: string | undefined;
  versuch?: Versuch | undefined;
}

/** The field a refusal of the account or of invoices is about: the first of these that the form has. */
const FELDER: Readonly<Record<string, readonly string[]>> = {
  'klasse-unbekannt': ['klasse'],
  'kosten-ungueltig': ['kosten'],
  'kosten-zu-gross': ['kosten'],
  'laeuft-noch': ['monat'],
  'menge-ungueltig': ['menge', 'richtig'],
  'menge-zu-gross': ['menge', 'richtig'],
  'schon-abgesandt': ['menge'],
  'menge-unveraendert': ['richtig'],
  'aus-register': ['richtig'],
  'nicht-unsere-zaehlung': ['fuer', 'richtig'],
  'ohne-grund': ['grund'],
  'pool-leer': ['monat'],
  'pool-unbekannt': ['monat'],
  'pool-schon-fest': ['monat'],
  'pool-unveraendert': ['kosten'],
  'tag-ausserhalb': ['tag'],
  'tag-ungueltig': ['tag'],
  'tag-zukunft': ['tag'],
  'zeile-unbekannt': ['zeile'],
  ansprechpartner: ['ansprechpartner'],
  'leitweg-id': ['leitwegId'],
  steuernummer: ['steuernummer'],
  'ust-id': ['ustId'],
};

/**
 * A refused form with what was typed into it.
 * @param formular its name on the page
 * @param namen its visible fields
 */
export function versuchAus(
  t: Texte,
  anfrage: FastifyRequest,
  formular: string,
  namen: readonly string[],
  e: Ablehnung,
): { versuch: Versuch; status: number } {
  const { text, status } = meldungOf(t, e);
  const genannt = e.angaben?.['feld'];
  const feld =
    [...(genannt ? [genannt] : []), ...(FELDER[e.grund.replace(/^\w+\./, '')] ?? [])].find((f) => namen.includes(f)) ??
    null;
  const werte = Object.fromEntries(namen.map((n) => [n, eingabe(anfrage, n)]));
  return { versuch: { formular, werte, meldung: text, feld }, status };
}
