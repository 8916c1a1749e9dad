import type { CompileAusdruck } from './ausdruck.ts';
import { beginneLesen, leseProzess } from './compile.ts';
import type { Ersatz, Leser } from './lesen/leser.ts';
import type { Xml } from './lesen/xml.ts';
import { kinder, leseXml, mitInhalt, text } from './lesen/xml.ts';
import type { Fehler, Prozess } from './model.ts';

/** One process of a foreign file. */
export interface Uebernommen {
  readonly id: string;
  readonly name: string;
  /** what runs here; absent where not even stand-ins make it run */
  readonly prozess?: Prozess;
  /** ids of what has not even a stand-in in it */
  readonly ausgelassen: readonly string[];
  /** every element that does not run as it was meant, with the reason: its stand-in is a task, is passed, or is left out */
  readonly hinweise: readonly Fehler[];
}

export type Uebernahme =
  | { readonly ok: true; readonly prozesse: readonly Uebernommen[]; readonly hinweise: readonly Fehler[] }
  | { readonly ok: false; readonly fehler: readonly Fehler[] };

/** Each pass finds what the stand-ins of the last one uncovered; a model that needs more is not worth it. */
const DURCHGAENGE = 6;

/**
 * Takes over BPMN of other software (Activiti, Camunda 7, drawing tools): what this engine understands runs, the rest is
 * listed with its reason and gets a stand-in, mostly a task for a person. Processes drawn for documentation only
 * (`isExecutable="false"`) are read as if they were meant to run. For the author who goes on from there: nothing taken over
 * is published without `compileProzess`, which refuses what is listed here.
 *
 * @example
 * const u = await uebernimm(xml, { compileAusdruck });
 * if (u.ok) for (const { prozess, hinweise } of u.prozesse) console.log(prozess?.knoten.size, hinweise);
 */
export async function uebernimm(xml: string, deps: { readonly compileAusdruck: CompileAusdruck }): Promise<Uebernahme> {
  const gelesen = await leseXml(xml);
  if (!gelesen.ok) return { ok: false, fehler: [{ element: 'datei', meldung: gelesen.meldung }] };
  const datei = beginneLesen(gelesen, deps);
  const alle = kinder(gelesen.wurzel, 'rootElements').filter((el) => el.$type === 'bpmn:Process');
  if (alle.length === 0)
    return { ok: false, fehler: [{ element: 'datei', meldung: 'Die Datei enthält keinen Prozess.' }] };
  return { ok: true, prozesse: alle.map((el) => lies(datei, el)), hinweise: datei.fehler };
}

function lies(datei: Leser, el: Xml): Uebernommen {
  const kopf = { id: text(el, 'id') ?? '', name: text(el, 'name') ?? '' };
  const hinweise = new Map<string, Fehler>();
  const knoten = new Set<string>();
  const fluesse = new Set<string>();
  const weg = new Set<string>();
  const inhalt = inhaltVon(el);
  let ersatz: Ersatz | undefined;
  for (let i = 0; i < DURCHGAENGE; i += 1) {
    const leser: Leser = { ...datei, fehler: [], ...(ersatz ? { ersatz } : {}) };
    const prozess = leseProzess(leser, el);
    for (const f of leser.fehler) hinweise.set(`${f.element} ${f.meldung}`, f);
    if (prozess) return { ...kopf, prozess, ausgelassen: [...weg], hinweise: [...hinweise.values()] };
    // The first pass judges strictly, for the list; what only decorates an element for other software is overlooked from
    // then on. Reasons of one pass are weighed together: an element is left out only if its stand-in does not fit either.
    if (ersatz) {
      const ersetzt = new Set([...knoten, ...fluesse]);
      for (const { element } of leser.fehler) {
        const art = inhalt.get(element);
        if (art === undefined) continue;
        if (ersetzt.has(element) || art === 'bpmn:BoundaryEvent') weg.add(element);
        else (art === 'bpmn:SequenceFlow' ? fluesse : knoten).add(element);
      }
    }
    ersatz = { knoten, fluesse, weg };
  }
  return { ...kopf, ausgelassen: [], hinweise: [...hinweise.values()] };
}

/** Ids and kinds of everything inside a process. */
function inhaltVon(prozess: Xml): Map<string, string> {
  const arten = new Map<string, string>();
  for (const el of mitInhalt(kinder(prozess, 'flowElements'))) {
    const id = text(el, 'id');
    if (id !== undefined) arten.set(id, el.$type);
  }
  return arten;
}
