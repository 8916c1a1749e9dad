import type { DmnElement } from 'dmn-moddle';
import { formAusTyp } from '../feel/syntax/form.ts';
import { vorschlag } from '../feel/syntax/vorschlag.ts';
import type { Code, Form } from '../feel/umgebung.ts';
import { normalName } from '../werte/kontext.ts';
import { leer } from '../werte/lauf.ts';
import { BELIEBIG } from '../werte/typ.ts';
import type { Typ } from '../werte/wert.ts';
import { findeUnbenannte } from './beschriftung.ts';
import { DmnAblehnung, type DmnFehler } from './fehler.ts';
import { sammleDokumente, sammleTypen } from './importe.ts';
import { namensgruppen } from './kaesten/ergebnis.ts';
import { uebersetzeFunktion } from './kaesten/funktion.ts';
import { uebersetzeKasten } from './kaesten.ts';
import { lesartDesErgebnisses } from './lesarten.ts';
import { elementAus, istFeel, lesen, listeAus, textAus } from './lesen.ts';
import type { Bedarf, Dienst, Element, Modell } from './modell.ts';
import { formDerEingabe, formVonElement, ortVon, type Werkstatt } from './namen.ts';
import { lehneAbAn, nachsichtig, type Ort, typAn } from './ort.ts';
import { findeTabellen } from './tabellen.ts';
import {
  type Bibliothek,
  bedarf,
  beschriftungVon,
  braucht,
  type Dokument,
  findeElement,
  mitNamenlosen,
  nameVon,
  pruefeKreise,
} from './verweise.ts';

export type Uebersetzung = { ok: true; modell: Modell } | { ok: false; fehler: DmnFehler[] };
export type Optionen = {
  /** texts of the documents that this one or its imports may import, matched by their namespace */
  readonly importe?: readonly string[];
  /**
   * For running foreign models as DMN asks: what cannot be compiled is null with a note, instead of refusing the model.
   * Rules that are published are compiled without it.
   */
  readonly nachsichtig?: boolean;
  /** Refuses `now()` and `today()`, for a caller who will not say what time it is. */
  readonly ohneUhr?: boolean;
  /**
   * What is known of the values that will be handed over, by their names. With it an entry is refused that the value before its point
   * cannot have, and an input whose type has an entry that the value has not; what is imported is looked at where it is compiled itself.
   */
  readonly eingaben?: Form | null;
};

/**
 * Compiles a DMN document (1.3 to 1.5) for publishing. Anything it does not understand is refused with decision, rule
 * and expression, and all faults are told at once; a model that compiles ignores nothing.
 */
export async function compileDmn(xml: string, optionen: Optionen = {}): Promise<Uebersetzung> {
  const milde = optionen.nachsichtig === true;
  const gelesen = await lesen(xml, milde);
  if (!gelesen.ok) return gelesen;
  const vorrat: DmnElement[] = [];
  for (const text of optionen.importe ?? []) {
    const anderes = await lesen(text, milde);
    // one that cannot be read is missed where it is imported
    if (anderes.ok) vorrat.push(anderes.definitionen);
  }
  const fehler: DmnFehler[] = [];
  const sammle = <T>(tue: () => T): T | undefined => {
    try {
      return tue();
    } catch (e) {
      if (!(e instanceof DmnAblehnung)) throw e;
      fehler.push(e.fehler);
      return undefined;
    }
  };
  const modell = sammle(() => baue(sammleDokumente(gelesen.definitionen, vorrat, milde), optionen, sammle));
  return modell && (milde || fehler.length === 0) ? { ok: true, modell } : { ok: false, fehler };
}

function baue(
  bibliothek: Bibliothek,
  { nachsichtig: milde = false, ohneUhr = false, eingaben = null }: Optionen,
  sammle: <T>(tue: () => T) => T | undefined,
): Modell {
  const [haupt] = bibliothek;
  const sprache = haupt && textAus(haupt.definitionen, 'expressionLanguage');
  if (!istFeel(sprache))
    throw new DmnAblehnung({ decision: null, meldung: `Die Ausdruckssprache „${sprache}“ wird nicht unterstützt.` });
  const typen = sammleTypen(bibliothek, milde);
  const werkstatt: Werkstatt = { bibliothek, typen, formen: new Map(), milde, ohneUhr, eingaben };
  if (!milde) pruefeKreise(bibliothek);
  const fertig = new Map<string, Element>();
  // what is imported without a name is offered like the own elements, unless one of those has its name
  const eigene = haupt ? mitNamenlosen(haupt, bibliothek) : [];
  const angeboten = new Map<string, Element>();
  for (const dokument of bibliothek) {
    for (const [schluessel, e] of dokument.elemente) {
      const element = sammle(() => uebersetzeElement(schluessel, e, dokument, werkstatt));
      if (element) fertig.set(schluessel, element);
    }
  }
  for (const dokument of eigene) {
    for (const schluessel of dokument.elemente.keys()) {
      const element = fertig.get(schluessel);
      if (element && !angeboten.has(element.name)) angeboten.set(element.name, element);
    }
  }
  if (!haupt || eigene.every((d) => d.elemente.size === 0))
    throw new DmnAblehnung({ decision: null, meldung: 'Das Dokument enthält keine Entscheidung.' });
  const benannt = <A extends Element['art']>(art: A) =>
    new Map(
      [...angeboten.values()].filter((e): e is Extract<Element, { art: A }> => e.art === art).map((e) => [e.name, e]),
    );
  return {
    name: textAus(haupt.definitionen, 'name') ?? '',
    elemente: fertig,
    entscheidungen: new Map(
      [...benannt('entscheidung').values()].flatMap((e) => [[e.titel, e] as const, [e.name, e] as const]),
    ),
    dienste: benannt('dienst'),
    wissen: benannt('wissen'),
    unbenannt: findeUnbenannte(haupt.definitionen),
    tabellen: findeTabellen(haupt.definitionen),
  };
}

