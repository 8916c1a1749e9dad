import type { CompileAusdruck } from './ausdruck.ts';
import { pruefeAngaben } from './lesen/angaben.ts';
import { leseBereich, type Sammlung } from './lesen/bereich.ts';
import { leseElemente } from './lesen/elemente.ts';
import { leseErweiterungen } from './lesen/erweiterungen.ts';
import type { Leser } from './lesen/leser.ts';
import { melde } from './lesen/leser.ts';
import { stelleProzessZusammen } from './lesen/prozess.ts';
import { gerufenerProzess } from './lesen/taetigkeit.ts';
import type { GelesenesXml, Xml } from './lesen/xml.ts';
import { deuteWarnung, kinder, leseXml, text } from './lesen/xml.ts';
import type { Fehler, Prozess } from './model.ts';

export type Kompilat =
  | { readonly ok: true; readonly prozess: Prozess }
  | { readonly ok: false; readonly fehler: readonly Fehler[] };

const PROZESS_ANGABEN = [
  'isExecutable',
  'processType',
  'isClosed',
  'laneSets',
  'flowElements',
  'artifacts',
  'definitionalCollaborationRef',
];

/**
 * Compiles BPMN 2.0 XML with Zeebe extension elements, as Camunda Modeler writes it, into a process `advance` can run.
 * Exactly one process must be executable, beside those that its call
 * activities call; other pools are documentation. Whatever would not be acted upon is refused
 * with the element's id, its name and a German reason; all reasons found are returned together.
 *
 * @example
 * const kompilat = await compileProzess(xml, { compileAusdruck });
 * if (!kompilat.ok) for (const { element, name, meldung } of kompilat.fehler) console.log(element, name, meldung);
 */
export async function compileProzess(
  xml: string,
  deps: { readonly compileAusdruck: CompileAusdruck },
): Promise<Kompilat> {
  const gelesen = await leseXml(xml);
  if (!gelesen.ok) return { ok: false, fehler: [{ element: 'datei', meldung: gelesen.meldung }] };
  const leser = beginneLesen(gelesen, deps);
  const prozess = findeProzess(leser);
  const ergebnis = prozess && leseProzess(leser, prozess);
  return ergebnis && leser.fehler.length === 0 ? { ok: true, prozess: ergebnis } : { ok: false, fehler: leser.fehler };
}

/** Begins reading a file: what its XML itself gives reason to refuse is reported first. */
export function beginneLesen(
  gelesen: GelesenesXml & { ok: true },
  deps: { readonly compileAusdruck: CompileAusdruck },
): Leser {
  const leser: Leser = { wurzel: gelesen.wurzel, fehler: [], compileAusdruck: deps.compileAusdruck, praefix: '' };
  for (const warnung of gelesen.warnungen) {
    melde(leser, warnung.element ?? { $type: 'datei' }, deuteWarnung(warnung));
  }
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

/** The process that runs: the executable one that no call activity of the file calls. */
function findeProzess(leser: Leser): Xml | undefined {
  const prozesse = kinder(leser.wurzel, 'rootElements').filter((el) => el.$type === 'bpmn:Process');
  const gerufen = gerufene(leser.wurzel);
  const [erster, ...weitere] = prozesse.filter((el) => el.isExecutable === true && !gerufen.has(text(el, 'id') ?? ''));
  if (!erster) {
    melde(
      leser,
      prozesse[0] ?? { $type: 'datei' },
      'Die Datei enthält keinen ausführbaren Prozess (isExecutable="true").',
    );
    return undefined;
  }
  for (const el of weitere)
    melde(
      leser,
      el,
      'Die Datei enthält mehr als einen ausführbaren Prozess; erlaubt ist genau einer, den kein anderer aufruft.',
    );
  return weitere.length === 0 ? erster : undefined;
}

/** Reads one process of the file. With a stand-in list (`leser.ersatz`) what the process says of itself is not judged again. */
export function leseProzess(leser: Leser, el: Xml): Prozess | undefined {
  if (!leser.ersatz) pruefeAngaben(leser, el, PROZESS_ANGABEN);
  const ext = leser.ersatz ? undefined : leseErweiterungen(leser, el, ['versionTag']);
  const sammlung: Sammlung = {
    knoten: new Map(),
    fluesse: new Map(),
    bereiche: new Map(),
    rufbar: rufbare(leser.wurzel),
    starts: [],
  };
  leseBereich(leser, sammlung, el, undefined, 'prozess', [el]);
  if (leser.fehler.length > 0) return undefined;
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

function rufbare(wurzel: Xml): Map<string, Xml> {
  const prozesse = kinder(wurzel, 'rootElements').filter(
    (el) => el.$type === 'bpmn:Process' && el.isExecutable === true,
  );
  return new Map(prozesse.map((el) => [text(el, 'id') ?? '', el]));
}

/** Ids of the processes that call activities anywhere in the file name. */
function gerufene(wurzel: Xml): Set<string> {
  const gerufen = new Set<string>();
  const offen = kinder(wurzel, 'rootElements').filter((el) => el.$type === 'bpmn:Process');
  for (let el = offen.pop(); el; el = offen.pop()) {
    const id = el.$type === 'bpmn:CallActivity' ? gerufenerProzess(el) : undefined;
    if (id !== undefined) gerufen.add(id);
    offen.push(...kinder(el, 'flowElements'));
  }
  return gerufen;
}
