import { verbrauche } from './lauf.ts';
import {
  artVon,
  istBereich,
  istFunktion,
  istKontext,
  istListe,
  type Kontext,
  type Lauf,
  type Typ,
  type Typgestalt,
  type Wert,
} from './wert.ts';

const BASISTYPEN: Record<string, string> = {
  Any: 'Any',
  Null: 'Null',
  number: 'number',
  string: 'string',
  boolean: 'boolean',
  date: 'date',
  time: 'time',
  'date and time': 'date and time',
  dateTime: 'date and time',
  'years and months duration': 'years and months duration',
  yearMonthDuration: 'years and months duration',
  'days and time duration': 'days and time duration',
  dayTimeDuration: 'days and time duration',
  context: 'context',
  list: 'list',
  function: 'function',
  range: 'range',
};

/** `dateTime` → `date and time`: the name in today's words. */
export const basisname = (name: string): string | undefined =>
  Object.hasOwn(BASISTYPEN, name) ? BASISTYPEN[name] : undefined;

/** The built-in type of that name, null when there is none. Names of DMN 1.1 (`dateTime`) are understood. */
export function basistyp(name: string): Typ | null {
  const basis = basisname(name);
  return basis === undefined ? null : { art: 'basis', basis, name, erlaubt: null };
}

export const BELIEBIG: Typ = { art: 'basis', basis: 'Any', name: 'Any', erlaubt: null };
export const istBeliebig = (typ: Typ): boolean => typ.art === 'basis' && typ.basis === 'Any' && typ.erlaubt === null;

const gestaltet = (gestalt: Typgestalt, name: string): Typ => ({ ...gestalt, name, erlaubt: null });
export const listentyp = (teil: Typ): Typ => gestaltet({ art: 'liste', teil }, `list<${teil.name}>`);
export const bereichstyp = (teil: Typ): Typ => gestaltet({ art: 'bereich', teil }, `range<${teil.name}>`);
export const strukturtyp = (felder: ReadonlyMap<string, Typ>, name: string): Typ =>
  gestaltet({ art: 'struktur', felder }, name);
export const funktionstyp = (parameter: readonly Typ[], ergebnis: Typ, name: string): Typ =>
  gestaltet({ art: 'funktion', parameter, ergebnis }, name);

/** Does the value, which is not null, belong to the type with all that it allows, as a part of the structure `neben` it? */
export function gehoertZu(wert: Wert, typ: Typ, lauf: Lauf, neben?: Kontext): boolean {
  // nearly every value of a table is of a basic type
  if (typ.art === 'basis' && typ.erlaubt === null) return typ.basis === 'Any' || artVon(wert) === typ.basis;
  const darf: Darf = (teil, soll, daneben) => soll.erlaubt === null || soll.erlaubt.test(teil, lauf, daneben) === true;
  return hatGestalt(wert, typ, lauf, darf, neben);
}

/** `instance of` (DMN 1.5, 10.3.2.9.2) asks for the shape only, not for the allowed values. */
export const istInstanz = (wert: Wert, typ: Typ, lauf: Lauf): boolean => hatGestalt(wert, typ, lauf, () => true);

type Darf = (wert: Wert, typ: Typ, neben?: Kontext) => boolean;

function hatGestalt(wert: Wert, typ: Typ, lauf: Lauf, darf: Darf, neben?: Kontext): boolean {
  verbrauche(lauf, 1);
  // what stands beside a list stands beside each of its elements
  const passt: Darf = (teil, soll, daneben = neben) => teil === null || hatGestalt(teil, soll, lauf, darf, daneben);
  return gestaltPasst(wert, typ, passt) && darf(wert, typ, neben);
}

function gestaltPasst(wert: Wert, typ: Typ, passt: Darf): boolean {
  switch (typ.art) {
    case 'basis':
      return typ.basis === 'Any' || artVon(wert) === typ.basis;
    case 'liste':
      return istListe(wert) && wert.every((teil) => passt(teil, typ.teil));
    case 'struktur':
      return (
        istKontext(wert) &&
        [...typ.felder].every(([name, feld]) => wert.has(name) && passt(wert.get(name) ?? null, feld, wert))
      );
    case 'bereich':
      return istBereich(wert) && passt(wert.von, typ.teil) && passt(wert.bis, typ.teil);
    case 'funktion': {
      if (!istFunktion(wert) || wert.parameter.length !== typ.parameter.length) return false;
      const { parameter, ergebnis } = wert.typen;
      // parameters may take more, results may be less than what is asked for
      return (
        typ.parameter.every((soll, i) => parameter[i] == null || umfasst(parameter[i], soll)) &&
        (ergebnis === null ? istBeliebig(typ.ergebnis) : umfasst(typ.ergebnis, ergebnis))
      );
    }
  }
}

/** Is every value of `enger` a value of `weiter`, by their shapes (DMN 1.5, 10.3.2.9.1)? */
function umfasst(weiter: Typ, enger: Typ): boolean {
  if (weiter.art === 'basis') return weiter.basis === 'Any' || (enger.art === 'basis' && enger.basis === weiter.basis);
  switch (weiter.art) {
    case 'liste':
      return enger.art === 'liste' && umfasst(weiter.teil, enger.teil);
    case 'bereich':
      return enger.art === 'bereich' && umfasst(weiter.teil, enger.teil);
    case 'struktur':
      return (
        enger.art === 'struktur' &&
        [...weiter.felder].every(([name, feld]) => {
          const anderes = enger.felder.get(name);
          return anderes !== undefined && umfasst(feld, anderes);
        })
      );
    case 'funktion':
      return (
        enger.art === 'funktion' &&
        enger.parameter.length === weiter.parameter.length &&
        enger.parameter.every((p, i) => umfasst(p, weiter.parameter[i] ?? BELIEBIG)) &&
        umfasst(weiter.ergebnis, enger.ergebnis)
      );
  }
}
