/**
 * Expected refusals are values. `grund` is a stable code; the one table in texte/ maps it to German text and HTTP status.
 * A transaction that returns a refusal is rolled back.
 */
export type Ablehnung = { ok: false; grund: string; angaben?: Record<string, string> };
export type Ergebnis<T extends object = object> = ({ ok: true } & T) | Ablehnung;

export const ablehnen = (grund: string, angaben?: Record<string, string>): Ablehnung =>
  angaben ? { ok: false, grund, angaben } : { ok: false, grund };
