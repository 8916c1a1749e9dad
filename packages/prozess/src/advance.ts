import type { Befehl, Fortschritt } from './befehl.ts';
import { ablehnung } from './befehl.ts';
import { alsVariablen } from './json.ts';
import { wendeAn } from './lauf/befehle.ts';
import { betrete } from './lauf/betreten.ts';
import type { Lauf } from './lauf/lauf.ts';
import { getKnoten, haltAn, oeffne, SCHRITTE_JE_BEFEHL, schliesse, TOKEN_JE_INSTANZ } from './lauf/lauf.ts';
import type { Prozess } from './model.ts';
import type { Zustand } from './zustand.ts';

/**
 * Advances an instance by one command, as far as it goes without waiting. Pure: the given state is not changed, no clock
 * is read (a timer's duration is handed out, the caller computes when it is due), the same input gives the same answer.
 * `zustand` is `null` before `start`. Expected refusals are values with a `code`; the state then simply stays.
 *
 * @example
 * const erster = advance(prozess, null, { art: 'start', variablen: { ort: 'Thallwitz' } });
 * if (erster.ok) save(erster.zustand, erster.wirkungen);
 */
export function advance(prozess: Prozess, zustand: Zustand | null, befehl: Befehl): Fortschritt {
  if (zustand && !passt(prozess, zustand)) {
    return ablehnung('zustand-passt-nicht', 'Der gespeicherte Stand gehört zu einer anderen Fassung des Prozesses.');
  }
  if (zustand?.fertig) return ablehnung('beendet', 'Der Prozess ist schon beendet.');
  const lauf = oeffne(prozess, zustand);
  if (befehl.art === 'start') {
    if (zustand) return ablehnung('schon-gestartet', 'Der Prozess ist schon gestartet.');
    const variablen = alsVariablen(befehl.variablen);
    if (!variablen.ok) return ablehnung('variablen-ungueltig', variablen.meldung);
    lauf.variablen = variablen.wert;
    lauf.offen.push({ element: prozess.start });
  } else {
    if (!zustand) return ablehnung('nicht-gestartet', 'Der Prozess ist noch nicht gestartet.');
    const abgelehnt = wendeAn(lauf, befehl);
    if (abgelehnt) return abgelehnt;
  }
  return laufeAus(lauf);
}

function laufeAus(lauf: Lauf): Fortschritt {
  for (let schritte = 0; lauf.offen.length > 0; schritte += 1) {
    const eintritt = lauf.offen.shift();
    if (schritte >= SCHRITTE_JE_BEFEHL || lauf.token.length > TOKEN_JE_INSTANZ) {
      return ablehnung(
        'grenze-erreicht',
        'Der Prozess kommt nicht zur Ruhe. Das Modell hat vermutlich eine Schleife, die nie endet.',
      );
    }
    if (eintritt) betrete(lauf, eintritt);
  }
  meldeStillstand(lauf);
  if (lauf.token.length === 0) {
    lauf.fertig ??= 'ende';
    lauf.wirkungen.push({ art: 'beendet', ergebnis: lauf.fertig });
  }
  return { ok: true, zustand: schliesse(lauf), wirkungen: lauf.wirkungen };
}

/** When only joins are left waiting for branches that cannot come any more, somebody must know. */
function meldeStillstand(lauf: Lauf): void {
  const [erster] = lauf.token;
  const steht = lauf.token.every((t) => getKnoten(lauf.prozess, t.element).art === 'parallel' && !t.vorfall);
  if (!erster || !steht) return;
  lauf.token = lauf.token.slice(1);
  haltAn(lauf, erster, 'betreten', 'Das parallele Gateway wartet auf einen Zweig, der nicht mehr kommen kann.');
}

function passt(prozess: Prozess, zustand: Zustand): boolean {
  return zustand.v === 1 && zustand.token.every((token) => prozess.knoten.has(token.element));
}
