import type { DmnElement } from 'dmn-moddle';
import { uebersetzeTest, versucheUebersetzung } from '../feel/compileFeel.ts';
import { namenOhneForm, type Typsuche, umgebung } from '../feel/umgebung.ts';
import { BELIEBIG, basistyp, funktionstyp } from '../werte/typ.ts';
import type { Erlaubt, Typ } from '../werte/wert.ts';
import { DmnAblehnung } from './fehler.ts';
import { lesartDesTyps } from './lesarten.ts';
import { elementAus, istFeel, listeAus, praefixe, textAus } from './lesen.ts';

/** The types of one document. `an`: by reference, `Any` where nothing is referenced, null for an unknown one. */
export type Typen = {
  readonly an: (verweis: string | undefined) => Typ | null;
  readonly suche: Typsuche;
  /** names of all components, for expressions over values of unknown type */
  readonly felder: readonly string[];
};
/** Types of imported documents behind the name of the import; the empty name joins them with the own ones. */
export type FremdeTypen = readonly (readonly [string, Typen])[];

const ablehnung = (meldung: string, ausdruck?: string) =>
  new DmnAblehnung(ausdruck === undefined ? { decision: null, meldung } : { decision: null, ausdruck, meldung });

/**
 * Reads all item definitions. Circles and unknown references are refused with the definition's name. Read leniently, a
 * prefix nobody declared is left aside: editors forget to declare the one of their own namespace; a definition that cannot be
 * read is an unknown type, and one inside itself is any.
 */
export function leseTypen(definitionen: DmnElement, fremde: FremdeTypen, nachsichtig: boolean): Typen {
  const quellen = new Map(listeAus(definitionen, 'itemDefinition').map((d) => [textAus(d, 'name') ?? '', d]));
  const fertig = new Map<string, Typ | null>();
  const offen = new Set<string>();
  const an = (verweis: string | undefined): Typ | null => {
    if (verweis === undefined) return BELIEBIG;
    const name = ohnePraefix(verweis.trim(), definitionen);
    const quelle = quellen.get(name);
    if (!quelle) {
      const [vorn = '', hinten] = name.split(/:(.*)/s, 2);
      const verwaist = nachsichtig && hinten !== undefined && !praefixe(definitionen).has(vorn);
      return basistyp(name) ?? ausImport(name, fremde) ?? (verwaist ? an(hinten) : null);
    }
    const bekannt = fertig.get(name);
    if (bekannt !== undefined) return bekannt;
    if (offen.has(name)) {
      if (nachsichtig) return BELIEBIG;
      throw ablehnung(`Der Typ „${name}“ enthält sich selbst.`);
    }
    offen.add(name);
    const typ = nachsichtig ? oderUnbekannt(() => leseTyp(quelle, name, an)) : leseTyp(quelle, name, an);
    offen.delete(name);
    fertig.set(name, typ);
    return typ;
  };
  for (const name of quellen.keys()) an(name);
  const namen = [
    ...quellen.keys(),
    ...fremde.flatMap(([vor, t]) => t.suche.namen.map((n) => (vor ? `${vor}.${n}` : n))),
  ];
  const felder = [...quellen.values()].flatMap(komponenten).concat(...fremde.map(([, t]) => t.felder));
  return { an, suche: { finde: (name) => (namen.includes(name) ? an(name) : null), namen }, felder };
}

function oderUnbekannt(lies: () => Typ): Typ | null {
  try {
    return lies();
  } catch (fehler) {
    if (fehler instanceof DmnAblehnung) return null;
    throw fehler;
  }
}

/** Editors write prefixes of namespaces in front of built-in types and of their own: those mean no import. */
function ohnePraefix(verweis: string, definitionen: DmnElement): string {
  const [vorn = '', hinten] = verweis.split(/[:.](.*)/s, 2);
  if (hinten === undefined) return verweis;
  const namensraum = praefixe(definitionen).get(vorn) ?? '';
  const eigen = namensraum !== '' && namensraum === textAus(definitionen, 'namespace');
  return vorn === 'feel' || eigen || istFeel(namensraum) ? hinten : verweis;
}

