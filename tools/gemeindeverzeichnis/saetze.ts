/** One line of the register (GV100AD), cut into its fixed columns. Empty columns are ''. */
export interface Satz {
  readonly zeile: number;
  readonly satzart: string;
  readonly stand: string;
  readonly kreis: string;
  readonly ags: string;
  readonly verband: string;
  readonly name: string;
  readonly sitz: string;
  readonly textkennzeichen: string;
  readonly flaecheHa: string;
  readonly einwohner: string;
  readonly plz: string;
}

export type Ergebnis<T> =
  | { readonly ok: true; readonly wert: T }
  | { readonly ok: false; readonly code: string; readonly meldung: string };

export const refuse = (code: string, meldung: string) => ({ ok: false, code, meldung }) as const;

const LAENGE = 220;

/**
 * Reads the fixed-column file. Columns as Destatis describes GV100AD (counted from 1): record type 1–2, date 3–10,
 * key 11–22, name 23–72, seat 73–122, Textkennzeichen 123–124, area in ha 129–139, inhabitants 140–150, postcode 166–170.
 * Errors: `kodierung` (not UTF-8, or encoded twice), `spalten` (a line of another length), `leer`.
 */
export function readSaetze(bytes: Uint8Array): Ergebnis<Satz[]> {
  const text = decode(bytes);
  if (text === null) {
    return refuse(
      'kodierung',
      'Die Datei ist nicht in UTF-8 gespeichert. Bitte die Originaldatei des Statistischen Bundesamtes verwenden.',
    );
  }
  const saetze: Satz[] = [];
  for (const [i, zeile] of text.split(/\r?\n/).entries()) {
    if (zeile === '') continue;
    if (zeile.length !== LAENGE) {
      return refuse(
        'spalten',
        `Zeile ${i + 1} hat ${zeile.length} statt ${LAENGE} Zeichen. Die Datei ist unvollständig oder verändert.`,
      );
    }
    saetze.push(cut(zeile, i + 1));
  }
  return saetze.length > 0 ? { ok: true, wert: saetze } : refuse('leer', 'Die Datei enthält keine Sätze.');
}

function decode(bytes: Uint8Array): string | null {
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    // "Ã¼" for "ü": UTF-8 that was taken for Latin-1 and encoded again
    return /Ã[\u0080-\u00BF]/.test(text) ? null : text;
  } catch {
    return null;
  }
}

function cut(zeile: string, nummer: number): Satz {
  const spalte = (von: number, bis: number) => zeile.slice(von - 1, bis).trim();
  return {
    zeile: nummer,
    satzart: spalte(1, 2),
    stand: `${spalte(3, 6)}-${spalte(7, 8)}-${spalte(9, 10)}`,
    kreis: spalte(11, 15),
    ags: spalte(11, 18),
    verband: spalte(19, 22),
    name: spalte(23, 72),
    sitz: spalte(73, 122),
    textkennzeichen: spalte(123, 124),
    flaecheHa: spalte(129, 139),
    einwohner: spalte(140, 150),
    plz: spalte(166, 170),
  };
}
