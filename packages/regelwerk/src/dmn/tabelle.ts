import type { DmnElement } from 'dmn-moddle';
import type { Test } from '../feel/uebersetzen/tests.ts';
import type { Code } from '../feel/umgebung.ts';
import { fehlt, neuerLauf, verbrauche, verstosse } from '../werte/lauf.ts';
import type { Lesart } from '../werte/lesart.ts';
import type { Typ } from '../werte/wert.ts';
import { istListe, type Lauf, type Wert } from '../werte/wert.ts';
import { lesartDerSpalte } from './lesarten.ts';
import { elementAus, listeAus, textAus } from './lesen.ts';
import { anTyp, ausdruckAn, lehneAbAn, type Ort, ortText, standVon, typAn, zelleAn } from './ort.ts';
import { kenntAggregat, POLITIKEN, type PolitikName, politik, type Treffer } from './treffer.ts';

type Eingang = {
  readonly name: string;
  readonly lesart: Lesart;
  readonly code: Code;
  readonly typ: Typ;
  readonly werte: { text: string; test: Test } | null;
};
type Ausgang = {
  readonly name: string;
  readonly lesart: Lesart;
  readonly typ: Typ;
  readonly werte: { text: string; test: Test } | null;
  readonly sonst: Code | null;
  readonly rangfolge: readonly Wert[] | null;
};
type Regel = {
  readonly id: string | null;
  /** null where any value will do that the column allows (DMN 1.5, 10.3.2.10) */
  readonly tests: readonly (Test | null)[];
  readonly ausgaben: readonly Code[];
  readonly begruendung: string;
};
type Sicht = Parameters<Code>[0];

/** Compiles a decision table (DMN 1.5, chapter 8). */
export function uebersetzeTabelle(tabelle: DmnElement, ort: Ort): Code {
  const eingaenge = listeAus(tabelle, 'input').map((e) => eingang(e, ort));
  const ausgaenge = listeAus(tabelle, 'output').map((a, _, alle) => ausgang(a, tabelle, alle.length === 1, ort));
  if (ausgaenge.length === 0) lehneAbAn(ort, 'Die Tabelle hat keine Ausgabe.');
  const namen = ausgaenge.map((a) => a.name);
  if (namen.length > 1 && (namen.includes('') || new Set(namen).size !== namen.length)) {
    lehneAbAn(ort, 'Mehrere Ausgaben brauchen verschiedene Namen.');
  }
  const regeln = listeAus(tabelle, 'rule').map((r, i) =>
    regel(r, { ...ort, regel: i + 1 }, eingaenge.length, ausgaenge.length),
  );
  const name = politikName(tabelle, ausgaenge, ort);
  const nurErster = name === 'FIRST';
  const waehle = politik(
    name,
    textAus(tabelle, 'aggregation') ?? null,
    ausgaenge.map((a) => a.rangfolge),
    ausgaenge.some((a) => a.sonst !== null),
    ort,
  );

  const lesart = {
    titel: ort.titel,
    eingaben: Object.fromEntries(eingaenge.map((e) => [e.name, e.lesart])),
    ausgaben: Object.fromEntries(ausgaenge.map((a) => [a.name || ort.decision, a.lesart])),
  };
  const orte = regeln.map((_, i) => ({ ...ort, regel: i + 1 }));

  return (sicht, lauf) => {
    const werte = eingaenge.map((e) => eingangswert(e, sicht, lauf, ort));
    const gehoeren = eingaenge.map((e, i) => {
      const wert = werte[i] ?? null;
      return wert === null || erlaubt(wert, e.werte, sicht, lauf, ort, `Eingabe „${e.name}“`) !== null;
    });
    const treffer: Treffer[] = [];
    for (const [i, r] of regeln.entries()) {
      verbrauche(lauf, 1 + r.tests.length);
      const trifft = (test: Test | null, spalte: number) =>
        test === null ? gehoeren[spalte] === true : test(werte[spalte] ?? null, sicht, lauf) === true;
      if (!r.tests.every(trifft)) continue;
      const hier = orte[i] ?? ort;
      const ausgaben = r.ausgaben.map((code, k) => ausgangswert(code(sicht, lauf), ausgaenge[k], sicht, lauf, hier));
      treffer.push({ nummer: i + 1, ausgaben });
      if (nurErster) break;
    }
    const gewaehlt = waehle(treffer, lauf);
    if (gewaehlt === null) return null;
    const { zaehlen, als } = gewaehlt;
    const eingaben = Object.fromEntries(eingaenge.map((e, i) => [e.name, werte[i] ?? null]));
    const berichte = (nummer: number | null, ausgaben: readonly Wert[]) => {
      const r = nummer === null ? undefined : regeln[nummer - 1];
      lauf.regeln.push({
        tabelle: ort.decision,
        regel: nummer,
        id: r?.id ?? null,
        eingaben,
        ausgaben: Object.fromEntries(ausgaenge.map((a, i) => [a.name || ort.decision, ausgaben[i] ?? null])),
        begruendung: r?.begruendung ?? '',
        lesart,
      });
    };
    for (const t of zaehlen) berichte(t.nummer, t.ausgaben);
    if (als !== 'einer' && als !== 'liste') return als.wert;
    // a rule that holds counts, also where it answers null: the default is for no rule at all
    if (zaehlen.length === 0) {
      const standard = standardausgaben(ausgaenge, sicht, lauf, ort);
      if (standard === null) return als === 'liste' ? [] : fehlt(lauf, `${ortText(ort)}: Keine Regel trifft zu.`);
      berichte(null, standard);
      return zeile(standard, namen);
    }
    const zeilen = zaehlen.map((t) => zeile(t.ausgaben, namen));
    return als === 'liste' ? zeilen : (zeilen[0] ?? null);
  };
}

