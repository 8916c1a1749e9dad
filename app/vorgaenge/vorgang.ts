import type { Ereignis } from '@rathausverbund/nachweis';
import type { Widerspruch } from './widerspruch.ts';

export type Json = Ereignis['data'][string];
export type Antworten = Record<string, Json>;

export interface Betrag {
  /** cents */
  betrag: number;
  begruendung: string;
  /** null: a rule stated it */
  festgestelltVon: string | null;
  angeordnetVon: string | null;
  /** the Allgemeine Annahmeanordnung that orders it instead of a person */
  annahmeanordnung: string | null;
}

/** What the events say a Vorgang is. */
export interface Vorgang {
  id: string;
  koerperschaft: string;
  leistung: string;
  fassung: string;
  aktenzeichen: string;
  oertlich: string;
  stelle: string;
  buerger: string | null;
  kanal: string;
  niveau: string;
  eingegangen: string;
  antworten: Antworten;
  hinweise: string[];
  betrag: Betrag | null;
  dokumente: { id: string; art: string; titel: string; sha256: string; am: string }[];
  /** kinds of the Verwaltungsakte that were issued and that no Widerspruch has opened again */
  bescheide: string[];
  bekanntgaben: Record<
    string,
    {
      weg: string;
      bereitgestellt?: string;
      benachrichtigt?: string;
      abgerufen?: string;
      versandt?: string;
      bekanntgabeAm?: string;
      rechtsbehelfBis?: string;
    }
  >;
  registerNummer: string | null;
  /** which register it stands in: gewerbe, hund */
  registerArt: string | null;
  /** first local date on which the dog in the register is no longer kept; null = kept */
  haltungEnde: string | null;
  wartetAuf: string | null;
  widerspruch: Widerspruch | null;
  abgeschlossen: string | null;
  /** member of staff who has it; null: nobody in particular */
  zugeteilt: string | null;
  /** who declared a conflict of interest (§§ 20, 21 VwVfG) */
  befangen: string[];
  /** who was proposed and turned down */
  abgelehnt: string[];
  /** where it went, when another body is competent: there it goes on under another number */
  abgegeben: Gegenstueck | null;
  /** where it came from, when another body gave it away */
  uebernommen: Gegenstueck | null;
}

/** The same matter in another body. */
export interface Gegenstueck {
  koerperschaft: string;
  vorgang: string;
  aktenzeichen: string;
}
