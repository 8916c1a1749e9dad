import { MEHRWORT } from '../funktionen/index.ts';
import { normalName } from '../werte/kontext.ts';
import { fange, neuerLauf } from '../werte/lauf.ts';
import type { Wert } from '../werte/wert.ts';
import { Ablehnung, type Stelle } from './syntax/ablehnung.ts';
import type { Baum } from './syntax/baum.ts';
import { formAus } from './syntax/form.ts';
import { lies, liesZelle } from './syntax/lesen.ts';
import { uebersetzer } from './uebersetzen/ausdruck.ts';
import { type Test, uebersetzeZelle } from './uebersetzen/tests.ts';
import { type Code, type Form, namenOhneForm, OHNE_TYPEN, type Typsuche, type Umgebung, umgebung } from './umgebung.ts';

/**
 * Outcome of one evaluation. `hinweise`: what FEEL answered with null because it could not be computed; `unmoeglich`: the first
 * that no missing value explains, such as a text where a number was needed.
 */
export type Ergebnis =
  | { ok: true; wert: Wert; hinweise: readonly string[]; unmoeglich: string | null }
  | { ok: false; code: string; meldung: string };
export type FeelFehler = { ok: false; code: string; meldung: string; stelle: Stelle };
export type FeelAusdruck = { ok: true; evaluate: (kontext: Readonly<Record<string, Wert>>) => Ergebnis };

/** What a model brings to its expressions besides the names: its types, and all names of entries. */
export type Hintergrund = {
  readonly typen: Typsuche;
  readonly felder: Iterable<string>;
  readonly nachsichtig?: boolean;
  /** `now()` and `today()` are refused: nobody will say what time it is */
  readonly ohneUhr?: boolean;
  /** an entry that the value before the point cannot have is refused */
  readonly genau?: boolean;
};
export const OHNE: Hintergrund = { typen: OHNE_TYPEN, felder: [] };

/** Translates an expression with known names; refusals are thrown as `Ablehnung`. */
export function uebersetzeFeel(text: string, u: Umgebung, hintergrund: Hintergrund = OHNE): Code {
  return uebersetzer(text, hintergrund)(lies(text, u, { ...hintergrund, funktionen: MEHRWORT }));
}

/** What is known of the entries of an expression's value, as `deute` understands it. */
export function formDesAusdrucks<F>(text: string, u: Umgebung, hintergrund: Hintergrund, deute: (b: Baum) => F): F {
  return deute(lies(text, u, { ...hintergrund, funktionen: MEHRWORT }));
}

/** Translates the unary tests of a decision table cell; refusals are thrown as `Ablehnung`. */
export function uebersetzeTest(text: string, u: Umgebung, hintergrund: Hintergrund = OHNE): Test {
  const innen = umgebung(namenOhneForm(['?']), false, u);
  return uebersetzeZelle(
    uebersetzer(text, hintergrund),
    liesZelle(text, innen, { ...hintergrund, funktionen: MEHRWORT }),
  );
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
 * With `namen` every other name is refused; without, unknown names are null at evaluation. Where they tell what entries the values
 * have, an entry is refused, too, that a value cannot have. With `unary` the text is the
 * condition of a decision table cell; it tests the entry `?` of the context and answers true, false or null. No clock is given to
 * it: `now()` and `today()` are impossible, and with `ohneUhr` refused at once.
 *
 * @example
 * const rechnung = compileFeel('Jahressatz * Monate / 12', { namen: ['Jahressatz', 'Monate'] });
 * if (rechnung.ok) rechnung.evaluate({ Jahressatz: new Zahl(6000), Monate: new Zahl(7) }); // 3500
 */
export function compileFeel(
  text: string,
  optionen: { unary?: boolean; namen?: readonly string[] | Form; ohneUhr?: boolean } = {},
): FeelAusdruck | FeelFehler {
  const { namen = [], ohneUhr = false } = optionen;
  const genau = !isListe(namen);
  const u = umgebung(genau ? namen : namenOhneForm(namen), optionen.namen === undefined);
  const hintergrund = { ...OHNE, ohneUhr, genau };
  const code = versucheUebersetzung<Code>(() => {
    if (!optionen.unary) return uebersetzeFeel(text, u, hintergrund);
    const test = uebersetzeTest(text, u, hintergrund);
    return (sicht, lauf) => test(sicht.werte.get('?') ?? null, sicht, lauf);
  });
  if (!code.ok) return code;
  return {
    ok: true,
    evaluate: (kontext) => werteAus(code.wert, new Map(Object.entries(kontext).map(([n, w]) => [normalName(n), w]))),
  };
}

const isListe = (namen: readonly string[] | Form): namen is readonly string[] => Array.isArray(namen);

/** What is known of the entries of an expression's value, when the names have these; null when nothing is, or it cannot be read. */
export function formOf(text: string, namen: Form): Form | null {
  const form = versucheUebersetzung(() => formDesAusdrucks(text, umgebung(namen), OHNE, formAus));
  return form.ok ? form.wert : null;
}

function werteAus(code: Code, werte: ReadonlyMap<string, Wert>): Ergebnis {
  const lauf = neuerLauf({ streng: false });
  const ergebnis = fange(() => code({ werte, eltern: null }, lauf));
  return ergebnis.ok ? { ...ergebnis, hinweise: lauf.hinweise, unmoeglich: lauf.unmoeglich } : ergebnis;
}
