import { Temporal } from 'temporal-polyfill';
import { ordneArgumente } from '../feel/uebersetzen/funktionen.ts';
import { passeAn } from '../werte/anpassen.ts';
import { toJson } from '../werte/json.ts';
import { normalName } from '../werte/kontext.ts';
import { fange, leer, neuerLauf, tiefer, verstosse } from '../werte/lauf.ts';
import type { Json, Spur } from '../werte/spur.ts';
import type { Typ } from '../werte/wert.ts';
import { type Funktion, istFunktion, type Lauf, type Wert } from '../werte/wert.ts';
import { ergaenze, leseNachTyp } from './eingaben.ts';
import type { Bedarf, Dienst, Eingabe, Element, Entscheidung, Modell } from './modell.ts';

export type Entscheid = { ok: true; wert: Json; spur: Spur[] } | { ok: false; code: string; meldung: string };
/** `hinweise`: everything that could not be computed and is null. */
export type WertEntscheid =
  | { ok: true; wert: Wert; spur: Spur[]; hinweise: readonly string[] }
  | { ok: false; code: string; meldung: string };
export type EntscheidOptionen = {
  /**
   * What an error leads to. `verstoss` (default): a breach of the model's contract (types, allowed values, hit policies)
   * refuses; what FEEL merely cannot compute is null with a note. `jeder`: any note refuses, too. `nie`: everything is
   * null with a note, as DMN asks.
   */
  readonly ablehnenBei?: 'verstoss' | 'jeder' | 'nie';
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
  return ergebnis.ok ? { ok: true, wert: toJson(ergebnis.wert), spur: ergebnis.spur } : ergebnis;
}

/** What the caller gave by a name, however its white space is written. */
function angabe(eingabe: Readonly<Record<string, unknown>>, name: string): unknown {
  if (Object.hasOwn(eingabe, name)) return eingabe[name];
  const schluessel = Object.keys(eingabe).find((n) => normalName(n) === name);
  return schluessel === undefined ? undefined : eingabe[schluessel];
}

/** The same over values of FEEL. `name` is a decision, a decision service or a business knowledge model of the document. */
export function entscheideMitWerten(
  modell: Modell,
  name: string,
  werte: ReadonlyMap<string, Wert>,
  optionen: EntscheidOptionen = {},
): WertEntscheid {
  const namen = new Map([...werte].map(([n, wert]) => [normalName(n), wert]));
  if (modell.entscheidungen.has(normalName(name))) {
    const quelle: Quelle = (e) => ({ ok: true, wert: ergaenze(namen.get(e.name) ?? namen.get(e.titel) ?? null, e.typ) });
    return entscheideAus(modell, name, quelle, optionen);
  }
  return rufe(modell, name, namen, optionen);
}

type Quelle = (e: Eingabe) => { ok: true; wert: Wert } | { ok: false; meldung: string };

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

/** One evaluation: every element once, values by key. A decision service opens an inner one with its own values. */
type Gang = {
  readonly modell: Modell;
  readonly quelle: Quelle;
  readonly lauf: Lauf;
  readonly spur: Spur[];
  readonly fertig: Map<string, Wert>;
};

function neuerGang(modell: Modell, quelle: Quelle, optionen: EntscheidOptionen): Gang {
  const jetzt = optionen.jetzt === undefined ? null : Temporal.ZonedDateTime.from(optionen.jetzt);
  const lauf = neuerLauf({ streng: optionen.ablehnenBei !== 'nie', jetzt });
  return { modell, quelle, lauf, spur: [], fertig: new Map() };
}

function beendet(gang: Gang, name: string, optionen: EntscheidOptionen, tue: () => Wert): WertEntscheid {
  const ergebnis = fange(tue);
  if (!ergebnis.ok) {
    const { code, meldung } = ergebnis;
    const benannt = /Entscheidung „|Eingabe „/.test(meldung) ? meldung : `Entscheidung „${name}“: ${meldung}`;
    return { ok: false, code, meldung: benannt };
  }
  const [hinweis] = gang.lauf.hinweise;
  if (optionen.ablehnenBei === 'jeder' && hinweis !== undefined)
    return { ok: false, code: 'nicht-berechenbar', meldung: hinweis };
  return { ok: true, wert: ergebnis.wert, spur: gang.spur, hinweise: gang.lauf.hinweise };
}

function besorge(schluessel: string, gang: Gang): Wert {
  const element = gang.modell.elemente.get(schluessel);
  if (!element) return leer(gang.lauf, 'Ein Teil des Modells ließ sich nicht lesen.');
  const bekannt = gang.fertig.get(schluessel);
  if (bekannt !== undefined) return bekannt;
  const wert = tiefer(gang.lauf, () => wertVon(element, gang));
  gang.fertig.set(schluessel, wert);
  return wert;
}

