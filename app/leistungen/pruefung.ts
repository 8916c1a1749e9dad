import type { Formular } from '@rathausverbund/formular';
import { compileProzess, type Kopf, type Prozess, type Stelle } from '@rathausverbund/prozess';
import { meintenSie } from '@rathausverbund/regelwerk';
import { KONTOANGABEN } from '../konten/index.ts';
import { type Aufgabe, compileAufgabe } from './aufgabe.ts';
import { compileAusdruck, type Namen, type Variablen } from './ausdruck.ts';
import { BRIEF_NAMEN, type Brief } from './brief.ts';
import { checkDienst, DIENST_VARIABLEN, DIENSTE } from './dienste.ts';
import { nachrichtFelder } from './ereignisse.ts';
import { meldeAn, melderFuer, PROZESS_DATEI } from './melder.ts';
import { START_NAMEN } from './startwerte.ts';
import { type Dateien, dateienIn, type Melde, type Regeln, type Strenge } from './teile.ts';

const ERLAUBT =
  /^(leistung\.yaml|formular\.yaml|prozess\.bpmn|prozesse\/[a-z-]+\.bpmn|amt24\.yaml|README\.md|aufgaben\/[a-z-]+\.yaml|regeln\/[a-z-]+\.dmn|briefe\/[a-z-]+\.(yaml|typ))$/;

/** A file nobody reads is a misspelt one. */
export function checkDateien(dateien: Dateien, melde: Melde): void {
  for (const d of Object.keys(dateien))
    if (!ERLAUBT.test(d)) melde(d, 'Diese Datei gehört nicht in den Ordner einer Leistung.');
}

