import type { LocalDate } from '@rathausverbund/fristen';
import type { Antworten, Feld, FeldFehler, Formular } from './model.ts';
import { liesAntwort, liesPfad } from './pfad.ts';
import { sicht } from './sichtbar.ts';
import { fehlt, pruefeWert, pruefeZusammenhang } from './wert.ts';

export type SchrittFehler = { readonly schritt: string; readonly fehler: readonly FeldFehler[] };

export type Pruefergebnis =
  | { readonly ok: true; readonly antworten: Antworten }
  | {
      readonly ok: false;
      readonly code: 'unvollstaendig';
      readonly meldung: string;
      readonly schritte: readonly SchrittFehler[];
    };

/**
 * The check at submit: nothing that a browser or a stored draft says is trusted. Every visible value is read anew, every
 * limit and condition evaluated for `heute`. On success `antworten` holds visible fields of the form and nothing else.
 */
export function pruefeAlles(formular: Formular, antworten: Antworten, heute: LocalDate): Pruefergebnis {
  const { schritte, antworten: sichtbare } = sicht(formular, antworten);
  const mitFehlern = schritte.flatMap(({ schritt, felder }) => {
    const fehler = felder.flatMap((feld) => {
      const meldung = pruefeFeld(feld, antworten, sichtbare, heute);
      return meldung === undefined ? [] : [{ feld: feld.id, meldung }];
    });
    return fehler.length === 0 ? [] : [{ schritt: schritt.id, fehler }];
  });
  if (mitFehlern.length === 0) return { ok: true, antworten: sichtbare };
  const meldung = 'Einige Angaben fehlen oder stimmen noch nicht. Bitte ergänzen Sie sie in den genannten Schritten.';
  return { ok: false, code: 'unvollstaendig', meldung, schritte: mitFehlern };
}

function pruefeFeld(feld: Feld, roh: Antworten, sichtbare: Antworten, heute: LocalDate): string | undefined {
  const wert = liesAntwort(sichtbare, feld.id);
  if (wert !== undefined) return pruefeWert(feld, wert) ?? pruefeZusammenhang(feld, wert, sichtbare, heute);
  // null, a list or a branch where a value belongs is no gap to pass over
  const fremd = liesPfad(roh, feld.id) !== undefined;
  return feld.pflicht || fremd ? fehlt(feld) : undefined;
}
