import type { Formular } from '@rathausverbund/formular';
import type { Knoten, Prozess, Zuordnung } from '@rathausverbund/prozess';
import { type Form, formOf } from '@rathausverbund/regelwerk';
import { BRIEF_FELDER } from './brief.ts';
import { nachrichtFelder } from './ereignisse.ts';
import { START_FELDER } from './startwerte.ts';
import type { Regeln } from './teile.ts';

/** What is known while it is gathered; null = anything may be there. */
type Wuchs = Map<string, Wuchs | null>;

/** The entries that the answers of a form can have: ids such as `person.vorname` nest. */
export function formVonFormular(formular: Formular, weitere: readonly string[] = []): Form {
  const form: Wuchs = new Map(weitere.map((n) => [n, null]));
  for (const f of formular.schritte.flatMap((s) => s.felder)) setze(form, f.id.split('.'), null);
  return form;
}

interface Vorrat {
  formular: Formular;
  aufgaben: ReadonlyMap<string, Formular>;
  regeln: Regeln;
  /** every variable the process can know */
  namen: readonly string[];
}

/**
 * What entries the variables of a process can have, wherever they get their values: the answers, forms of tasks, results of rules, and what
 * mappings and scripts make of them. A variable that something unknown is written to is unknown.
 */
export function formenVon(prozess: Prozess, v: Vorrat): Form {
  const alle = [...prozess.knoten.values()];
  const schreibe = (gelesen: Form): Form => {
    const neu: Wuchs = new Map();
    setze(neu, ['antrag'], formVonFormular(v.formular));
    for (const [name, felder] of [...Object.entries(START_FELDER), ...nachrichtFelder(prozess)])
      setze(neu, [name], namenForm(felder));
    let rest = EINTRAEGE;
    for (const k of alle)
      for (const [ziel, form] of geschrieben(k, gelesen, v)) {
        const uebrig = rest - eintraege(form);
        setze(neu, ziel, uebrig < 0 ? null : form);
        if (uebrig >= 0) rest = uebrig;
      }
    return new Map(v.namen.map((n) => [n, neu.get(n) ?? null]));
  };
  // what is written depends on what is known of what is read: from nothing at all until nothing is added
  let formen = schreibe(new Map(v.namen.map((n) => [n, NICHTS])));
  for (let runde = 0; runde < RUNDEN; runde++) {
    const naechste = schreibe(formen);
    if (gleich(formen, naechste)) return formen;
    formen = naechste;
  }
  return schreibe(new Map(v.namen.map((n) => [n, null])));
}

/** What no value has reached yet: all its entries are the same, and it adds none. */
const NICHTS: Form = new (class extends Map<string, Form | null> {
  override get(): Form {
    return this;
  }
})();

/** As many mappings may read each other's results one after the other; beyond, nothing is known of what they write. */
const RUNDEN = 20;

/** As many entries may all variables have together; what holds itself or another one several times over grows beyond any number. */
const EINTRAEGE = 100_000;

/** How many entries a form has with those inside it, counted again wherever they are shared. */
function eintraege(form: Form | null, bekannt = new Map<Form, number>()): number {
  if (form === null) return 0;
  const zahl = bekannt.get(form) ?? [...form.values()].reduce((n, innen) => n + 1 + eintraege(innen, bekannt), 0);
  bekannt.set(form, zahl);
  return zahl;
}

/** What letters know besides. */
export const mitBriefwerten = (formen: Form): Form =>
  new Map([...formen, ...Object.entries(BRIEF_FELDER).map(([name, felder]) => [name, namenForm(felder)] as const)]);

const namenForm = (namen: readonly string[]): Form | null =>
  namen.length === 0 ? null : new Map(namen.map((n) => [n, null]));

type Schreibung = readonly [ziel: readonly string[], form: Form | null];

/** What a node writes, and what is known of it. */
function geschrieben(k: Knoten, formen: Form, v: Vorrat): Schreibung[] {
  const eigenes: Schreibung[] = [];
  if (k.art === 'aufgabe') {
    const formular = v.aufgaben.get(k.formular ?? '');
    eigenes.push([[k.kopf['variable'] ?? ''], formular ? formVonFormular(formular, ['entscheidung']) : null]);
  }
  if (k.art === 'entscheidung') eigenes.push([[k.variable], v.regeln.get(k.decision)?.form ?? null]);
  if (k.art === 'skript') eigenes.push(...gesetzt([k.variable], k.ausdruck, formen));
  const zuordnungen = [...k.ausgaben, ...('eingaben' in k ? k.eingaben : [])];
  const mehrfach = 'mehrfach' in k ? k.mehrfach : undefined;
  const { sammlung, eintrag, ausgabe } = mehrfach ?? {};
  // what is known of a list is what is known of its elements
  return [
    ...eigenes,
    ...zuordnungen.flatMap((z) => gesetzt(z.ziel, z.quelle, formen)),
    ...(eintrag === undefined ? [] : sammlung ? gesetzt([eintrag], sammlung, formen) : ([[[eintrag], null]] as const)),
    ...(ausgabe ? gesetzt([ausgabe.sammlung], ausgabe.eintrag, formen) : []),
    ...(ausgabe?.lokal === undefined ? [] : ([[[ausgabe.lokal], null]] as const)),
  ];
}

/** `null` clears a variable and says nothing of what else it holds. */
function gesetzt(ziel: readonly string[], { text, fest }: Zuordnung['quelle'], formen: Form): Schreibung[] {
  const feel = text.replace(/^\s*=/, '').trim();
  if (!fest && feel === 'null') return [];
  return [[ziel, fest ? null : formOf(feel, formen)]];
}

/** Adds what is known of the value at a path; where several values may stand, all their entries may. */
function setze(wurzel: Wuchs, [name = '', ...rest]: readonly string[], form: Form | null): void {
  const da = wurzel.get(name);
  if (da === null) return;
  if (rest.length === 0) return void wurzel.set(name, form === null ? null : vereint(da ?? new Map(), form));
  const innen: Wuchs = da ?? new Map();
  wurzel.set(name, innen);
  setze(innen, rest, form);
}

function vereint(a: Wuchs, b: Form): Wuchs {
  for (const [name, innen] of b) setze(a, [name], innen);
  return a;
}

const gleich = (a: Form, b: Form): boolean =>
  a.size === b.size &&
  [...a].every(([name, x]) => {
    const y = b.get(name);
    return x === null || y === null || y === undefined ? x === y : gleich(x, y);
  });
