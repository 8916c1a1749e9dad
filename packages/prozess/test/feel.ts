import type { CompileAusdruck, Wert } from '../src/ausdruck.ts';

type Knoten = (kontext: Record<string, unknown>) => unknown;

/**
 * A grain of FEEL for the tests of this package, which takes its expressions from outside: literals, dotted paths,
 * comparison, `and`, `or`, `+`. `fehler()` fails when evaluated.
 */
export const compileAusdruck: CompileAusdruck = (text) => {
  const worte = text.match(/"[^"]*"|\d+(?:\.\d+)?|[\p{L}_][\p{L}\p{N}_.]*(?:\(\))?|<=|>=|!=|[=<>+[\]]/gu) ?? [];
  if (worte.join('') !== text.replace(/\s+(?=(?:[^"]*"[^"]*")*[^"]*$)/g, '')) return nein(`Unlesbar: „${text}“.`);
  let i = 0;
  const nimm = (...gesucht: string[]) => (gesucht.includes(worte[i] ?? '') ? worte[i++] : undefined);
  const stufe =
    (naechste: () => Knoten | undefined, verknuepfe: Record<string, (a: unknown, b: unknown) => unknown>) => () => {
      let links = naechste();
      for (let op = nimm(...Object.keys(verknuepfe)); links && op; op = nimm(...Object.keys(verknuepfe))) {
        const [a, b, f] = [links, naechste(), verknuepfe[op]];
        if (!b || !f) return undefined;
        links = (k) => f(a(k), b(k));
      }
      return links;
    };
  const summe = stufe(() => einzelnes(worte[i++]), {
    '+': (a, b) => (typeof a === 'string' ? `${a}${b}` : Number(a) + Number(b)),
  });
  const vergleich = stufe(summe, {
    '=': (a, b) => (a ?? null) === (b ?? null),
    '!=': (a, b) => (a ?? null) !== (b ?? null),
    '<': (a, b) => Number(a) < Number(b),
    '>': (a, b) => Number(a) > Number(b),
    '<=': (a, b) => Number(a) <= Number(b),
    '>=': (a, b) => Number(a) >= Number(b),
  });
  const ganz = stufe(stufe(vergleich, { and: (a, b) => a === true && b === true }), {
    or: (a, b) => a === true || b === true,
  });
  const ausdruck = ganz();
  if (!ausdruck || i < worte.length) return nein(`Unerwartetes Ende: „${text}“.`);
  return { ok: true, evaluate: (kontext) => werte(ausdruck, kontext) };
};

function werte(ausdruck: Knoten, kontext: Record<string, unknown>): Wert {
  const wert = ausdruck(kontext);
  return wert === FEHLER ? nein('Absichtlich gescheitert.') : { ok: true, wert: wert ?? null };
}

const FEHLER = Symbol('fehler');
const WORTE: Record<string, unknown> = { true: true, false: false, null: null, 'fehler()': FEHLER };

function einzelnes(wort: string | undefined): Knoten | undefined {
  if (wort === undefined || /^[=<>+!]/.test(wort)) return undefined;
  if (wort.startsWith('"')) return () => wort.slice(1, -1);
  if (/^\d/.test(wort)) return () => Number(wort);
  if (Object.hasOwn(WORTE, wort)) return () => WORTE[wort];
  if (wort.endsWith('()')) return undefined;
  return (kontext) =>
    wort.split('.').reduce<unknown>((o, name) => {
      return typeof o === 'object' && o !== null && Object.hasOwn(o, name)
        ? (o as Record<string, unknown>)[name]
        : null;
    }, kontext);
}

function nein(meldung: string): { ok: false; meldung: string } {
  return { ok: false, meldung };
}
