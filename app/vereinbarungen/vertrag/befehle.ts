import type { Inhalt, Paragraf } from './inhalt.ts';
import type { Nachweisart } from './stand.ts';

/** What a party may want to do. `bestaetigung`: why a gap that the look ahead found is accepted. */
export type Befehl =
  | { art: 'entwerfen'; inhalt: Inhalt; text: Paragraf[]; textHash: string }
  | { art: 'zurueckziehen'; grund: string }
  | { art: 'erklaeren'; textHash: string }
  | { art: 'beschliessen'; tag: string; nummer: string }
  | { art: 'genehmigen'; behoerde: string; tag: string; zeichen: string }
  | { art: 'bekanntmachen'; tag: string; fundstelle: string }
  | { art: 'nachweisen'; was: Nachweisart; tag: string; zeichen: string }
  | { art: 'freischalten'; bestaetigung?: string }
  | { art: 'aussetzen'; ab: string; bis?: string | null; grund: string; bestaetigung?: string }
  | { art: 'fortsetzen'; ab: string }
  | { art: 'zuruecknehmen'; ab: string }
  | {
      art: 'kuendigen';
      zum: string;
      grund: string;
      wichtig: boolean;
      genehmigung: string | null;
      bestaetigung?: string;
    }
  | { art: 'benennen' | 'streichen'; vorgaenge: readonly string[] };

export type Befehlsart = Befehl['art'];
