import {
  advance,
  type Befehl,
  type Prozess,
  type Variablen,
  type Wirkung,
  type Zustand,
} from '@rathausverbund/prozess';
import { erklaere, type Spur } from '@rathausverbund/regelwerk';

/** One decision that a business rule task asked for: what it said and why. */
export interface Regelspruch {
  decision: string;
  wert: Variablen[string];
  /** sentences of the rules' author, for the citizen */
  begruendung: string[];
  /** which rules fired with which values (§ 39 VwVfG), for who checks or objects */
  herleitung: string[];
}

export type Bewegung =
  | { ok: true; zustand: Zustand; wirkungen: Wirkung[]; sprueche: Regelspruch[] }
  | { ok: false; code: string; meldung: string };

/** Answers a decision from plain JSON. */
export type Entscheider = (
  decision: string,
  eingabe: Record<string, unknown>,
) => { ok: true; wert: unknown; spur: readonly Spur[] } | { ok: false; meldung: string };

/** What lists call a task; one of several of the same kind has a number. */
export const aufgabenname = (w: { name: string; nr?: number }): string =>
  w.nr === undefined ? w.name : `${w.name} (${w.nr})`;

const MAX_ENTSCHEIDUNGEN = 100;

/**
 * Advances an instance by one command and answers the decisions it meets on the way, until it waits for people, services,
 * messages or time. Pure: the same state, command and rules give the same result.
 */
export function move(prozess: Prozess, zustand: Zustand | null, befehl: Befehl, entscheide: Entscheider): Bewegung {
  const wirkungen: Wirkung[] = [];
  const sprueche: Regelspruch[] = [];
  const offen: Befehl[] = [befehl];
  let jetzt = zustand;
  for (let i = 0; offen.length > 0; i++) {
    if (i > MAX_ENTSCHEIDUNGEN)
      return {
        ok: false,
        code: 'grenze-erreicht',
        meldung: 'Der Prozess trifft zu viele Entscheidungen hintereinander.',
      };
    const naechster = offen.shift() as Befehl;
    const f = advance(prozess, jetzt, naechster);
    if (!f.ok) return f;
    jetzt = f.zustand;
    for (const w of f.wirkungen) {
      if (w.art !== 'entscheidung') {
        wirkungen.push(w);
        continue;
      }
      const e = entscheide(w.decision, { ...w.eingabe });
      if (!e.ok) offen.push({ art: 'dienst-gescheitert', schritt: w.schritt, meldung: e.meldung, endgueltig: true });
      else {
        sprueche.push({
          decision: w.decision,
          wert: e.wert as Variablen[string],
          begruendung: e.spur.map((s) => s.begruendung).filter(Boolean),
          herleitung: erklaere(e.spur),
        });
        offen.push({ art: 'entscheidung-gefallen', schritt: w.schritt, wert: e.wert as Variablen[string] });
      }
    }
  }
  return { ok: true, zustand: jetzt as Zustand, wirkungen, sprueche };
}
