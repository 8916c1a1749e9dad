import type { BriefDaten } from './model.ts';

/**
 * PDF standard of one run; the letters we send are `a-2a`, invoices with their data attached `a-3a`, `ua-1` is compiled when a
 * Leistung is published, to prove accessibility.
 */
export type PdfStandard = 'a-2a' | 'a-3a' | 'ua-1';

/** What is to be typeset. Paths are absolute within the letter's own little file system, e.g. `/brief.typ`. */
export type SatzAuftrag = {
  haupt: string;
  dateien: Readonly<Record<string, string>>;
  daten: BriefDaten<unknown>;
  standard?: PdfStandard;
  /** files the template may attach, by absolute path */
  anhaenge?: Readonly<Record<string, Uint8Array>>;
};

export type SatzCode =
  | 'angabe-fehlt'
  | 'vorlage-weist-ab'
  | 'vorlage-fehlerhaft'
  | 'vorlage-warnung'
  | 'zeichen-fehlt'
  | 'datum-ungueltig'
  | 'satz-abgestuerzt'
  | 'satz-zeit'
  | 'satz-beendet';

/** `meldung` is for the person at the desk, `einzelheiten` (compiler's words, path) for the author of the template. */
export type SatzAblehnung = { ok: false; code: SatzCode; meldung: string; einzelheiten: string[] };

export type SatzErgebnis = { ok: true; pdf: Uint8Array } | SatzAblehnung;

/** Messages between the application and the typesetting process. */
export type Anfrage = SatzAuftrag & { id: number };
export type Antwort = SatzErgebnis & { id: number };

export function ablehnung(code: SatzCode, meldung: string, einzelheiten: string[] = []): SatzAblehnung {
  return { ok: false, code, meldung, einzelheiten };
}
