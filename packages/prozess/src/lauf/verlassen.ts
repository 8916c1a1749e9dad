import type { AlsJson, Variablen } from '../json.ts';
import type { AufrufKnoten, Knoten } from '../model.ts';
import type { Token } from '../zustand.ts';
import { geheAb } from './abgang.ts';
import { raeumeAb } from './abraeumen.ts';
import { bildeAusgabe, vereinige } from './daten.ts';
import type { Lauf } from './lauf.ts';
import { entferne, getKnoten, haltAn, ort } from './lauf.ts';
import { bereiteAbschluss, kontextVon, ohneEigene, schliesseInstanz } from './mehrfach.ts';
import { sichtVon, uebertrage } from './sicht.ts';

/** Completes a waiting step: its boundary events go, its result is taken over, its flows are followed. */
export function erledige(lauf: Lauf, token: Token, ergebnis: Variablen): void {
  entferne(lauf, token);
  raeumeAb(lauf, (t) => t.an === token.schritt);
  verlasse(lauf, token, ergebnis);
}

/** Hands on the result and leaves. A failing output mapping keeps the result in the incident: the work is not lost. */
export function verlasse(lauf: Lauf, token: Token, ergebnis: Variablen): void {
  const knoten = getKnoten(lauf.prozess, token.element);
  const kontext = kontextVon(lauf, token, ergebnis);
  const halt = (meldung: string) => {
    const { schritt, element, lokal = {} } = token;
    haltAn(lauf, { schritt, element, ...ort(token), lokal: vereinige(lokal, ergebnis) }, 'verlassen', meldung);
  };
  const abgabe = bildeAbgabe(lauf, knoten, token, ergebnis, kontext);
  if (!abgabe.ok) return halt(abgabe.meldung);
  if (token.nr === undefined || token.in === undefined) {
    uebertrage(lauf, token.in, abgabe.wert);
    return geheAb(lauf, token);
  }
  const abschluss = bereiteAbschluss(lauf, token, vereinige(kontext, abgabe.wert));
  const mehrfach = 'mehrfach' in knoten ? knoten.mehrfach : undefined;
  if (!abschluss.ok) return halt(abschluss.meldung);
  uebertrage(lauf, token.in, mehrfach ? ohneEigene(mehrfach, abgabe.wert) : abgabe.wert);
  schliesseInstanz(lauf, token.in, abschluss);
}

/** What goes outwards: the mapped values; without a mapping all a work answered, and of a scope what it is meant to give. */
function bildeAbgabe(
  lauf: Lauf,
  knoten: Knoten,
  token: Token,
  ergebnis: Variablen,
  kontext: Variablen,
): AlsJson<Variablen> {
  if (knoten.ausgaben.length > 0) {
    return bildeAusgabe(knoten.ausgaben, kontext, sichtVon(lauf.prozess, lauf, token));
  }
  if (knoten.art === 'teilprozess') return { ok: true, wert: {} };
  if (knoten.art === 'aufruf') return { ok: true, wert: knoten.gibt ? ohneErhaltene(knoten, token.lokal ?? {}) : {} };
  return { ok: true, wert: ergebnis };
}

/** What a called process was given by name stays there: it would cover what the caller calls the same. */
function ohneErhaltene({ eingaben, mehrfach }: AufrufKnoten, werte: Variablen): Variablen {
  const erhalten = new Set([...eingaben.map((z) => z.ziel[0]), mehrfach?.eintrag]);
  return Object.fromEntries(Object.entries(werte).filter(([name]) => !erhalten.has(name)));
}
