import type { Antworten, Feld, Formular, Schritt } from './model.ts';
import { liesAntwort, mitAntwort } from './pfad.ts';

export type SichtbarerSchritt = { readonly schritt: Schritt; readonly felder: readonly Feld[] };

/** The visible steps with their visible fields, and the answers without those of hidden or unknown fields. */
export type Sicht = { readonly schritte: readonly SichtbarerSchritt[]; readonly antworten: Antworten };

/**
 * Walks the form once in its order. A condition sees the answers of visible fields before it, so what is hidden cannot
 * show anything, and no circle can arise.
 */
export function sicht(formular: Formular, antworten: Antworten): Sicht {
  const schritte: SichtbarerSchritt[] = [];
  let gesehen: Antworten = {};
  for (const schritt of formular.schritte) {
    if (schritt.zeigeWenn && !schritt.zeigeWenn.evaluate(gesehen)) continue;
    const felder: Feld[] = [];
    for (const feld of schritt.felder) {
      if (feld.zeigeWenn && !feld.zeigeWenn.evaluate(gesehen)) continue;
      felder.push(feld);
      const wert = liesAntwort(antworten, feld.id);
      if (wert !== undefined) gesehen = mitAntwort(gesehen, feld.id, wert);
    }
    // a step whose fields are all hidden would be an empty page
    if (felder.length > 0) schritte.push({ schritt, felder });
  }
  return { schritte, antworten: gesehen };
}

/** The steps to walk with these answers. */
export function sichtbareSchritte(formular: Formular, antworten: Antworten): readonly Schritt[] {
  return sicht(formular, antworten).schritte.map(({ schritt }) => schritt);
}

/** The fields to show in a step; none when the step itself is hidden or unknown. */
export function sichtbareFelder(formular: Formular, schrittId: string, antworten: Antworten): readonly Feld[] {
  return sicht(formular, antworten).schritte.find(({ schritt }) => schritt.id === schrittId)?.felder ?? [];
}
