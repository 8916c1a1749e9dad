import type { DmnElement } from 'dmn-moddle';
import { type Form, normalName } from '../feel/syntax.ts';
import { uebersetzeFunktion, uebersetzeKasten } from './ausdruecke.ts';
import { DmnAblehnung, type DmnFehler } from './fehler.ts';
import { elementAus, lesen, listeAus, textAus } from './lesen.ts';
import type { Eingabe, Entscheidung, Modell, Wissen } from './modell.ts';
import { lehneAbAn, type Ort, typAn } from './ort.ts';
import { formVon, leseTypen, type Typen } from './typen.ts';

export type Uebersetzung = { ok: true; modell: Modell } | { ok: false; fehler: DmnFehler[] };
type Elemente = ReadonlyMap<string, DmnElement>;

/**
 * Compiles a DMN document (1.3 to 1.5) for publishing. Anything it does not understand is refused with decision, rule
 * and expression, and all faults are told at once; a model that compiles ignores nothing.
 */
export async function compileDmn(xml: string): Promise<Uebersetzung> {
  const gelesen = await lesen(xml);
  if (!gelesen.ok) return gelesen;
  const fehler: DmnFehler[] = [];
  const sammle = <T>(tue: () => T): T | undefined => {
    try {
      return tue();
    } catch (e) {
      if (!(e instanceof DmnAblehnung)) throw e;
      fehler.push(e.fehler);
      return undefined;
    }
  };
  const modell = sammle(() => baue(gelesen.definitionen, sammle));
  return modell && fehler.length === 0 ? { ok: true, modell } : { ok: false, fehler };
}

const nameVon = (e: DmnElement): string => textAus(elementAus(e, 'variable'), 'name') ?? textAus(e, 'name') ?? '';
const ablehnung = (decision: string | null, meldung: string) => new DmnAblehnung({ decision, meldung });

function baue(definitionen: DmnElement, sammle: <T>(tue: () => T) => T | undefined): Modell {
  if (listeAus(definitionen, 'import').length > 0)
    throw ablehnung(null, 'Eingebundene Dateien (import) werden nicht unterstützt.');
  const sprache = textAus(definitionen, 'expressionLanguage');
  if (sprache !== undefined && !/FEEL\/?$/i.test(sprache))
    throw ablehnung(null, `Die Ausdruckssprache „${sprache}“ wird nicht unterstützt.`);
  const typen = leseTypen(definitionen);
  const elemente = nachKennung(definitionen);
  pruefeKreise(elemente);
  const fertig = new Map<string, Eingabe | Wissen | Entscheidung>();
  for (const [id, e] of elemente) {
    const element = sammle(() => uebersetzeElement(e, elemente, typen));
    if (element) fertig.set(id, element);
  }
  const entscheidungen = [...fertig.values()].filter((e) => e.art === 'entscheidung');
  if (elemente.size === 0) throw ablehnung(null, 'Das Dokument enthält keine Entscheidung.');
  return {
    name: textAus(definitionen, 'name') ?? '',
    elemente: fertig,
    entscheidungen: new Map(entscheidungen.map((e) => [e.name, e])),
  };
}

/** Everything that takes part in deciding, by id. Knowledge sources are documentation and stay outside. */
function nachKennung(definitionen: DmnElement): Elemente {
  const elemente = new Map<string, DmnElement>();
  const namen = new Set<string>();
  for (const e of listeAus(definitionen, 'drgElement')) {
    if (e.$type === 'dmn:KnowledgeSource') continue;
    const id = textAus(e, 'id');
    const name = nameVon(e);
    if (id === undefined || name === '')
      throw ablehnung(null, 'Eine Entscheidung oder Eingabe hat keine Kennung (id) oder keinen Namen.');
    if (namen.has(name)) throw ablehnung(name, `Der Name „${name}“ ist zweimal vergeben.`);
    elemente.set(id, e);
    namen.add(name);
  }
  return elemente;
}

const VERWEISE = [
  ['informationRequirement', 'requiredInput'],
  ['informationRequirement', 'requiredDecision'],
  ['knowledgeRequirement', 'requiredKnowledge'],
] as const;

/** Ids an element needs. */
function braucht(e: DmnElement): string[] {
  return VERWEISE.flatMap(([art, ziel]) =>
    listeAus(e, art).flatMap((v) => {
      const href = textAus(elementAus(v, ziel), 'href');
      return href === undefined ? [] : [href.replace(/^#/, '')];
    }),
  );
}

function pruefeKreise(elemente: Elemente): void {
  const geprueft = new Set<string>();
  const gehe = (id: string, weg: readonly string[]): void => {
    const e = elemente.get(id);
    if (!e || geprueft.has(id)) return;
    if (weg.includes(id)) {
      const kreis = [...weg.slice(weg.indexOf(id)), id].map((k) => `„${nameVon(elemente.get(k) ?? e)}“`);
      throw ablehnung(nameVon(e), `Die Entscheidungen hängen im Kreis voneinander ab: ${kreis.join(' → ')}.`);
    }
    for (const naechste of braucht(e)) gehe(naechste, [...weg, id]);
    geprueft.add(id);
  };
  for (const id of elemente.keys()) gehe(id, []);
}

function uebersetzeElement(e: DmnElement, elemente: Elemente, typen: Typen): Eingabe | Wissen | Entscheidung {
  const name = nameVon(e);
  const ort: Ort = { decision: name, form: formAus(e, elemente, typen), typen };
  const typ = typAn(ort, textAus(elementAus(e, 'variable'), 'typeRef'));
  if (e.$type === 'dmn:InputData') return { art: 'eingabe', name, typ };
  if (e.$type === 'dmn:BusinessKnowledgeModel') {
    const funktion = elementAus(e, 'encapsulatedLogic');
    if (!funktion) return lehneAbAn(ort, 'Das Wissensmodell hat keinen Inhalt.');
    const baueFunktion = uebersetzeFunktion(funktion, ort);
    return { art: 'wissen', name, braucht: braucht(e), baue: (werte) => baueFunktion({ werte, eltern: null }) };
  }
  if (e.$type !== 'dmn:Decision') return lehneAbAn(ort, `„${e.$type.replace('dmn:', '')}“ wird nicht unterstützt.`);
  const logik = elementAus(e, 'decisionLogic');
  if (!logik) return lehneAbAn(ort, 'Die Entscheidung hat keinen Inhalt.');
  return { art: 'entscheidung', name, typ, braucht: braucht(e), logik: uebersetzeKasten(logik, ort) };
}

/** The names a decision may use: those it requires, nothing else. */
function formAus(e: DmnElement, elemente: Elemente, typen: Typen): Form {
  const paare = braucht(e).map((id) => {
    const ziel = elemente.get(id);
    if (!ziel) throw ablehnung(nameVon(e), `Der Verweis „${id}“ führt zu keinem Element dieser Datei.`);
    const typ = typen(textAus(elementAus(ziel, 'variable'), 'typeRef'));
    return [normalName(nameVon(ziel)), typ && formVon(typ)] as const;
  });
  return Object.fromEntries(paare);
}
