import type { Json, Variablen } from '../json.ts';
import { alsJson } from '../json.ts';
import type { Mehrfach, TaetigkeitKnoten } from '../model.ts';
import type { MehrfachStand, Token } from '../zustand.ts';
import { geheAb, uebernimmErledigtes } from './abgang.ts';
import { raeumeAb } from './abraeumen.ts';
import { vereinige } from './daten.ts';
import type { Eintritt, Lauf } from './lauf.ts';
import { entferne, ersetze, getKnoten, getToken, haltAn, ort } from './lauf.ts';
import { beginneRand, bereiteRand } from './rand.ts';
import { sichtVon, uebertrage } from './sicht.ts';

/** Side by side every instance is a token of its own; one after the other only the entries are kept. */
const MEHRFACH_ZUGLEICH = 300;
const MEHRFACH_NACHEINANDER = 10_000;

/** Begins a multi-instance activity: one token holds all together and carries the boundary events. */
export function beginneMehrfach(
  lauf: Lauf,
  knoten: TaetigkeitKnoten,
  mehrfach: Mehrfach,
  schritt: number,
  eintritt: Eintritt,
): void {
  const grund: Token = { schritt, element: knoten.id, ...ort(eintritt) };
  const sicht = sichtVon(lauf.prozess, lauf, eintritt);
  const menge = zaehle(mehrfach, sicht);
  if (!menge.ok) return haltAn(lauf, grund, 'betreten', menge.meldung);
  const rand = bereiteRand(lauf, knoten, sicht);
  if (!rand.ok) return haltAn(lauf, grund, 'betreten', rand.meldung);
  const { anzahl, eintraege } = menge;
  const halter: Token = {
    ...grund,
    mehrfach: { anzahl, begonnen: 0, fertig: 0, ...(mehrfach.nacheinander && eintraege ? { eintraege } : {}) },
  };
  lauf.token.push(halter);
  if (anzahl === 0) return beendeMehrfach(lauf, halter);
  beginneRand(lauf, rand, grund);
  if (mehrfach.nacheinander) return beginneNaechste(lauf, halter);
  for (let nr = 1; nr <= anzahl; nr += 1) lauf.offen.push(instanz(knoten, mehrfach, schritt, nr, eintraege));
  ersetze(lauf, halter, { ...halter, mehrfach: { anzahl, begonnen: anzahl, fertig: 0 } });
}

type Menge =
  | { readonly ok: true; readonly anzahl: number; readonly eintraege?: readonly Json[] }
  | { readonly ok: false; readonly meldung: string };

function zaehle(mehrfach: Mehrfach, sicht: Variablen): Menge {
  const ausdruck = mehrfach.sammlung ?? mehrfach.anzahl;
  const ergebnis = ausdruck?.evaluate(sicht);
  if (!ausdruck || !ergebnis) throw new Error('multi-instance without a collection or a number');
  const json = ergebnis.ok ? alsJson(ergebnis.wert) : ergebnis;
  if (!json.ok) return { ok: false, meldung: `Mehrfachausführung: ${json.meldung}` };
  const { wert } = json;
  const grenze = mehrfach.nacheinander ? MEHRFACH_NACHEINANDER : MEHRFACH_ZUGLEICH;
  const eintraege = mehrfach.sammlung && Array.isArray(wert) ? (wert as readonly Json[]) : undefined;
  const anzahl = mehrfach.sammlung ? eintraege?.length : wert;
  if (typeof anzahl !== 'number' || !Number.isInteger(anzahl) || anzahl < 0) {
    const was = mehrfach.sammlung ? 'keine Liste' : 'keine Anzahl';
    return { ok: false, meldung: `Mehrfachausführung: Der Ausdruck „${ausdruck.text}“ ergibt ${was}.` };
  }
  if (anzahl > grenze)
    return { ok: false, meldung: `Mehrfachausführung: ${anzahl} sind zu viele, erlaubt sind ${grenze}.` };
  return { ok: true, anzahl, ...(eintraege ? { eintraege } : {}) };
}

function instanz(
  knoten: TaetigkeitKnoten,
  mehrfach: Mehrfach,
  halter: number,
  nr: number,
  eintraege: readonly Json[] | undefined,
): Eintritt {
  const lokal: Record<string, Json> = {};
  // What the output collects belongs to the instance, or the last one would overwrite the others.
  const { ausgabe, eintrag } = mehrfach;
  if (ausgabe?.lokal !== undefined && knoten.art === 'teilprozess') lokal[ausgabe.lokal] = null;
  if (eintrag !== undefined) lokal[eintrag] = eintraege?.[nr - 1] ?? null;
  return { element: knoten.id, in: halter, nr, ...(Object.keys(lokal).length > 0 ? { lokal } : {}) };
}

