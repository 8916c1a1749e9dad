import type { CompileAusdruck } from './ausdruck.ts';
import { leseBereich, type Sammlung } from './lesen/bereich.ts';
import { leseElemente } from './lesen/elemente.ts';
import { leseErweiterungen } from './lesen/erweiterungen.ts';
import type { Leser } from './lesen/leser.ts';
import { melde } from './lesen/leser.ts';
import { stelleProzessZusammen } from './lesen/prozess.ts';
import { findeProzess, leseKopf, leseRufbare, pruefeUngerufene } from './lesen/rufbar.ts';
import type { GelesenesXml, Xml } from './lesen/xml.ts';
import { deuteWarnung, kinder, leseXml, text } from './lesen/xml.ts';
import type { Fehler, Prozess } from './model.ts';

export type Kompilat =
  | { readonly ok: true; readonly prozess: Prozess }
  | { readonly ok: false; readonly fehler: readonly Fehler[] };

/** What a model is compiled with. */
export interface CompileDeps {
  readonly compileAusdruck: CompileAusdruck;
  /** further files by their name: what they hold is called by the model, or by one of them */
  readonly weitere?: Readonly<Record<string, string>>;
}

/**
 * Compiles BPMN 2.0 XML with Zeebe extension elements, as Camunda Modeler writes it, into a process `advance` can run.
 * Exactly one process must be executable, beside those that its call activities call, in the same file or a further one; other pools
 * are documentation. Whatever would not be acted upon is refused with the element's id, its name and a German reason; all reasons
 * found are returned together.
 *
 * @example
 * const kompilat = await compileProzess(xml, { compileAusdruck });
 * if (!kompilat.ok) for (const { element, name, meldung } of kompilat.fehler) console.log(element, name, meldung);
 */
export async function compileProzess(xml: string, deps: CompileDeps): Promise<Kompilat> {
  const gelesen = await leseXml(xml);
  if (!gelesen.ok) return { ok: false, fehler: [{ element: 'datei', meldung: gelesen.meldung }] };
  const leser = beginneLesen(gelesen, deps);
  const weitere: Leser[] = [];
  for (const [datei, inhalt] of Object.entries(deps.weitere ?? {})) {
    const g = await leseXml(inhalt);
    if (!g.ok) return { ok: false, fehler: [...leser.fehler, { datei, element: 'datei', meldung: g.meldung }] };
    weitere.push(beginneLesen(g, deps, { datei, fehler: leser.fehler }));
  }
  const prozess = findeProzess([leser, ...weitere]);
  const ergebnis = prozess && leseProzess(leser, prozess, weitere);
  return ergebnis && leser.fehler.length === 0
    ? { ok: true, prozess: ergebnis }
    : { ok: false, fehler: jedenEinmal(leser.fehler) };
}

/** Begins reading a file: what its XML itself gives reason to refuse is reported first. */
export function beginneLesen(
  gelesen: GelesenesXml & { ok: true },
  { compileAusdruck }: CompileDeps,
  neben: Pick<Leser, 'datei' | 'fehler'> = { fehler: [] },
): Leser {
  const leser: Leser = { wurzel: gelesen.wurzel, compileAusdruck, praefix: '', ...neben };
  for (const warnung of gelesen.warnungen) {
    melde(leser, sichtbares(warnung.element) ?? { $type: 'datei' }, deuteWarnung(warnung));
  }
  leseErweiterungen(leser, gelesen.wurzel);
  for (const erweiterung of kinder(gelesen.wurzel, 'extensions')) {
    if (erweiterung.mustUnderstand === true)
      melde(
        leser,
        gelesen.wurzel,
        'Die Datei verlangt eine BPMN-Erweiterung (mustUnderstand), die nicht unterstützt wird.',
      );
  }
  return leser;
}

/** The element people find by its id: parts without one belong to what they lie in. */
function sichtbares(el: Xml | undefined): Xml | undefined {
  let hier = el;
  while (hier?.$parent && text(hier, 'id') === undefined) hier = hier.$parent;
  return hier;
}

/** Reads one process of the file, with what it calls there or in a further file. */
export function leseProzess(leser: Leser, el: Xml, weitere?: readonly Leser[]): Prozess | undefined {
  const ext = leseKopf(leser, el);
  const sammlung: Sammlung = {
    knoten: new Map(),
    fluesse: new Map(),
    bereiche: new Map(),
    rufbar: leseRufbare([leser, ...(weitere ?? [])]),
    gelesen: new Set([el]),
    starts: [],
  };
  leseBereich(leser, sammlung, el, undefined, 'prozess', [el]);
  if (leser.fehler.length > 0) return undefined;
  // a foreign file is taken over process by process: there each stands for itself
  if (weitere) pruefeUngerufene(weitere, sammlung.rufbar, sammlung.gelesen);
  const version = ext?.get('versionTag');
  const { knoten, fluesse, bereiche, starts } = sammlung;
  return stelleProzessZusammen({
    id: text(el, 'id') ?? '',
    name: text(el, 'name') ?? '',
    version: version && text(version, 'value'),
    starts,
    bereiche,
    knoten,
    fluesse,
    elemente: leseElemente(leser, el, sammlung),
  });
}

/** A process that is called twice is read twice; what is wrong with it is said once. */
function jedenEinmal(fehler: readonly Fehler[]): Fehler[] {
  return [...new Map(fehler.map((f) => [JSON.stringify(f), f])).values()];
}
