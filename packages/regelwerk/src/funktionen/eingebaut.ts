import { fehlt, leer, verbrauche } from '../werte/lauf.ts';
import {
  type Argument,
  artVon,
  artwort,
  type Funktion,
  istListe,
  istZahl,
  type Lauf,
  type Wert,
} from '../werte/wert.ts';

/** Parameter of a function: `typ` is a kind of FEEL, null takes anything, null included. */
type Parameter = { readonly name: string; readonly freiwillig: boolean; readonly typ: string | null };
/** What a function does with values of the right kinds; undefined where it has no result for them. */
type Rechnung = (werte: readonly Wert[], lauf: Lauf) => Wert | undefined;
/** One way to call a function. `viele`: the last parameter takes any number of values and gets them as a list. */
type Fassung = { readonly parameter: readonly Parameter[]; readonly viele: boolean; readonly rechne: Rechnung };
/** A function of the language with all ways to call it, tried in order. */
export type Eingebaut = readonly Fassung[];

/**
 * Describes one way to call a function: parameters separated by comma, a kind behind a colon, `?` for one that may be left
 * out or null, `...` for any number of values.
 * @example eingebaut('string: string, start position: number, length?: number', ([text, start, laenge]) => …)
 */
export function eingebaut(signatur: string, rechne: Rechnung): Eingebaut {
  const teile = signatur === '' ? [] : signatur.split(', ');
  const parameter = teile.map((teil) => {
    const [vorn = '', typ = null] = teil.split(': ');
    return { name: vorn.replace(/(\?|\.\.\.)$/, ''), freiwillig: vorn.endsWith('?'), typ };
  });
  return [{ parameter, viele: /\.\.\.(: \w+)?$/.test(signatur), rechne }];
}

/** A function over one list that also takes the elements as values: `sum([1, 2])` and `sum(1, 2)`. */
export function ueberListe(rechne: (liste: readonly Wert[], lauf: Lauf) => Wert | undefined): Eingebaut {
  const mitListe: Rechnung = ([liste = null], lauf) => {
    if (!istListe(liste)) return undefined;
    verbrauche(lauf, liste.length);
    return rechne(liste, lauf);
  };
  const mitWerten: Rechnung = ([erster = null, weitere = null], lauf) =>
    mitListe([[erster, ...(istListe(weitere) ? weitere : [])]], lauf);
  return [...eingebaut('list: list', mitListe), ...eingebaut('n, list...', mitWerten)];
}

/** `substring(string, start position, length?)` for messages. */
export const formText = (name: string, f: Eingebaut): string =>
  f
    .map(
      ({ parameter, viele }) =>
        `${name}(${parameter.map((p) => p.name + (p.freiwillig ? '?' : '')).join(', ')}${viele ? ' …' : ''})`,
    )
    .join(' oder ');

/** The ways to call that fit number and names of the values; of ways with the same names first the one in their order. */
export function passendeFassungen(f: Eingebaut, namen: readonly (string | null)[]): Eingebaut {
  const benannt = namen.some((n) => n !== null);
  const fassungen = f.filter(({ parameter, viele }) => {
    if (benannt) {
      if (viele && namen.length !== parameter.length) return false;
      return new Set(namen).size === namen.length && namen.every((n) => parameter.some((p) => p.name === n));
    }
    const noetig = parameter.filter((p) => !p.freiwillig).length;
    return namen.length >= noetig && (viele || namen.length <= parameter.length);
  });
  const inOrdnung = fassungen.filter(({ parameter }) => namen.every((n, i) => n === parameter[i]?.name));
  return inOrdnung.length > 0 ? inOrdnung : fassungen;
}

/** Calls the first way whose kinds fit. What has no result is null with a note. */
export function rufeEingebaut(
  name: string,
  fassungen: Eingebaut,
  namen: readonly (string | null)[],
  werte: readonly Wert[],
  lauf: Lauf,
): Wert {
  for (const fassung of fassungen) {
    const geordnet = ordne(fassung, namen, werte);
    const passend = geordnet && angepasst(fassung, geordnet);
    if (!passend) continue;
    const ergebnis = fassung.rechne(passend, lauf);
    // a number beyond all exponents is none (DMN 1.5, 10.3.2.3.1)
    if (ergebnis !== undefined && !(istZahl(ergebnis) && !ergebnis.isFinite())) return ergebnis;
  }
  const melde = werte.includes(null) ? fehlt : leer;
  return melde(lauf, `„${name}“ hat mit diesen Werten kein Ergebnis (${werte.map(artwort).join(', ')}).`);
}

function ordne(
  { parameter, viele }: Fassung,
  namen: readonly (string | null)[],
  werte: readonly Wert[],
): readonly (Wert | undefined)[] | null {
  if (namen.some((n) => n !== null)) {
    return parameter.map((p, nr) => {
      const i = namen.indexOf(p.name);
      // named, the last of any number is one, and it is there
      if (viele && nr === parameter.length - 1) return [werte[i] ?? null];
      return i >= 0 ? (werte[i] ?? null) : p.freiwillig ? undefined : null;
    });
  }
  return viele ? [...werte.slice(0, parameter.length - 1), werte.slice(parameter.length - 1)] : werte;
}

/** The values brought to the kinds of the parameters (a list of one is its element and back); null when one does not fit. */
function angepasst({ parameter, viele }: Fassung, werte: readonly (Wert | undefined)[]): Wert[] | null {
  const ergebnis: (Wert | undefined)[] = [];
  for (const [i, p] of parameter.entries()) {
    const wert = werte[i];
    if (viele && i === parameter.length - 1) {
      const teile = (istListe(wert ?? null) ? (wert as readonly Wert[]) : []).map((w) => passend(w, p.typ));
      if (teile.includes(undefined)) return null;
      ergebnis.push(teile as Wert[]);
    } else if (p.freiwillig && (wert === undefined || wert === null)) ergebnis.push(undefined);
    else {
      const w = passend(wert ?? null, p.typ);
      if (w === undefined) return null;
      ergebnis.push(w);
    }
  }
  return ergebnis as Wert[];
}

function passend(wert: Wert, typ: string | null): Wert | undefined {
  if (typ === null || artVon(wert) === typ) return wert;
  if (wert === null) return undefined;
  if (typ === 'list') return [wert];
  const [einziger = null, zweiter] = istListe(wert) ? wert : [];
  return zweiter === undefined && artVon(einziger) === typ ? einziger : undefined;
}

/** The function as a value that can be handed on. */
export function alsFunktion(name: string, f: Eingebaut): Funktion {
  const parameter = (f[0]?.parameter ?? []).map((p) => p.name);
  return {
    art: 'funktion',
    parameter,
    typen: { parameter: parameter.map(() => null), ergebnis: null },
    rufe: (argumente: readonly Argument[], lauf) => {
      const namen = argumente.map((a) => a.name);
      verbrauche(lauf, 1);
      return rufeEingebaut(
        name,
        passendeFassungen(f, namen),
        namen,
        argumente.map((a) => a.wert),
        lauf,
      );
    },
  };
}