function wertVon(element: Element, gang: Gang): Wert {
  switch (element.art) {
    case 'eingabe':
      return lies(element, gang);
    case 'entscheidung':
      return werteAus(element, gang);
    case 'wissen':
    case 'dienst':
      return funktionAus(element, gang);
  }
}

const funktionAus = (element: Extract<Element, { art: 'wissen' | 'dienst' }>, gang: Gang): Wert =>
  element.art === 'dienst'
    ? dienst(element, gang)
    : element.code({ werte: werteFuer(element.braucht, gang), eltern: null }, gang.lauf);

/** The values an element needs by their names; those of an import together below its name. */
function werteFuer(bedarfe: readonly Bedarf[], gang: Gang): ReadonlyMap<string, Wert> {
  const werte = new Map<string, Wert>();
  let gruppen: Map<string, Map<string, Wert>> | null = null;
  for (const { schluessel, name, unter } of bedarfe) {
    const wert = besorge(schluessel, gang);
    if (unter === null) werte.set(name, wert);
    else {
      gruppen ??= new Map();
      gruppen.set(unter, (gruppen.get(unter) ?? new Map<string, Wert>()).set(name, wert));
    }
  }
  for (const [unter, gruppe] of gruppen ?? []) werte.set(unter, gruppe);
  return werte;
}

function lies(eingabe: Eingabe, { quelle, lauf }: Gang): Wert {
  const was = `Eingabe „${eingabe.name}“`;
  const gelesen = quelle(eingabe);
  const fertig = gelesen.ok ? passeAn(gelesen.wert, eingabe.typ, lauf, was) : gelesen;
  return fertig.ok ? fertig.wert : verstosse(lauf, 'falsche-eingabe', `${fertig.meldung.replace(/\.$/, '')}.`);
}

function werteAus(e: Entscheidung, gang: Gang): Wert {
  const werte = werteFuer(e.braucht, gang);
  const { lauf } = gang;
  const [bisher, bisherige] = [lauf.hinweise.length, lauf.regeln.splice(0)];
  const roh = e.logik({ werte, eltern: null }, lauf);
  const wert = amTyp(roh, e.typ, lauf, `Entscheidung „${e.name}“: das Ergebnis`);
  const regeln = lauf.regeln.splice(0, lauf.regeln.length, ...bisherige);
  const gruende = [...new Set(regeln.map((r) => r.begruendung).filter((b) => b !== ''))];
  gang.spur.push({
    decision: e.name,
    wert: toJson(wert),
    regeln,
    begruendung: gruende.join(' '),
    hinweise: lauf.hinweise.slice(bisher),
  });
  return wert;
}

function amTyp(wert: Wert, typ: Typ | null, lauf: Lauf, was: string): Wert {
  if (typ === null) return wert;
  const fertig = passeAn(wert, typ, lauf, was);
  return fertig.ok ? fertig.wert : verstosse(lauf, 'falscher-wert', `${fertig.meldung}.`);
}

/** A decision service as a function: what the caller hands over takes the place of its input decisions and data. */
function dienst(d: Dienst, gang: Gang): Funktion {
  const parameter = d.eingaben.map((e) => e.name);
  return {
    art: 'funktion',
    parameter,
    typen: { parameter: d.eingaben.map((e) => e.typ), ergebnis: d.typ },
    rufe: (argumente, lauf) => {
      const geordnet = ordneArgumente(argumente, parameter);
      if (!geordnet) return leer(lauf, `Die Werte passen nicht zu „${d.name}“(${parameter.join(', ')}).`);
      const fertig = new Map<string, Wert>();
      for (const [i, e] of d.eingaben.entries()) {
        const wert = passeAn(geordnet[i] ?? null, e.typ, lauf, `„${d.name}“: „${e.name}“`);
        if (!wert.ok) return verstosse(lauf, 'falscher-wert', `${wert.meldung}.`);
        fertig.set(e.schluessel, wert.wert);
      }
      const innen: Gang = { ...gang, lauf, fertig, quelle: () => ({ ok: true, wert: null }) };
      const werte = d.ausgaben.map((a) => [a.name, besorge(a.schluessel, innen)] as const);
      const wert = werte.length === 1 ? (werte[0]?.[1] ?? null) : new Map(werte);
      return amTyp(wert, d.typ, lauf, `Ergebnis von „${d.name}“`);
    },
  };
}
