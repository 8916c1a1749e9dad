import { createZufall } from '../bench/zufall.ts';

/** Every kind of fault, with the word for the report. */
export const STOERUNGEN = {
  web: 'Webprozess mit kill -9 beendet',
  worker: 'Worker mit kill -9 beendet',
  sequencer: 'Protokollschreiber mit kill -9 beendet',
  zeuge: 'Gegenzeichner mit kill -9 beendet',
  verbindung: 'Verbindungen zur Datenbank beendet',
  postmaster: 'Datenbankserver mit kill -9 beendet',
  schneiden: 'Leitung schneidet Anfragen ab',
  schlucken: 'Leitung verschluckt Antworten',
  verzoegern: 'Leitung verzögert Antworten',
  'mail-verloren': 'Mailversand nimmt an und antwortet nicht',
  'mail-fehler': 'Mailversand antwortet mit einem Fehler',
  'stempel-fehler': 'Zeitstempeldienst antwortet mit einem Fehler',
  'stempel-langsam': 'Zeitstempeldienst antwortet langsam',
  'stempel-luegt': 'Zeitstempeldienst stempelt etwas anderes',
  'zeuge-luegt': 'Unterschriften des Gegenzeichners sind falsch',
  'platte-voll': 'Datenträger ist voll',
} as const;

export type Art = keyof typeof STOERUNGEN;
export const ARTEN = Object.keys(STOERUNGEN) as Art[];

export interface Stoerung {
  /** milliseconds after the clients began */
  nach: number;
  art: Art;
  /** in [0, 1): which of several it hits */
  wahl: number;
}

const ANLAUF_MS = 2_000;
const ABSTAND_MS = { von: 1_500, bis: 4_500 };

/**
 * The faults of a run. The same seed, length and kinds give the same plan. Kinds come as cards of a deck that is shuffled anew when
 * it is used up: each is there before one comes again.
 */
export function createPlan(seed: number, dauerMs: number, arten: readonly Art[] = ARTEN): Stoerung[] {
  const zufall = createZufall(seed);
  const plan: Stoerung[] = [];
  let stapel: Art[] = [];
  let nach = ANLAUF_MS;
  while (nach < dauerMs && arten.length > 0) {
    if (stapel.length === 0) stapel = mische(arten, zufall);
    plan.push({ nach: Math.round(nach), art: stapel.pop() as Art, wahl: zufall() });
    nach += ABSTAND_MS.von + zufall() * (ABSTAND_MS.bis - ABSTAND_MS.von);
  }
  return plan;
}

function mische<T>(karten: readonly T[], zufall: () => number): T[] {
  return karten
    .map((karte) => ({ karte, wo: zufall() }))
    .sort((a, b) => a.wo - b.wo)
    .map(({ karte }) => karte);
}
