import type { Sperrfrage } from '@rathausverbund/siegel';
import type { Ablehnung } from './ablehnung.ts';

export interface Sperrdaten {
  readonly ok: true;
  /** Sperrlisten (RFC 5280) und Auskünfte (RFC 6960), DER. Noch nicht geprüft: Was sie sagen, entscheidet die Prüfung des Dokuments. */
  readonly crls: readonly Uint8Array[];
  readonly ocsps: readonly Uint8Array[];
}

/** Holt Sperrauskünfte dort, wo die Zertifikate sie nennen. */
export interface Sperrauskunft {
  /** Fragen ohne Adresse bleiben ohne Antwort; abgelehnt, wenn eine genannte Stelle nichts Lesbares liefert. */
  sperrdaten(fragen: readonly Sperrfrage[]): Promise<Sperrdaten | Ablehnung>;
}
