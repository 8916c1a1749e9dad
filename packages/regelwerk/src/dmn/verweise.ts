import type { DmnElement } from 'dmn-moddle';
import { normalName } from '../werte/kontext.ts';
import { DmnAblehnung } from './fehler.ts';
import { elementAus, listeAus, textAus } from './lesen.ts';
import type { Bedarf } from './modell.ts';

/** A document with what takes part in deciding, by key `namespace#id`; `importe`: namespace → name of the import. */
export type Dokument = {
  readonly definitionen: DmnElement;
  readonly namensraum: string;
  readonly elemente: ReadonlyMap<string, DmnElement>;
  readonly importe: ReadonlyMap<string, string>;
};
/** All documents of a model, the published one first. */
export type Bibliothek = readonly Dokument[];

const ablehnung = (decision: string | null, meldung: string) => new DmnAblehnung({ decision, meldung });

export const nameVon = (e: DmnElement): string =>
  normalName(textAus(elementAus(e, 'variable'), 'name') ?? textAus(e, 'name') ?? '');

/** What people call it: its label, else its name. */
export const beschriftungVon = (e: DmnElement): string => textAus(e, 'label') ?? nameVon(e);

/** Knowledge sources and the rest of a diagram are documentation and stay outside. */
const TEILNEHMER = new Set(['dmn:Decision', 'dmn:InputData', 'dmn:BusinessKnowledgeModel', 'dmn:DecisionService']);
const DOKUMENTATION = new Set(['dmn:KnowledgeSource']);

/** Read leniently, what takes no part is left out, and a name may stand twice: then the first is meant. */
export function leseDokument(definitionen: DmnElement, nachsichtig: boolean): Dokument {
  const namensraum = textAus(definitionen, 'namespace') ?? '';
  const elemente = new Map<string, DmnElement>();
  const namen = new Set<string>();
  for (const e of listeAus(definitionen, 'drgElement')) {
    if (DOKUMENTATION.has(e.$type)) continue;
    const id = textAus(e, 'id');
    const name = nameVon(e);
    if (nachsichtig && (name === '' || !TEILNEHMER.has(e.$type))) continue;
    if (!TEILNEHMER.has(e.$type)) throw ablehnung(name, `„${e.$type.replace('dmn:', '')}“ wird nicht unterstützt.`);
    if (name === '') throw ablehnung(null, 'Eine Entscheidung oder Eingabe hat keinen Namen.');
    if (namen.has(name) && !nachsichtig) throw ablehnung(name, `Der Name „${name}“ ist zweimal vergeben.`);
    // without an id nothing can refer to it
    elemente.set(`${namensraum}#${id ?? `Name ${name}`}`, e);
    namen.add(name);
  }
  const importe = listeAus(definitionen, 'import').map(
    (i) => [textAus(i, 'namespace') ?? '', normalName(textAus(i, 'name') ?? '')] as const,
  );
  return { definitionen, namensraum, elemente, importe: new Map(importe) };
}

/**
 * Key of a reference: `#id` means this document or what it imports without a name, since that joins with its own
 * elements; `namespace#id` means another one.
 */
export function schluesselVon(href: string, dokument: Dokument, bibliothek: Bibliothek): string {
  const [vor = '', hinten] = href.split(/#(.*)/s, 2);
  if (hinten !== undefined && vor !== '') return `${vor}#${hinten}`;
  const id = hinten ?? vor;
  const heim = mitNamenlosen(dokument, bibliothek).find((d) => d.elemente.has(`${d.namensraum}#${id}`)) ?? dokument;
  return `${heim.namensraum}#${id}`;
}

/** The document, and in the order of their imports those that it imports without a name, each before the next. */
export function mitNamenlosen(dokument: Dokument, bibliothek: Bibliothek): readonly Dokument[] {
  const gefunden: Dokument[] = [];
  const nimm = (d: Dokument): void => {
    if (gefunden.includes(d)) return;
    gefunden.push(d);
    for (const [namensraum, name] of d.importe) {
      const anderes = name === '' ? bibliothek.find((x) => x.namensraum === namensraum) : undefined;
      if (anderes) nimm(anderes);
    }
  };
  nimm(dokument);
  return gefunden;
}

export function findeElement(
  bibliothek: Bibliothek,
  schluessel: string,
): { element: DmnElement; dokument: Dokument } | null {
  for (const dokument of bibliothek) {
    const element = dokument.elemente.get(schluessel);
    if (element) return { element, dokument };
  }
  return null;
}

const VERWEISE = [
  ['informationRequirement', 'requiredInput'],
  ['informationRequirement', 'requiredDecision'],
  ['knowledgeRequirement', 'requiredKnowledge'],
] as const;

/** What an element needs. References that lead nowhere are refused. */
export function braucht(e: DmnElement, dokument: Dokument, bibliothek: Bibliothek): Bedarf[] {
  const hrefs = VERWEISE.flatMap(([art, ziel]) =>
    listeAus(e, art).flatMap((v) => textAus(elementAus(v, ziel), 'href') ?? []),
  );
  return hrefs.map((href) => bedarf(href, nameVon(e), dokument, bibliothek));
}

export function bedarf(href: string, wer: string, dokument: Dokument, bibliothek: Bibliothek): Bedarf {
  const schluessel = schluesselVon(href, dokument, bibliothek);
  const ziel = findeElement(bibliothek, schluessel);
  if (!ziel)
    throw ablehnung(
      wer,
      `Der Verweis „${href.replace(/^#/, '')}“ führt zu keinem Element dieser Datei oder ihrer Importe.`,
    );
  const unter = ziel.dokument === dokument ? null : (dokument.importe.get(ziel.dokument.namensraum) ?? null);
  return { schluessel, name: nameVon(ziel.element), unter: unter === '' ? null : unter };
}

/** Decisions must not need themselves, over however many steps. */
export function pruefeKreise(bibliothek: Bibliothek): void {
  const geprueft = new Set<string>();
  for (const dokument of bibliothek) for (const anfang of dokument.elemente.keys()) gehe(anfang, bibliothek, geprueft);
}

/** Walks by a list instead of a call for each step: chains may be thousands long. */
function gehe(anfang: string, bibliothek: Bibliothek, geprueft: Set<string>): void {
  const weg = new Set<string>();
  const offen = [anfang];
  for (let s = offen.at(-1); s !== undefined; s = offen.at(-1)) {
    const ziel = weg.has(s) || geprueft.has(s) ? null : findeElement(bibliothek, s);
    if (!ziel) {
      weg.delete(s);
      geprueft.add(s);
      offen.pop();
      continue;
    }
    weg.add(s);
    const davor = braucht(ziel.element, ziel.dokument, bibliothek).map((b) => b.schluessel);
    const kreis = davor.find((d) => weg.has(d));
    if (kreis !== undefined) throw imKreis([...weg], kreis, bibliothek);
    offen.push(...davor);
  }
}

function imKreis(weg: readonly string[], schluessel: string, bibliothek: Bibliothek): DmnAblehnung {
  const name = (s: string): string => {
    const e = findeElement(bibliothek, s)?.element;
    return e ? nameVon(e) : '';
  };
  const kreis = [...weg.slice(weg.indexOf(schluessel)), schluessel].map((s) => `„${name(s)}“`);
  return ablehnung(name(schluessel), `Die Entscheidungen hängen im Kreis voneinander ab: ${kreis.join(' → ')}.`);
}
