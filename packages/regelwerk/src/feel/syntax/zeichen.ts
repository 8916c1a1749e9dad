/** Characters a name may begin with and go on with (DMN 1.5, 10.3.1.2, rules 27 and 28). */
const ANFANG =
  '?A-Z_a-z\\u{C0}-\\u{D6}\\u{D8}-\\u{F6}\\u{F8}-\\u{2FF}\\u{370}-\\u{37D}\\u{37F}-\\u{1FFF}\\u{200C}-\\u{200D}\\u{2070}-\\u{218F}\\u{2C00}-\\u{2FEF}\\u{3001}-\\u{D7FF}\\u{F900}-\\u{FDCF}\\u{FDF0}-\\u{FFFD}\\u{10000}-\\u{EFFFF}';
const WEITER = `${ANFANG}0-9\\u{B7}\\u{300}-\\u{36F}\\u{203F}-\\u{2040}`;
// rule 61 and 62; the ogham space and others lie inside the ranges above and are taken out by coming first
const LEER =
  '\\t-\\r \\u{85}\\u{A0}\\u{1680}\\u{180E}\\u{2000}-\\u{200B}\\u{2028}\\u{2029}\\u{202F}\\u{205F}\\u{3000}\\u{FEFF}';

const RAUM = new RegExp(`(?:[${LEER}]|//[^\\n\\r]*|/\\*[\\s\\S]*?\\*/)+`, 'uy');
const WORT = new RegExp(`(?:(?![${LEER}])[${ANFANG}])(?:(?![${LEER}])[${WEITER}])*`, 'uy');
const TEIL = new RegExp(`(?:(?![${LEER}])[${WEITER}])+`, 'uy');
const ZAHL = /(?:\d+(?:\.\d+)?|\.\d+)(?:[eE][+-]?\d+)?/y;
const TEXT = /"(?:\\[\s\S]|[^"\\])*"/y;

function ab(muster: RegExp, text: string, stelle: number): string {
  muster.lastIndex = stelle;
  return muster.exec(text)?.[0] ?? '';
}

/** Index behind white space and comments. */
export const nachRaum = (text: string, stelle: number): number => stelle + ab(RAUM, text, stelle).length;
/** A name of one word at this place, or ''. */
export const wortAn = (text: string, stelle: number): string => ab(WORT, text, stelle);
/** Letters and digits inside a name at this place, or ''. */
export const namensteilAn = (text: string, stelle: number): string => ab(TEIL, text, stelle);
export const zahlAn = (text: string, stelle: number): string => ab(ZAHL, text, stelle);
/** A text with its quotes at this place, or ''. */
export const textAn = (text: string, stelle: number): string => ab(TEXT, text, stelle);

const SYMBOLE = new Set(['.', '/', '-', '’', "'", '+', '*']);
/** Signs a name may contain besides letters and digits (rule 29). */
export const istNamenssymbol = (zeichen: string | undefined): boolean => zeichen !== undefined && SYMBOLE.has(zeichen);
