import type { Antwort, Antworten, Feld, Formular } from './model.ts';
import { liesPfad, mitAntwort } from './pfad.ts';
import { parseWert, pruefeWert } from './wert.ts';

/**
 * First answers from sign-in data, such as `{konto: {vorname: 'Ada'}}`. What a field would not accept is left out rather
 * than offered: the person types it.
 */
export function vorbelegung(formular: Formular, daten: unknown): Antworten {
  let antworten: Antworten = {};
  for (const feld of formular.schritte.flatMap((schritt) => schritt.felder)) {
    const wert = feld.vorbelegung === undefined ? undefined : annehmbar(feld, liesPfad(daten, feld.vorbelegung));
    if (wert !== undefined) antworten = mitAntwort(antworten, feld.id, wert);
  }
  return antworten;
}

function annehmbar(feld: Feld, wert: unknown): Antwort | undefined {
  if (typeof wert === 'string') {
    const gelesen = parseWert(feld, wert);
    return 'wert' in gelesen ? gelesen.wert : undefined;
  }
  if (typeof wert !== 'number' && typeof wert !== 'boolean') return undefined;
  return pruefeWert(feld, wert) === undefined ? wert : undefined;
}
