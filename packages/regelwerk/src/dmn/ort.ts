import { uebersetzeFeel, uebersetzeZelle, versucheUebersetzung } from '../feel/compileFeel.ts';
import type { Form } from '../feel/syntax.ts';
import { type Code, umgebung } from '../feel/umgebung.ts';
import type { Test } from '../feel/unaer.ts';
import { Abbruch } from '../werte/lauf.ts';
import type { Lauf } from '../werte/wert.ts';
import { DmnAblehnung, type DmnFehler } from './fehler.ts';
import type { Typ, Typen } from './typen.ts';

/** A place in the model while compiling: the decision, perhaps the rule, the names it may use, and its types. */
export type Ort = {
  readonly decision: string;
  readonly regel?: number;
  readonly form: Form;
  readonly typen: Typen;
};

export function lehneAbAn(ort: Ort, meldung: string, ausdruck?: string): never {
  const fehler: DmnFehler = { decision: ort.decision, meldung };
  if (ort.regel !== undefined) fehler.regel = ort.regel;
  if (ausdruck !== undefined) fehler.ausdruck = ausdruck;
  throw new DmnAblehnung(fehler);
}

export function typAn(ort: Ort, verweis: string | undefined): Typ {
  return ort.typen(verweis) ?? lehneAbAn(ort, `Den Typ „${verweis}“ gibt es nicht.`);
}

export function ausdruckAn(ort: Ort, text: string): Code {
  const code = versucheUebersetzung(() => uebersetzeFeel(text, umgebung(Object.keys(ort.form), false), ort.form));
  if (!code.ok)
    return lehneAbAn(ort, `${code.meldung} (Zeile ${code.stelle.zeile}, Spalte ${code.stelle.spalte})`, kurz(text));
  return (sicht, lauf) => benenne(ort, text, lauf, () => code.wert(sicht, lauf));
}

export function zelleAn(ort: Ort, text: string): Test {
  const u = umgebung([...Object.keys(ort.form), '?'], false);
  const test = versucheUebersetzung(() => uebersetzeZelle(text, u, ort.form));
  if (!test.ok)
    return lehneAbAn(ort, `${test.meldung} (Zeile ${test.stelle.zeile}, Spalte ${test.stelle.spalte})`, kurz(text));
  return (wert, sicht, lauf) => benenne(ort, text, lauf, () => test.wert(wert, sicht, lauf));
}

const kurz = (text: string): string => (text.length > 200 ? `${text.slice(0, 200)} …` : text);

export const ortText = (ort: Ort): string =>
  `Entscheidung „${ort.decision}“${ort.regel === undefined ? '' : `, Regel ${ort.regel}`}`;

/** Adds decision, rule and expression to whatever goes wrong inside; the innermost place wins. */
export function benenne<T>(ort: Ort, text: string, lauf: Lauf, tue: () => T): T {
  const bisher = lauf.hinweise.length;
  const wo = `${ortText(ort)}, Ausdruck „${kurz(text.trim())}“`;
  try {
    const ergebnis = tue();
    for (let i = bisher; i < lauf.hinweise.length; i += 1) {
      const hinweis = lauf.hinweise[i] ?? '';
      if (!hinweis.startsWith('Entscheidung „')) lauf.hinweise[i] = `${wo}: ${hinweis}`;
    }
    return ergebnis;
  } catch (fehler) {
    if (fehler instanceof Abbruch && !fehler.message.startsWith('Entscheidung „'))
      throw new Abbruch(fehler.code, `${wo}: ${fehler.message}`);
    throw fehler;
  }
}
