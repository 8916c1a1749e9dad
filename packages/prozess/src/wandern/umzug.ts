import type { Wirkung } from '../befehl.ts';
import type { Fehler, Knoten, Prozess } from '../model.ts';
import type { Token, Zustand } from '../zustand.ts';
import { fehler, type Zuordnungen, zielVon } from './ziel.ts';

/** What happens to one step. `neu-gestellt`: the same wait with a new time or message; tasks are never made anew. */
export interface Wanderpunkt {
  readonly schritt: number;
  /** id in the old model, absent for what is added; and in the new one, absent for what is withdrawn */
  readonly von?: string;
  readonly nach?: string;
  readonly art: Knoten['art'];
  readonly was: 'bleibt' | 'angepasst' | 'neu-gestellt' | 'entfaellt' | 'kommt-hinzu';
  /** German sentence for whoever decides */
  readonly hinweis?: string;
}

/** Why an instance cannot move. */
export interface Wandergrund extends Fehler {
  readonly schritt?: number;
}

export type Aufgabenanpassung = Omit<Wirkung & { art: 'aufgabe-anlegen' }, 'art'> & {
  readonly art: 'aufgabe-anpassen';
};

/** As effects of `advance`; besides, a task that stays may get another name, group, form or header. Its draft stays. */
export type Wanderwirkung = Wirkung | Aufgabenanpassung;

/** The working copy of one move. */
export interface Umzug {
  readonly alt: Prozess;
  readonly neu: Prozess;
  readonly zuordnung: Zuordnungen;
  readonly zustand: Zustand;
  naechster: number;
  readonly token: Token[];
  readonly punkte: Wanderpunkt[];
  readonly wirkungen: Wanderwirkung[];
  readonly gruende: Wandergrund[];
}

export function ziel(umzug: Umzug, id: string): string {
  return zielVon(umzug.zuordnung, id);
}

export function lehneAb(umzug: Umzug, token: Token, meldung: string): void {
  const name = umzug.alt.knoten.get(token.element)?.name;
  umzug.gruende.push({ ...fehler(token.element, meldung, name), schritt: token.schritt });
}

export function merke(umzug: Umzug, punkt: Wanderpunkt): void {
  umzug.punkte.push(punkt);
}
