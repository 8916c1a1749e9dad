import type { Amt24Mapping, Feldregel } from './mapping.ts';
import { type Abgelehnt, type Amt24Instanz, type Amt24Umschlag, refuse } from './umschlag.ts';
import { type Einzelwert, readWert } from './werte.ts';

export type Antwort = Einzelwert | readonly Einzelwert[];
export interface Antworten {
  [name: string]: Antwort | Antworten | Antworten[];
}

/** A field as received, named "gruppe/instanz/feld", so that nothing the applicant wrote is lost. */
export interface Restfeld {
  readonly feld: string;
  readonly werte: readonly string[];
}

export interface UngueltigesFeld extends Restfeld {
  readonly meldung: string;
}

export interface Zugeordnet {
  readonly ok: true;
  readonly leistung: string;
  readonly ags?: string;
  readonly antworten: Antworten;
  /** Targets of mandatory fields without a value ("personen[1].name"). The case may still be opened and asked for. */
  readonly fehlt: readonly string[];
  /** Fields the mapping does not know. */
  readonly unbekannt: readonly Restfeld[];
  /** Fields whose text does not fit; not taken over. */
  readonly ungueltig: readonly UngueltigesFeld[];
}

/**
 * Translates an envelope into the answers of a Leistung. Refuses only an envelope the mapping is not for
 * (`formular-unbekannt`, `formularfassung-unbekannt`, `namensraum`); everything else is taken over or listed.
 */
export function applyMapping(umschlag: Amt24Umschlag, mapping: Amt24Mapping): Zugeordnet | Abgelehnt {
  const fremd = checkFormular(umschlag, mapping);
  if (fremd) return fremd;
  const antworten: Antworten = {};
  const fehlt: string[] = [];
  const ungueltig: UngueltigesFeld[] = [];
  for (const regel of mapping.felder) {
    const liste = regel.nach.includes('[]');
    const instanzen = findInstanzen(umschlag, regel.von);
    // Without its group a single answer is still missing; a list without entries is an empty list.
    if (instanzen.length === 0 && !liste && regel.pflicht) fehlt.push(regel.nach);
    for (const [i, instanz] of instanzen.entries()) {
      const werte = readFeld(instanz, regel.von);
      const ziel = regel.nach.replace('[]', `[${i}]`);
      if (werte.length === 0) {
        if (regel.pflicht && (liste || i === 0)) fehlt.push(ziel);
        continue;
      }
      const gelesen = liste || i === 0 ? readWerte(werte, regel, mapping) : 'nur einmal erwartet';
      if (typeof gelesen === 'string') ungueltig.push({ feld: nameVon(instanz, regel.von), werte, meldung: gelesen });
      else put(antworten, ziel, gelesen.wert);
    }
  }
  const ags = agsVon(umschlag, mapping);
  const unbekannt = findUnbekannt(umschlag, mapping);
  return {
    ok: true,
    leistung: mapping.leistung,
    ...(ags === undefined ? {} : { ags }),
    antworten,
    fehlt,
    unbekannt,
    ungueltig,
  };
}

function checkFormular(umschlag: Amt24Umschlag, mapping: Amt24Mapping): Abgelehnt | null {
  if (umschlag.formId !== mapping.formId) {
    return withoutVersion(umschlag.formId) === withoutVersion(mapping.formId)
      ? refuse('formularfassung-unbekannt', 'Diese Fassung des Formulars ist hier noch nicht eingerichtet.')
      : refuse('formular-unbekannt', 'Dieses Formular ist hier nicht eingerichtet.');
  }
  if (umschlag.namensraum === mapping.namensraum) return null;
  return refuse('namensraum', 'Der Antrag verwendet einen anderen Namensraum, als für dieses Formular vereinbart ist.');
}

/** "…ApplicantForm-v1.0-de:v1.0" → "…ApplicantForm": the name carries its version twice. */
const withoutVersion = (formId: string): string => formId.replace(/:v[\d.]+$/, '').replace(/-v[\d.]+(-[a-z]{2})?$/, '');

const gruppeVon = (von: string): string => von.slice(0, von.indexOf('/'));
const feldVon = (von: string): string => von.slice(von.indexOf('/') + 1);
const nameVon = (instanz: Amt24Instanz, von: string): string => `${gruppeVon(von)}/${instanz.nummer}/${feldVon(von)}`;

const findInstanzen = (umschlag: Amt24Umschlag, von: string): readonly Amt24Instanz[] =>
  umschlag.gruppen.find((g) => g.id === gruppeVon(von))?.instanzen ?? [];

const readFeld = (instanz: Amt24Instanz, von: string): readonly string[] =>
  (instanz.felder.find((f) => f.id === feldVon(von))?.werte ?? []).filter((wert) => wert !== '');

/** The value, or why the text does not fit. */
function readWerte(texte: readonly string[], regel: Feldregel, mapping: Amt24Mapping): { wert: Antwort } | string {
  if (!regel.mehrfach && texte.length > 1) return 'mehrere Werte, nur einer erwartet';
  const werte: Einzelwert[] = [];
  for (const text of texte) {
    const gelesen = readWert(text, regel, mapping);
    if (!gelesen.ok) return gelesen.meldung;
    werte.push(gelesen.wert);
  }
  return { wert: regel.mehrfach ? werte : (werte[0] ?? '') };
}

/** Sets "a.b" or "a[2].b". Paths come from a checked mapping, so no step is both value and group. */
function put(antworten: Antworten, pfad: string, wert: Antwort): void {
  const schritte = pfad.split('.');
  const letzter = schritte.pop() ?? pfad;
  let hier = antworten;
  for (const schritt of schritte) {
    const teile = /^(.*)\[(\d+)\]$/.exec(schritt);
    hier = teile ? listeneintrag(hier, teile[1] ?? '', Number(teile[2])) : gruppe(hier, schritt);
  }
  hier[letzter] = wert;
}

function gruppe(hier: Antworten, name: string): Antworten {
  if (!Object.hasOwn(hier, name)) hier[name] = {};
  return hier[name] as Antworten;
}

function listeneintrag(hier: Antworten, name: string, i: number): Antworten {
  if (!Object.hasOwn(hier, name)) hier[name] = [];
  const liste = hier[name] as Antworten[];
  while (liste.length <= i) liste.push({});
  return liste[i] as Antworten;
}

function agsVon(umschlag: Amt24Umschlag, mapping: Amt24Mapping): string | undefined {
  if (mapping.ags === undefined) return undefined;
  const text = findInstanzen(umschlag, mapping.ags).flatMap((i) => readFeld(i, mapping.ags ?? ''))[0];
  if (text === undefined) return undefined;
  const regel: Feldregel = { von: mapping.ags, nach: 'ags', typ: 'ags', pflicht: false, mehrfach: false };
  const gelesen = readWert(text, regel, mapping);
  return gelesen.ok ? String(gelesen.wert) : undefined;
}

function findUnbekannt(umschlag: Amt24Umschlag, mapping: Amt24Mapping): Restfeld[] {
  const bekannt = new Set([
    ...mapping.felder.map((r) => r.von),
    ...mapping.ignoriert,
    ...(mapping.ags === undefined ? [] : [mapping.ags]),
  ]);
  return umschlag.gruppen.flatMap((g) =>
    g.instanzen.flatMap((i) =>
      i.felder
        .filter((f) => !bekannt.has(`${g.id}/${f.id}`))
        .map((f) => ({ feld: `${g.id}/${i.nummer}/${f.id}`, werte: f.werte })),
    ),
  );
}
