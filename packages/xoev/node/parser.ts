import { XmlElement as LibElement, ParseOption, XmlCData, XmlDocument, XmlParseError, XmlText } from 'libxml2-wasm';
import { GEMISCHTER_TEXT, type XmlElement, type XmlErgebnis, type XmlParser } from '../src/xml.ts';
import { decodeXml } from './kodierung.ts';
import { checkVorab, GRENZEN } from './vorpruefung.ts';

type Abgelehnt = Extract<XmlErgebnis, { ok: false }>;

// No input provider is registered, so libxml2 could open nothing anyway; the options say it a second time.
const OPTIONEN: ParseOption =
  ParseOption.XML_PARSE_NONET |
  ParseOption.XML_PARSE_NO_XXE |
  ParseOption.XML_PARSE_NO_SYS_CATALOG |
  ParseOption.XML_PARSE_NOCDATA;

const ZU_TIEF: Abgelehnt = {
  ok: false,
  code: 'zu-tief',
  meldung: `Die Datei ist tiefer als ${GRENZEN.tiefe} Ebenen verschachtelt.`,
};

/**
 * Reads foreign XML with libxml2. Refuses DTDs and entities, more than 5 MiB, more than 200 levels or 100,000 elements,
 * broken encodings and anything not well-formed. The document in WASM memory is freed before it returns.
 * @example const ergebnis = libxmlParser.parse(await file.bytes()); if (!ergebnis.ok) show(ergebnis.meldung);
 */
export const libxmlParser: XmlParser = {
  parse(bytes) {
    if (bytes.length === 0) return { ok: false, code: 'leer', meldung: 'Die Datei ist leer.' };
    if (bytes.length > GRENZEN.bytes) {
      return { ok: false, code: 'zu-gross', meldung: 'Die Datei ist größer als 5 MB und wird deshalb nicht gelesen.' };
    }
    const dekodiert = decodeXml(bytes);
    if (!dekodiert.ok) return dekodiert;
    if (dekodiert.text.trim() === '') return { ok: false, code: 'leer', meldung: 'Die Datei enthält nur Leerzeichen.' };
    return checkVorab(dekodiert.text) ?? parseText(dekodiert.text);
  },
};

function parseText(text: string): XmlErgebnis {
  let dokument: XmlDocument;
  try {
    dokument = XmlDocument.fromString(text, { option: OPTIONEN, encoding: 'utf-8' });
  } catch (fehler) {
    if (fehler instanceof XmlParseError) return explain(fehler, text);
    throw fehler;
  }
  try {
    if (dokument.dtd !== null) return { ok: false, code: 'doctype', meldung: 'Die Datei enthält eine DOCTYPE-Angabe.' };
    const wurzel = toTree(dokument.root, 1);
    return wurzel === null ? ZU_TIEF : { ok: true, wurzel };
  } finally {
    dokument.dispose();
  }
}

/** Null when nested too deeply. */
function toTree(quelle: LibElement, tiefe: number): XmlElement | null {
  if (tiefe > GRENZEN.tiefe) return null;
  const kinder: XmlElement[] = [];
  let text = '';
  let gemischt = false;
  const flush = () => {
    if (text.trim() !== '') kinder.push({ name: GEMISCHTER_TEXT, ns: '', attribute: [], kinder: [], text });
    text = '';
  };
  for (let knoten = quelle.firstChild; knoten !== null; knoten = knoten.next) {
    if (knoten instanceof LibElement) {
      gemischt = true;
      flush();
      const kind = toTree(knoten, tiefe + 1);
      if (kind === null) return null;
      kinder.push(kind);
    } else if (knoten instanceof XmlText || knoten instanceof XmlCData) text += knoten.content;
  }
  if (gemischt) flush();
  const attribute = quelle.attrs.map((a) => ({ name: a.name, ns: a.namespaceUri, wert: a.value }));
  return { name: quelle.name, ns: quelle.namespaceUri, attribute, kinder, text };
}

/** libxml2 speaks English and of internals; the sender gets the kind of damage and the line. */
function explain(fehler: XmlParseError, text: string): Abgelehnt {
  const zeile = fehler.details[0]?.line;
  const ort = zeile === undefined ? '' : ` (Zeile ${zeile})`;
  if (/depth/i.test(fehler.message)) return ZU_TIEF;
  const offenesEnde = !text.trimEnd().endsWith('>') && !/extra content/i.test(fehler.message);
  if (offenesEnde || /premature end|Couldn't find end of Start Tag/i.test(fehler.message)) {
    return {
      ok: false,
      code: 'abgeschnitten',
      meldung: `Die Datei ist unvollständig: Sie bricht mitten im Inhalt ab${ort}.`,
    };
  }
  return { ok: false, code: 'nicht-wohlgeformt', meldung: `Die Datei ist kein fehlerfreies XML${ort}.` };
}
