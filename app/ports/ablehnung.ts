/** Eine erwartete Ablehnung: `code` ist stabil (`<anschluss>.<grund>`), `meldung` ist ein Satz für Menschen. */
export interface Ablehnung {
  readonly ok: false;
  readonly code: string;
  readonly meldung: string;
}
