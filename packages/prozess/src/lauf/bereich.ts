import { warteereignis } from '../ereignis.ts';
import type { Variablen } from '../json.ts';
import type { AufrufKnoten, TeilprozessKnoten } from '../model.ts';
import type { Token } from '../zustand.ts';
import { uebernimmErledigtes } from './abgang.ts';
import { raeumeAb } from './abraeumen.ts';
import { bildeEingabe, vereinige } from './daten.ts';
import type { Eintritt, Lauf } from './lauf.ts';
import { findToken, getKnoten, haltAn, hoertNur, ort } from './lauf.ts';
import { beginneRand, bereiteRand } from './rand.ts';
import { sichtVon } from './sicht.ts';
import { erledige } from './verlassen.ts';

/** Enters a sub-process or called process: its token is the scope in which everything inside stands. */
export function betreteBereich(
  lauf: Lauf,
  knoten: TeilprozessKnoten | AufrufKnoten,
  schritt: number,
  eintritt: Eintritt,
): void {
  const grund: Token = {
    schritt,
    element: knoten.id,
    ...ort(eintritt),
    ...(eintritt.lokal ? { lokal: eintritt.lokal } : {}),
  };
  const sicht = sichtVon(lauf.prozess, lauf, grund, grund.lokal);
  const eingabe = bildeEingabe(knoten.eingaben, sicht);
  if (!eingabe.ok) return haltAn(lauf, grund, 'betreten', eingabe.meldung);
  const lokal: Variablen = vereinige(grund.lokal ?? {}, eingabe.wert);
  // The boundary events of several instances hang on the token that holds them together.
  const rand = eintritt.nr === undefined ? bereiteRand(lauf, knoten, vereinige(sicht, lokal)) : LEER;
  if (!rand.ok) return haltAn(lauf, grund, 'betreten', rand.meldung);
  const token: Token = { ...grund, ...(Object.keys(lokal).length > 0 ? { lokal } : {}) };
  lauf.token.push(token);
  beginneRand(lauf, rand, token);
  oeffneBereich(lauf, knoten.id, schritt);
}

const LEER = { ok: true, liste: [] } as const;

/** Begins a scope: first its event sub-processes listen, then its start event is passed. `''` is the process itself. */
export function oeffneBereich(lauf: Lauf, id: string, schritt: number | undefined, start?: string): void {
  const bereich = lauf.prozess.bereiche.get(id);
  if (!bereich) throw new Error(`${id} is not a scope of process ${lauf.prozess.id}`);
  const innen = schritt === undefined ? {} : { in: schritt };
  for (const element of bereich.ereignisse) {
    if (warteereignis(getKnoten(lauf.prozess, element))) lauf.offen.push({ element, ...innen });
  }
  lauf.offen.push({ element: start ?? bereich.start, ...innen });
}

/** Ends every scope in which nothing goes on any more; answers whether there was one. */
export function schliesseBereiche(lauf: Lauf): boolean {
  for (const schritt of lauf.beruehrt) {
    lauf.beruehrt.delete(schritt);
    if (lauf.token.some((t) => t.in === schritt && !hoertNur(lauf.prozess, t))) continue;
    if (schritt === undefined) {
      raeumeAb(lauf, () => true);
      continue;
    }
    const token = findToken(lauf, schritt);
    if (!token || token.mehrfach) continue;
    raeumeAb(lauf, (t) => t.in === schritt);
    uebernimmErledigtes(lauf, token);
    erledige(lauf, token, {});
    return true;
  }
  return false;
}
