import { normalizeContextKey, parser, trackVariables } from 'lezer-feel';

export type Knoten = ReturnType<typeof parser.parse>['topNode'];
/** Position in an expression, counted from 1. */
export type Stelle = { readonly zeile: number; readonly spalte: number };

export const HOECHSTLAENGE = 100_000;
const HOECHSTTIEFE = 200;
// the parser's memory of names grows with the square of the parts: 4000 stay under a second, 50000 exhaust the heap
const HOECHSTTEILE = 4000;
const TEIL = /"(?:\\.|[^"\\])*"|[\p{L}\p{N}_]+|\S/gu;

/** Why an expression is refused. Thrown while compiling only; the public functions turn it into a value. */
export class Ablehnung extends Error {
  readonly code: string;
  readonly stelle: Stelle;
  constructor(code: string, meldung: string, stelle: Stelle = { zeile: 1, spalte: 1 }) {
    super(meldung);
    this.code = code;
    this.stelle = stelle;
  }
}

export type Quelle = { readonly text: string };

export function stelleVon(text: string, position: number): Stelle {
  const davor = text.slice(0, position).split('\n');
  return { zeile: davor.length, spalte: (davor.at(-1)?.length ?? 0) + 1 };
}

export function lehneAb(quelle: Quelle, knoten: Knoten, code: string, meldung: string): never {
  throw new Ablehnung(code, meldung, stelleVon(quelle.text, knoten.from));
}

/** Names are the same with any amount of white space between their parts (DMN 1.5, 10.3.1.2). */
export const normalName = (name: string): string => normalizeContextKey(name);
export const textVon = (quelle: Quelle, knoten: Knoten): string => quelle.text.slice(knoten.from, knoten.to);

const ZEICHEN = new Set(
  '( ) [ ] { } , . .. < > : if then else for in return some every satisfies between and or function instance of external LineComment BlockComment'.split(
    ' ',
  ),
);

/** The children that carry meaning: without punctuation, keywords and comments. */
export function kinder(knoten: Knoten): Knoten[] {
  return alleKinder(knoten).filter((k) => !ZEICHEN.has(k.name));
}

export function alleKinder(knoten: Knoten): Knoten[] {
  const ergebnis: Knoten[] = [];
  for (let k = knoten.firstChild; k; k = k.nextSibling) ergebnis.push(k);
  return ergebnis;
}

/** Shape of the known variables: names with nested names, so that names with spaces and signs are recognised. */
export type Form = { readonly [name: string]: Form | null };

/** Parses one expression (or unary tests) completely; anything left over or too deep is refused. */
export function lies(text: string, oben: 'Expression' | 'UnaryTests', form: Form): Knoten {
  if (text.length > HOECHSTLAENGE) {
    throw new Ablehnung('zu-lang', `Der Ausdruck ist länger als ${HOECHSTLAENGE} Zeichen.`);
  }
  if ((text.match(TEIL)?.length ?? 0) > HOECHSTTEILE) {
    throw new Ablehnung('zu-lang', `Der Ausdruck hat mehr als ${HOECHSTTEILE} Teile.`);
  }
  if (text.trim() === '') throw new Ablehnung('leer', 'Der Ausdruck ist leer.');
  const baum = parser.configure({ top: oben, contextTracker: trackVariables(form) }).parse(text);
  let tiefe = 0;
  const zeiger = baum.cursor();
  zeiger.iterate(
    (k) => {
      tiefe += 1;
      if (k.type.isError) {
        const rest = text.slice(k.from, k.from + 20).trim();
        const wo = rest === '' ? 'Am Ende fehlt etwas.' : `Unverständlich ab „${rest}“.`;
        throw new Ablehnung('syntax', wo, stelleVon(text, k.from));
      }
      if (tiefe > HOECHSTTIEFE) {
        throw new Ablehnung(
          'zu-tief',
          `Der Ausdruck ist tiefer als ${HOECHSTTIEFE} Ebenen geschachtelt.`,
          stelleVon(text, k.from),
        );
      }
    },
    () => {
      tiefe -= 1;
    },
  );
  return baum.topNode;
}
