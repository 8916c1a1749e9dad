import { type Antworten, type FeldFehler, type Formular, liesAntwort, pruefeAlles } from '@rathausverbund/formular';
import type { LocalDate } from '@rathausverbund/fristen';
import type { Kopf } from '@rathausverbund/prozess';
import { type Form, meintenSie } from '@rathausverbund/regelwerk';
import { type Ausdruck, compileAusdruck, formDesTextes, type Namen, type Variablen } from './ausdruck.ts';
import { formVonFormular } from './formen.ts';

export type Aufgabenart = 'pruefung' | 'feststellung' | 'anordnung';

/** A button of a task; `pflicht` names the fields that must be answered with it. */
export interface Auswahl {
  readonly schluessel: string;
  readonly beschriftung: string;
  readonly pflicht: readonly string[];
}

/** A human task as its headers describe it. */
export interface Aufgabe {
  readonly element: string;
  readonly name: string;
  readonly art: Aufgabenart;
  /** process variable that takes decision and answers */
  readonly variable: string;
  readonly formular: Formular;
  /** the first is the main one */
  readonly entscheidungen: readonly Auswahl[];
  /** First answers of the form from the process variables; what cannot be computed is left empty. */
  vorgabe(variablen: Variablen): Antworten;
}

export type Erledigt =
  | { ok: true; variablen: Record<string, Antworten> }
  | {
      ok: false;
      code: 'entscheidung-unbekannt' | 'angaben-unvollstaendig';
      meldung: string;
      fehler: readonly FeldFehler[];
    };

/** Checks what a person decided and typed; on success the variables to complete the task with. */
export function erledige(a: Aufgabe, entscheidung: string, antworten: Antworten, heute: LocalDate): Erledigt {
  const wahl = a.entscheidungen.find((e) => e.schluessel === entscheidung);
  if (!wahl)
    return {
      ok: false,
      code: 'entscheidung-unbekannt',
      meldung: 'Diese Entscheidung gibt es hier nicht. Bitte laden Sie die Seite neu.',
      fehler: [],
    };
  const geprueft = pruefeAlles(a.formular, antworten, heute);
  const fehler = geprueft.ok ? [] : geprueft.schritte.flatMap((s) => s.fehler);
  const fehlend = wahl.pflicht.filter(
    (id) => liesAntwort(antworten, id) === undefined && !fehler.some((f) => f.feld === id),
  );
  const alle = [
    ...fehler,
    ...fehlend.map((feld) => ({ feld, meldung: `Für „${wahl.beschriftung}“ fehlt diese Angabe.` })),
  ];
  if (!geprueft.ok || alle.length > 0)
    return {
      ok: false,
      code: 'angaben-unvollstaendig',
      meldung: 'Einige Angaben fehlen oder stimmen noch nicht.',
      fehler: alle,
    };
  return { ok: true, variablen: { [a.variable]: { ...geprueft.antworten, entscheidung } } };
}

const ARTEN: readonly Aufgabenart[] = ['pruefung', 'feststellung', 'anordnung'];
const KOPF = new Set(['art', 'entscheidungen', 'variable', 'vorgabe', 'pflicht']);

interface AufgabenQuelle {
  element: string;
  name: string;
  gruppe?: string;
  formular: Formular | undefined;
  kopf: Kopf;
  namen: Namen;
}

/** Reads the headers of a user task; faults go to `melde`. */
export function compileAufgabe(q: AufgabenQuelle, melde: (meldung: string) => void): Aufgabe | undefined {
  for (const k of Object.keys(q.kopf))
    if (!KOPF.has(k)) melde(`Den Kopf „${k}“ kennt keine Aufgabe. Möglich: ${[...KOPF].join(', ')}.`);
  const art = ARTEN.find((a) => a === q.kopf['art']);
  const variable = q.kopf['variable'] ?? '';
  const vorgabe = q.kopf['vorgabe'] === undefined ? undefined : feel(q.kopf['vorgabe'], q.namen, melde);
  if (!art) return void melde(`Die Aufgabe braucht im Kopf „art“: ${ARTEN.join(', ')}.`);
  if (!/^[a-z][A-Za-z0-9_]*$/.test(variable))
    melde('Die Aufgabe braucht im Kopf „variable“ den Namen für ihr Ergebnis.');
  if (q.gruppe !== (art === 'anordnung' ? 'anordnung' : 'sachbearbeitung'))
    melde(`Eine Aufgabe der Art „${art}“ gehört nicht der Gruppe „${q.gruppe ?? 'keiner'}“.`);
  if (!q.formular)
    return void melde('Die Aufgabe braucht ein Formular im Ordner aufgaben (zeebe:formDefinition formId).');
  const entscheidungen = readEntscheidungen(q.kopf, melde);
  checkFormular(art, q.formular, entscheidungen, melde);
  checkVorgabe(q.kopf['vorgabe'], q.formular, q.namen, melde);
  return {
    element: q.element,
    name: q.name,
    art,
    variable,
    formular: q.formular,
    entscheidungen,
    vorgabe: (v) => vorgeben(vorgabe, v),
  };
}

