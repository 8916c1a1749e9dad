import { warteereignis } from '../ereignis.ts';
import type { Variablen } from '../json.ts';
import type { RandKnoten, StartKnoten } from '../model.ts';
import type { Token } from '../zustand.ts';
import { raeumeAb } from './abraeumen.ts';
import { bildeAusgabe } from './daten.ts';
import type { Lauf } from './lauf.ts';
import { entferne, ersetze, findToken, gehWeiter, getKnoten, haltAn, merkeWeg, neuerSchritt, ort } from './lauf.ts';
import { kontextVon } from './mehrfach.ts';
import { sichtBeimWarten, sichtVon, uebertrage } from './sicht.ts';
import { erledige, verlasse } from './verlassen.ts';
import { bereiteWarten } from './warten.ts';

/** What a token waited for has happened; of a timer, when it was due. */
export function loeseAus(lauf: Lauf, token: Token, ergebnis: Variablen, faellig?: string): void {
  const knoten = getKnoten(lauf.prozess, token.element);
  if (knoten.art === 'rand') {
    const schritt = behalteOderNimm(lauf, token, knoten.unterbrechend, faellig);
    return loeseRandAus(
      lauf,
      knoten,
      token.an,
      { schritt, element: token.element, ...ort({ ...token, an: undefined }) },
      ergebnis,
    );
  }
  if (knoten.art === 'start') {
    const schritt = behalteOderNimm(lauf, token, knoten.unterbrechend, faellig);
    return beginneEreignisteilprozess(lauf, knoten, token.in, schritt, ergebnis);
  }
  const tor = findToken(lauf, token.an);
  if (!tor || getKnoten(lauf.prozess, tor.element).art !== 'wahl') return erledige(lauf, token, ergebnis);
  entferne(lauf, token);
  raeumeAb(lauf, (t) => t === tor);
  merkeWeg(lauf, knoten, token.schritt, token.ueber);
  verlasse(lauf, { schritt: token.schritt, element: token.element, ...ort({ ...token, an: undefined }) }, ergebnis);
}

/**
 * Interrupting, an event is used up. Otherwise messages, signals and conditions stay open, a repeating timer is set anew and
 * any other timer is used up. Answers the step under which the event goes on.
 */
function behalteOderNimm(lauf: Lauf, token: Token, unterbrechend: boolean, faellig: string | undefined): number {
  const ereignis = warteereignis(getKnoten(lauf.prozess, token.element));
  if (unterbrechend || !ereignis || (ereignis.art === 'zeit' && ereignis.zeit.art !== 'zyklus')) {
    entferne(lauf, token);
    return token.schritt;
  }
  if (ereignis.art !== 'zeit') return neuerSchritt(lauf);
  if (token.rest === 1) {
    entferne(lauf, token);
    return token.schritt;
  }
  wiederhole(lauf, token, ereignis, faellig);
  return token.schritt;
}

/**
 * Sets a repeating timer anew. It keeps its beat: counted from when it was due the first time, not from when somebody came to it, so
 * that being late once, or a day without its hour, moves nothing. Another duration begins another beat.
 */
function wiederhole(
  lauf: Lauf,
  token: Token,
  ereignis: NonNullable<ReturnType<typeof warteereignis>>,
  faellig: string | undefined,
): void {
  const schritt = neuerSchritt(lauf);
  const warten = bereiteWarten(ereignis, sichtBeimWarten(lauf.prozess, lauf, token));
  const { takt: alt, ...ohne } = token;
  const neu = { ...ohne, schritt, ...(token.rest === undefined ? {} : { rest: token.rest - 1 }) };
  if (!warten.ok) {
    entferne(lauf, token);
    return haltAn(lauf, neu, 'betreten', warten.meldung);
  }
  const wirkung = warten.wirkung(schritt);
  if (wirkung?.art !== 'zeitgeber' || !('dauer' in wirkung.faellig)) throw new Error(`step ${schritt} does not repeat`);
  const { dauer } = wirkung.faellig;
  const ab = alt?.dauer === dauer ? alt.ab : faellig;
  ersetze(lauf, token, ab === undefined ? neu : { ...neu, takt: { ab, dauer } });
  lauf.wirkungen.push(ab === undefined ? wirkung : { ...wirkung, faellig: { dauer, ab } });
}

/** A boundary event happens. Interrupting, it withdraws its activity and all that stands inside. */
export function loeseRandAus(
  lauf: Lauf,
  knoten: RandKnoten,
  traeger: number | undefined,
  token: Token,
  ergebnis: Variablen,
): void {
  if (knoten.unterbrechend) raeumeAb(lauf, (t) => t.schritt === traeger || (traeger !== undefined && t.an === traeger));
  merkeWeg(lauf, knoten, token.schritt);
  verlasse(lauf, token, ergebnis);
}

/** Begins an event sub-process in the scope `bereich`. Interrupting, it ends everything else there. */
export function beginneEreignisteilprozess(
  lauf: Lauf,
  start: StartKnoten,
  bereich: number | undefined,
  schritt: number,
  ergebnis: Variablen,
): void {
  const prozess = lauf.prozess;
  const teilprozess = getKnoten(prozess, start.bereich ?? '');
  if (start.unterbrechend) {
    raeumeAb(lauf, (t) => t.in === bereich);
    lauf.offen = lauf.offen.filter((e) => e.in !== bereich);
  }
  const innen = bereich === undefined ? {} : { in: bereich };
  const token: Token = { schritt: neuerSchritt(lauf), element: teilprozess.id, ...innen };
  lauf.token.push(token);
  merkeWeg(lauf, teilprozess, token.schritt);
  merkeWeg(lauf, start, schritt);
  const ausgang: Token = { schritt, element: start.id, in: token.schritt };
  const abgabe =
    start.ausgaben.length > 0
      ? bildeAusgabe(start.ausgaben, kontextVon(lauf, ausgang, ergebnis), sichtVon(prozess, lauf, ausgang))
      : { ok: true as const, wert: ergebnis };
  if (!abgabe.ok) return haltAn(lauf, { ...ausgang, lokal: ergebnis }, 'verlassen', abgabe.meldung);
  uebertrage(lauf, token.in, abgabe.wert);
  for (const element of prozess.bereiche.get(teilprozess.id)?.ereignisse ?? [])
    if (warteereignis(getKnoten(prozess, element))) lauf.offen.push({ element, in: token.schritt });
  gehWeiter(lauf, start.aus, token.schritt);
}
