/**
 * Eine erwartete Ablehnung: `code` ist stabil (`<anschluss>.<grund>`), `meldung` ist ein Satz für Menschen und nennt höchstens Kennungen.
 * Der Grund `nicht_erreichbar` vergeht von selbst.
 */
export interface Ablehnung {
  readonly ok: false;
  readonly code: string;
  readonly meldung: string;
}
