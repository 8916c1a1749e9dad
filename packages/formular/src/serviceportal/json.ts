import type { QuellFehler } from '../quelle.ts';

/** In UTF-16 units; the largest forms known have a tenth of it. */
const MAX_ZEICHEN = 2_000_000;
const MAX_TIEFE = 40;

/** Parses foreign JSON; what is too long or too deep is refused before it is parsed, as later steps recurse. */
export function parseJson(text: string): { readonly wert: unknown } | { readonly fehler: QuellFehler } {
  if (text.length > MAX_ZEICHEN)
    return fehler(`Die Datei ist zu groß. Gelesen werden höchstens ${MAX_ZEICHEN / 1_000_000} Millionen Zeichen.`);
  if (tiefe(text) > MAX_TIEFE)
    return fehler(`Die Datei ist zu tief verschachtelt. Gelesen werden höchstens ${MAX_TIEFE} Ebenen.`);
  try {
    // editors on Windows put a byte order mark in front
    return { wert: JSON.parse(text.replace(/^\uFEFF/, '')) as unknown };
  } catch {
    return fehler('Die Datei ist kein gültiges JSON. Speichern Sie das Formular im Editor noch einmal.');
  }
}

function fehler(meldung: string): { fehler: QuellFehler } {
  return { fehler: { pfad: '', meldung } };
}

function tiefe(text: string): number {
  let jetzt = 0;
  let meist = 0;
  let imText = false;
  for (let i = 0; i < text.length; i += 1) {
    const z = text[i];
    if (imText) {
      if (z === '\\') i += 1;
      else if (z === '"') imText = false;
    } else if (z === '"') imText = true;
    else if (z === '{' || z === '[') meist = Math.max(meist, (jetzt += 1));
    else if (z === '}' || z === ']') jetzt -= 1;
  }
  return meist;
}