const zeile = (ausgaben: readonly Wert[], namen: readonly string[]): Wert =>
  namen.length === 1 ? (ausgaben[0] ?? null) : new Map(namen.map((name, i) => [name, ausgaben[i] ?? null]));

/** The default outputs; null where the table has none. */
const standardausgaben = (ausgaenge: readonly Ausgang[], sicht: Sicht, lauf: Lauf, ort: Ort): Wert[] | null =>
  ausgaenge.some((a) => a.sonst !== null)
    ? ausgaenge.map((a) => (a.sonst ? ausgangswert(a.sonst(sicht, lauf), a, sicht, lauf, ort) : null))
    : null;

function eingang(e: DmnElement, ort: Ort): Eingang {
  const ausdruck = elementAus(e, 'inputExpression');
  const text = textAus(ausdruck, 'text');
  if (text === undefined) return lehneAbAn(ort, 'Eine Eingabespalte hat keinen Ausdruck.');
  const typ = typAn(ort, textAus(ausdruck, 'typeRef'));
  return {
    name: textAus(e, 'label') ?? text.trim(),
    lesart: lesartDerSpalte(e, 'inputValues', typ),
    code: ausdruckAn(ort, text),
    typ,
    werte: werteliste(elementAus(e, 'inputValues'), ort),
  };
}

function werteliste(tests: DmnElement | undefined, ort: Ort): { text: string; test: Test } | null {
  const text = textAus(tests, 'text');
  return text === undefined || text.trim() === '' ? null : { text, test: zelleAn(ort, text) };
}

function ausgang(a: DmnElement, tabelle: DmnElement, einzig: boolean, ort: Ort): Ausgang {
  // a single output without a type of its own has that of the table or of the decision
  const typ = typAn(ort, textAus(a, 'typeRef') ?? (einzig ? (textAus(tabelle, 'typeRef') ?? ort.typeRef) : undefined));
  const werte = werteliste(elementAus(a, 'outputValues'), ort);
  const standard = textAus(elementAus(a, 'defaultOutputEntry'), 'text');
  return {
    name: textAus(a, 'name') ?? '',
    lesart: lesartDerSpalte(a, 'outputValues', typ),
    typ,
    werte,
    sonst: standard === undefined ? null : ausdruckAn(ort, standard),
    rangfolge: rangfolge(werte?.text ?? typ.erlaubt?.text, ort),
  };
}

/** The output values in their written order, when they are a plain list of values. */
function rangfolge(text: string | undefined, ort: Ort): readonly Wert[] | null {
  if (text === undefined) return null;
  const liste = ausdruckAn({ ...ort, form: new Map() }, `[${text}]`)({ werte: new Map(), eltern: null }, neuerLauf());
  return istListe(liste) ? liste : null;
}

