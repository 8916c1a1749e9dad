import { compileFormular, type Formular } from '@rathausverbund/formular';
import {
  bedingung,
  compileDmn,
  type DmnFehler,
  type Entscheid,
  entscheide,
  type Form,
  type Lesart,
  type Modell,
} from '@rathausverbund/regelwerk';
import { type Amt24Mapping, readMapping } from '@rathausverbund/xoev';
import { readYamlText } from '../base/index.ts';
import type { Namen, Variablen } from './ausdruck.ts';
import { type Brief, compileBrief } from './brief.ts';

/** path within the folder → text */
export type Dateien = Readonly<Record<string, string>>;
export type Fehler = { datei: string; meldung: string };
export type Melde = (datei: string, meldung: string) => void;
/** A decision, and how people read what it answers. */
export interface Regel {
  entscheide(eingabe: Variablen): Entscheid;
  lesart: Lesart;
  /** names of the values it asks for, also those of the decisions it builds on */
  braucht: readonly string[];
  /** names that may stand side by side in what it answers */
  ergibt: readonly (readonly string[])[];
  /** the entries its answer has, or those of its elements; null where that is not known */
  form: Form | null;
  datei: string;
}
export type Regeln = ReadonlyMap<string, Regel>;
/** A decision that is a table of rules. */
export interface Regeltabelle {
  datei: string;
  name: string;
  regeln: number;
  /** its columns and each of its rules, as lines */
  wortlaut: readonly string[];
}

export function readYaml(dateien: Dateien, datei: string, melde: Melde): unknown {
  const text = dateien[datei];
  if (text === undefined) return void melde(datei, 'Die Datei fehlt.');
  const y = readYamlText(text);
  return y.ok ? y.wert : void melde(datei, y.fehler);
}

/** Files of a folder with an ending. */
export const dateienIn = (dateien: Dateien, ordner: string, endung: string): string[] =>
  Object.keys(dateien).filter((d) => d.startsWith(`${ordner}/`) && d.endsWith(endung));

/** Names of the files in a folder with an ending, without both: `aufgaben/pruefung.yaml` → `pruefung`. */
const namenIn = (dateien: Dateien, ordner: string, endung: string): string[] =>
  dateienIn(dateien, ordner, endung).map((d) => d.slice(ordner.length + 1, -endung.length));

/**
 * What is refused in a new version only. `ohneUhr`: `today()` and `now()`, as nothing here tells an expression what day it is; `jederName`:
 * in the conditions of a form also single names that no field has, not only paths.
 */
export type Strenge = { readonly ohneUhr: boolean; readonly jederName: boolean };

export function compileForm(dateien: Dateien, datei: string, melde: Melde, strenge: Strenge): Formular | undefined {
  const quelle = readYaml(dateien, datei, melde);
  if (quelle === undefined) return undefined;
  const f = compileFormular(quelle, { compileBedingung: (text) => bedingungIn(text, strenge) });
  if (f.ok) return f.formular;
  for (const x of f.fehler) melde(datei, `${x.pfad}: ${x.meldung}`);
  return undefined;
}

function bedingungIn(text: string, strenge: Strenge): ReturnType<typeof bedingung> {
  const b = bedingung(text, strenge);
  return b.ok && !strenge.jederName ? { ...b, liest: b.liest.filter((namen) => namen.length > 1) } : b;
}

export function compileFormulare(dateien: Dateien, melde: Melde, strenge: Strenge): Map<string, Formular> {
  const formulare = new Map<string, Formular>();
  for (const name of namenIn(dateien, 'aufgaben', '.yaml')) {
    const f = compileForm(dateien, `aufgaben/${name}.yaml`, melde, strenge);
    if (f) formulare.set(name, f);
  }
  return formulare;
}

/** `rate` hears what is no fault but reads badly: names without a label. */
export async function compileRegeln(
  dateien: Dateien,
  { melde, rate }: { melde: Melde; rate: Melde },
  strenge: Strenge,
): Promise<{ regeln: Regeln; tabellen: Regeltabelle[] }> {
  const regeln = new Map<string, Regel>();
  const tabellen: Regeltabelle[] = [];
  const dmn = dateienIn(dateien, 'regeln', '.dmn');
  for (const datei of dmn) {
    const m = await compileDmn(dateien[datei] ?? '', { importe: andere(dateien, datei), ...strenge });
    if (!m.ok) for (const f of m.fehler) melde(datei, wasUndWo(f));
    else {
      for (const h of m.modell.unbenannt) rate(datei, wasUndWo(h));
      tabellen.push(...m.modell.tabellen.map((t) => ({ datei, ...t })));
      for (const [name, { lesart, ergibt, form }] of m.modell.entscheidungen) {
        if (regeln.has(name)) melde(datei, `Die Entscheidung „${name}“ gibt es zweimal.`);
        regeln.set(name, {
          entscheide: (eingabe) => entscheide(m.modell, name, eingabe, { ablehnenBei: 'unmoeglich' }),
          lesart,
          braucht: eingabenVon(m.modell, name),
          ergibt,
          form,
          datei,
        });
      }
    }
  }
  return { regeln, tabellen };
}

