/**
 * An XML document as a plain tree: no comments, no processing instructions, no prefixes.
 * `text` is the literal text of an element without child elements, otherwise ''. Mixed content keeps each run of text as
 * a child named `#text`, in its place.
 */
export interface XmlElement {
  readonly name: string;
  readonly ns: string;
  readonly attribute: readonly XmlAttribut[];
  readonly kinder: readonly XmlElement[];
  readonly text: string;
}

export interface XmlAttribut {
  readonly name: string;
  readonly ns: string;
  readonly wert: string;
}

export type XmlFehlercode =
  | 'leer'
  | 'zu-gross'
  | 'kein-xml'
  | 'kodierung'
  | 'doctype'
  | 'zu-tief'
  | 'zu-viele-elemente'
  | 'abgeschnitten'
  | 'nicht-wohlgeformt';

export type XmlErgebnis =
  | { readonly ok: true; readonly wurzel: XmlElement }
  | { readonly ok: false; readonly code: XmlFehlercode; readonly meldung: string };

/** Reads foreign bytes; never throws, never opens a file or a connection. `meldung` may be shown to the sender. */
export interface XmlParser {
  parse(bytes: Uint8Array): XmlErgebnis;
}

export const GEMISCHTER_TEXT = '#text';

export const findKind = (e: XmlElement | undefined, name: string): XmlElement | undefined =>
  e?.kinder.find((k) => k.name === name);

/** Value of an attribute without namespace. */
export const attributwert = (e: XmlElement, name: string): string | undefined =>
  e.attribute.find((a) => a.name === name && a.ns === '')?.wert;

/** DatML/RAW carries its names in an attribute: `<mm name="Ort">`. */
const TRAEGER = new Set(['mm', 'mmgr', 'hmm']);

/** The name that says what an element means: "Ort" for `<mm name="Ort">`, else its local name. */
export const logischerName = (e: XmlElement): string =>
  (TRAEGER.has(e.name) ? attributwert(e, 'name') : undefined) ?? e.name;

/** First descendant with this logical name in document order, ignoring upper and lower case. */
export function findTief(e: XmlElement | undefined, name: string): XmlElement | undefined {
  for (const kind of e?.kinder ?? []) {
    if (logischerName(kind).toLowerCase() === name.toLowerCase()) return kind;
    const tiefer = findTief(kind, name);
    if (tiefer) return tiefer;
  }
  return undefined;
}

/** First text below the element, trimmed; undefined when there is none. */
export function firstText(e: XmlElement | undefined): string | undefined {
  if (!e) return undefined;
  if (e.kinder.length === 0) return e.text.trim() || undefined;
  for (const kind of e.kinder) {
    const text = firstText(kind);
    if (text !== undefined) return text;
  }
  return undefined;
}