function beginneNaechste(lauf: Lauf, halter: Token): void {
  const { knoten, mehrfach, stand } = lies(lauf, halter);
  const nr = stand.begonnen + 1;
  ersetze(lauf, halter, { ...halter, mehrfach: { ...stand, begonnen: nr } });
  lauf.offen.push(instanz(knoten, mehrfach, halter.schritt, nr, stand.eintraege));
}

function lies(lauf: Lauf, halter: Token) {
  const knoten = getKnoten(lauf.prozess, halter.element);
  if (!('rand' in knoten) || !knoten.mehrfach || !halter.mehrfach)
    throw new Error(`step ${halter.schritt} holds no instances`);
  return { knoten, mehrfach: knoten.mehrfach, stand: halter.mehrfach };
}

/** What one finished instance adds: its part of the output, and whether all of it is now done. */
export type Abschluss =
  | { readonly ok: true; readonly stand: MehrfachStand; readonly genug: boolean }
  | { readonly ok: false; readonly meldung: string };

/** Evaluates output element and completion condition; nothing changes before both could be. */
export function bereiteAbschluss(lauf: Lauf, token: Token, kontext: Variablen): Abschluss {
  const halter = getToken(lauf, token.in ?? 0);
  const { mehrfach, stand } = lies(lauf, halter);
  const fertig = stand.fertig + 1;
  let ausgabe = stand.ausgabe;
  if (mehrfach.ausgabe) {
    const ergebnis = mehrfach.ausgabe.eintrag.evaluate(kontext);
    const json = ergebnis.ok ? alsJson(ergebnis.wert) : ergebnis;
    if (!json.ok) return { ok: false, meldung: `Ergebnis der Mehrfachausführung: ${json.meldung}` };
    const alle = fuelleAuf(Math.max(ausgabe?.length ?? 0, token.nr ?? 0), ausgabe);
    alle[(token.nr ?? 1) - 1] = json.wert;
    ausgabe = alle;
  }
  let genug = fertig >= stand.anzahl;
  if (mehrfach.bis && !genug) {
    const laufend = stand.begonnen - fertig;
    const ergebnis = mehrfach.bis.evaluate({
      ...kontext,
      ...(mehrfach.ausgabe ? { [mehrfach.ausgabe.sammlung]: fuelleAuf(stand.anzahl, ausgabe) } : {}),
      numberOfInstances: stand.anzahl,
      numberOfActiveInstances: laufend,
      numberOfCompletedInstances: fertig,
      numberOfTerminatedInstances: 0,
    });
    if (!ergebnis.ok)
      return { ok: false, meldung: `Die Bedingung „${mehrfach.bis.text}“ ist gescheitert: ${ergebnis.meldung}` };
    genug = ergebnis.wert === true;
  }
  return { ok: true, stand: { ...stand, fertig, ...(ausgabe ? { ausgabe } : {}) }, genug };
}

/** What was collected so far, in the order of the entries; null where nothing has come yet. */
function fuelleAuf(length: number, ausgabe: readonly Json[] | undefined): Json[] {
  return Array.from({ length }, (_, i) => ausgabe?.[i] ?? null);
}

/** Counts a finished instance (its token is gone already): the next one, or the end of all. */
export function schliesseInstanz(lauf: Lauf, halterSchritt: number, abschluss: Abschluss & { ok: true }): void {
  const alt = getToken(lauf, halterSchritt);
  const halter: Token = { ...alt, mehrfach: abschluss.stand };
  ersetze(lauf, alt, halter);
  if (abschluss.genug) return beendeMehrfach(lauf, halter);
  const { mehrfach } = lies(lauf, halter);
  if (mehrfach.nacheinander) beginneNaechste(lauf, halter);
}

function beendeMehrfach(lauf: Lauf, halter: Token): void {
  const { mehrfach, stand } = lies(lauf, halter);
  raeumeAb(lauf, (t) => t.in === halter.schritt || t.an === halter.schritt);
  lauf.offen = lauf.offen.filter((e) => e.in !== halter.schritt);
  uebernimmErledigtes(lauf, halter);
  entferne(lauf, halter);
  if (mehrfach.ausgabe) {
    uebertrage(lauf, halter.in, { [mehrfach.ausgabe.sammlung]: fuelleAuf(stand.anzahl, stand.ausgabe) });
  }
  geheAb(lauf, halter);
}

/** Values an instance keeps to itself although its work answered them. */
export function ohneEigene(mehrfach: Mehrfach, ergebnis: Variablen): Variablen {
  const name = mehrfach.ausgabe?.lokal;
  if (name === undefined || !Object.hasOwn(ergebnis, name)) return ergebnis;
  return Object.fromEntries(Object.entries(ergebnis).filter(([n]) => n !== name));
}

/** What an expression at the end of a step sees: the variables around, its own, and its result. */
export function kontextVon(lauf: Lauf, token: Token, ergebnis: Variablen): Variablen {
  return vereinige(sichtVon(lauf.prozess, lauf, token, token.lokal), ergebnis);
}
