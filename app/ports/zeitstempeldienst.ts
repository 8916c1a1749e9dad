import type { Ablehnung } from './ablehnung.ts';

export interface Zeitstempel {
  readonly ok: true;
  /** Zeitstempel-Token nach RFC 3161 (CMS ContentInfo, DER), bereits geprüft. */
  readonly token: Uint8Array;
  /** Zeit, die der Dienst bescheinigt. */
  readonly zeit: Date;
}

/** Zeitstempeldienst nach RFC 3161. */
export interface Zeitstempeldienst {
  /**
   * Stempelt einen SHA-256-, SHA-384- oder SHA-512-Wert; das Verfahren folgt aus der Länge. Ein Token kommt nur zurück, wenn
   * es diesen Wert deckt und zu den Ankern führt.
   */
  stempel(digest: Uint8Array): Promise<Zeitstempel | Ablehnung>;
}
