import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { formatDatum, type LocalDate } from '@rathausverbund/fristen';
import { absenderOf, bankverbindungOf, readGemeinsameVorlagen, type Satz } from '../../dokumente/index.ts';
import type { Auftritt } from '../../kommunen/index.ts';

/** What a report holds: German texts, ready to print. */
export interface Bericht {
  titel: string;
  untertitel: string;
  abschnitte: Abschnitt[];
}

export interface Abschnitt {
  titel: string;
  absaetze: string[];
  tabelle?: {
    spalten: { titel: string; zahl: boolean }[];
    zeilen: string[][];
    /** the last row is a sum */
    summe: boolean;
  };
  /** what is to be written by hand, below a line each */
  unterschrift?: string[];
}

const VORLAGE = join(import.meta.dirname, '..', 'vorlagen', 'bericht.typ');

/** Typesets a report under the letterhead of its body, as tagged PDF/A. `jetzt` becomes the date of the document. */
export function setzeBericht(
  satz: Pick<Satz, 'setze'>,
  b: Bericht,
  wer: { auftritt: Auftritt; kuerzel: string; test: boolean },
  zeit: { jetzt: number; heute: LocalDate },
): ReturnType<Satz['setze']> {
  const a = wer.auftritt;
  return satz.setze({
    haupt: '/bericht.typ',
    dateien: { ...readGemeinsameVorlagen(), '/bericht.typ': readFileSync(VORLAGE, 'utf8') },
    daten: {
      erstelltAm: new Date(zeit.jetzt).toISOString(),
      absender: absenderOf(a, wer.kuerzel),
      unterzeichner: { amt: a.amt, formel: '', name: null, stelle: null, automatisch: true },
      empfaenger: { zeilen: [] },
      bezug: { aktenzeichen: '', datum: formatDatum(zeit.heute) },
      betreff: b.titel,
      inhalt: { untertitel: b.untertitel, abschnitte: b.abschnitte },
      test: wer.test,
      hinweise: [],
      bankverbindung: bankverbindungOf(a),
    },
  });
}
