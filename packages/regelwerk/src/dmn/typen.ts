import type { DmnElement } from 'dmn-moddle';
import { uebersetzeZelle, versucheUebersetzung } from '../feel/compileFeel.ts';
import type { Form } from '../feel/syntax.ts';
import { hole, umgebung } from '../feel/umgebung.ts';
import type { Test } from '../feel/unaer.ts';
import { fromJson, hatTyp } from '../werte/json.ts';
import { istKontext, istListe, type Lauf, type Wert } from '../werte/wert.ts';
import { DmnAblehnung } from './fehler.ts';
import { elementAus, listeAus, textAus } from './lesen.ts';

/** A type of the model. `erlaubt`: allowed values, with their text for messages and for priorities. */
export type Typ = {
  readonly name: string;
  readonly basis: string | null;
  readonly felder: ReadonlyMap<string, Typ> | null;
  readonly liste: Typ | null;
  readonly erlaubt: { readonly text: string; readonly test: Test } | null;
};

const BASIS = new Set([
  'Any',
  'number',
  'string',
  'boolean',
  'date',
  'time',
  'date and time',
  'dateTime',
  'years and months duration',
  'yearMonthDuration',
  'days and time duration',
  'dayTimeDuration',
]);

const basis = (name: string): Typ => ({ name, basis: name, felder: null, liste: null, erlaubt: null });
export const BELIEBIG: Typ = basis('Any');

/** Looks up a type reference; unknown references are refused by the caller's place. */
export type Typen = (verweis: string | undefined) => Typ | null;

/** Reads all item definitions. Circles and unknown references are refused with the definition's name. */
export function leseTypen(definitionen: DmnElement): Typen {
  const quellen = new Map(listeAus(definitionen, 'itemDefinition').map((d) => [textAus(d, 'name') ?? '', d]));
  const fertig = new Map<string, Typ>();
  const offen = new Set<string>();
  const finde: Typen = (verweis) => {
    if (verweis === undefined) return BELIEBIG;
    // older editors write the prefix of the FEEL namespace in front of built-in types
    const name = verweis.trim().replace(/^feel:/, '');
    const quelle = quellen.get(name);
    if (!quelle) return BASIS.has(name) ? basis(name) : null;
    const bekannt = fertig.get(name);
    if (bekannt) return bekannt;
    if (offen.has(name)) throw new DmnAblehnung({ decision: null, meldung: `Der Typ „${name}“ enthält sich selbst.` });
    offen.add(name);
    const typ = leseTyp(quelle, name, finde);
    offen.delete(name);
    fertig.set(name, typ);
    return typ;
  };
  for (const name of quellen.keys()) finde(name);
  return finde;
}

function leseTyp(d: DmnElement, name: string, finde: Typen): Typ {
  if (elementAus(d, 'functionItem'))
    throw new DmnAblehnung({
      decision: null,
      meldung: `Der Typ „${name}“ ist ein Funktionstyp; das wird nicht unterstützt.`,
    });
  const teile = listeAus(d, 'itemComponent');
  const grund = teile.length > 0 ? struktur(teile, name, finde) : verweis(d, name, finde);
  const mitWerten = { ...grund, name, erlaubt: erlaubt(elementAus(d, 'allowedValues'), name) ?? grund.erlaubt };
  const typ =
    d.isCollection === true ? { name, basis: null, felder: null, liste: mitWerten, erlaubt: null } : mitWerten;
  return { ...typ, erlaubt: erlaubt(elementAus(d, 'typeConstraint'), name) ?? typ.erlaubt };
}

function struktur(teile: readonly DmnElement[], name: string, finde: Typen): Typ {
  const felder = new Map(
    teile.map((t) => [textAus(t, 'name') ?? '', leseTyp(t, `${name}.${textAus(t, 'name') ?? ''}`, finde)]),
  );
  return { name, basis: null, felder, liste: null, erlaubt: null };
}

