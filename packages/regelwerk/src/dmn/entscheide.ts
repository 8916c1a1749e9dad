import { normalName } from '../feel/syntax.ts';
import { type Json, toJson } from '../werte/json.ts';
import { Abbruch, fange, neuerLauf } from '../werte/lauf.ts';
import type { Lauf, Wert } from '../werte/wert.ts';
import type { Eingabe, Entscheidung, Modell, RegelSpur, Spur } from './modell.ts';
import { leseNachTyp, verstoss } from './typen.ts';

export type Entscheid = { ok: true; wert: Json; spur: Spur[] } | { ok: false; code: string; meldung: string };

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
): Entscheid {
  const ziel = modell.entscheidungen.get(decisionName);
  if (!ziel)
    return {
      ok: false,
      code: 'unbekannte-entscheidung',
      meldung: `Die Entscheidung „${decisionName}“ gibt es in „${modell.name}“ nicht.`,
    };
  const lauf = neuerLauf();
  const spur: Spur[] = [];
  const namen = new Map(Object.entries(eingabe).map(([name, json]) => [normalName(name), json]));
  const ergebnis = fange(() => toJson(werteAus(ziel, { modell, namen, lauf, spur, fertig: new Map() })));
  if (!ergebnis.ok) {
    const { code, meldung } = ergebnis;
    return {
      ok: false,
      code,
      meldung: /Entscheidung „|Eingabe „/.test(meldung) ? meldung : `Entscheidung „${decisionName}“: ${meldung}`,
    };
  }
  return { ok: true, wert: ergebnis.wert, spur };
}

type Gang = {
  readonly modell: Modell;
  readonly namen: ReadonlyMap<string, unknown>;
  readonly lauf: Lauf;
  readonly spur: Spur[];
  readonly fertig: Map<string, Wert>;
};

function besorge(id: string, gang: Gang): readonly [string, Wert] {
  const element = gang.modell.elemente.get(id);
  if (!element) throw new Error(`compiled model lost the element ${id}`);
  const bekannt = gang.fertig.get(id);
  const name = normalName(element.name);
  if (bekannt !== undefined) return [name, bekannt];
  const wert =
    element.art === 'eingabe'
      ? lies(element, gang)
      : element.art === 'wissen'
        ? element.baue(werteFuer(element.braucht, gang))
        : werteAus(element, gang);
  gang.fertig.set(id, wert);
  return [name, wert];
}

const werteFuer = (ids: readonly string[], gang: Gang): ReadonlyMap<string, Wert> =>
  new Map(ids.map((id) => besorge(id, gang)));

function lies(eingabe: Eingabe, { namen, lauf }: Gang): Wert {
  const gelesen = leseNachTyp(namen.get(normalName(eingabe.name)), eingabe.typ, `Eingabe „${eingabe.name}“`);
  if (!gelesen.ok) throw new Abbruch('falsche-eingabe', `${gelesen.meldung.replace(/\.$/, '')}.`);
  const falsch = verstoss(gelesen.wert, eingabe.typ, lauf, `Eingabe „${eingabe.name}“`);
  if (falsch !== null) throw new Abbruch('falsche-eingabe', `${falsch}.`);
  return gelesen.wert;
}

function werteAus(e: Entscheidung, gang: Gang): Wert {
  const werte = werteFuer(e.braucht, gang);
  const regeln: RegelSpur[] = [];
  const bisher = gang.lauf.hinweise.length;
  const wert = e.logik({ werte, eltern: null }, gang.lauf, (regel) => regeln.push(regel));
  const falsch = verstoss(wert, e.typ, gang.lauf, 'das Ergebnis');
  if (falsch !== null) throw new Abbruch('falscher-wert', `Entscheidung „${e.name}“: ${falsch}.`);
  const gruende = [...new Set(regeln.map((r) => r.begruendung).filter((b) => b !== ''))];
  gang.spur.push({
    decision: e.name,
    wert: toJson(wert),
    regeln,
    begruendung: gruende.join(' '),
    hinweise: gang.lauf.hinweise.slice(bisher),
  });
  return wert;
}
