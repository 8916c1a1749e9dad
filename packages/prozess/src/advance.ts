import type { Befehl, Fortschritt } from './befehl.ts';
import { ablehnung } from './befehl.ts';
import { alsVariablen, istZuGross, type Json } from './json.ts';
import { wendeAn } from './lauf/befehle.ts';
import { oeffneBereich } from './lauf/bereich.ts';
import type { Lauf } from './lauf/lauf.ts';
import { oeffne, schliesse } from './lauf/lauf.ts';
import { bringeZurRuhe } from './lauf/ruhe.ts';
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
    const start = befehl.ereignis ?? prozess.start;
    if (!prozess.starts.includes(start))
      return ablehnung('start-unbekannt', 'Dieses Startereignis hat der Prozess nicht.');
    lauf.variablen = variablen.wert;
    oeffneBereich(lauf, '', undefined, start);
  } else {
    if (!zustand) return ablehnung('nicht-gestartet', 'Der Prozess ist noch nicht gestartet.');
    const abgelehnt = wendeAn(lauf, befehl);
    if (abgelehnt) return abgelehnt;
  }
  return laufeAus(lauf);
}

function laufeAus(lauf: Lauf): Fortschritt {
  const zuViel = bringeZurRuhe(lauf);
  if (zuViel) return zuViel;
  if (istZuGross(daten(lauf)))
    return ablehnung(
      'grenze-erreicht',
      'Die Daten des Vorgangs sind zu groß: Erlaubt sind etwa vier Millionen Zeichen.',
    );
  if (lauf.token.length === 0) {
    lauf.fertig ??= 'ende';
    lauf.wirkungen.push({ art: 'beendet', ergebnis: lauf.fertig });
  }
  return { ok: true, zustand: schliesse(lauf), wirkungen: lauf.wirkungen };
}

/** All that an instance keeps of answers and results. */
function* daten({ variablen, token }: Lauf): Generator<Json | undefined> {
  yield variablen;
  for (const t of token) {
    yield t.lokal;
    yield t.mehrfach?.eintraege;
    yield t.mehrfach?.ausgabe;
  }
}

function passt(prozess: Prozess, { v, token }: Zustand): boolean {
  const steht = (schritt: number | undefined) => schritt === undefined || token.some((t) => t.schritt === schritt);
  return v === 1 && token.every((t) => prozess.knoten.has(t.element) && steht(t.in) && steht(t.an));
}