function verweis(d: DmnElement, name: string, finde: Typen): Typ {
  const ziel = textAus(d, 'typeRef');
  const typ = finde(ziel);
  if (!typ)
    throw new DmnAblehnung({
      decision: null,
      meldung: `Der Typ „${name}“ verweist auf den unbekannten Typ „${ziel}“.`,
    });
  return typ;
}

function erlaubt(tests: DmnElement | undefined, name: string): Typ['erlaubt'] {
  const text = textAus(tests, 'text');
  if (text === undefined) return null;
  const test = versucheUebersetzung(() => uebersetzeZelle(text, umgebung(['?'], false), {}));
  if (!test.ok)
    throw new DmnAblehnung({
      decision: null,
      ausdruck: text,
      meldung: `Erlaubte Werte des Typs „${name}“: ${test.meldung}`,
    });
  return { text, test: test.wert };
}

/** Names inside a type, for the parser. */
export function formVon(typ: Typ): Form | null {
  if (typ.liste) return formVon(typ.liste);
  return typ.felder ? Object.fromEntries([...typ.felder].map(([name, feld]) => [name, formVon(feld)])) : null;
}

/** Checks a value against a type; answers what is wrong in German, or null. null is allowed everywhere. */
export function verstoss(wert: Wert, typ: Typ, lauf: Lauf, pfad: string): string | null {
  if (wert === null) return null;
  if (typ.erlaubt && typ.erlaubt.test(wert, { werte: new Map([['?', wert]]), eltern: null }, lauf) !== true) {
    return `${pfad}: der Wert gehört nicht zu den erlaubten (${typ.erlaubt.text.trim()})`;
  }
  if (typ.liste) {
    if (!istListe(wert)) return `${pfad} ist keine Liste`;
    const teil = typ.liste;
    return erster(wert.map((w, i) => verstoss(w, teil, lauf, `${pfad}[${i + 1}]`)));
  }
  if (typ.felder) {
    if (!istKontext(wert)) return `${pfad} ist keine Struktur „${typ.name}“`;
    return erster(
      [...typ.felder].map(([name, feld]) => verstoss(hole(wert, name) ?? null, feld, lauf, `${pfad}.${name}`)),
    );
  }
  return typ.basis === null || hatTyp(wert, typ.basis) ? null : `${pfad} ist kein Wert vom Typ ${typ.basis}`;
}

const erster = (meldungen: readonly (string | null)[]): string | null => meldungen.find((m) => m !== null) ?? null;

/** Plain JSON into a value of the type: texts become dates, durations, numbers where the type says so. */
export function leseNachTyp(
  json: unknown,
  typ: Typ,
  pfad: string,
): { ok: true; wert: Wert } | { ok: false; meldung: string } {
  if (json === null || json === undefined) return { ok: true, wert: null };
  if (typ.liste) {
    if (!Array.isArray(json)) return { ok: false, meldung: `${pfad} ist keine Liste` };
    const teile: Wert[] = [];
    for (const [i, teil] of json.entries()) {
      const gelesen = leseNachTyp(teil, typ.liste, `${pfad}[${i + 1}]`);
      if (!gelesen.ok) return gelesen;
      teile.push(gelesen.wert);
    }
    return { ok: true, wert: teile };
  }
  if (typ.felder) return leseStruktur(json, typ.felder, pfad);
  const gelesen = fromJson(json, typ.basis ?? 'Any');
  return gelesen.ok ? gelesen : { ok: false, meldung: `${pfad}: ${gelesen.meldung}` };
}

function leseStruktur(json: unknown, felder: ReadonlyMap<string, Typ>, pfad: string): ReturnType<typeof leseNachTyp> {
  if (typeof json !== 'object' || json === null || Array.isArray(json))
    return { ok: false, meldung: `${pfad} ist keine Struktur` };
  const werte = new Map<string, Wert>();
  for (const [name, teil] of Object.entries(json)) {
    const gelesen = leseNachTyp(teil, felder.get(name) ?? BELIEBIG, `${pfad}.${name}`);
    if (!gelesen.ok) return gelesen;
    werte.set(name, gelesen.wert);
  }
  return { ok: true, wert: werte };
}
