import type { DmnElement } from 'dmn-moddle';
import { ERGEBNIS, formAusTyp, funktionsform } from '../feel/syntax/form.ts';
import type { Form } from '../feel/umgebung.ts';
import { DmnAblehnung } from './fehler.ts';
import { formDesKastens } from './kaesten/kasten.ts';
import { elementAus, listeAus, parameterAus, textAus } from './lesen.ts';
import type { Bedarf } from './modell.ts';
import type { Ort } from './ort.ts';
import type { Typen } from './typen.ts';
import {
  type Bibliothek,
  bedarf,
  beschriftungVon,
  braucht,
  type Dokument,
  findeElement,
  nameVon,
  schluesselVon,
} from './verweise.ts';

/** What all elements of a model share while they are compiled. `formen`: what is known so far of untyped results, by key. */
export type Werkstatt = {
  readonly bibliothek: Bibliothek;
  readonly typen: ReadonlyMap<Dokument, Typen>;
  readonly formen: Map<string, Form | null>;
  readonly milde: boolean;
  readonly ohneUhr: boolean;
  /** what is known of the values handed over, by their names; with it entries that a value cannot have are refused in the first document */
  readonly eingaben: Form | null;
};

/** The place of an element: the names it may use, with what is known about them. */
export function ortVon(e: DmnElement, dokument: Dokument, w: Werkstatt): Ort {
  const typen = w.typen.get(dokument);
  if (!typen) throw new Error('types of a document were not read');
  return {
    decision: nameVon(e),
    titel: beschriftungVon(e),
    form: formAus(nameVon(e), braucht(e, dokument, w.bibliothek), w),
    offen: false,
    typeRef: textAus(elementAus(e, 'variable'), 'typeRef'),
    typen,
    felder: typen.felder,
    nachsichtig: w.milde,
    ohneUhr: w.ohneUhr,
    genau: w.eingaben !== null && dokument === w.bibliothek[0],
  };
}

/** The names an element may use: those it requires, nothing else; of imports below the name of the import. */
function formAus(wer: string, bedarfe: readonly Bedarf[], w: Werkstatt): Form {
  const form = new Map<string, Form | null>();
  for (const b of bedarfe) {
    const doppelt = bedarfe.some((a) => a.unter === b.unter && a.name === b.name && a.schluessel !== b.schluessel);
    if (doppelt && !w.milde)
      throw new DmnAblehnung({ decision: wer, meldung: `Der Name „${b.name}“ steht für zweierlei aus zwei Dateien.` });
    const innen = formVonElement(b, w);
    if (b.unter === null) form.set(b.name, innen);
    else form.set(b.unter, new Map([...(form.get(b.unter) ?? []), [b.name, innen]]));
  }
  return form;
}

/** What is known of the entries of its value; of a function, of what it answers. */
export function formVonElement(b: Pick<Bedarf, 'schluessel' | 'name'>, w: Werkstatt): Form | null {
  const ziel = findeElement(w.bibliothek, b.schluessel);
  if (!ziel) return null;
  const typ = w.typen.get(ziel.dokument)?.an(textAus(elementAus(ziel.element, 'variable'), 'typeRef')) ?? null;
  const istFunktion =
    ziel.element.$type === 'dmn:BusinessKnowledgeModel' || ziel.element.$type === 'dmn:DecisionService';
  if (ziel.element.$type === 'dmn:InputData') return formAusTyp(typ) ?? formDerEingabe(b, w);
  if (!istFunktion || typ?.art === 'funktion')
    return formAusTyp(typ) ?? formNachInhalt(b.schluessel, ziel.element, ziel.dokument, w);
  const inhalt = formNachInhalt(b.schluessel, ziel.element, ziel.dokument, w);
  return funktionsform(formAusTyp(typ) ?? inhalt?.get(ERGEBNIS) ?? null, parameterVon(ziel.element, ziel.dokument, w));
}

/** What is known of the value handed over; nothing where a decision calls a service with another one. */
export function formDerEingabe({ schluessel, name }: Pick<Bedarf, 'schluessel' | 'name'>, w: Werkstatt): Form | null {
  const form = w.eingaben?.get(name) ?? null;
  return form === null || gerufeneEingaben(w.bibliothek).has(schluessel) ? null : form;
}

const GERUFEN = new WeakMap<Bibliothek, ReadonlySet<string>>();

/** Keys of the input data of all services that are called. */
function gerufeneEingaben(bibliothek: Bibliothek): ReadonlySet<string> {
  const bekannt = GERUFEN.get(bibliothek);
  if (bekannt) return bekannt;
  const gerufen = new Set<string>();
  for (const d of bibliothek)
    for (const e of d.elemente.values())
      for (const { schluessel } of braucht(e, d, bibliothek)) {
        const ziel = findeElement(bibliothek, schluessel);
        if (ziel?.element.$type !== 'dmn:DecisionService') continue;
        for (const v of listeAus(ziel.element, 'inputData'))
          gerufen.add(schluesselVon(textAus(v, 'href') ?? '', ziel.dokument, bibliothek));
      }
  GERUFEN.set(bibliothek, gerufen);
  return gerufen;
}

/** Parameters of a business knowledge model; of a decision service its data, then its decisions. */
function parameterVon(e: DmnElement, dokument: Dokument, w: Werkstatt): string[] {
  if (e.$type === 'dmn:BusinessKnowledgeModel')
    return parameterAus(elementAus(e, 'encapsulatedLogic')).map((p) => p.name);
  return ['inputData', 'inputDecision'].flatMap((art) =>
    listeAus(e, art).map((v) => bedarf(textAus(v, 'href') ?? '', nameVon(e), dokument, w.bibliothek).name),
  );
}

/** Without a type, what the expression tells: the entries of a context, the outputs of a table; of knowledge, what it answers. */
function formNachInhalt(schluessel: string, e: DmnElement, dokument: Dokument, w: Werkstatt): Form | null {
  const bekannt = w.formen.get(schluessel);
  if (bekannt !== undefined) return bekannt;
  // unknown while it is being found out: a circle ends here
  w.formen.set(schluessel, null);
  const inhalt = elementAus(e, 'decisionLogic') ?? elementAus(e, 'encapsulatedLogic');
  const form = inhalt ? formDesKastens(inhalt, undefined, ortVon(e, dokument, w)) : null;
  w.formen.set(schluessel, form);
  return form;
}
