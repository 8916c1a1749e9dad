import type { DmnElement } from 'dmn-moddle';
import { formDesAusdrucks, versucheUebersetzung } from '../../feel/compileFeel.ts';
import type { Baum } from '../../feel/syntax/baum.ts';
import { formAus, formAusTyp, funktionsform } from '../../feel/syntax/form.ts';
import { type Code, type Form, umgebung } from '../../feel/umgebung.ts';
import { normalName } from '../../werte/kontext.ts';
import { elementAus, listeAus, parameterAus, textAus } from '../lesen.ts';
import { lehneAbAn, type Ort } from '../ort.ts';

/** Translates any boxed expression; handed to each kind, so that the files of this folder need not know each other. */
export type Teil = (element: DmnElement, ort: Ort) => Code;
export type Kasten = (element: DmnElement, ort: Ort, teil: Teil) => Code;

/** The place with one more name. */
export const mitName = (ort: Ort, name: string, form: Form | null): Ort => ({
  ...ort,
  form: new Map([...ort.form, [name, form]]),
});

/** What is known of the entries of a typed element; that a type is unknown is told where values are brought to it. */
export const formAn = (ort: Ort, typeRef: string | undefined): Form | null => formAusTyp(ort.typen.an(typeRef));

/** The expression inside a child element such as `if` or `return`. */
export function inhalt(e: DmnElement, name: string, ort: Ort): DmnElement {
  const ausdruck = elementAus(elementAus(e, name), 'value');
  return ausdruck ?? lehneAbAn(ort, `In „${e.$type.replace('dmn:', '')}“ fehlt „${name}“.`);
}

/** The same for a typed child, as far as its type or shape tells. */
export const formVonKind = (e: DmnElement, name: string, ort: Ort): Form | null => {
  const kind = elementAus(e, name);
  return formDesKastens(elementAus(kind, 'value'), textAus(kind, 'typeRef'), ort);
};

/** What is known of the entries of a boxed expression's value: by its types, else by its shape. */
export function formDesKastens(e: DmnElement | undefined, typeRef: string | undefined, ort: Ort): Form | null {
  const nachTyp = formAn(ort, typeRef ?? textAus(e, 'typeRef'));
  if (nachTyp !== null || e === undefined) return nachTyp;
  if (e.$type === 'dmn:Context') {
    const eintraege = listeAus(e, 'contextEntry').map(
      (x) => [elementAus(x, 'variable'), elementAus(x, 'value')] as const,
    );
    const [ergebnis] = eintraege.filter(([variable]) => !variable);
    if (ergebnis) return null;
    // an entry that reads one before it is not read here; its name may stand for something else outside
    const innen = eintraege.reduce(
      (o, [variable]) => mitName(o, normalName(textAus(variable, 'name') ?? ''), null),
      ort,
    );
    return new Map(
      eintraege.map(([variable, wert]) => [
        normalName(textAus(variable, 'name') ?? ''),
        formDesKastens(wert, textAus(variable, 'typeRef'), innen),
      ]),
    );
  }
  if (e.$type === 'dmn:Relation')
    return new Map(listeAus(e, 'column').map((s) => [textAus(s, 'name') ?? '', formAn(ort, textAus(s, 'typeRef'))]));
  if (e.$type === 'dmn:DecisionTable') {
    const ausgaben = listeAus(e, 'output');
    if (ausgaben.length < 2) return formAn(ort, textAus(ausgaben[0], 'typeRef'));
    return new Map(ausgaben.map((a) => [textAus(a, 'name') ?? '', formAn(ort, textAus(a, 'typeRef'))]));
  }
  if (e.$type === 'dmn:FunctionDefinition') {
    const parameter = parameterAus(e).map((p) => p.name);
    const innen = parameter.reduce((o, p) => mitName(o, p, null), ort);
    return funktionsform(formDesKastens(elementAus(e, 'body'), undefined, innen), parameter);
  }
  if (e.$type === 'dmn:LiteralExpression') return deuteText(textAus(e, 'text') ?? '', ort, formAus);
  return null;
}

/** What `deute` sees in a text; null where it cannot be read. */
export function deuteText<F>(text: string, ort: Ort, deute: (b: Baum) => F): F | null {
  const gelesen = versucheUebersetzung(() =>
    formDesAusdrucks(text, umgebung(ort.form, ort.offen), { typen: ort.typen.suche, felder: ort.felder }, deute),
  );
  return gelesen.ok ? gelesen.wert : null;
}
