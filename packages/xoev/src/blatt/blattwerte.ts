import { logischerName, type XmlElement } from '../xml.ts';
import { beschriftungDesPfads, beschriftungVon } from './beschriftung.ts';

/** One readable line of a message: what a clerk sees of an element that holds text or attributes. */
export interface Blattwert {
  /** Names from below the root down to the element, e.g. ['nachrichtenkopf', 'autor', 'behoerdenname']. */
  readonly pfad: readonly string[];
  /** The text as it stands in the file; '' for an empty element or a group that only has attributes. */
  readonly wert: string;
  readonly beschriftung: string;
  /** Labels of the elements around it: "Nachrichtenkopf › Absender › Erreichbarkeit 2". */
  readonly gruppe: string;
  readonly attribute: readonly { readonly name: string; readonly wert: string; readonly beschriftung: string }[];
}

interface Ort {
  readonly pfad: readonly string[];
  readonly gruppen: readonly string[];
}

/**
 * Lists everything a message says, in document order and without loss: every text and every attribute value appears
 * exactly once; an empty element appears with `wert` ''. Only white space around elements is left out.
 */
export function blattwerte(wurzel: XmlElement): Blattwert[] {
  const zeilen: Blattwert[] = [];
  visit(wurzel, { pfad: [], gruppen: [] }, zeilen);
  return zeilen;
}

function visit(e: XmlElement, ort: Ort, zeilen: Blattwert[]): void {
  if (e.kinder.length === 0 || e.attribute.length > 0) zeilen.push(toZeile(e, ort));
  const namen = e.kinder.map(logischerName);
  const anzahl = new Map<string, number>();
  for (const name of namen) anzahl.set(name, (anzahl.get(name) ?? 0) + 1);
  const bisher = new Map<string, number>();
  for (const [i, kind] of e.kinder.entries()) {
    const name = namen[i] ?? kind.name;
    const nummer = (bisher.get(name) ?? 0) + 1;
    bisher.set(name, nummer);
    const gruppe = (anzahl.get(name) ?? 1) > 1 ? `${beschriftungVon(name)} ${nummer}` : beschriftungVon(name);
    visit(kind, { pfad: [...ort.pfad, name], gruppen: [...ort.gruppen, gruppe] }, zeilen);
  }
}

function toZeile(e: XmlElement, ort: Ort): Blattwert {
  return {
    pfad: ort.pfad,
    wert: e.text.trim() === '' ? '' : e.text,
    beschriftung: ort.pfad.length === 0 ? beschriftungVon(e.name) : beschriftungDesPfads(ort.pfad),
    gruppe: ort.gruppen.slice(0, -1).join(' › '),
    attribute: e.attribute.map((a) => ({ name: a.name, wert: a.wert, beschriftung: beschriftungVon(a.name) })),
  };
}
