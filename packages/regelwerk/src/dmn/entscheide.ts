import { Temporal } from 'temporal-polyfill';
import { toJson } from '../werte/json.ts';
import { normalName } from '../werte/kontext.ts';
import { fange, leer, neuerLauf } from '../werte/lauf.ts';
import type { Json, Spur } from '../werte/spur.ts';
import { istFunktion, type Wert } from '../werte/wert.ts';
import { ergaenze, leseNachTyp } from './eingaben.ts';
import { funktionAus, type Gang, type Quelle, werteAus } from './gang.ts';
import type { Modell } from './modell.ts';

export type Entscheid = { ok: true; wert: Json; spur: Spur[] } | { ok: false; code: string; meldung: string };
/** `hinweise`: everything that could not be computed and is null. */
export type WertEntscheid =
  | { ok: true; wert: Wert; spur: Spur[]; hinweise: readonly string[] }
  | { ok: false; code: string; meldung: string };
export type EntscheidOptionen = {
  /**
   * What an error leads to. `verstoss` (default): a breach of the model's contract (types, allowed values, hit policies)
   * refuses; what FEEL merely cannot compute is null with a note. `unmoeglich`: what no missing value explains refuses, too,
   * such as a text where a number was needed, unless the rule itself asks (`… = null`). `jeder`: any note refuses. `nie`:
   * everything is null with a note, as DMN asks.
   */
  readonly ablehnenBei?: 'verstoss' | 'unmoeglich' | 'jeder' | 'nie';
  /** the instant that `now()` and `today()` answer, ISO 8601 with offset and zone (`…+01:00[Europe/Berlin]`) */
  readonly jetzt?: string;
};

/**
 * Decides: evaluates the decision and all it requires, each once, in the order of their requirements.
 *
 * `eingabe` is plain JSON by the names of the input data; texts become dates or numbers where the model types them so,
 * missing inputs are null. Money is integer cents, as everywhere. `spur` tells rule by rule how the result came about,
 * the decision itself last. Refused with names of decision, rule and expression: inputs of a wrong type or outside the
 * allowed values, several hits of a UNIQUE table, contradicting hits of ANY, outputs outside their type, and what needs
 * too many steps.
 */
export function entscheide(
  modell: Modell,
  decisionName: string,
  eingabe: Readonly<Record<string, unknown>>,
  optionen: EntscheidOptionen = {},
): Entscheid {
  const quelle: Quelle = (e) =>
    leseNachTyp(angabe(eingabe, e.name) ?? angabe(eingabe, e.titel), e.typ, `Eingabe „${e.name}“`);
  const ergebnis = entscheideAus(modell, decisionName, quelle, optionen);
  if (!ergebnis.ok) return ergebnis;
  const wert = toJson(ergebnis.wert);
  if (!wert.ok) return { ...wert, meldung: `Entscheidung „${decisionName}“: ${wert.meldung}` };
  return { ok: true, wert: wert.wert, spur: ergebnis.spur };
}

/** What the caller gave by a name, however its white space is written. */
function angabe(eingabe: Readonly<Record<string, unknown>>, name: string): unknown {
  if (Object.hasOwn(eingabe, name)) return eingabe[name];
  const schluessel = Object.keys(eingabe).find((n) => normalName(n) === name);
  return schluessel === undefined ? undefined : eingabe[schluessel];
}

/**
 * The same over values of FEEL. `name` is a decision, a decision service or a business knowledge model of the document. Inputs that
 * several documents name alike are told apart by `namespace#name`.
 */
export function entscheideMitWerten(
  modell: Modell,
  name: string,
  werte: ReadonlyMap<string, Wert>,
  optionen: EntscheidOptionen = {},
): WertEntscheid {
  const namen = new Map([...werte].map(([n, wert]) => [normalName(n), wert]));
  if (modell.entscheidungen.has(normalName(name))) {
    const quelle: Quelle = (e) => {
      const genau = namen.get(`${e.namensraum}#${e.name}`);
      const wert = genau === undefined ? (namen.get(e.name) ?? namen.get(e.titel) ?? null) : genau;
      return { ok: true, wert: ergaenze(wert, e.typ) };
    };
    return entscheideAus(modell, name, quelle, optionen);
  }
  return rufe(modell, name, namen, optionen);
}

function entscheideAus(modell: Modell, name: string, quelle: Quelle, optionen: EntscheidOptionen): WertEntscheid {
  const ziel = modell.entscheidungen.get(normalName(name));
  if (!ziel) return unbekannt(modell, name);
  const gang = neuerGang(modell, quelle, optionen);
  return beendet(gang, name, optionen, () => werteAus(ziel, gang));
}

const unbekannt = (modell: Modell, name: string): WertEntscheid => ({
  ok: false,
  code: 'unbekannte-entscheidung',
  meldung: `Die Entscheidung „${name}“ gibt es in „${modell.name}“ nicht.`,
});

function rufe(
  modell: Modell,
  name: string,
  namen: ReadonlyMap<string, Wert>,
  optionen: EntscheidOptionen,
): WertEntscheid {
  const element = modell.dienste.get(normalName(name)) ?? modell.wissen.get(normalName(name));
  if (!element) return unbekannt(modell, name);
  const gang = neuerGang(modell, () => ({ ok: true, wert: null }), optionen);
  return beendet(gang, name, optionen, () => {
    const f = funktionAus(element, gang);
    if (!istFunktion(f)) return leer(gang.lauf, `„${name}“ ist keine Funktion.`);
    return f.rufe(
      f.parameter.map((p) => ({ name: p, wert: namen.get(p) ?? null })),
      gang.lauf,
    );
  });
}

function neuerGang(modell: Modell, quelle: Quelle, optionen: EntscheidOptionen): Gang {
  const jetzt = optionen.jetzt === undefined ? null : Temporal.ZonedDateTime.from(optionen.jetzt);
  const lauf = neuerLauf({ streng: optionen.ablehnenBei !== 'nie', jetzt });
  return { modell, quelle, lauf, spur: [], fertig: new Map() };
}

function beendet(gang: Gang, name: string, optionen: EntscheidOptionen, tue: () => Wert): WertEntscheid {
  const ergebnis = fange(tue);
  const { hinweise, unmoeglich } = gang.lauf;
  const lehneAb = (code: string, meldung: string): WertEntscheid => {
    const benannt = /Entscheidung „|Eingabe „/.test(meldung) ? meldung : `Entscheidung „${name}“: ${meldung}`;
    return { ok: false, code, meldung: benannt };
  };
  if (!ergebnis.ok) return lehneAb(ergebnis.code, ergebnis.meldung);
  const gruende = { verstoss: null, nie: null, unmoeglich, jeder: hinweise[0] ?? null };
  const grund = gruende[optionen.ablehnenBei ?? 'verstoss'];
  if (grund !== null) return lehneAb('nicht-berechenbar', grund);
  return { ok: true, wert: ergebnis.wert, spur: gang.spur, hinweise };
}
