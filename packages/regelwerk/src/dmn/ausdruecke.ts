import type { DmnElement } from 'dmn-moddle';
import { funktion } from '../feel/aufruf.ts';
import { normalName } from '../feel/syntax.ts';
import { tiefer } from '../werte/lauf.ts';
import { istFunktion, leer, type Wert } from '../werte/wert.ts';
import { elementAus, listeAus, textAus } from './lesen.ts';
import type { Logik } from './modell.ts';
import { ausdruckAn, lehneAbAn, type Ort, typAn } from './ort.ts';
import { uebersetzeTabelle } from './tabelle.ts';
import { formVon } from './typen.ts';

type Boxed = (element: DmnElement, ort: Ort) => Logik;

/** One rule per kind of boxed expression (DMN 1.5, 10.2); a kind without a rule is refused by name. */
const KAESTEN: Record<string, Boxed> = {
  'dmn:LiteralExpression': literal,
  'dmn:DecisionTable': uebersetzeTabelle,
  'dmn:Context': kontext,
  'dmn:List': (e, ort) => {
    const teile = listeAus(e, 'elements').map((teil) => uebersetzeKasten(teil, ort));
    return (sicht, lauf, melde) => teile.map((teil) => teil(sicht, lauf, melde));
  },
  'dmn:Relation': relation,
  'dmn:Invocation': aufruf,
  'dmn:FunctionDefinition': (e, ort) => {
    const f = uebersetzeFunktion(e, ort);
    return (sicht) => f(sicht);
  },
};

export function uebersetzeKasten(element: DmnElement, ort: Ort): Logik {
  const kasten = Object.hasOwn(KAESTEN, element.$type) ? KAESTEN[element.$type] : undefined;
  return kasten
    ? kasten(element, ort)
    : lehneAbAn(ort, `„${element.$type.replace('dmn:', '')}“ wird nicht unterstützt.`);
}

function literal(e: DmnElement, ort: Ort): Logik {
  const sprache = textAus(e, 'expressionLanguage');
  if (elementAus(e, 'importedValues')) lehneAbAn(ort, 'Eingebundene Werte (importedValues) werden nicht unterstützt.');
  if (sprache !== undefined && !/FEEL\/?$/i.test(sprache))
    lehneAbAn(ort, `Die Ausdruckssprache „${sprache}“ wird nicht unterstützt.`);
  return ausdruckAn(ort, textAus(e, 'text') ?? '');
}

const mitName = (ort: Ort, name: string, variable: DmnElement | undefined): Ort => ({
  ...ort,
  form: { ...ort.form, [name]: formVon(typAn(ort, textAus(variable, 'typeRef'))) },
});

function kontext(e: DmnElement, ort: Ort): Logik {
  let innen = ort;
  const eintraege = listeAus(e, 'contextEntry').map((eintrag) => {
    const variable = elementAus(eintrag, 'variable');
    const wert = elementAus(eintrag, 'value');
    if (!wert) return lehneAbAn(ort, 'Ein Eintrag des Kontexts hat keinen Wert.');
    const name = variable ? normalName(textAus(variable, 'name') ?? '') : null;
    const logik = uebersetzeKasten(wert, innen);
    if (name !== null) innen = mitName(innen, name, variable);
    return { name, logik };
  });
  const namen = eintraege.map((x) => x.name);
  if (namen.slice(0, -1).includes(null) || new Set(namen).size !== namen.length) {
    lehneAbAn(ort, 'Die Einträge des Kontexts brauchen verschiedene Namen; nur der letzte darf das Ergebnis sein.');
  }
  return (sicht, lauf, melde) => {
    const werte = new Map<string, Wert>();
    for (const { name, logik } of eintraege) {
      const wert = logik({ werte, eltern: sicht }, lauf, melde);
      if (name === null) return wert;
      werte.set(name, wert);
    }
    return werte;
  };
}

function relation(e: DmnElement, ort: Ort): Logik {
  const spalten = listeAus(e, 'column').map((s) => textAus(s, 'name') ?? '');
  const zeilen = listeAus(e, 'row').map((z) => listeAus(z, 'elements').map((teil) => uebersetzeKasten(teil, ort)));
  if (zeilen.some((z) => z.length !== spalten.length))
    lehneAbAn(ort, 'Eine Zeile der Relation hat nicht so viele Werte wie Spalten.');
  return (sicht, lauf, melde) =>
    zeilen.map((z) => new Map(z.map((teil, i) => [spalten[i] ?? '', teil(sicht, lauf, melde)])));
}

function aufruf(e: DmnElement, ort: Ort): Logik {
  const ziel = elementAus(e, 'calledFunction');
  if (!ziel) return lehneAbAn(ort, 'Der Aufruf nennt keine Funktion.');
  const f = uebersetzeKasten(ziel, ort);
  const werte = listeAus(e, 'binding').map((b) => {
    const formel = elementAus(b, 'bindingFormula');
    return {
      name: normalName(textAus(elementAus(b, 'parameter'), 'name') ?? ''),
      logik: formel ? uebersetzeKasten(formel, ort) : lehneAbAn(ort, 'Ein Parameter des Aufrufs hat keinen Wert.'),
    };
  });
  return (sicht, lauf, melde) => {
    const funktionswert = f(sicht, lauf, melde);
    if (!istFunktion(funktionswert)) return leer(lauf, 'Das Aufgerufene ist keine Funktion.');
    const { parameter, rufe } = funktionswert;
    if (werte.length !== parameter.length || werte.some((w) => !parameter.includes(w.name)))
      return leer(lauf, 'Die Parameter des Aufrufs passen nicht.');
    const geordnet = parameter.map((p) => werte.find((w) => w.name === p)?.logik(sicht, lauf, melde) ?? null);
    return tiefer(lauf, () => rufe(geordnet, lauf));
  };
}

/** A function definition; it becomes a value once the names around it have values. Only kind FEEL. */
export function uebersetzeFunktion(e: DmnElement, ort: Ort): (sicht: Parameters<Logik>[0]) => Wert {
  const art = textAus(e, 'kind') ?? 'FEEL';
  if (art !== 'FEEL') lehneAbAn(ort, `Funktionen der Art „${art}“ werden nicht unterstützt.`);
  const rumpf = elementAus(e, 'body');
  if (!rumpf) return lehneAbAn(ort, 'Die Funktion hat keinen Inhalt.');
  let innen = ort;
  const parameter = listeAus(e, 'formalParameter').map((p) => {
    const name = normalName(textAus(p, 'name') ?? '');
    innen = mitName(innen, name, p);
    return name;
  });
  const logik = uebersetzeKasten(rumpf, innen);
  return (sicht) => funktion(parameter, (s, lauf) => logik(s, lauf, () => {}), sicht);
}
