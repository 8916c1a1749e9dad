import type { ModdleElement, ModdleWarning } from 'bpmn-moddle';
import { BpmnModdle } from 'bpmn-moddle';

/** An element as the BPMN reader returns it: its properties by name, foreign attributes in `$attrs`. */
export type Xml = ModdleElement;

export type GelesenesXml =
  | { readonly ok: true; readonly wurzel: Xml; readonly warnungen: readonly ModdleWarning[] }
  | { readonly ok: false; readonly meldung: string };

const GRENZE = 2_000_000;

/** Reads BPMN XML (at most 2 million characters). Document types are not accepted, so no entity is ever expanded. */
export async function leseXml(xml: string): Promise<GelesenesXml> {
  if (typeof xml !== 'string' || xml.trim() === '') return nein('Die Datei ist leer.');
  if (xml.length > GRENZE) return nein('Die Datei ist zu groß: Ein Modell darf höchstens 2 Millionen Zeichen haben.');
  if (/<!(?:DOCTYPE|ENTITY)/i.test(xml))
    return nein('Die Datei enthält eine Dokumenttyp-Angabe (DOCTYPE). Bitte entfernen Sie sie.');
  try {
    const { rootElement, warnings } = await new BpmnModdle().fromXML(xml);
    // The text is already decoded when it comes here, so what it says of its bytes is of no interest.
    return {
      ok: true,
      wurzel: rootElement,
      warnungen: warnings.filter((w) => !w.message.includes('document encoding')),
    };
  } catch (grund) {
    if (grund instanceof Error && grund.message.includes('failed to parse document as')) {
      return nein('Die Datei ist XML, aber kein BPMN-2.0-Modell: Das Wurzelelement muss „definitions“ sein.');
    }
    if (grund instanceof Error) return nein(`Die Datei ist kein lesbares XML${stelle(grund.message)}.`);
    throw grund;
  }
}

/** A reader's warning as a sentence for the author. */
export function deuteWarnung(warnung: ModdleWarning): string {
  const { message, property, value } = warnung;
  if (message.startsWith('unresolved reference')) {
    return `Verweist (${(property ?? '').replace(/^.*:/, '')}) auf „${value ?? ''}“, das es in der Datei nicht gibt.`;
  }
  if (message.startsWith('unknown attribute')) return `Das Attribut „${property ?? ''}“ gehört nicht zu BPMN 2.0.`;
  const doppelt = /(?:duplicate|illegal) ID <([^>]*)>/.exec(message);
  if (doppelt) return `Die Kennung „${doppelt[1]}“ ist doppelt vergeben oder unzulässig${stelle(message)}.`;
  const inhalt = /unparsable content (<[^>]*>)/.exec(message);
  return `Die Datei enthält etwas, das BPMN 2.0 nicht kennt${inhalt ? `: ${inhalt[1]}` : ''}${stelle(message)}.`;
}

function stelle(message: string): string {
  const zeile = /line: (\d+)/.exec(message);
  return zeile ? ` (Zeile ${Number(zeile[1]) + 1})` : '';
}

function nein(meldung: string): { ok: false; meldung: string } {
  return { ok: false, meldung };
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
