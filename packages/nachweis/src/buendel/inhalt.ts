/** What belongs into a bundle. */
export interface BuendelInhalt {
  /** File names without folders, unique. The bytes are those the events name in `docs`. */
  readonly dokumente: readonly { readonly name: string; readonly mime: string; readonly bytes: Uint8Array }[];
  /** `event`: RFC 8785 text as it was logged; `salt`: its 32 bytes; `tlogProof`: C2SP tlog-proof with cosigned checkpoint. */
  readonly ereignisse: readonly { readonly event: string; readonly salt: Uint8Array; readonly tlogProof: string }[];
  /** C2SP tlog-policy, for information: a verifier uses the policy of its own anchors. */
  readonly policy: string;
  /** Certificates (DER) from seals and time stamps up to, but without weight as, their roots. */
  readonly zertifikate: readonly Uint8Array[];
  /** CRLs and OCSP responses (DER) for these certificates. */
  readonly sperrlisten?: readonly Sperrliste[];
  /**
   * `stand`: text of the checkpoint (without signature lines) that every proof here is against; `evidenceRecord`: RFC 4998
   * (DER) over exactly this text. Without it the time rests on the stamps of documents and bundle.
   */
  readonly protokollzeit?: { readonly stand: string; readonly evidenceRecord: Uint8Array };
  readonly angaben: BuendelAngaben;
}

export interface Sperrliste {
  readonly art: 'crl' | 'ocsp';
  readonly bytes: Uint8Array;
}

/** For people who read; nothing here is evidence. */
export interface BuendelAngaben {
  readonly aktenzeichen: string;
  /** Name with its kind: "Gemeinde Thallwitz". */
  readonly koerperschaft: string;
  readonly hinweise: readonly string[];
  /** Keys and stamps are not qualified: PRUEFEN.txt says TEST. */
  readonly test: boolean;
  /** The verifier as one page: PRUEFEN.txt names it by its SHA-256 (hex) and says where to get it. */
  readonly pruefseite?: { readonly sha256: string; readonly adresse: string };
}

export const MIMETYPE = 'application/vnd.etsi.asic-e+zip';

/** Where things lie in a bundle. */
export const ORT = {
  dokumente: 'dokumente/',
  ereignisse: 'ereignisse/',
  policy: 'zeugen.policy',
  zertifikate: 'zertifikate/kette.pem',
  sperrlisten: 'zertifikate/sperrlisten/',
  stand: 'protokoll/stand.txt',
  anleitung: 'PRUEFEN.txt',
} as const;

/** `Nachweis-<Aktenzeichen>.asice`, with everything that is no plain file name character replaced. */
export function buendelName(aktenzeichen: string): string {
  return `Nachweis-${aktenzeichen.replace(/[^\p{L}\p{N}.-]+/gu, '_')}.asice`;
}
