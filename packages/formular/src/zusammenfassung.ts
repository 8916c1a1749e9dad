import type { Antworten, Formular, Schritt } from './model.ts';
import { liesAntwort } from './pfad.ts';
import { sicht } from './sichtbar.ts';
import { formatWert } from './wert.ts';

export type Zeile = { readonly feld: string; readonly beschriftung: string; readonly wert: string };
export type Abschnitt = { readonly schritt: Schritt; readonly zeilen: readonly Zeile[] };

/** The visible answers in the order of the form, in German writing; optional gaps read "keine Angabe". */
export function zusammenfassung(formular: Formular, antworten: Antworten): readonly Abschnitt[] {
  const { schritte, antworten: sichtbare } = sicht(formular, antworten);
  return schritte.map(({ schritt, felder }) => ({
    schritt,
    zeilen: felder.map((feld) => {
      const wert = liesAntwort(sichtbare, feld.id);
      return {
        feld: feld.id,
        beschriftung: feld.beschriftung,
        wert: wert === undefined ? 'keine Angabe' : formatWert(feld, wert),
      };
    }),
  }));
}