function politikName(tabelle: DmnElement, ausgaenge: readonly Ausgang[], ort: Ort): PolitikName {
  const name = POLITIKEN.find((p) => p === (textAus(tabelle, 'hitPolicy') ?? 'UNIQUE'));
  if (!name) return lehneAbAn(ort, `Die Trefferregel „${textAus(tabelle, 'hitPolicy')}“ gibt es nicht.`);
  const aggregat = textAus(tabelle, 'aggregation');
  if (aggregat !== undefined && (name !== 'COLLECT' || !kenntAggregat(aggregat)))
    lehneAbAn(ort, `Die Zusammenfassung „${aggregat}“ passt nicht zur Trefferregel ${name}.`);
  if (aggregat !== undefined && ausgaenge.length > 1)
    lehneAbAn(ort, 'Eine Zusammenfassung geht nur mit einer einzigen Ausgabe.');
  if ((name === 'PRIORITY' || name === 'OUTPUT ORDER') && ausgaenge.every((a) => a.rangfolge === null)) {
    lehneAbAn(ort, `Die Trefferregel ${name} braucht Ausgabewerte (outputValues) als Rangfolge.`);
  }
  return name;
}

function regel(r: DmnElement, ort: Ort, eingaenge: number, ausgaenge: number): Regel {
  const zellen = listeAus(r, 'inputEntry').map((z) => textAus(z, 'text')?.trim() ?? '');
  const ausgaben = listeAus(r, 'outputEntry').map((z) => textAus(z, 'text')?.trim() ?? '');
  if (zellen.length !== eingaenge || ausgaben.length !== ausgaenge) {
    lehneAbAn(
      ort,
      `Die Regel hat ${zellen.length} Bedingungen und ${ausgaben.length} Ausgaben statt ${eingaenge} und ${ausgaenge}.`,
    );
  }
  if (!ort.nachsichtig && (ausgaben.includes('') || ausgaben.includes('-')))
    lehneAbAn(ort, 'Eine Ausgabe ist leer; schreiben Sie null, wenn nichts herauskommen soll.');
  const anmerkungen = listeAus(r, 'annotationEntry')
    .map((a) => textAus(a, 'text')?.trim() ?? '')
    .filter((t) => t !== '');
  return {
    id: textAus(r, 'id') ?? null,
    // editors leave a cell empty for "any value"
    tests: zellen.map((text) => (text === '' || text === '-' ? null : zelleAn(ort, text))),
    ausgaben: ausgaben.map((text) => (text === '' || text === '-' ? () => null : ausdruckAn(ort, text))),
    begruendung: anmerkungen.length > 0 ? anmerkungen.join(' ') : (textAus(r, 'description')?.trim() ?? ''),
  };
}

function eingangswert(e: Eingang, sicht: Sicht, lauf: Lauf, ort: Ort): Wert {
  const roh = e.code(sicht, lauf);
  const wert = anTyp(roh, e.typ, ort, `Eingabe „${e.name}“`, lauf);
  // models of other editors call columns of numbers or booleans strings: their cells still test the value itself
  return wert === null && ort.nachsichtig ? roh : wert;
}

function ausgangswert(roh: Wert, a: Ausgang | undefined, sicht: Sicht, lauf: Lauf, ort: Ort): Wert {
  if (!a) return roh;
  const was = `Ausgabe „${a.name || ort.decision}“`;
  // rows of a table with several rules give one element each where the type is that of the whole list
  const typ = a.typ.art === 'liste' && !istListe(roh) ? a.typ.teil : a.typ;
  return erlaubt(anTyp(roh, typ, ort, was, lauf), a.werte, sicht, lauf, ort, was);
}

/** Allowed values that say nothing of a list as a whole are those of its elements. */
function erlaubt(wert: Wert, werte: Eingang['werte'], sicht: Sicht, lauf: Lauf, ort: Ort, was: string): Wert {
  if (wert === null || !werte) return wert;
  const bisher = standVon(lauf);
  const ergebnis = werte.test(wert, sicht, lauf);
  if (ergebnis === true) return wert;
  const jedes = (teil: Wert) => teil === null || werte.test(teil, sicht, lauf) === true;
  if (ergebnis === null && istListe(wert) && wert.every(jedes)) {
    lauf.hinweise.splice(bisher.ab);
    lauf.unmoeglich = bisher.unmoeglich;
    return wert;
  }
  const meldung = `${ortText(ort)}: ${was}: der Wert gehört nicht zu den erlaubten (${werte.text.trim()}).`;
  return verstosse(lauf, 'falscher-wert', meldung);
}
