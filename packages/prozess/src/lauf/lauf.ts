import type { Wirkung } from '../befehl.ts';
import type { Variablen } from '../json.ts';
import type { Knoten, Prozess } from '../model.ts';
import type { Ergebnis, Erledigt, Token, Vorfall, WegPunkt, Zustand } from '../zustand.ts';

/** An element about to be entered: the flow that led there, the scope, and what the step brings along. */
export interface Eintritt {
  readonly element: string;
  readonly ueber?: string;
  readonly in?: number;
  /** the event that is begun to make something undone answers to this step */
  readonly an?: number;
  readonly nr?: number;
  readonly lokal?: Variablen;
  /** takes the place of this step, whose boundary events go on */
  readonly statt?: number;
}

/** The working copy of one `advance`: the only thing that changes, and only inside it. */
export interface Lauf {
  readonly prozess: Prozess;
  naechster: number;
  token: Token[];
  variablen: Variablen;
  weg: WegPunkt[];
  erledigt: Erledigt[];
  readonly wirkungen: Wirkung[];
  offen: Eintritt[];
  /** scopes in which a branch has ended; `undefined` is the process itself */
  readonly beruehrt: Set<number | undefined>;
  fertig?: Ergebnis;
}

/** More entered elements in one command, or more tokens in one instance, are the mark of a model that never rests. */
export const SCHRITTE_JE_BEFEHL = 1000;
export const TOKEN_JE_INSTANZ = 500;
const WEG_LAENGE = 200;

export function oeffne(prozess: Prozess, zustand: Zustand | null): Lauf {
  return {
    prozess,
    naechster: zustand?.naechster ?? 1,
    token: [...(zustand?.token ?? [])],
    variablen: zustand?.variablen ?? {},
    weg: [...(zustand?.weg ?? [])],
    erledigt: [...(zustand?.erledigt ?? [])],
    wirkungen: [],
    offen: [],
    beruehrt: new Set(),
  };
}

export function schliesse(lauf: Lauf): Zustand {
  const { naechster, token, variablen, weg, erledigt, fertig } = lauf;
  return {
    v: 1,
    naechster,
    token,
    variablen,
    weg,
    ...(erledigt.length > 0 && !fertig ? { erledigt } : {}),
    ...(fertig ? { fertig } : {}),
  };
}

/** Ids in a state that fits the process are known; anything else is a bug of ours. */
export function getKnoten(prozess: Prozess, id: string): Knoten {
  const knoten = prozess.knoten.get(id);
  if (!knoten) throw new Error(`element ${id} is not part of process ${prozess.id}`);
  return knoten;
}

export function findToken(lauf: Pick<Lauf, 'token'>, schritt: number | undefined): Token | undefined {
  return schritt === undefined ? undefined : lauf.token.find((t) => t.schritt === schritt);
}

export function getToken(lauf: Pick<Lauf, 'token'>, schritt: number): Token {
  const token = findToken(lauf, schritt);
  if (!token) throw new Error(`step ${schritt} is not open`);
  return token;
}

export function ersetze(lauf: Lauf, alt: Token, neu: Token): void {
  lauf.token = lauf.token.map((t) => (t === alt ? neu : t));
}

export function entferne(lauf: Lauf, token: Token): void {
  lauf.token = lauf.token.filter((t) => t !== token);
}

export function neuerSchritt(lauf: Lauf): number {
  const schritt = lauf.naechster;
  lauf.naechster += 1;
  return schritt;
}

/**
 * True for a token that only listens beside the flow: boundary events, starts of event sub-processes, and the events after
 * an event-based gateway, for which the gateway's own token stands. One that has happened and cannot hand on what it brought is
 * a branch like any other.
 */
export function hoertNur(prozess: Prozess, token: Token): boolean {
  if (token.vorfall?.phase === 'verlassen') return false;
  const knoten = getKnoten(prozess, token.element);
  if (knoten.art === 'rand' || knoten.art === 'start') return true;
  return token.an !== undefined && !('nurAusgleich' in knoten && knoten.nurAusgleich);
}

/** True for an event sub-process that ended everything else in its scope: no other may begin there any more. */
export function istUnterbrecher(prozess: Prozess, token: Token): boolean {
  const knoten = getKnoten(prozess, token.element);
  if (knoten.art !== 'teilprozess' || !knoten.durchEreignis) return false;
  const start = prozess.knoten.get(prozess.bereiche.get(knoten.id)?.start ?? '');
  return start?.art === 'start' && start.unterbrechend;
}

/** Keeps the last visit of each element (and of each way into it), so that loops do not make the state grow. */
export function merkeWeg(lauf: Lauf, knoten: Knoten, schritt: number, ueber?: string): void {
  // Entered anew after an incident, an element keeps the way it was first reached by.
  const herkunft =
    knoten.ein.length > 1 ? (ueber ?? lauf.weg.findLast((p) => p.element === knoten.id)?.ueber) : undefined;
  const alt = lauf.weg.findIndex((p) => p.element === knoten.id && p.ueber === herkunft);
  if (alt >= 0) lauf.weg.splice(alt, 1);
  lauf.weg.push({ element: knoten.id, schritt, ...(herkunft === undefined ? {} : { ueber: herkunft }) });
  if (lauf.weg.length > WEG_LAENGE) lauf.weg.shift();
}

/** Leaves a node by all its flows; without one its branch ends here. */
export function gehWeiter(lauf: Lauf, fluesse: readonly string[], bereich: number | undefined): void {
  if (fluesse.length === 0) lauf.beruehrt.add(bereich);
  for (const id of fluesse) {
    const fluss = lauf.prozess.fluesse.get(id);
    if (fluss) lauf.offen.push({ element: fluss.nach, ueber: id, ...(bereich === undefined ? {} : { in: bereich }) });
  }
}

/** Stops at a node with an incident until somebody has mended it. */
export function haltAn(lauf: Lauf, token: Token, phase: Vorfall['phase'], grund: string): void {
  const meldung = grund.length > 300 ? `${grund.slice(0, 299)}…` : grund;
  lauf.token.push({ ...token, vorfall: { meldung, phase } });
  lauf.wirkungen.push({ art: 'vorfall', schritt: token.schritt, element: token.element, meldung });
}

/** What a token of this entry carries besides step and element. */
export function ort({ in: bereich, an, nr }: Eintritt | Token): Pick<Token, 'in' | 'an' | 'nr'> {
  return {
    ...(bereich === undefined ? {} : { in: bereich }),
    ...(an === undefined ? {} : { an }),
    ...(nr === undefined ? {} : { nr }),
  };
}
