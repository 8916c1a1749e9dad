/**
 * The envelope in which Amt24 hands over an application: `serviceportal` with `metadata` and `serviceportal-fields`
 * (groups → `instance_N` → fields). Ids of groups and fields are chosen by whoever models the form.
 */
export interface Amt24Umschlag {
  /** Namespace of the root as received; zu bestaetigen, a mapping says which one it expects. */
  readonly namensraum: string;
  /** Form with its version, e.g. "…_ApplicantForm-v1.0-de:v1.0". */
  readonly formId: string;
  readonly postfachHandleId: string | null;
  /** As received, checked to be a point in time or a date. */
  readonly creationDate: string | null;
  /** The applicant's own form as PDF. */
  readonly pdf: Uint8Array | null;
  /** Entries of `metadata` that are not known here; kept, not interpreted. */
  readonly weitere: readonly { readonly name: string; readonly wert: string }[];
  readonly gruppen: readonly Amt24Gruppe[];
}

export interface Amt24Gruppe {
  readonly id: string;
  readonly instanzen: readonly Amt24Instanz[];
}

export interface Amt24Instanz {
  /** The N of `instance_N`. */
  readonly nummer: number;
  readonly felder: readonly Amt24Feld[];
}

export interface Amt24Feld {
  readonly id: string;
  /** One value, or several of a multiple choice; never empty, '' for a field left blank. */
  readonly werte: readonly string[];
}

/** Names of the envelope's parts, shared by reader and writer. */
export const TEILE = {
  wurzel: 'serviceportal',
  metadaten: 'metadata',
  felder: 'serviceportal-fields',
  instanz: 'instance_',
  wert: 'value',
} as const;

export type Abgelehnt = { readonly ok: false; readonly code: string; readonly meldung: string };

export const refuse = (code: string, meldung: string): Abgelehnt => ({ ok: false, code, meldung });
