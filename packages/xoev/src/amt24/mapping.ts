import { type Abgelehnt, refuse } from './umschlag.ts';

export type Feldtyp = 'text' | 'datum' | 'janein' | 'ganzzahl' | 'dezimal' | 'cent' | 'code' | 'ags';

const TYPEN: readonly Feldtyp[] = ['text', 'datum', 'janein', 'ganzzahl', 'dezimal', 'cent', 'code', 'ags'];

/** One line of the mapping: which field goes where, as what. */
export interface Feldregel {
  /** "gruppe/feld". */
  readonly von: string;
  /** "betrieb.firma"; "personen[].name" makes one list entry per instance of the group. */
  readonly nach: string;
  readonly typ: Feldtyp;
  /** Name of a list in `codelisten`; for typ `code` only. */
  readonly codeliste?: string;
  readonly pflicht: boolean;
  /** Several values become a list, in the order received. */
  readonly mehrfach: boolean;
}

/** What one form version of Amt24 means for one Leistung. Kept as a YAML file; this is its content after checking. */
export interface Amt24Mapping {
  readonly formId: string;
  readonly namensraum: string;
  readonly leistung: string;
  /** "zu bestätigen" until the real form has been seen. */
  readonly stand: string;
  readonly quelle: string;
  /** Where the AGS stands ("gruppe/feld"); absent when the form does not ask. */
  readonly ags?: string;
  readonly codelisten: Readonly<Record<string, Readonly<Record<string, string>>>>;
  readonly felder: readonly Feldregel[];
  /** Fields that are known and not taken over ("gruppe/feld"). */
  readonly ignoriert: readonly string[];
}

const VON = /^[^/\s]+\/[^/\s]+$/;
const NACH = /^[a-zA-Z][a-zA-Z0-9_]*(\[\])?(\.[a-zA-Z][a-zA-Z0-9_]*)*$/;

/** Checks the parsed content of a mapping file. Error: `mapping`, saying which entry is wrong. */
export function readMapping(inhalt: unknown): { readonly ok: true; readonly mapping: Amt24Mapping } | Abgelehnt {
  if (!isRecord(inhalt)) return wrong('Die Datei muss aus benannten Einträgen bestehen');
  const { formId, namensraum, leistung, stand, quelle, ags, codelisten = {}, ignoriert = [] } = inhalt;
  if (!isText(formId) || !isText(leistung)) return wrong('„formId“ und „leistung“ müssen angegeben sein');
  if (typeof namensraum !== 'string') return wrong('„namensraum“ muss angegeben sein');
  if (!isText(stand) || !isText(quelle)) return wrong('„stand“ und „quelle“ müssen angegeben sein');
  if (ags !== undefined && !isFeld(ags)) return wrong('„ags“ muss ein Feld als „gruppe/feld“ nennen');
  if (!isCodelisten(codelisten)) return wrong('„codelisten“ muss je Liste Code und Bedeutung als Text nennen');
  if (!Array.isArray(ignoriert) || !ignoriert.every(isFeld))
    return wrong('„ignoriert“ muss Felder als „gruppe/feld“ nennen');
  if (!Array.isArray(inhalt.felder)) return wrong('Der Eintrag „felder“ fehlt');
  const felder: Feldregel[] = [];
  for (const eintrag of inhalt.felder as unknown[]) {
    const regel = readRegel(eintrag, codelisten);
    if (typeof regel === 'string') return wrong(regel);
    felder.push(regel);
  }
  const streit = findStreit(felder);
  if (streit !== undefined) return wrong(`„${streit}“ ist doppelt belegt oder zugleich Wert und Gruppe`);
  const kopf = { formId, namensraum, leistung, stand, quelle, ...(ags === undefined ? {} : { ags }) };
  return { ok: true, mapping: { ...kopf, codelisten, felder, ignoriert } };
}

function readRegel(eintrag: unknown, codelisten: Amt24Mapping['codelisten']): Feldregel | string {
  if (!isRecord(eintrag)) return 'Ein Eintrag unter „felder“ ist leer';
  const { von, nach, typ = 'text', codeliste, pflicht = false, mehrfach = false } = eintrag;
  if (!isFeld(von)) return `„von: ${String(von)}“ muss „gruppe/feld“ lauten`;
  if (!isText(nach) || !NACH.test(nach)) return `„nach: ${String(nach)}“ ist kein Pfad`;
  const feldtyp = TYPEN.find((t) => t === typ);
  if (!feldtyp) return `${von}: Den Typ „${String(typ)}“ gibt es nicht`;
  if (typeof pflicht !== 'boolean' || typeof mehrfach !== 'boolean')
    return `${von}: „pflicht“ und „mehrfach“ sind true oder false`;
  if (feldtyp !== 'code') return { von, nach, typ: feldtyp, pflicht, mehrfach };
  if (!isText(codeliste) || !Object.hasOwn(codelisten, codeliste)) return `${von}: Die Codeliste fehlt`;
  return { von, nach, typ: feldtyp, codeliste, pflicht, mehrfach };
}

/** A target used twice, below a value, or both with and without []. */
function findStreit(felder: readonly Feldregel[]): string | undefined {
  const blaetter = new Set<string>();
  const gruppen = new Set<string>();
  for (const { nach } of felder) {
    if (blaetter.has(nach)) return nach;
    blaetter.add(nach);
    const teile = nach.split('.');
    for (let i = 1; i < teile.length; i++) gruppen.add(teile.slice(0, i).join('.'));
  }
  const listen = [...gruppen].filter((g) => g.endsWith('[]')).map((g) => g.slice(0, -2));
  return (
    [...blaetter].find((b) => gruppen.has(b) || b.endsWith('[]')) ??
    listen.find((l) => blaetter.has(l) || gruppen.has(l))
  );
}

const isText = (wert: unknown): wert is string => typeof wert === 'string' && wert !== '';

const isFeld = (wert: unknown): wert is string => isText(wert) && VON.test(wert);

const isCodelisten = (wert: unknown): wert is Amt24Mapping['codelisten'] =>
  isRecord(wert) && Object.values(wert).every((liste) => isRecord(liste) && Object.values(liste).every(isText));

const isRecord = (wert: unknown): wert is Record<string, unknown> =>
  typeof wert === 'object' && wert !== null && !Array.isArray(wert);

const wrong = (grund: string): Abgelehnt => refuse('mapping', `Die Zuordnungsdatei ist nicht lesbar: ${grund}.`);
