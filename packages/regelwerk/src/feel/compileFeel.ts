import { fromJson } from '../werte/json.ts';
import { fange, neuerLauf } from '../werte/lauf.ts';
import type { Wert } from '../werte/wert.ts';
import { uebersetzeAusdruck, uebersetzer } from './compile.ts';
import { Ablehnung, type Form, lies, normalName, type Stelle } from './syntax.ts';
import { type Code, type Umgebung, umgebung } from './umgebung.ts';
import { type Test, uebersetzeUnaer } from './unaer.ts';

/** Outcome of one evaluation. `hinweise`: what FEEL answered with null because it could not be computed. */
export type Ergebnis =
  | { ok: true; wert: Wert; hinweise: readonly string[] }
  | { ok: false; code: string; meldung: string };
export type FeelFehler = { ok: false; code: string; meldung: string; stelle: Stelle };
export type FeelAusdruck = { ok: true; evaluate: (kontext: Readonly<Record<string, Wert>>) => Ergebnis };

/** Translates an expression with known names; refusals are thrown as `Ablehnung`. */
export function uebersetzeFeel(text: string, u: Umgebung, form: Form): Code {
  return uebersetzeAusdruck({ text }, lies(text, 'Expression', form), u);
}

/** Translates the unary tests of a decision table cell; refusals are thrown as `Ablehnung`. */
export function uebersetzeZelle(text: string, u: Umgebung, form: Form): Test {
  return uebersetzeUnaer(uebersetzer({ text }), lies(text, 'UnaryTests', form), u);
}

/** Runs a translation and answers a refusal as a value. */
export function versucheUebersetzung<T>(tue: () => T): { ok: true; wert: T } | FeelFehler {
  try {
    return { ok: true, wert: tue() };
  } catch (fehler) {
    if (fehler instanceof Ablehnung)
      return { ok: false, code: fehler.code, meldung: fehler.message, stelle: fehler.stelle };
    throw fehler;
  }
}

/**
 * Compiles one FEEL expression (DMN 1.5, chapter 10) to be evaluated many times.
 *
 * With `namen` every other name is refused; without, unknown names are null at evaluation. With `unary` the text is the
 * condition of a decision table cell; it tests the entry `?` of the context and answers true, false or null.
 *
 * @example
 * const rechnung = compileFeel('Jahressatz * Monate / 12', { namen: ['Jahressatz', 'Monate'] });
 * if (rechnung.ok) rechnung.evaluate({ Jahressatz: new Zahl(6000), Monate: new Zahl(7) }); // 3500
 */
export function compileFeel(
  text: string,
  optionen: { unary?: boolean; namen?: readonly string[] } = {},
): FeelAusdruck | FeelFehler {
  const namen = optionen.namen ?? [];
  const u = umgebung(optionen.unary ? [...namen, '?'] : namen, optionen.namen === undefined);
  const form = Object.fromEntries(namen.map((name) => [name, null]));
  const code = versucheUebersetzung<Code>(() => {
    if (!optionen.unary) return uebersetzeFeel(text, u, form);
    const test = uebersetzeZelle(text, u, form);
    return (sicht, lauf) => test(sicht.werte.get('?') ?? null, sicht, lauf);
  });
  if (!code.ok) return code;
  return {
    ok: true,
    evaluate: (kontext) => werteAus(code.wert, new Map(Object.entries(kontext).map(([n, w]) => [normalName(n), w]))),
  };
}

function werteAus(code: Code, werte: ReadonlyMap<string, Wert>): Ergebnis {
  const lauf = neuerLauf();
  const ergebnis = fange(() => code({ werte, eltern: null }, lauf));
  return ergebnis.ok ? { ...ergebnis, hinweise: lauf.hinweise } : ergebnis;
}

/**
 * A condition over plain JSON, for forms and flows: true only if the expression is true; null, missing values and
 * anything that cannot be computed count as false. Dates in the data are texts: write `date(beginn) > date("2026-01-01")`.
 */
export function bedingung(
  text: string,
): { ok: true; evaluate: (kontext: Readonly<Record<string, unknown>>) => boolean } | FeelFehler {
  const ausdruck = compileFeel(text);
  if (!ausdruck.ok) return ausdruck;
  return {
    ok: true,
    evaluate: (kontext) => {
      const werte = Object.entries(kontext).map(([name, json]) => {
        const wert = fromJson(json);
        return [name, wert.ok ? wert.wert : null] as const;
      });
      const ergebnis = ausdruck.evaluate(Object.fromEntries(werte));
      return ergebnis.ok && ergebnis.wert === true;
    },
  };
}
