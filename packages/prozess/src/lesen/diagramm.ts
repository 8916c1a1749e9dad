import type { Element, Punkt, Rahmen } from '../model.ts';
import type { Xml } from './xml.ts';
import { kind, kinder, text } from './xml.ts';

export type Zeichnung = Pick<Element, 'rahmen' | 'beschriftung' | 'wegpunkte'>;

/** How an element is drawn, and on which plane: the sub-process that has a diagram of its own, with coordinates of its own. */
export interface Gezeichnet {
  readonly zeichnung: Zeichnung;
  readonly teilprozess?: string;
}

/** Bounds and waypoints of the diagrams, by the id of what they draw; the first drawing of an element counts. */
export function leseDiagramm(wurzel: Xml): Map<string, Gezeichnet> {
  const zeichnungen = new Map<string, Gezeichnet>();
  for (const diagramm of kinder(wurzel, 'diagrams')) {
    const ebene = kind(diagramm, 'plane');
    const inneres = ebene && kind(ebene, 'bpmnElement');
    const teilprozess = inneres?.$type === 'bpmn:SubProcess' ? text(inneres, 'id') : undefined;
    for (const el of ebene ? kinder(ebene, 'planeElement') : []) {
      const ziel = kind(el, 'bpmnElement');
      const id = ziel && text(ziel, 'id');
      if (id === undefined || zeichnungen.has(id)) continue;
      zeichnungen.set(id, { zeichnung: leseZeichnung(el), ...(teilprozess === undefined ? {} : { teilprozess }) });
    }
  }
  return zeichnungen;
}

function leseZeichnung(el: Xml): Zeichnung {
  const rahmen = leseRahmen(kind(el, 'bounds'));
  const label = kind(el, 'label');
  const beschriftung = leseRahmen(label && kind(label, 'bounds'));
  const punkte = kinder(el, 'waypoint').flatMap((punkt) => lesePunkt(punkt) ?? []);
  return {
    ...(rahmen ? { rahmen } : {}),
    ...(beschriftung ? { beschriftung } : {}),
    ...(punkte.length > 1 ? { wegpunkte: punkte } : {}),
  };
}

function leseRahmen(el: Xml | undefined): Rahmen | undefined {
  const punkt = el && lesePunkt(el);
  const breite = zahl(el?.width);
  const hoehe = zahl(el?.height);
  return punkt && breite !== undefined && hoehe !== undefined ? { ...punkt, breite, hoehe } : undefined;
}

function lesePunkt(el: Xml): Punkt | undefined {
  const x = zahl(el.x);
  const y = zahl(el.y);
  return x === undefined || y === undefined ? undefined : { x, y };
}

function zahl(wert: unknown): number | undefined {
  return typeof wert === 'number' && Number.isFinite(wert) ? wert : undefined;
}
