import type { ModdleElement, ModdleWarning } from 'bpmn-moddle';
import { BpmnModdle } from 'bpmn-moddle';
import { bereiteText, nein, stelle } from './vorlesen.ts';

/** An element as the BPMN reader returns it: its properties by name, foreign attributes in `$attrs`. */
export type Xml = ModdleElement;

export type GelesenesXml =
  | { readonly ok: true; readonly wurzel: Xml; readonly warnungen: readonly ModdleWarning[] }
  | { readonly ok: false; readonly meldung: string };

const GRENZE = 2_000_000;
/** The reader seeks the line of what it cannot place from the beginning of the file, each time. */
const UNLESBARES = 1000;

/** Reads BPMN XML (at most 2 million characters). Document types are not accepted, so no entity is ever expanded. */
export async function leseXml(xml: string): Promise<GelesenesXml> {
  if (typeof xml !== 'string' || xml.trim() === '') return nein('Die Datei ist leer.');
  if (xml.length > GRENZE) return nein('Die Datei ist zu groß: Ein Modell darf höchstens 2 Millionen Zeichen haben.');
  if (/<!(?:DOCTYPE|ENTITY)/i.test(xml))
    return nein('Die Datei enthält eine Dokumenttyp-Angabe (DOCTYPE). Bitte entfernen Sie sie.');
  const bereit = bereiteText(xml);
  if (!bereit.ok) return bereit;
  try {
    const moddle = new BpmnModdle();
    const doppelt = merkeDoppelte(moddle);
    const { rootElement, warnings } = await moddle.fromXML(bereit.text, { handler: zaehlend });
    // The text is already decoded when it comes here, so what it says of its bytes is of no interest.
    return {
      ok: true,
      wurzel: rootElement,
      warnungen: [...bereit.warnungen, ...doppelt, ...warnings.filter((w) => !w.message.includes('document encoding'))],
    };
  } catch (grund) {
    if (grund instanceof ZuViel)
      return nein(`Die Datei enthält mehr als ${UNLESBARES} Stellen, die BPMN 2.0 nicht kennt.`);
    if (grund instanceof Error && grund.message.includes('failed to parse document as')) {
      return nein('Die Datei ist XML, aber kein BPMN-2.0-Modell: Das Wurzelelement muss „definitions“ sein.');
    }
    if (grund instanceof Error) return nein(`Die Datei ist kein lesbares XML${stelle(grund.message)}.`);
    throw grund;
  }
}

/** Of what may be said once the reader keeps what is said last. Answers what was said before, as warnings. */
function merkeDoppelte({ properties }: BpmnModdle): readonly ModdleWarning[] {
  const doppelt: ModdleWarning[] = [];
  const setze = properties.set.bind(properties);
  properties.set = (ziel, name, wert) => {
    const property = name.replace(/^\w+:/, '');
    const alt = Object.hasOwn(ziel, property) ? kind(ziel, property) : undefined;
    if (alt?.$parent === ziel) doppelt.push({ message: 'said twice', element: ziel, property });
    setze(ziel, name, wert);
  };
  return doppelt;
}

class ZuViel extends Error {}

/** Takes the place of the reader's own method (`handler`): what it makes stops reading when there is too much it cannot place. */
function zaehlend(this: object, typ: string): object {
  const eigene = (Object.getPrototypeOf(this) as { handler(typ: string): object }).handler;
  let kontext: { warnings: readonly ModdleWarning[]; addWarning(w: ModdleWarning): void } | undefined;
  return Object.defineProperty(eigene.call(this, typ), 'context', {
    get: () => kontext,
    set: (neu: NonNullable<typeof kontext>) => {
      let zahl = 0;
      const merke = neu.addWarning.bind(neu);
      neu.addWarning = (w) => {
        if (w.error) zahl += 1;
        if (zahl > UNLESBARES) throw new ZuViel();
        merke(w);
      };
      kontext = neu;
    },
  });
}

/** A reader's warning as a sentence for the author. */
export function deuteWarnung(warnung: ModdleWarning): string {
  const { message, property, value } = warnung;
  if (message.startsWith('unresolved reference')) {
    return `Verweist (${(property ?? '').replace(/^.*:/, '')}) auf „${value ?? ''}“, das es in der Datei nicht gibt.`;
  }
  if (message.startsWith('unknown attribute')) return `Das Attribut „${property ?? ''}“ gehört nicht zu BPMN 2.0.`;
  if (message === 'said twice') return `Die Angabe „${property ?? ''}“ kommt doppelt vor.`;
  if (message.startsWith('illegal boolean'))
    return `Die Angabe „${property ?? ''}“ muss true oder false sein, nicht „${value ?? ''}“${stelle(message)}.`;
  if (message.startsWith('not in UTF-8'))
    return `Die Datei ist nicht in UTF-8 gespeichert und enthält unlesbare Zeichen${stelle(message)}.`;
  const doppelt = /duplicate ID <([^>]*)>/.exec(message);
  if (doppelt) return `Die Kennung „${doppelt[1]}“ ist doppelt vergeben${stelle(message)}.`;
  const falsch = /illegal ID <([^>]*)>/.exec(message);
  if (falsch)
    return `Die Kennung „${falsch[1]}“ ist unzulässig${stelle(message)}. Erlaubt sind die Buchstaben A bis Z, Ziffern, Punkt, Binde- und Unterstrich; am Anfang keine Ziffer.`;
  const inhalt = /unparsable content (<[^>]*>)/.exec(message);
  return `Die Datei enthält etwas, das BPMN 2.0 nicht kennt${inhalt ? `: ${inhalt[1]}` : ''}${stelle(message)}.`;
}

export function text(el: Xml, name: string): string | undefined {
  const wert = el[name];
  return typeof wert === 'string' && wert.trim() !== '' ? wert.trim() : undefined;
}

export function kind(el: Xml, name: string): Xml | undefined {
  const wert = el[name];
  return istXml(wert) ? wert : undefined;
}

export function kinder(el: Xml, name: string): readonly Xml[] {
  const wert = el[name];
  return Array.isArray(wert) ? wert.filter(istXml) : [];
}

/** These elements and all that flows inside them, however many and however deep. */
export function mitInhalt(elemente: readonly Xml[]): Set<Xml> {
  const alle = new Set(elemente);
  // A Set may grow while it is walked: what is added is visited too.
  for (const el of alle) for (const teil of kinder(el, 'flowElements')) alle.add(teil);
  return alle;
}

function istXml(wert: unknown): wert is Xml {
  return typeof wert === 'object' && wert !== null && '$type' in wert;
}
