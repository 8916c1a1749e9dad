import type { LocalDate } from '@rathausverbund/fristen';
import type { Antwort, Antworten, Feld, FeldFehler, Formular, Rohwerte } from './model.ts';
import { liesAntwort, mitAntwort } from './pfad.ts';
import { sicht } from './sichtbar.ts';
import { fehlt, parseWert, pruefeZusammenhang } from './wert.ts';

export type SchrittErgebnis = {
  /** All answers of the form after this step; fields that are hidden now are gone. */
  readonly antworten: Antworten;
  /** What was typed, per field of the step, to show it again. */
  readonly roh: Readonly<Record<string, string>>;
  readonly fehler: readonly FeldFehler[];
  /** Fields of the step that these inputs have brought up and the page had not offered: show the step again. */
  readonly neu: readonly string[];
};

/**
 * Takes the inputs of one step. Go on when `fehler` and `neu` are both empty. Throws RangeError for a step the form does
 * not have; check the address first.
 */
export function parseSchritt(
  formular: Formular,
  schrittId: string,
  rohwerte: Rohwerte,
  bisher: Antworten,
  heute: LocalDate,
): SchrittErgebnis {
  const schritt = formular.schritte.find((s) => s.id === schrittId);
  if (schritt === undefined) throw new RangeError(`unknown step ${schrittId}`);
  const eingaben = new Map(schritt.felder.map((feld) => [feld.id, lies(feld, rohwerte)]));
  const { schritte, antworten } = sicht(formular, ersetze(formular, bisher, eingaben));
  const felder = schritte.find((s) => s.schritt.id === schrittId)?.felder ?? [];
  const vorher = sicht(formular, bisher).schritte.find((s) => s.schritt.id === schrittId)?.felder ?? [];
  const neu = felder.filter((feld) => !vorher.includes(feld) && eingaben.get(feld.id)?.roh === undefined);
  return {
    antworten,
    roh: Object.fromEntries([...eingaben].flatMap(([id, { roh }]) => (roh === undefined ? [] : [[id, roh]]))),
    // a question that was not asked yet is no mistake
    fehler: felder.flatMap((feld) => {
      if (neu.includes(feld)) return [];
      const meldung = eingaben.get(feld.id)?.meldung ?? pruefe(feld, antworten, heute);
      return meldung === undefined ? [] : [{ feld: feld.id, meldung }];
    }),
    neu: neu.map((feld) => feld.id),
  };
}

type Eingabe = { readonly roh: string | undefined; readonly wert?: Antwort | undefined; readonly meldung?: string };

function lies(feld: Feld, rohwerte: Rohwerte): Eingabe {
  const angabe = Object.hasOwn(rohwerte, feld.id) ? rohwerte[feld.id] : undefined;
  const texte = angabe === undefined ? [] : [angabe].flat();
  const roh = texte[0];
  if (texte.length > 1) return { roh, meldung: 'Geben Sie hier nur einen Wert an.' };
  return { roh, ...parseWert(feld, roh ?? '') };
}

/** The answers before, with those of the step exchanged: an input that cannot be read or is empty leaves none. */
function ersetze(formular: Formular, bisher: Antworten, eingaben: ReadonlyMap<string, Eingabe>): Antworten {
  let antworten: Antworten = {};
  for (const { id } of formular.schritte.flatMap((schritt) => schritt.felder)) {
    const wert = eingaben.has(id) ? eingaben.get(id)?.wert : liesAntwort(bisher, id);
    if (wert !== undefined) antworten = mitAntwort(antworten, id, wert);
  }
  return antworten;
}

function pruefe(feld: Feld, antworten: Antworten, heute: LocalDate): string | undefined {
  const wert = liesAntwort(antworten, feld.id);
  if (wert !== undefined) return pruefeZusammenhang(feld, wert, antworten, heute);
  return feld.pflicht ? fehlt(feld) : undefined;
}
