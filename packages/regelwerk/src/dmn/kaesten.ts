import type { DmnElement } from 'dmn-moddle';
import type { Code } from '../feel/umgebung.ts';
import { uebersetzeAufruf } from './kaesten/aufruf.ts';
import { uebersetzeFunktion } from './kaesten/funktion.ts';
import type { Kasten } from './kaesten/kasten.ts';
import { uebersetzeKontext, uebersetzeListe, uebersetzeRelation } from './kaesten/sammlungen.ts';
import { uebersetzeFilter, uebersetzeFor, uebersetzeQuantor, uebersetzeWenn } from './kaesten/schleifen.ts';
import { elementAus, istFeel, textAus } from './lesen.ts';
import { ausdruckAn, lehneAbAn, mitTyp, nachsichtig, type Ort, typAn } from './ort.ts';
import { uebersetzeTabelle } from './tabelle.ts';

/** One rule per kind of boxed expression (DMN 1.5, 10.2); a kind without a rule is refused by name. */
const KAESTEN: Record<string, Kasten> = {
  'dmn:LiteralExpression': literal,
  'dmn:DecisionTable': uebersetzeTabelle,
  'dmn:Context': uebersetzeKontext,
  'dmn:List': uebersetzeListe,
  'dmn:Relation': uebersetzeRelation,
  'dmn:Invocation': uebersetzeAufruf,
  'dmn:FunctionDefinition': (e, ort, teil) => {
    const baue = uebersetzeFunktion(e, ort, teil, 'function');
    return (sicht, lauf) => baue(sicht, lauf);
  },
  'dmn:Conditional': uebersetzeWenn,
  'dmn:Filter': uebersetzeFilter,
  'dmn:For': uebersetzeFor,
  'dmn:Some': uebersetzeQuantor,
  'dmn:Every': uebersetzeQuantor,
};

/** Any boxed expression, brought to its own type when it declares one. */
export function uebersetzeKasten(element: DmnElement, ort: Ort): Code {
  return nachsichtig(ort, () => {
    const kasten = Object.hasOwn(KAESTEN, element.$type) ? KAESTEN[element.$type] : undefined;
    if (!kasten) return lehneAbAn(ort, `„${element.$type.replace('dmn:', '')}“ wird nicht unterstützt.`);
    const code = kasten(element, ort, uebersetzeKasten);
    // the type of a function definition is looked at where the function is built
    if (element.$type === 'dmn:FunctionDefinition') return code;
    return mitTyp(code, typAn(ort, textAus(element, 'typeRef')), ort, 'das Ergebnis');
  });
}

function literal(e: DmnElement, ort: Ort): Code {
  const sprache = textAus(e, 'expressionLanguage');
  if (elementAus(e, 'importedValues')) lehneAbAn(ort, 'Eingebundene Werte (importedValues) werden nicht unterstützt.');
  if (!istFeel(sprache)) lehneAbAn(ort, `Die Ausdruckssprache „${sprache}“ wird nicht unterstützt.`);
  return ausdruckAn(ort, textAus(e, 'text') ?? '');
}
