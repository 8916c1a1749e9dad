import type { Wirkung } from '../befehl.ts';
import type { Variablen } from '../json.ts';
import type { Knoten, Prozess } from '../model.ts';
import type { Ergebnis, Token, WegPunkt, Zustand } from '../zustand.ts';

/** An element about to be entered, and the flow that led there. */
export interface Eintritt {
  readonly element: string;
  readonly ueber?: string;
}

/** The working copy of one `advance`: the only thing that changes, and only inside it. */
export interface Lauf {
  readonly prozess: Prozess;
  naechster: number;
  token: Token[];
  variablen: Variablen;
  weg: WegPunkt[];
  readonly wirkungen: Wirkung[];
  offen: Eintritt[];
  fertig?: Ergebnis;
}

/** More entered elements in one command, or more tokens in one instance, are the mark of a model that never rests. */
export const SCHRITTE_JE_BEFEHL = 1000;
export const TOKEN_JE_INSTANZ = 200;
const WEG_LAENGE = 200;

export function oeffne(prozess: Prozess, zustand: Zustand | null): Lauf {
  return {
    prozess,
    naechster: zustand?.naechster ?? 1,
    token: [...(zustand?.token ?? [])],
    variablen: zustand?.variablen ?? {},
    weg: [...(zustand?.weg ?? [])],
    wirkungen: [],
    offen: [],
  };
}

export function schliesse(lauf: Lauf): Zustand {
  const { naechster, token, variablen, weg, fertig } = lauf;
  return { v: 1, naechster, token, variablen, weg, ...(fertig ? { fertig } : {}) };
}

/** Ids in a state that fits the process are known; anything else is a bug of ours. */
export function getKnoten(prozess: Prozess, id: string): Knoten {
  const knoten = prozess.knoten.get(id);
  if (!knoten) throw new Error(`element ${id} is not part of process ${prozess.id}`);
  return knoten;
}

export function neuerSchritt(lauf: Lauf): number {
  const schritt = lauf.naechster;
  lauf.naechster += 1;
  return schritt;
}

/** Keeps the last visit of each element (and of each way into it), so that loops do not make the state grow. */
export function merkeWeg(lauf: Lauf, knoten: Knoten, schritt: number, ueber?: string): void {
  // Entered anew after an incident, an element keeps the way it was first reached by.
  const herkunft =
    knoten.ein.length > 1 ? (ueber ?? lauf.weg.findLast((p) => p.element === knoten.id)?.ueber) : undefined;
  const punkt = { element: knoten.id, schritt, ...(herkunft === undefined ? {} : { ueber: herkunft }) };
  const uebrige = lauf.weg.filter((p) => p.element !== punkt.element || p.ueber !== punkt.ueber);
  lauf.weg = [...uebrige, punkt].slice(-WEG_LAENGE);
}

/** Leaves a node by all its flows. */
export function gehWeiter(lauf: Lauf, fluesse: readonly string[]): void {
  for (const id of fluesse) {
    const fluss = lauf.prozess.fluesse.get(id);
    if (fluss) lauf.offen.push({ element: fluss.nach, ueber: id });
  }
}

/** Stops at a node with an incident until somebody has mended it. */
export function haltAn(lauf: Lauf, token: Token, phase: 'betreten' | 'verlassen', grund: string): void {
  const meldung = grund.length > 300 ? `${grund.slice(0, 299)}…` : grund;
  lauf.token.push({ ...token, vorfall: { meldung, phase } });
  lauf.wirkungen.push({ art: 'vorfall', schritt: token.schritt, element: token.element, meldung });
}