function vorgeben(a: Ausdruck | undefined, variablen: Variablen): Antworten {
  const r = a?.rechne(variablen);
  if (!r?.ok || typeof r.wert !== 'object' || r.wert === null || Array.isArray(r.wert)) return {};
  return Object.fromEntries(Object.entries(r.wert).filter(([, w]) => w !== null)) as Antworten;
}

function feel(text: string, namen: Namen, melde: (meldung: string) => void): Ausdruck | undefined {
  const a = compileAusdruck(text, namen);
  return a.ok ? a.ausdruck : void melde(`Kopf „vorgabe“: ${a.meldung}`);
}

/** An answer that is given beforehand must have its field. */
function checkVorgabe(
  text: string | undefined,
  formular: Formular,
  namen: Namen,
  melde: (meldung: string) => void,
): void {
  const vergleiche = (gegeben: Form | null, felder: Form | null, davor: string) => {
    for (const [name, innen] of (felder && gegeben) ?? []) {
      // the button of who did it before is passed over where the whole answer is given again
      if (davor === '' && name === 'entscheidung') continue;
      if (felder?.has(name)) vergleiche(innen, felder.get(name) ?? null, `${davor}${name}.`);
      else
        melde(`Kopf „vorgabe“: Das Formular hat kein Feld „${davor}${name}“.${meintenSie(name, felder?.keys() ?? [])}`);
    }
  };
  if (text !== undefined) vergleiche(formDesTextes(text, namen), formVonFormular(formular), '');
}

/** `schluessel=Beschriftung;…`, and `pflicht` as `schluessel=feld,feld;…`. */
function readEntscheidungen(kopf: Kopf, melde: (meldung: string) => void): Auswahl[] {
  const paare = (text: string) =>
    text
      .split(';')
      .map((t) => t.trim())
      .filter(Boolean)
      .map((t) => [t.slice(0, t.indexOf('=')), t.slice(t.indexOf('=') + 1)] as const);
  const pflicht = new Map(paare(kopf['pflicht'] ?? '').map(([k, v]) => [k, v.split(',').map((f) => f.trim())]));
  const liste = paare(kopf['entscheidungen'] ?? '');
  if (
    liste.length === 0 ||
    liste.some(([k, v]) => !/^[a-z][a-z-]*$/.test(k) || v.trim() === '') ||
    new Set(liste.map(([k]) => k)).size < liste.length
  )
    melde(
      'Der Kopf „entscheidungen“ muss verschiedene Einträge „schluessel=Beschriftung“ haben, mit Strichpunkt getrennt.',
    );
  for (const k of pflicht.keys())
    if (!liste.some(([s]) => s === k)) melde(`Kopf „pflicht“: Die Entscheidung „${k}“ gibt es nicht.`);
  return liste.map(([schluessel, beschriftung]) => ({
    schluessel,
    beschriftung,
    pflicht: pflicht.get(schluessel) ?? [],
  }));
}

function checkFormular(
  art: Aufgabenart,
  formular: Formular,
  entscheidungen: readonly Auswahl[],
  melde: (meldung: string) => void,
): void {
  const felder = new Map(formular.schritte.flatMap((s) => s.felder).map((f) => [f.id, f]));
  if (felder.has('entscheidung'))
    melde('Das Formular darf kein Feld „entscheidung“ haben; so heißt die gedrückte Schaltfläche.');
  for (const id of entscheidungen.flatMap((e) => e.pflicht))
    if (!felder.has(id)) melde(`Kopf „pflicht“: Das Formular hat kein Feld „${id}“.`);
  if (
    art === 'feststellung' &&
    (felder.get('betrag')?.art !== 'betrag' || felder.get('begruendung')?.art !== 'mehrzeilig')
  )
    melde('Das Formular einer Feststellung braucht die Felder „betrag“ (betrag) und „begruendung“ (mehrzeilig).');
  const soll = ['angeordnet', 'zurueck'];
  if (
    art === 'anordnung' &&
    (entscheidungen.length !== 2 || !soll.every((s) => entscheidungen.some((e) => e.schluessel === s)))
  )
    melde('Eine Anordnung hat genau die Entscheidungen „angeordnet“ und „zurueck“.');
}
