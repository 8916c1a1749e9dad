import type { FastifyRequest } from 'fastify';
import type { Ablehnung } from '../../../base/index.ts';
import { meldungOf } from '../../../base/meldungen/index.ts';
import { type Fehlerzeile, feldIdOf, type Texte, type Versuch } from '../../komponenten/index.ts';
import { eingabe } from '../../personal/anfrage.ts';

/** What a page shows beside itself: that something was done, or which form was refused. */
export interface Nachricht {
  getan?: boolean;
  versuch?: Versuch | undefined;
}

/** The field a refusal is about: the first of these that the form has. */
const FELDER: Readonly<Record<string, readonly string[]>> = {
  'abrechnung.klasse-unbekannt': ['klasse'],
  'abrechnung.kosten-ungueltig': ['kosten'],
  'abrechnung.laeuft-noch': ['monat'],
  'abrechnung.menge-ungueltig': ['menge', 'richtig'],
  'abrechnung.menge-unveraendert': ['richtig'],
  'abrechnung.aus-register': ['richtig'],
  'abrechnung.nicht-unsere-zaehlung': ['fuer', 'richtig'],
  'abrechnung.ohne-grund': ['grund'],
  'abrechnung.pool-leer': ['monat'],
  'abrechnung.pool-unbekannt': ['monat'],
  'abrechnung.pool-schon-fest': ['monat'],
  'abrechnung.pool-unveraendert': ['kosten'],
  'abrechnung.tag-ausserhalb': ['tag'],
  'abrechnung.tag-ungueltig': ['tag'],
  'abrechnung.tag-zukunft': ['tag'],
  'abrechnung.zeile-unbekannt': ['zeile'],
  'rechnung.ansprechpartner': ['ansprechpartner'],
  'rechnung.leitweg-id': ['leitwegId'],
  'rechnung.steuernummer': ['steuernummer'],
  'rechnung.ust-id': ['ustId'],
};

/**
 * A refused form with what was typed into it.
 * @param formular its name on the page
 * @param namen its visible fields
 */
export function ausAblehnung(
  t: Texte,
  anfrage: FastifyRequest,
  formular: string,
  namen: readonly string[],
  e: Ablehnung,
): { versuch: Versuch; status: number } {
  const { text, status } = meldungOf(t, e);
  const genannt = e.angaben?.['feld'];
  const feld = [...(genannt ? [genannt] : []), ...(FELDER[e.grund] ?? [])].find((f) => namen.includes(f)) ?? null;
  const werte = Object.fromEntries(namen.map((n) => [n, eingabe(anfrage, n)]));
  return { versuch: { formular, werte, meldung: text, feld }, status };
}

/** The summary at the top of the page; it leads to the field the refusal is about. */
export function fehlerzeilen(versuch: Versuch | undefined): readonly Fehlerzeile[] {
  if (!versuch) return [];
  const { formular, feld, meldung } = versuch;
  return [feld === null ? { meldung } : { meldung, ziel: feldIdOf(formular, feld) }];
}