function ausImport(name: string, fremde: FremdeTypen): Typ | null {
  for (const [vor, typen] of fremde) {
    if (vor === '' && typen.suche.namen.includes(name)) return typen.an(name);
    if (vor !== '' && (name.startsWith(`${vor}.`) || name.startsWith(`${vor}:`)))
      return typen.an(name.slice(vor.length + 1));
  }
  return null;
}

const komponenten = (d: DmnElement): string[] =>
  listeAus(d, 'itemComponent').flatMap((k) => [textAus(k, 'name') ?? '', ...komponenten(k)]);

type Finde = Typen['an'];

/** `neben`: names of the components it is one of, whose values its tests may use (DMN 1.5, 7.3.3). */
function leseTyp(d: DmnElement, name: string, an: Finde, neben: readonly string[] = []): Typ {
  const teile = listeAus(d, 'itemComponent');
  const funktion = elementAus(d, 'functionItem');
  const grund = funktion
    ? funktionAus(funktion, name, an)
    : teile.length > 0
      ? struktur(teile, name, an)
      : verweis(d, name, an);
  const lesart = lesartDesTyps(d, name, grund);
  const mitWerten: Typ = {
    ...grund,
    name,
    lesart,
    erlaubt: beide(grund.erlaubt, erlaubt(elementAus(d, 'allowedValues'), name, neben)),
  };
  const typ: Typ = d.isCollection === true ? { art: 'liste', teil: mitWerten, name, erlaubt: null, lesart } : mitWerten;
  return { ...typ, erlaubt: beide(typ.erlaubt, erlaubt(elementAus(d, 'typeConstraint'), name, neben)) };
}

function beide(a: Erlaubt | null, b: Erlaubt | null): Erlaubt | null {
  if (a === null || b === null) return b ?? a;
  return { text: b.text, test: (w, lauf, neben) => a.test(w, lauf, neben) === true && b.test(w, lauf, neben) };
}

function struktur(teile: readonly DmnElement[], name: string, an: Finde): Typ {
  const namen = teile.map((t) => textAus(t, 'name') ?? '');
  const felder = new Map(teile.map((t, i) => [namen[i] ?? '', leseTyp(t, `${name}.${namen[i]}`, an, namen)]));
  return { art: 'struktur', felder, name, erlaubt: null };
}

function funktionAus(f: DmnElement, name: string, an: Finde): Typ {
  const hole = (ref: string | undefined) => an(ref) ?? unbekannt(name, ref);
  const parameter = listeAus(f, 'parameters').map((p) => hole(textAus(p, 'typeRef')));
  return funktionstyp(parameter, hole(textAus(f, 'outputTypeRef')), name);
}

const unbekannt = (name: string, ziel: string | undefined): never => {
  throw ablehnung(`Der Typ „${name}“ verweist auf den unbekannten Typ „${ziel}“.`);
};

function verweis(d: DmnElement, name: string, an: Finde): Typ {
  const ziel = textAus(d, 'typeRef');
  // a definition that names itself means the built-in type of that name
  return (ziel === name ? basistyp(name) : an(ziel)) ?? unbekannt(name, ziel);
}

function erlaubt(tests: DmnElement | undefined, name: string, neben: readonly string[]): Erlaubt | null {
  const text = textAus(tests, 'text');
  if (text === undefined || text.trim() === '') return null;
  const test = versucheUebersetzung(() => uebersetzeTest(text, umgebung(namenOhneForm(neben))));
  if (!test.ok) throw ablehnung(`Erlaubte Werte des Typs „${name}“: ${test.meldung}`, text);
  return { text, test: (wert, lauf, werte = new Map()) => test.wert(wert, { werte, eltern: null }, lauf) };
}
