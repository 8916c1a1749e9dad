import type { Variablen } from '../json.ts';
import type { Token } from '../zustand.ts';
import { raeumeAb } from './abraeumen.ts';
import { uebernimmAusgabe, vereinige } from './daten.ts';
import type { Lauf } from './lauf.ts';
import { gehWeiter, getKnoten, haltAn, merkeWeg, neuerSchritt } from './lauf.ts';

/** Completes a waiting step: its boundary events go, its result is taken over, its flows are followed. */
export function erledige(lauf: Lauf, token: Token, ergebnis: Variablen): void {
  lauf.token = lauf.token.filter((t) => t !== token);
  raeumeAb(lauf, (t) => t.an === token.schritt);
  verlasse(lauf, token, ergebnis);
}

/** A boundary event happens. Interrupting, it withdraws its task; otherwise a message stays open and a timer is used up. */
export function loeseRandAus(lauf: Lauf, token: Token, traeger: number, ergebnis: Variablen): void {
  const knoten = getKnoten(lauf.prozess, token.element);
  if (knoten.art !== 'rand') throw new Error(`step ${token.schritt} is not a boundary event`);
  const bleibt = !knoten.unterbrechend && knoten.ereignis.art === 'nachricht';
  if (!bleibt) lauf.token = lauf.token.filter((t) => t !== token);
  if (knoten.unterbrechend) raeumeAb(lauf, (t) => t.schritt === traeger || t.an === traeger);
  const schritt = bleibt ? neuerSchritt(lauf) : token.schritt;
  merkeWeg(lauf, knoten, schritt);
  verlasse(lauf, { schritt, element: token.element }, ergebnis);
}

/** Hands on the result and leaves. A failing output mapping keeps the result in the incident: the work is not lost. */
export function verlasse(lauf: Lauf, token: Token, ergebnis: Variablen): void {
  const knoten = getKnoten(lauf.prozess, token.element);
  const lokal = token.lokal ?? {};
  const neu = uebernimmAusgabe(knoten.ausgaben, lauf.variablen, lokal, ergebnis);
  if (!neu.ok) {
    const { schritt, element } = token;
    return haltAn(lauf, { schritt, element, lokal: vereinige(lokal, ergebnis) }, 'verlassen', neu.meldung);
  }
  lauf.variablen = neu.wert;
  gehWeiter(lauf, knoten.aus);
}
