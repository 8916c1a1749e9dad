import { createHash } from 'node:crypto';
import type { Formular } from '@rathausverbund/formular';
import type { Prozess } from '@rathausverbund/prozess';
import type { Entscheid, Lesart } from '@rathausverbund/regelwerk';
import type { Amt24Mapping } from '@rathausverbund/xoev';
import { readGemeinsameVorlagen } from '../dokumente/index.ts';
import { type KatalogEintrag, type LeistungAngaben, readAngaben } from './angaben.ts';
import type { Aufgabe } from './aufgabe.ts';
import { compileAusdruck, type Gerechnet, type Variablen } from './ausdruck.ts';
import { checkAutomatik } from './automatik.ts';
import { BRIEF_NAMEN, type Brief } from './brief.ts';
import { checkEreignisse } from './ereignisse.ts';
import { formenVon, formVonFormular, mitBriefwerten } from './formen.ts';
import {
  checkAusdruecke,
  checkDateien,
  checkEingaben,
  checkRegeln,
  checkSchritte,
  checkVorbelegung,
  checkZeichen,
  readProzess,
} from './pruefung.ts';
import {
  checkEintraege,
  compileBriefe,
  compileForm,
  compileFormulare,
  compileRegeln,
  type Dateien,
  type Fehler,
  type Regeln,
  type Regeltabelle,
  readAmt24,
  readYaml,
} from './teile.ts';

export type { Dateien, Fehler } from './teile.ts';

/** A Leistung in one version, compiled once: everything that runs and everything that is shown. */
export interface Leistung {
  readonly schluessel: string;
  readonly fassung: string;
  readonly angaben: LeistungAngaben;
  readonly formular: Formular;
  /** forms of human tasks, by their file name */
  readonly aufgaben: ReadonlyMap<string, Formular>;
  /** human tasks, by their element in the process */
  readonly schritte: ReadonlyMap<string, Aufgabe>;
  readonly prozess: Prozess;
  readonly tabellen: readonly Regeltabelle[];
  readonly briefe: ReadonlyMap<string, Brief>;
  /** Typst sources by path ('/kostenbescheid.typ'), all letters together */
  readonly quellen: Readonly<Record<string, string>>;
  /** translates an Amt24 envelope into the answers of the form */
  readonly amt24: Amt24Mapping | undefined;
  entscheide(decision: string, eingabe: Variablen): Entscheid;
  /** How people read what a decision answers. */
  lesart(decision: string): Lesart;
  /** Names of the values a decision asks for. */
  braucht(decision: string): readonly string[];
  /** Computes the FEEL text of a task header, such as `bezeichnung` or `behoerde`. */
  rechne(feel: string, variablen: Variablen): Gerechnet;
  /** what lists show for these answers */
  betreff(antworten: Variablen): string;
}

export type Uebersetzt =
  | { ok: true; leistung: Leistung; hinweise: Fehler[] }
  | { ok: true; katalog: KatalogEintrag }
  | { ok: false; fehler: Fehler[] };

/** What the runtime has handlers for; a process that needs another service is refused at publish, not at the first citizen. */
export interface Umgebung {
  readonly dienste: ReadonlySet<string>;
  /** published before: its cases go on, also where they may wait for something in vain */
  readonly laeuftSchon?: boolean;
}

/**
 * Publishes a folder: compiles all artefacts and checks that they fit each other. Nothing unknown is ignored. Hints say what reads badly;
 * they refuse nothing, since versions that are published already go on running.
 */
