import type { QuellFehler } from '../quelle.ts';
import { istLeer, liste, objekt, pflichttext, rest, type Stelle, text, wahrheit } from './stelle.ts';

/** Foreign data bound to or from: an account, a process variable. */
export type Anbindung = { readonly service: string; readonly name: string };
/** What the reader does not know, with its key; only what has content. */
export type Rest = readonly (readonly [key: string, wert: unknown])[];

export type Rohwert = { readonly pfad: string; readonly wert: string; readonly label: string | undefined };
export type Rohfeld = {
  readonly pfad: string;
  readonly id: string;
  readonly typ: string;
  readonly label: string | undefined;
  readonly hilfe: string | undefined;
  readonly platzhalter: string | undefined;
  readonly pflicht: boolean;
  readonly gesperrt: boolean;
  readonly werte: readonly Rohwert[];
  readonly vorgabe: unknown;
  readonly herein: Anbindung | undefined;
  readonly hinaus: Anbindung | undefined;
  readonly bedingung: unknown;
  readonly rest: Rest;
};
export type Rohgruppe = {
  readonly pfad: string;
  readonly id: string;
  readonly titel: string | undefined;
  readonly bedingung: unknown;
  readonly felder: readonly Rohfeld[];
  readonly rest: Rest;
};
export type Rohabschnitt = {
  readonly pfad: string;
  readonly titel: string | undefined;
  readonly bedingung: unknown;
  readonly gruppen: readonly Rohgruppe[];
  readonly rest: Rest;
};
export type Rohformular = {
  readonly kennung: string;
  readonly titel: string | undefined;
  readonly herein: Anbindung | undefined;
  readonly hinaus: Anbindung | undefined;
  readonly abschnitte: readonly Rohabschnitt[];
  readonly rest: Rest;
};

// How wide a field is drawn, and whether choices stand beside or below each other
const GESTALT = ['width', 'layout'];

/** Reads the tree sections → fieldGroups → rows → fields; faults of shape go to `fehler`, unknown keys into each `rest`. */
export function lies(wert: unknown, fehler: QuellFehler[]): Rohformular | undefined {
  const s = objekt(wert, '', fehler);
  if (s === undefined) return undefined;
  if (!Object.hasOwn(s.daten, 'sections')) {
    fehler.push({
      pfad: 'sections',
      meldung: 'Die Abschnitte fehlen. Diese Datei ist kein Formular des Serviceportals.',
    });
    return undefined;
  }
  return {
    kennung: pflichttext(s, 'id'),
    titel: text(s, 'title'),
    herein: anbindung(s, 'source'),
    hinaus: anbindung(s, 'target'),
    abschnitte: liste(s, 'sections').flatMap((a) => abschnitt(a)),
    rest: rest(s, ['id', 'title', 'sections', 'source', 'target']),
  };
}

function abschnitt(s: Stelle): Rohabschnitt {
  return {
    pfad: s.pfad,
    titel: text(s, 'title'),
    bedingung: bedingung(s),
    gruppen: liste(s, 'fieldGroups').map(gruppe),
    rest: rest(s, ['id', 'title', 'fieldGroups', ...BEDINGUNGEN]),
  };
}

function gruppe(s: Stelle): Rohgruppe {
  const zeilen = liste(s, 'rows');
  return {
    pfad: s.pfad,
    id: pflichttext(s, 'id'),
    titel: text(s, 'title'),
    bedingung: bedingung(s),
    felder: zeilen.flatMap((zeile) => liste(zeile, 'fields').map(feld)),
    rest: [
      ...rest(s, ['id', 'title', 'rows', ...BEDINGUNGEN]),
      ...zeilen.flatMap((zeile) => rest(zeile, ['id', 'fields'])),
    ],
  };
}

function feld(s: Stelle): Rohfeld {
  return {
    pfad: s.pfad,
    id: pflichttext(s, 'id'),
    typ: pflichttext(s, 'type'),
    label: text(s, 'label'),
    hilfe: text(s, 'helptext'),
    platzhalter: text(s, 'placeholder'),
    pflicht: wahrheit(s, 'required'),
    gesperrt: wahrheit(s, 'disabled'),
    werte: liste(s, 'possibleValues').map(auswahlwert),
    vorgabe: s.daten['value'],
    herein: anbindung(s, 'source'),
    hinaus: anbindung(s, 'target'),
    bedingung: bedingung(s),
    rest: rest(s, [...FELD, ...GESTALT, ...BEDINGUNGEN]),
  };
}

const FELD = [
  'id',
  'type',
  'label',
  'helptext',
  'placeholder',
  'required',
  'disabled',
  'possibleValues',
  'value',
  'source',
  'target',
];
const BEDINGUNGEN = ['displayCondition', 'displayConditions'];

function bedingung(s: Stelle): unknown {
  const gefunden = BEDINGUNGEN.map((key) => s.daten[key]).filter((wert) => !istLeer(wert));
  return gefunden.length > 1 ? gefunden : gefunden[0];
}

function auswahlwert(s: Stelle): Rohwert {
  const wert = s.daten['value'];
  if (typeof wert !== 'string' && typeof wert !== 'number' && typeof wert !== 'boolean' && !istLeer(wert)) {
    s.fehler.push({ pfad: `${s.pfad}.value`, meldung: 'Der Wert einer Auswahl muss ein Text sein.' });
  }
  return { pfad: s.pfad, wert: istLeer(wert) && wert !== false ? '' : String(wert), label: text(s, 'label') };
}

function anbindung(s: Stelle, key: string): Anbindung | undefined {
  if (istLeer(s.daten[key])) return undefined;
  const teil = objekt(s.daten[key], `${s.pfad === '' ? '' : `${s.pfad}.`}${key}`, s.fehler);
  return teil && { service: text(teil, 'service') ?? '', name: text(teil, 'variableName') ?? '' };
}
