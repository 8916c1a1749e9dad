/** What belongs into a bundle. */
export interface BuendelInhalt {
  /** File names without folders, unique. The bytes are those the events name in `docs`. */
  readonly dokumente: readonly { readonly name: string; readonly mime: string; readonly bytes: Uint8Array }[];
  /** `event`: RFC 8785 text as it was logged; `salt`: its 32 bytes; `tlogProof`: C2SP tlog-proof with cosigned checkpoint. */
  readonly ereignisse: readonly { readonly event: string; readonly salt: Uint8Array; readonly tlogProof: string }[];
  /** C2SP tlog-policy of today, for information: a verifier uses the policy of its own anchors. */
  readonly policy: string;
  /** Where another one was in force when a checkpoint came about. */
  readonly damals?: readonly Regeldamals[];
  /** Certificates (DER) from seals and time stamps up to, but without weight as, their roots. */
  readonly zertifikate: readonly Uint8Array[];
  /** CRLs and OCSP responses (DER) for these certificates. */
  readonly sperrlisten?: readonly Sperrliste[];
  /**
   * Stamped checkpoints that proofs here are against, each at most once. Where there is none for an event, its time rests on
   * the stamps of documents and bundle.
   */
  readonly protokollzeit?: readonly Protokollzeit[];
  /** Between neighbouring sizes of one log, when proofs here are against several checkpoints of it. */
  readonly konsistenz?: readonly Konsistenz[];
  readonly angaben: BuendelAngaben;
}

/** `stand`: text of a checkpoint (without signature lines); `evidenceRecord`: RFC 4998 (DER) over exactly this text. */
export interface Protokollzeit {
  readonly stand: string;
  readonly evidenceRecord: Uint8Array;
}

/** `stand`: text of a checkpoint that proofs here are against; `policy`: C2SP tlog-policy that it met. */
export interface Regeldamals {
  readonly stand: string;
  readonly policy: string;
}

/** Shows the tree of `alt` leaves to be the beginning of that of `neu` (RFC 6962 section 2.1.2). */
export interface Konsistenz {
  readonly origin: string;
  readonly alt: number;
  readonly neu: number;
  readonly proof: readonly Uint8Array[];
}

/** Revocation data: a CRL or an OCSP response, DER. */
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
  readonly pruefseite?: Fundstelle;
  /** The verifier as a command (pruefen.mjs), named in the same way. */
  readonly pruefprogramm?: Fundstelle;
  /** Where the installation hands out its anchors. */
  readonly anker?: string;
}

export interface Fundstelle {
  readonly sha256: string;
  readonly adresse: string;
}

export const MIMETYPE = 'application/vnd.etsi.asic-e+zip';

/** Where things lie in a bundle. Of what comes several times, file names start with a number of four digits. */
export const ORT = {
  dokumente: 'dokumente/',
  /** One event a line, as it was logged: RFC 8785 has no line breaks. */
  ereignisse: 'ereignisse/ereignisse.jsonl',
  /** One salt a line, Base64. */
  salze: 'ereignisse/salze.txt',
  /** One proof a line; see `formatBeweis`. */
  beweise: 'ereignisse/beweise.txt',
  policy: 'zeugen.policy',
  zertifikate: 'zertifikate/kette.pem',
  sperrlisten: 'zertifikate/sperrlisten/',
  /**
   * `NNNN.checkpoint`: signed and cosigned; `NNNN.txt`: its text alone, where an evidence record covers it; `NNNN.policy`: the rule for
   * witnesses that it met, where that is not today's.
   */
  protokoll: 'protokoll/',
  konsistenz: 'protokoll/konsistenz.txt',
  anleitung: 'PRUEFEN.txt',
} as const;

export const checkpointDatei = (nr: string) => `${ORT.protokoll}${nr}.checkpoint`;
export const standDatei = (nr: string) => `${ORT.protokoll}${nr}.txt`;
export const regelDatei = (nr: string) => `${ORT.protokoll}${nr}.policy`;
export const nummer = (i: number) => String(i + 1).padStart(4, '0');

/** `Nachweis-<Aktenzeichen>.asice`, with everything that is no plain file name character replaced. */
export function buendelName(aktenzeichen: string): string {
  return `Nachweis-${aktenzeichen.replace(/[^\p{L}\p{N}.-]+/gu, '_')}.asice`;
}

/** The name of a logged document as a file name: without folders or characters that some system refuses. */
export function dateiName(name: string): string {
  const plain = name
    .normalize('NFC')
    .replace(/[\p{Cc}\p{Surrogate}/\\:*?"<>|]/gu, '_')
    .slice(-120);
  return /^\.*$/.test(plain) ? 'Dokument' : plain;
}

/** Stem and ending of a file name: between them stands what tells files of the same name apart, such as " (2)". */
export function teileName(name: string): readonly [stamm: string, endung: string] {
  const [, stamm = name, endung = ''] = /^(.*?)(\.[^.]{1,5})?$/u.exec(name) ?? [];
  return [stamm, endung];
}