/** Read leniently, an element that cannot be compiled as a whole is null with the reason. */
function uebersetzeElement(schluessel: string, e: DmnElement, dokument: Dokument, w: Werkstatt): Element {
  try {
    return uebersetze(schluessel, e, dokument, w);
  } catch (fehler) {
    if (!w.milde || !(fehler instanceof DmnAblehnung)) throw fehler;
    const { meldung } = fehler.fehler;
    const logik: Code = (_, lauf) => leer(lauf, `Entscheidung „${nameVon(e)}“: ${meldung}`);
    return {
      art: 'entscheidung',
      name: nameVon(e),
      titel: titelVon(e),
      typ: BELIEBIG,
      braucht: [],
      logik,
      lesart: { titel: beschriftungVon(e) },
      ergibt: [],
      form: null,
    };
  }
}

function uebersetze(schluessel: string, e: DmnElement, dokument: Dokument, w: Werkstatt): Element {
  const name = nameVon(e);
  const typeRef = textAus(elementAus(e, 'variable'), 'typeRef');
  const ort = ortVon(e, dokument, w);
  const bedarfe = braucht(e, dokument, w.bibliothek);
  if (e.$type === 'dmn:InputData') {
    const typ = typAn(ort, typeRef);
    const fremd = ort.genau ? fremdesFeld(formAusTyp(typ), formDerEingabe({ schluessel, name }, w), name) : null;
    return fremd === null
      ? { art: 'eingabe', namensraum: dokument.namensraum, name, titel: titelVon(e), typ }
      : lehneAbAn(ort, fremd);
  }
  if (e.$type === 'dmn:DecisionService') return uebersetzeDienst(e, dokument, w, ort);
  if (e.$type === 'dmn:BusinessKnowledgeModel') {
    const code = nachsichtig(ort, () => {
      const funktion = elementAus(e, 'encapsulatedLogic');
      if (!funktion) return lehneAbAn(ort, 'Das Wissensmodell hat keinen Inhalt.');
      return uebersetzeFunktion(funktion, ort, uebersetzeKasten, `„${name}“`, typeRef);
    });
    return { art: 'wissen', name, braucht: bedarfe, code };
  }
  const logik = nachsichtig(ort, () => {
    const inhalt = elementAus(e, 'decisionLogic');
    return inhalt ? uebersetzeKasten(inhalt, ort) : lehneAbAn(ort, 'Die Entscheidung hat keinen Inhalt.');
  });
  const typ = typAn(ort, typeRef);
  const lesart = { ...lesartDesErgebnisses(e, typ, ort.typen.an), titel: ort.titel };
  const ergibt = namensgruppen(elementAus(e, 'decisionLogic'), typeRef, ort);
  const form = formVonElement({ schluessel, name }, w);
  return { art: 'entscheidung', name, titel: titelVon(e), typ, braucht: bedarfe, logik, lesart, ergibt, form };
}

/** Why a type cannot be that of the value handed over: an entry of it would always be missing. */
function fremdesFeld(typ: Form | null, wert: Form | null, pfad: string): string | null {
  if (typ === null || wert === null) return null;
  for (const [name, innen] of typ) {
    if (!wert.has(name))
      return `Der Typ hat den Eintrag „${pfad}.${name}“, der Wert nicht.${vorschlag(name, [...wert.keys()])}`;
    const darin = fremdesFeld(innen, wert.get(name) ?? null, `${pfad}.${name}`);
    if (darin !== null) return darin;
  }
  return null;
}

const titelVon = (e: DmnElement): string => normalName(textAus(e, 'name') ?? nameVon(e));

function uebersetzeDienst(e: DmnElement, dokument: Dokument, w: Werkstatt, ort: Ort): Dienst {
  const ziele = (art: string) =>
    listeAus(e, art).flatMap((v) => {
      const href = textAus(v, 'href');
      return href === undefined ? [] : [bedarf(href, ort.decision, dokument, w.bibliothek)];
    });
  const eingaben = [...ziele('inputData'), ...ziele('inputDecision')].map((b) => ({ ...b, typ: typVon(b, w) }));
  const ausgaben = ziele('outputDecision');
  if (ausgaben.length === 0) lehneAbAn(ort, 'Der Entscheidungsdienst gibt keine Entscheidung aus.');
  const typ = typAn(ort, ort.typeRef);
  return { art: 'dienst', name: ort.decision, typ: typ.art === 'funktion' ? typ.ergebnis : typ, eingaben, ausgaben };
}

function typVon(b: Bedarf, w: Werkstatt): Typ {
  const ziel = findeElement(w.bibliothek, b.schluessel);
  const typ = ziel && w.typen.get(ziel.dokument)?.an(textAus(elementAus(ziel.element, 'variable'), 'typeRef'));
  if (!typ) throw new DmnAblehnung({ decision: b.name, meldung: `Der Typ von „${b.name}“ ist unbekannt.` });
  return typ;
}