/** An ampersand that begins no entity (XML 1.0, 2.4); readers of XML pass over it. */
const LOSES_UND = /&(?!(?:amp|lt|gt|quot|apos|#\d+|#x[\dA-Fa-f]+);)/;

/** Signs that a reader lets pass: what is not UTF-8 would stand in letters as the sign for the unreadable. */
export function checkZeichen(dateien: Dateien, melde: Melde): void {
  const zeile = (text: string, bis: number) => `Zeile ${text.slice(0, bis).split('\n').length}`;
  for (const [d, text] of Object.entries(dateien)) {
    const unlesbar = text.indexOf('\uFFFD');
    if (unlesbar >= 0) melde(d, `${zeile(text, unlesbar)}: Die Datei ist nicht in UTF-8 gespeichert.`);
    if (!/\.(bpmn|dmn)$/.test(d)) continue;
    // as long as it was, so that lines stay where they are
    const ohne = text.replace(/<!--[\s\S]*?-->|<!\[CDATA\[[\s\S]*?\]\]>/g, (t) => t.replace(/[^\n]/g, ' '));
    const und = ohne.search(LOSES_UND);
    if (und >= 0) melde(d, `${zeile(text, und)}: Schreiben Sie „&“ in XML als „&amp;“.`);
  }
}

/** An expression, and where its author wrote it. */
type Geschriebenes = Stelle & { text: string };

export interface GelesenerProzess {
  prozess: Prozess;
  /** every variable the process can know */
  namen: readonly string[];
  ausdruecke: readonly Geschriebenes[];
}

/** Compiles the BPMN, with the processes of the folder that it calls, and gathers the names its expressions may use. */
export async function readProzess(dateien: Dateien, melde: Melde): Promise<GelesenerProzess | undefined> {
  const ausdruecke: Geschriebenes[] = [];
  const text = dateien[PROZESS_DATEI];
  if (text === undefined) return void melde(PROZESS_DATEI, 'Die Datei fehlt.');
  const p = await compileProzess(text, {
    weitere: Object.fromEntries(dateienIn(dateien, 'prozesse', '.bpmn').map((d) => [d, dateien[d] ?? ''])),
    compileAusdruck: (feel, stelle) => {
      ausdruecke.push({ ...stelle, text: feel });
      const a = compileAusdruck(feel);
      return a.ok ? { ok: true, evaluate: (v: Variablen) => a.ausdruck.rechne(v) } : a;
    },
  });
  if (!p.ok) {
    for (const f of p.fehler) meldeAn(f, f.meldung, melde);
    return undefined;
  }
  const namen = new Set<string>([...START_NAMEN, ...DIENST_VARIABLEN]);
  const neu = (name: string | undefined) => name !== undefined && namen.add(name);
  for (const a of p.prozess.aufgaben) neu(a.kopf['variable']);
  for (const name of p.prozess.variablen) neu(name);
  for (const [name] of nachrichtFelder(p.prozess)) neu(name);
  for (const n of BRIEF_NAMEN)
    if (namen.has(n)) melde(PROZESS_DATEI, `Der Name „${n}“ ist für Briefe vergeben und kann keine Variable sein.`);
  return { prozess: p.prozess, namen: [...namen], ausdruecke };
}

/** Expressions of the process may only use names that exist; one that is read twice is told once. */
export function checkAusdruecke(p: GelesenerProzess, namen: Namen, strenge: Strenge, melde: Melde): void {
  const jeder = new Map(p.ausdruecke.map((a) => [JSON.stringify(a), a]));
  for (const { text, ...stelle } of jeder.values()) {
    const a = compileAusdruck(text, namen, strenge);
    if (!a.ok) meldeAn(stelle, `„${text}“: ${a.meldung}`, melde);
  }
}

export function checkRegeln(p: GelesenerProzess, regeln: Regeln, melde: Melde): void {
  const sage = melderFuer(p.prozess, melde);
  for (const e of p.prozess.entscheidungen)
    if (!regeln.has(e.decision)) sage(e.element, `Die Entscheidung „${e.decision}“ fehlt im Ordner regeln.`);
}

/** What a field takes over from the account must be something an account knows. */
export function checkVorbelegung(formular: Formular, melde: Melde): void {
  const bekannt = KONTOANGABEN.map((n) => `konto.${n}`);
  for (const { id, vorbelegung } of formular.schritte.flatMap((s) => s.felder)) {
    if (vorbelegung === undefined || bekannt.includes(vorbelegung)) continue;
    melde('formular.yaml', `Feld „${id}“: „${vorbelegung}“ kennt kein Konto.${meintenSie(vorbelegung, bekannt)}`);
  }
}

/** What a decision asks for must be a variable: it would be null for ever. */
export function checkEingaben(p: GelesenerProzess, regeln: Regeln, melde: Melde): void {
  const sage = melderFuer(p.prozess, melde);
  for (const { element, decision } of p.prozess.entscheidungen)
    for (const name of regeln.get(decision)?.braucht ?? [])
      if (!p.namen.includes(name)) {
        const rat = meintenSie(name, p.namen);
        sage(element, `Die Entscheidung „${decision}“ braucht „${name}“; so heißt hier keine Variable.${rat}`);
      }
}

interface Vorrat {
  namen: Namen;
  formular: Formular;
  aufgaben: ReadonlyMap<string, Formular>;
  briefe: ReadonlyMap<string, Brief>;
  dienste: ReadonlySet<string>;
}

/** Checks services and human tasks against what the folder and the runtime have; answers the tasks by element. */
export function checkSchritte(p: GelesenerProzess, v: Vorrat, melde: Melde): Map<string, Aufgabe> {
  const { prozess } = p;
  const { namen } = v;
  const sage = melderFuer(prozess, melde);
  const bei = (e: { element: string }) => (text: string) => sage(e.element, text);
  const regeln = new Set(prozess.entscheidungen.map((e) => e.decision));
  const gruppen = new Set(v.formular.schritte.flatMap((s) => s.felder.map((f) => f.id.split('.', 1)[0] ?? '')));
  for (const d of prozess.dienste) {
    checkDienst(d.typ, d.kopf, { briefe: v.briefe, gruppen, namen, regeln }, bei(d));
    if (Object.hasOwn(DIENSTE, d.typ) && !v.dienste.has(d.typ))
      bei(d)(`Für den Dienst „${d.typ}“ ist hier nichts eingerichtet.`);
  }
  const schritte = new Map<string, Aufgabe>();
  for (const a of prozess.aufgaben) {
    const { element, name, kopf, gruppe } = a;
    const formular = v.aufgaben.get(a.formular ?? '');
    const aufgabe = compileAufgabe(
      { element, name, kopf, formular, namen, ...(gruppe === undefined ? {} : { gruppe }) },
      bei(a),
    );
    if (aufgabe) schritte.set(element, aufgabe);
  }
  checkUngenutzt(
    'aufgaben',
    v.aufgaben.keys(),
    prozess.aufgaben.map((a) => a.formular),
    melde,
  );
  checkUngenutzt(
    'briefe',
    v.briefe.keys(),
    prozess.dienste.map((d: { kopf: Kopf }) => d.kopf['brief']),
    melde,
  );
  return schritte;
}

function checkUngenutzt(
  ordner: string,
  namen: Iterable<string>,
  genutzt: readonly (string | undefined)[],
  melde: Melde,
): void {
  for (const n of namen)
    if (!genutzt.includes(n)) melde(`${ordner}/${n}.yaml`, 'Kein Schritt des Prozesses verwendet diese Datei.');
}
