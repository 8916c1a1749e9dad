import { appendFileSync, readFileSync } from 'node:fs';

/** What a client was going to do or was told. Written before anything else happens with it. */
export type Eintrag =
  /** the client is about to submit this draft, which has not been submitted before */
  | {
      art: 'absicht';
      schluessel: string;
      leistung: string;
      antworten: Record<string, unknown>;
    }
  /** the submission under this key was acknowledged as this Vorgang */
  | { art: 'angenommen'; schluessel: string; vorgang: string }
  /** the citizen read this number on the page of the Vorgang */
  | { art: 'gelesen'; vorgang: string; aktenzeichen: string }
  /** a person of the administration is about to complete this task */
  | { art: 'erledigen'; vorgang: string; schritt: number; wer: string; entscheidung: string }
  /** the completion was acknowledged */
  | { art: 'erledigt'; vorgang: string; schritt: number; wer: string; entscheidung: string }
  /** the citizen is about to answer a request for papers with this text */
  | { art: 'antworten'; vorgang: string; text: string }
  /** the answer was acknowledged */
  | { art: 'geantwortet'; vorgang: string; text: string }
  /** a person of the administration is about to enter this objection, under the key of the form */
  | { art: 'eintragen'; vorgang: string; schluessel: string; text: string }
  /** the objection was acknowledged */
  | { art: 'eingetragen'; vorgang: string; schluessel: string; text: string }
  /** whoever posts letters was given this one to print */
  | { art: 'gedruckt'; vorgang: string; zustellung: string; sha256: string }
  /** a person is about to enter that this letter was posted */
  | { art: 'versenden'; vorgang: string; zustellung: string; wer: string }
  /** the posting was acknowledged */
  | { art: 'versandt'; vorgang: string; zustellung: string; wer: string }
  /** a proof was handed out and lies in this file */
  | { art: 'nachweis'; vorgang: string; datei: string }
  /** a log showed this checkpoint to the public */
  | { art: 'stand'; checkpoint: string }
  /** a page said that something went wrong on the other side */
  | { art: 'fehlerseite'; status: number; weg: string; klar: boolean; auszug: string };

export interface Buch {
  schreibe(e: Eintrag): void;
  eintraege(): Eintrag[];
}

/** The harness's own ledger: an append-only file, one line of JSON for each entry, on disk before the client goes on. */
export function oeffneBuch(datei: string): Buch {
  return {
    schreibe: (e) => appendFileSync(datei, `${JSON.stringify(e)}\n`, { flush: true }),
    eintraege: () =>
      readFileSync(datei, 'utf8')
        .split('\n')
        .filter((z) => z !== '')
        .map((z) => JSON.parse(z) as Eintrag),
  };
}
