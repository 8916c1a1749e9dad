import type { SignaturAlgorithmus } from '@rathausverbund/siegel';
import type { Ablehnung } from './ablehnung.ts';

export interface Signiert {
  readonly ok: true;
  /** ECDSA als DER, RSA nach PKCS #1. Noch nicht geprüft: Wer damit siegelt, hält sie gegen das Zertifikat. */
  readonly signatur: Uint8Array;
}

/** Ein Zertifikat und der Weg zu seinem Schlüssel. Der Schlüssel bleibt, wo er ist. */
export interface Signaturmittel {
  readonly ok: true;
  readonly algorithmus: SignaturAlgorithmus;
  /** DER. */
  readonly zertifikat: Uint8Array;
  /** Ausstellende Zertifikate bis zur Wurzel, DER. */
  readonly kette: readonly Uint8Array[];
  /** Signiert diese Bytes; die Prüfsumme nach `algorithmus` bildet der Dienst oder sein Anschluss. */
  signiere(daten: Uint8Array): Promise<Signiert | Ablehnung>;
}

/** Siegel der Körperschaften: Ordner mit TEST-Schlüsseln, HSM oder Fernsignatur eines Vertrauensdiensteanbieters. */
export interface Siegeldienst {
  /** Das Siegel dieser Körperschaft; abgelehnt, wenn keines hinterlegt oder der Dienst nicht erreichbar ist. */
  siegel(koerperschaft: { readonly id: string; readonly name: string }): Promise<Signaturmittel | Ablehnung>;
  /** Wurzeln der Siegel dieses Dienstes zum Weitergeben: Dateiname im Ankerordner → DER. */
  wurzeln(): Promise<Readonly<Record<string, Uint8Array>>>;
  /** Frische Sperrlisten (DER) der eigenen ausstellenden Stelle; leer, wo die Zertifikate Adressen dafür nennen. */
  sperrlisten(): Promise<readonly Uint8Array[]>;
}

/** Unterschriften der Beschäftigten (§ 3a Abs. 2 VwVfG), wo ein Schreiben mehr als das Siegel braucht. */
export interface Unterschriftsdienst {
  unterschrift(person: { readonly id: string; readonly name: string }): Promise<Signaturmittel | Ablehnung>;
}