/** The same rules once more, now that it is known what the process hands over: an entry that no value has is misspelt. */
export async function checkEintraege(dateien: Dateien, eingaben: Form, melde: Melde): Promise<void> {
  for (const datei of dateienIn(dateien, 'regeln', '.dmn')) {
    const m = await compileDmn(dateien[datei] ?? '', { importe: andere(dateien, datei), eingaben });
    if (!m.ok) for (const f of m.fehler) melde(datei, wasUndWo(f));
  }
}

/** The files of a service may import each other. */
const andere = (dateien: Dateien, datei: string): string[] =>
  dateienIn(dateien, 'regeln', '.dmn').flatMap((d) => (d === datei ? [] : (dateien[d] ?? '')));

function eingabenVon({ elemente, entscheidungen }: Modell, decision: string): string[] {
  // a Set may grow while it is walked
  const offen = new Set(entscheidungen.get(decision)?.braucht.map((b) => b.schluessel));
  const namen = new Set<string>();
  for (const schluessel of offen) {
    const el = elemente.get(schluessel);
    if (el?.art === 'eingabe') namen.add(el.name);
    else if (el && 'braucht' in el) for (const b of el.braucht) offen.add(b.schluessel);
  }
  return [...namen];
}

const wasUndWo = (f: DmnFehler): string =>
  [f.decision && `„${f.decision}“`, f.regel && `Regel ${f.regel}`, f.ausdruck, f.meldung].filter(Boolean).join(': ');

/**
 * All letters: each needs mapping and template. `namen` are all that they may use; with the templates they share it is asked, too, whether
 * any of them reads what a mapping says.
 */
export function compileBriefe(
  dateien: Dateien,
  formular: Formular,
  { namen, gemeinsame }: { namen: Namen; gemeinsame: readonly string[] | null },
  melde: Melde,
): Map<string, Brief> {
  const briefe = new Map<string, Brief>();
  const yaml = namenIn(dateien, 'briefe', '.yaml');
  const liest =
    gemeinsame && liestIn([...gemeinsame, ...dateienIn(dateien, 'briefe', '.typ').map((d) => dateien[d] ?? '')]);
  for (const name of namenIn(dateien, 'briefe', '.typ'))
    if (!yaml.includes(name)) melde(`briefe/${name}.yaml`, 'Zur Vorlage fehlt die Zuordnung.');
  for (const name of yaml) {
    const datei = `briefe/${name}.yaml`;
    const vorlage = dateien[`briefe/${name}.typ`];
    if (vorlage === undefined) melde(datei, 'Zur Zuordnung fehlt die Vorlage (.typ).');
    const umfeld = {
      namen,
      formular,
      ...(liest ? { liest } : {}),
      melde: (pfad: string, meldung: string) => melde(datei, `${pfad}: ${meldung}`),
    };
    const brief = compileBrief({ name, zuordnung: readYaml(dateien, datei, melde), vorlage: vorlage ?? '' }, umfeld);
    if (brief) briefe.set(name, brief);
  }
  return briefe;
}

function liestIn(vorlagen: readonly string[]): (name: string) => boolean {
  const worte = new Set(vorlagen.flatMap((v) => v.match(/[\p{L}\p{N}_-]+/gu) ?? []));
  // a template that goes through all entries, such as the rows of a table, reads every name
  const alles = vorlagen.some((v) => /\.(pairs|keys|values)\(\)|\bfor \(\w+, \w+\) in inhalt\b/.test(v));
  return (name) => alles || worte.has(name) || vorlagen.some((v) => v.includes(`"${name}"`));
}

/** The optional mapping of the Amt24 form: every target must be a field of our form. */
export function readAmt24(
  dateien: Dateien,
  schluessel: string,
  formular: Formular,
  melde: Melde,
): Amt24Mapping | undefined {
  const datei = 'amt24.yaml';
  if (dateien[datei] === undefined) return undefined;
  const m = readMapping(readYaml(dateien, datei, melde));
  if (!m.ok) return void melde(datei, m.meldung);
  if (m.mapping.leistung !== schluessel) melde(datei, `leistung: „${m.mapping.leistung}“ ist eine andere Leistung.`);
  const felder = new Map(formular.schritte.flatMap((s) => s.felder).map((f) => [f.id, f]));
  for (const r of m.mapping.felder) {
    const feld = felder.get(r.nach);
    if (!feld) melde(datei, `${r.von}: Das Formular hat kein Feld „${r.nach}“.`);
    const liste = r.codeliste === undefined ? [] : Object.values(m.mapping.codelisten[r.codeliste] ?? {});
    for (const wert of liste)
      if (feld?.art === 'auswahl' && !feld.werte.some((w) => w.wert === wert))
        melde(datei, `${r.von}: „${wert}“ kann man bei „${r.nach}“ nicht wählen.`);
  }
  return m.mapping;
}
