import { createHash } from 'node:crypto';
import { compileFormular, type Formular } from '@rathausverbund/formular';
import { compileProzess, type Prozess } from '@rathausverbund/prozess';
import { bedingung, compileDmn, compileFeel, type Entscheid, entscheide, fromJson, type Modell, toJson } from '@rathausverbund/regelwerk';
import { parse } from 'yaml';
import { type KatalogEintrag, type LeistungAngaben, readAngaben } from './angaben.ts';

/** A Leistung in one version, compiled once: everything that runs and everything that is shown. */
export interface Leistung {
  schluessel: string;
  fassung: string;
  angaben: LeistungAngaben;
  formular: Formular;
  /** forms of human tasks, by their file name */
  aufgaben: ReadonlyMap<string, Formular>;
  prozess: Prozess;
  entscheide(decision: string, eingabe: Readonly<Record<string, unknown>>): Entscheid;
  /** Typst sources by path ('/kostenbescheid.typ') */
  briefe: Readonly<Record<string, string>>;
  betreff(antworten: Record<string, unknown>): string;
}

export type Dateien = Readonly<Record<string, string>>;
export type Fehler = { datei: string; meldung: string };
export type Uebersetzt = { ok: true; leistung: Leistung } | { ok: true; katalog: KatalogEintrag } | { ok: false; fehler: Fehler[] };

/** What the runtime knows: service task types and their letters are checked at publish, not at the first citizen. */
export interface Umgebung {
  dienste: ReadonlySet<string>;
}

/** Publishes a folder: compiles all artefacts and checks that they fit each other. Nothing unknown is ignored. */
export async function compileLeistung(dateien: Dateien, umgebung: Umgebung): Promise<Uebersetzt> {
  const fehler: Fehler[] = [];
  const melde = (datei: string, meldung: string) => void fehler.push({ datei, meldung });
  const yaml = readYaml(dateien, 'leistung.yaml', melde);
  const gelesen = readAngaben(yaml);
  if (!gelesen.ok) return { ok: false, fehler: [...fehler, ...gelesen.fehler.map((meldung) => ({ datei: 'leistung.yaml', meldung }))] };
  if (gelesen.angaben.stand === 'nur-katalog') return { ok: true, katalog: gelesen.angaben };
  const angaben = gelesen.angaben;

  const formular = compileForm(dateien, 'formular.yaml', melde);
  const aufgaben = new Map<string, Formular>();
  for (const datei of Object.keys(dateien).filter((d) => /^aufgaben\/[a-z-]+\.yaml$/.test(d))) {
    const f = compileForm(dateien, datei, melde);
    if (f) aufgaben.set(datei.slice('aufgaben/'.length, -'.yaml'.length), f);
  }
  const modelle = await compileRules(dateien, melde);
  const p = await compileProzess(dateien['prozess.bpmn'] ?? '', { compileAusdruck: expression });
  if (!p.ok) for (const f of p.fehler) melde('prozess.bpmn', `${f.name ?? f.element}: ${f.meldung}`);
  const briefe = Object.fromEntries(
    Object.entries(dateien).filter(([d]) => /^briefe\/[a-z-]+\.typ$/.test(d)).map(([d, text]) => [d.slice('briefe'.length), text]),
  );
  const betreff = compileFeel(angaben.betreff);
  if (!betreff.ok) melde('leistung.yaml', `betreff: ${betreff.meldung}`);
  if (p.ok) checkProcess(p.prozess, { aufgaben, modelle, briefe, umgebung }, melde);
  if (fehler.length > 0 || !formular || !p.ok || !betreff.ok) return { ok: false, fehler };

  return {
    ok: true,
    leistung: {
      schluessel: angaben.schluessel,
      fassung: fassungOf(dateien),
      angaben,
      formular,
      aufgaben,
      prozess: p.prozess,
      briefe,
      entscheide: (decision, eingabe) => entscheide(modelle.get(decision) as Modell, decision, eingabe),
      betreff: (antworten) => {
        const wert = betreff.evaluate({ antrag: fromJson(antworten as never) });
        return wert.ok ? String(toJson(wert.wert) ?? '') : '';
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

type Melde = (datei: string, meldung: string) => void;

function readYaml(dateien: Dateien, datei: string, melde: Melde): unknown {
  const text = dateien[datei];
  if (text === undefined) return void melde(datei, 'Die Datei fehlt.');
  try {
    return parse(text);
  } catch (f) {
    return void melde(datei, (f as Error).message);
  }
}

function compileForm(dateien: Dateien, datei: string, melde: Melde): Formular | undefined {
  const f = compileFormular(readYaml(dateien, datei, melde), { compileBedingung: bedingung });
  if (f.ok) return f.formular;
  for (const x of f.fehler) melde(datei, `${x.pfad}: ${x.meldung}`);
  return undefined;
}

async function compileRules(dateien: Dateien, melde: Melde): Promise<Map<string, Modell>> {
  const modelle = new Map<string, Modell>();
  for (const datei of Object.keys(dateien).filter((d) => /^regeln\/[a-z-]+\.dmn$/.test(d))) {
    const m = await compileDmn(dateien[datei] ?? '');
    if (m.ok) for (const name of m.modell.entscheidungen.keys()) modelle.set(name, m.modell);
    else for (const f of m.fehler) melde(datei, `${f.decision ?? ''} ${f.meldung}`.trim());
  }
  return modelle;
}

/** FEEL for the process engine: plain JSON in and out. */
export function expression(text: string) {
  const a = compileFeel(text);
  if (!a.ok) return { ok: false as const, meldung: a.meldung };
  return {
    ok: true as const,
    evaluate: (kontext: Record<string, unknown>) => {
      const namen = Object.fromEntries(Object.entries(kontext).map(([k, v]) => [k, fromJson(v as never)]));
      const r = a.evaluate(namen);
      return r.ok ? { ok: true as const, wert: toJson(r.wert) } : { ok: false as const, meldung: r.meldung };
    },
  };
}

interface Vorrat {
  aufgaben: ReadonlyMap<string, Formular>;
  modelle: ReadonlyMap<string, Modell>;
  briefe: Readonly<Record<string, string>>;
  umgebung: Umgebung;
}

function checkProcess(p: Prozess, v: Vorrat, melde: Melde): void {
  const wo = (name: string, text: string) => melde('prozess.bpmn', `${name}: ${text}`);
  for (const d of p.dienste) {
    if (!v.umgebung.dienste.has(d.typ)) wo(d.name, `Den Dienst „${d.typ}“ gibt es nicht.`);
    const brief = d.kopf['brief'];
    if (brief && !v.briefe[`/${brief}.typ`]) wo(d.name, `Der Brief „${brief}“ fehlt im Ordner briefe.`);
  }
  for (const a of p.aufgaben) {
    if (a.formular && !v.aufgaben.has(a.formular)) wo(a.name, `Das Formular „${a.formular}“ fehlt im Ordner aufgaben.`);
    if (!AUFGABENARTEN.has(a.kopf['art'] ?? '')) wo(a.name, 'Die Aufgabe braucht im Kopf „art“: pruefung, feststellung oder anordnung.');
  }
  for (const e of p.entscheidungen) if (!v.modelle.has(e.decision)) wo(e.name, `Die Entscheidung „${e.decision}“ fehlt im Ordner regeln.`);
}

export const AUFGABENARTEN = new Set(['pruefung', 'feststellung', 'anordnung']);
