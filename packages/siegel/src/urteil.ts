import type { HashName } from './krypto.ts';

/** The three answers of every check. "cannot be decided" is said when something needed was not given or not understood. */
export type Antwort = 'holds' | 'does not hold' | 'cannot be decided';

/** Why: a stable code for programs and a German sentence for people. */
export interface Grund {
  readonly code: string;
  readonly meldung: string;
}

const RANG: Record<Antwort, number> = { holds: 0, 'cannot be decided': 1, 'does not hold': 2 };

/** The worst of several answers; nothing to judge cannot be decided. */
export function worst(antworten: readonly Antwort[]): Antwort {
  return antworten.reduce<Antwort>((a, b) => (RANG[b] > RANG[a] ? b : a), antworten[0] ?? 'cannot be decided');
}

/** What rests on a key we do not accept may once have been sound: that cannot be decided, whatever else is wrong is broken. */
export const refusalOf = (code: string): Exclude<Antwort, 'holds'> =>
  code.endsWith('.schluessel') ? 'cannot be decided' : 'does not hold';

/** One signature, seal or document time stamp of a PDF. */
export interface UnterschriftUrteil {
  readonly art: 'siegel' | 'unterschrift' | 'zeitstempel';
  readonly feld: string;
  /** Common name of the signing certificate, or "unbekannt". */
  readonly von: string;
  readonly organisation: string | null;
  /** True when the certificate names itself a TEST certificate. */
  readonly test: boolean;
  /** From the time stamp when there is one, else the claimed time, else null. */
  readonly zeit: Date | null;
  readonly zeitQuelle: 'zeitstempel' | 'behauptet' | 'keine';
  /** Length of the revision this signature covers, in bytes from the start of the file. */
  readonly deckt: number;
  /** What the file itself brings along (ETSI EN 319 142-1): B-LT and B-LTA only when its proofs cover the whole chain of signature and stamp. */
  readonly niveau: 'B-B' | 'B-T' | 'B-LT' | 'B-LTA' | 'keines';
  readonly unversehrt: Antwort;
  readonly vertrauen: Antwort;
  readonly zeitgueltig: Antwort;
  /** DER of the signing certificate, when it was found. */
  readonly zertifikat: Uint8Array | null;
  readonly gruende: readonly Grund[];
}

/** Answer of `verifyPdf`; the three words are the worst over all signatures. */
export interface PdfUrteil {
  readonly unterschriften: readonly UnterschriftUrteil[];
  readonly unversehrt: Antwort;
  readonly vertrauen: Antwort;
  readonly zeit: Antwort;
  readonly gruende: readonly Grund[];
}

/** Answer of `verifyTimestamp`. `ok` says: well formed, covers the data, correctly signed by a time-stamping certificate valid at `zeit`. */
export type ZeitstempelUrteil =
  | {
      readonly ok: true;
      readonly zeit: Date;
      readonly tsa: string;
      readonly test: boolean;
      readonly hash: HashName;
      /** Until when the certificate of the authority was issued. */
      readonly gueltigBis: Date;
      /** Until when its hashes and keys are suitable (eignung.ts); null: no end is named. */
      readonly geeignetBis: Date | null;
      readonly vertrauen: Antwort;
      readonly gruende: readonly Grund[];
    }
  | {
      readonly ok: false;
      readonly code: string;
      readonly meldung: string;
      readonly zeit: Date | null;
      /** Cannot be decided when the stamp rests on a method we do not accept: it may once have been sound. */
      readonly antwort: Exclude<Antwort, 'holds'>;
    };
