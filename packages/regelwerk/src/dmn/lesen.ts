import { type DmnElement, DmnModdle } from 'dmn-moddle';
import { normalName } from '../werte/kontext.ts';
import { DMN15, NAMENSRAEUME } from './dmn15.ts';
import type { DmnFehler } from './fehler.ts';
import { istVollstaendig } from './vollstaendig.ts';

const HOECHSTLAENGE = 2_000_000;

export type Gelesen = { ok: true; definitionen: DmnElement } | { ok: false; fehler: DmnFehler[] };

const abgelehnt = (meldung: string): Gelesen => ({ ok: false, fehler: [{ decision: null, meldung }] });

/**
 * Reads a DMN document completely or not at all: what the reader would skip with a warning (an unknown element, a
 * misspelt attribute, stray text) is an error, unless `nachsichtig`. Document type definitions are refused, so no entity is
 * ever resolved.
 */
export async function lesen(xml: string, nachsichtig = false): Promise<Gelesen> {
  if (xml.length > HOECHSTLAENGE) return abgelehnt('Das Dokument ist größer als 2 MB.');
  if (/<!DOCTYPE|<!ENTITY/i.test(xml))
    return abgelehnt('Das Dokument enthält eine DOCTYPE-Angabe; sie ist nicht erlaubt.');
  try {
    // every end of a line is read as one character (XML 1.0, 2.11), which this reader does not do
    const text = mitZeichen(xml.replace(/^\uFEFF/, '').replace(/\r\n?/g, '\n'));
    const { rootElement, warnings } = await DmnModdle({ dmn15: DMN15 }, { nsMap: NAMENSRAEUME }).fromXML(text);
    if (nachsichtig) return { ok: true, definitionen: rootElement };
    if (warnings.length === 0) {
      if (istVollstaendig(xml, rootElement)) return { ok: true, definitionen: rootElement };
      return abgelehnt('Ein Element steht mehrfach, wo DMN nur eines erlaubt.');
    }
    return { ok: false, fehler: warnings.map((w) => ({ decision: null, meldung: deutsch(w.message) })) };
  } catch (fehler) {
    return abgelehnt(deutsch(fehler instanceof Error ? fehler.message : ''));
  }
}

/** References to characters beyond the first plane as the characters themselves: the reader keeps only 16 bits of them. */
const mitZeichen = (xml: string): string =>
  xml.replace(/<!\[CDATA\[[\s\S]*?\]\]>|&#(?:x([\da-f]{5,8})|(\d{5,8}));/gi, (ganz, hex?: string, dez?: string) => {
    const punkt = hex !== undefined ? Number.parseInt(hex, 16) : Number(dez ?? 0);
    return punkt > 0xffff && punkt <= 0x10ffff ? String.fromCodePoint(punkt) : ganz;
  });

function deutsch(meldung: string): string {
  const zeile = /line: (\d+)/.exec(meldung)?.[1];
  const wo = zeile === undefined ? '' : ` (Zeile ${Number(zeile) + 1})`;
  const attribut = /unknown attribute <([^>]*)>/.exec(meldung)?.[1];
  if (attribut) return `Das Attribut „${attribut}“ gibt es in DMN nicht.`;
  const element = /(?:unrecognized element|unknown type) <(?:dmn:)?([^>]*)>/.exec(meldung)?.[1];
  if (element) return `Das Element „${element}“ steht hier falsch oder wird nicht unterstützt${wo}.`;
  if (/failed to parse document as|unexpected element/.test(meldung))
    return 'Das Dokument ist keine DMN-Datei der Fassungen 1.3 bis 1.5.';
  if (/unexpected body text/.test(meldung)) return `Hier steht Text, der zu keinem Element gehört${wo}.`;
  if (/duplicate ID/.test(meldung))
    return `Eine Kennung ist doppelt vergeben: ${/<([^>]*)>/.exec(meldung)?.[1] ?? ''}.`;
  const verweis = /unresolved reference <([^>]*)>/.exec(meldung)?.[1];
  if (verweis) return `Ein Verweis führt zu „${verweis}“; ein solches Element gibt es in dieser Datei nicht.`;
  return `Das Dokument ist kein wohlgeformtes XML${wo}.`;
}

/** Is that expression language FEEL, in whatever version? */
export const istFeel = (sprache: string | undefined): boolean =>
  sprache === undefined || /(^|\/)FEEL(\/\d+)?\/?$/i.test(sprache);

/** Prefixes of namespaces declared on the element. */
export function praefixe(e: DmnElement): ReadonlyMap<string, string> {
  const attribute: unknown = e['$attrs'];
  const paare = typeof attribute === 'object' && attribute !== null ? Object.entries(attribute) : [];
  return new Map(paare.flatMap(([name, wert]) => (name.startsWith('xmlns:') ? [[name.slice(6), String(wert)]] : [])));
}

export const istElement = (wert: unknown): wert is DmnElement =>
  typeof wert === 'object' && wert !== null && '$type' in wert;

export const textAus = (e: DmnElement | undefined, name: string): string | undefined => {
  const wert = e?.[name];
  return typeof wert === 'string' ? wert : undefined;
};
export const elementAus = (e: DmnElement | undefined, name: string): DmnElement | undefined => {
  const wert = e?.[name];
  return istElement(wert) ? wert : undefined;
};
export const listeAus = (e: DmnElement | undefined, name: string): DmnElement[] => {
  const wert = e?.[name];
  return Array.isArray(wert) ? wert.filter(istElement) : [];
};

/** Parameters of a function definition; a decision table that declares none has its input expressions (DMN 1.5, 10.2.1.7). */
export function parameterAus(e: DmnElement | undefined): { name: string; typ: string | undefined }[] {
  const genannt = listeAus(e, 'formalParameter').map((p) => [p, textAus(p, 'name')] as const);
  const rumpf = elementAus(e, 'body');
  const ausEingaengen =
    genannt.length > 0 || rumpf?.$type !== 'dmn:DecisionTable'
      ? []
      : listeAus(rumpf, 'input').map(
          (i) => [elementAus(i, 'inputExpression'), textAus(elementAus(i, 'inputExpression'), 'text')] as const,
        );
  return [...genannt, ...ausEingaengen].map(([p, name]) => ({
    name: normalName(name ?? ''),
    typ: textAus(p, 'typeRef'),
  }));
}
