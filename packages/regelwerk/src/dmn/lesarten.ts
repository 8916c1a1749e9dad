import type { DmnElement } from 'dmn-moddle';
import { type Lesart, type Lesarten, ZAHLARTEN } from '../werte/lesart.ts';
import type { Typ } from '../werte/wert.ts';
import { elementAus, listeAus, textAus } from './lesen.ts';

/** Texts in a list of allowed values: `"a", "b"`. */
export const texteIn = (tests: DmnElement | undefined): string[] =>
  [...(textAus(tests, 'text') ?? '').matchAll(/"((?:[^"\\]|\\.)*)"/g)].map((m) => m[1] ?? '');

/** Words for them, in the same order: the label of the list, `Wort; Wort`. */
export const worteIn = (tests: DmnElement | undefined): string[] =>
  (textAus(tests, 'label') ?? '')
    .split(';')
    .map((w) => w.trim())
    .filter((w) => w !== '');

function worte(tests: DmnElement | undefined): Lesart['worte'] {
  const [texte, namen] = [texteIn(tests), worteIn(tests)];
  if (texte.length === 0 || texte.length !== namen.length) return undefined;
  return Object.fromEntries(texte.map((t, i) => [t, namen[i] ?? t]));
}

/** Only what is there: a missing part stays missing. */
const lesart = (l: { [K in keyof Lesart]: Lesart[K] | undefined }): Lesart =>
  Object.fromEntries(Object.entries(l).filter(([, wert]) => wert !== undefined)) as Lesart;

/** Of a type: its own label; what is not said here, the type it refers to says. */
export function lesartDesTyps(d: DmnElement, name: string, grund: Typ): Lesart {
  const teile =
    grund.art === 'struktur'
      ? Object.fromEntries([...grund.felder].flatMap(([n, t]) => (t.lesart ? [[n, t.lesart] as const] : [])))
      : grund.lesart?.teile;
  return lesart({
    titel: textAus(d, 'label'),
    worte: worte(elementAus(d, 'allowedValues')) ?? grund.lesart?.worte,
    zahl: (Object.hasOwn(ZAHLARTEN, name) ? ZAHLARTEN[name] : undefined) ?? grund.lesart?.zahl,
    teile,
  });
}

/** Of a column: its label, the words of its own values, and the rest from its type. */
export function lesartDerSpalte(spalte: DmnElement, werte: 'inputValues' | 'outputValues', typ: Typ | null): Lesart {
  return lesart({
    ...typ?.lesart,
    titel: textAus(spalte, 'label') ?? textAus(spalte, 'name'),
    worte: worte(elementAus(spalte, werte)) ?? typ?.lesart?.worte,
  });
}

/** Of what a decision answers: its type says it, else the outputs of its table. */
export function lesartDesErgebnisses(e: DmnElement, typ: Typ, an: (verweis: string | undefined) => Typ | null): Lesart {
  const inhalt = elementAus(e, 'decisionLogic');
  const { lesart: gesagt = {} } = typ;
  if (Object.keys(gesagt).length > 0 || inhalt?.$type !== 'dmn:DecisionTable') return gesagt;
  const spalten: Lesarten = Object.fromEntries(
    listeAus(inhalt, 'output').map((a) => [
      textAus(a, 'name') ?? '',
      lesartDerSpalte(a, 'outputValues', an(textAus(a, 'typeRef'))),
    ]),
  );
  const [erste, ...weitere] = Object.values(spalten);
  return weitere.length === 0 ? (erste ?? {}) : { teile: spalten };
}
