import type { DmnElement } from 'dmn-moddle';
import { ERGEBNIS, moeglicheFormen, PARAMETER } from '../../feel/syntax/form.ts';
import type { Form } from '../../feel/umgebung.ts';
import { normalName } from '../../werte/kontext.ts';
import { elementAus, listeAus, textAus } from '../lesen.ts';
import type { Ort } from '../ort.ts';
import { deuteText, formAn, formDesKastens, mitName } from './kasten.ts';

/**
 * Names that may stand side by side in what a boxed expression answers or inside it, by its types and by its content, each group once.
 * What does not show adds nothing: a name that a function puts together from texts.
 */
export function namensgruppen(e: DmnElement | undefined, typeRef: string | undefined, ort: Ort): string[][] {
  const offen = new Set(ergebnisformen(e, typeRef, ort));
  // a Set may grow while it is walked: forms share parts, and each is looked at once
  for (const form of offen) for (const [name, innen] of form) if (innen && name !== PARAMETER) offen.add(innen);
  const gruppen = [...offen].map((form) => [...form.keys()].filter((n) => n !== ERGEBNIS && n !== PARAMETER));
  return [...new Map(gruppen.filter((g) => g.length > 0).map((g) => [JSON.stringify(g), g])).values()];
}

function ergebnisformen(e: DmnElement | undefined, typeRef: string | undefined, ort: Ort): Form[] {
  const typen = [formAn(ort, typeRef), e ? formAn(ort, textAus(e, 'typeRef')) : null];
  return [...typen.flatMap((f) => f ?? []), ...(e ? inhalte(e, ort) : [])];
}

const ausText = (text: string, ort: Ort): Form[] => deuteText(text, ort, moeglicheFormen) ?? [];

/** What each way through the expression leads to. */
function inhalte(e: DmnElement, ort: Ort): Form[] {
  const kind = (name: string): Form[] => {
    const teil = elementAus(e, name);
    return ergebnisformen(elementAus(teil, 'value'), textAus(teil, 'typeRef'), ort);
  };
  switch (e.$type) {
    case 'dmn:LiteralExpression':
      return ausText(textAus(e, 'text') ?? '', ort);
    case 'dmn:Context':
      return ausKontext(e, ort);
    case 'dmn:DecisionTable':
      return ausTabelle(e, ort);
    case 'dmn:Relation': {
      const spalten = listeAus(e, 'column').map(
        (s) => [textAus(s, 'name') ?? '', formAn(ort, textAus(s, 'typeRef'))] as const,
      );
      const zellen = listeAus(e, 'row').flatMap((z) => listeAus(z, 'elements'));
      return [new Map(spalten), ...zellen.flatMap((z) => ergebnisformen(z, undefined, ort))];
    }
    case 'dmn:List':
      return listeAus(e, 'elements').flatMap((t) => ergebnisformen(t, undefined, ort));
    case 'dmn:Conditional':
      return [...kind('then'), ...kind('else')];
    case 'dmn:Filter':
      return kind('in');
    case 'dmn:For':
      return kind('return');
    case 'dmn:Invocation':
      return ergebnisformen(elementAus(e, 'calledFunction'), undefined, ort).flatMap((f) => f.get(ERGEBNIS) ?? []);
    case 'dmn:FunctionDefinition':
      return ergebnisformen(elementAus(e, 'body'), undefined, ort);
    default:
      return [];
  }
}

function ausKontext(e: DmnElement, ort: Ort): Form[] {
  const felder = new Map<string, Form | null>();
  const werte: Form[] = [];
  let innen = ort;
  for (const eintrag of listeAus(e, 'contextEntry')) {
    const variable = elementAus(eintrag, 'variable');
    const [wert, typeRef] = [elementAus(eintrag, 'value'), textAus(variable, 'typeRef')];
    const formen = ergebnisformen(wert, typeRef, innen);
    if (!variable) return formen;
    const name = normalName(textAus(variable, 'name') ?? '');
    felder.set(name, formDesKastens(wert, typeRef, innen));
    werte.push(...formen);
    innen = mitName(innen, name, felder.get(name) ?? null);
  }
  return [felder, ...werte];
}

function ausTabelle(e: DmnElement, ort: Ort): Form[] {
  const ausgaben = listeAus(e, 'output');
  const zellen = listeAus(e, 'rule').flatMap((r) => listeAus(r, 'outputEntry'));
  const texte = [...zellen, ...ausgaben.flatMap((a) => elementAus(a, 'defaultOutputEntry') ?? [])];
  const spalten = ausgaben.map((a) => [textAus(a, 'name') ?? '', formAn(ort, textAus(a, 'typeRef'))] as const);
  const [einzige] = spalten;
  return [
    ...(spalten.length > 1 ? [new Map(spalten)] : einzige?.[1] ? [einzige[1]] : []),
    ...texte.flatMap((t) => ausText(textAus(t, 'text') ?? '', ort)),
  ];
}