export async function compileLeistung(dateien: Dateien, umgebung: Umgebung): Promise<Uebersetzt> {
  const fehler: Fehler[] = [];
  const melde = (datei: string, meldung: string) => void fehler.push({ datei, meldung });
  const neu = !umgebung.laeuftSchon;
  checkDateien(dateien, melde);
  if (neu) checkZeichen(dateien, melde);
  const gelesen = readAngaben(readYaml(dateien, 'leistung.yaml', melde));
  if (!gelesen.ok)
    return {
      ok: false,
      fehler: [...fehler, ...gelesen.fehler.map((meldung) => ({ datei: 'leistung.yaml', meldung }))],
    };
  if (gelesen.angaben.stand === 'nur-katalog')
    return fehler.length > 0 ? { ok: false, fehler } : { ok: true, katalog: gelesen.angaben };
  const angaben = gelesen.angaben;

  const strenge = { ohneUhr: neu, jederName: neu };
  const formular = compileForm(dateien, 'formular.yaml', melde, strenge);
  const aufgaben = compileFormulare(dateien, melde, strenge);
  const hinweise: Fehler[] = [];
  const rate = (datei: string, meldung: string) => void hinweise.push({ datei, meldung });
  const { regeln, tabellen } = await compileRegeln(dateien, { melde, rate }, strenge);
  const regelnGut = fehler.every((f) => !f.datei.startsWith('regeln/'));
  const p = await readProzess(dateien, melde);
  const betreff = compileAusdruck(
    angaben.betreff,
    formular && neu ? new Map([['antrag', formVonFormular(formular)]]) : ['antrag'],
  );
  if (!betreff.ok) melde('leistung.yaml', `betreff: ${betreff.meldung}`);
  if (!formular || !p || !betreff.ok) return { ok: false, fehler };
  const formen = neu ? formenVon(p.prozess, { formular, aufgaben, regeln, namen: p.namen }) : null;
  const namen = formen ?? p.namen;

  const amt24 = readAmt24(dateien, angaben.schluessel, formular, melde);
  checkEmpfaenger(angaben, formular, melde);
  checkAusdruecke(p, namen, strenge, melde);
  checkRegeln(p, regeln, melde);
  if (formen) {
    checkEreignisse(p.prozess, melde);
    checkVorbelegung(formular, melde);
    checkEingaben(p, regeln, melde);
    if (regelnGut) await checkEintraege(dateien, formen, melde);
  }
  const briefwissen = formen
    ? { namen: mitBriefwerten(formen), gemeinsame: Object.values(readGemeinsameVorlagen()) }
    : { namen: [...p.namen, ...BRIEF_NAMEN], gemeinsame: null };
  const briefe = compileBriefe(dateien, formular, briefwissen, melde);
  checkAutomatik(p.prozess, { angaben, briefe, aufgaben, regeln }, melde);
  const schritte = checkSchritte(p, { namen, formular, aufgaben, briefe, dienste: umgebung.dienste }, melde);
  if (fehler.length > 0) return { ok: false, fehler };
  return {
    ok: true,
    hinweise,
    leistung: {
      schluessel: angaben.schluessel,
      fassung: fassungOf(dateien),
      angaben,
      formular,
      aufgaben,
      schritte,
      prozess: p.prozess,
      tabellen,
      briefe,
      quellen: Object.fromEntries(
        Object.entries(dateien)
          .filter(([d]) => d.endsWith('.typ'))
          .map(([d, text]) => [d.slice('briefe'.length), text]),
      ),
      amt24,
      entscheide: (decision, eingabe) => entscheideIn(regeln, decision, eingabe),
      lesart: (decision) => regeln.get(decision)?.lesart ?? {},
      braucht: (decision) => regeln.get(decision)?.braucht ?? [],
      rechne: createRechner(p.namen),
      betreff: (antworten) => {
        const r = betreff.ausdruck.rechne({ antrag: antworten });
        return r.ok && typeof r.wert === 'string' ? r.wert : angaben.name;
      },
    },
  };
}

/** First 16 hex digits of the hash over all files: another letter is another version. */
export function fassungOf(dateien: Dateien): string {
  const h = createHash('sha256');
  for (const name of Object.keys(dateien).sort()) h.update(`${name}\0${dateien[name]}\0`);
  return h.digest('hex').slice(0, 16);
}

function entscheideIn(regeln: Regeln, decision: string, eingabe: Variablen): Entscheid {
  const regel = regeln.get(decision);
  return regel
    ? regel.entscheide(eingabe)
    : { ok: false, code: 'unbekannte-entscheidung', meldung: `Die Entscheidung „${decision}“ gibt es nicht.` };
}

/** Expressions are compiled once per version; only those of the process come here, so the store stays small. */
function createRechner(namen: readonly string[]) {
  const bekannt = new Map<string, ReturnType<typeof compileAusdruck>>();
  return (feel: string, variablen: Variablen): Gerechnet => {
    const a = bekannt.get(feel) ?? compileAusdruck(feel, namen);
    bekannt.set(feel, a);
    return a.ok ? a.ausdruck.rechne(variablen) : a;
  };
}

function checkEmpfaenger(
  angaben: LeistungAngaben,
  formular: Formular,
  melde: (datei: string, meldung: string) => void,
): void {
  const felder = new Set(formular.schritte.flatMap((s) => s.felder).map((f) => f.id));
  for (const [was, id] of Object.entries(angaben.empfaenger))
    if (!felder.has(id)) melde('leistung.yaml', `empfaenger.${was}: Das Formular hat kein Feld „${id}“.`);
}
