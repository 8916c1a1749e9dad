import type { XmlErgebnis } from '../src/xml.ts';

type Abgelehnt = Extract<XmlErgebnis, { ok: false }>;

/** Declared name → how to decode. ISO-8859-1 is decoded as named, not as Windows-1252 as browsers do. */
const KODIERUNGEN: Readonly<Record<string, string>> = {
  'utf-8': 'utf-8',
  utf8: 'utf-8',
  'us-ascii': 'utf-8',
  'iso-8859-1': 'latin1',
  'iso-8859-15': 'iso-8859-15',
  'windows-1252': 'windows-1252',
  'utf-16': 'utf-16',
};

/** Turns the bytes into text by byte order mark or declaration; without both it is UTF-8. Error: `kodierung`. */
export function decodeXml(bytes: Uint8Array): { ok: true; text: string } | Abgelehnt {
  const bom = byteOrderMark(bytes);
  const genannt = bom ?? declared(bytes) ?? 'utf-8';
  const kodierung = bom ?? KODIERUNGEN[genannt.toLowerCase()];
  if (kodierung === undefined)
    return refuse(`Die Zeichenkodierung „${genannt}“ wird nicht unterstützt. Bitte senden Sie die Datei in UTF-8.`);
  if (kodierung === 'utf-16')
    return refuse('Die Datei gibt UTF-16 an, beginnt aber nicht mit der dafür nötigen Kennung.');
  if (kodierung === 'latin1')
    return { ok: true, text: Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1') };
  try {
    return { ok: true, text: new TextDecoder(kodierung, { fatal: true }).decode(bytes) };
  } catch {
    return refuse(
      `Die Datei gibt ${kodierung.toUpperCase()} an, enthält aber Zeichen, die darin nicht vorkommen können.`,
    );
  }
}

const refuse = (meldung: string): Abgelehnt => ({ ok: false, code: 'kodierung', meldung });

function byteOrderMark(b: Uint8Array): string | undefined {
  if (b[0] === 0xef && b[1] === 0xbb && b[2] === 0xbf) return 'utf-8';
  if (b[0] === 0xff && b[1] === 0xfe) return 'utf-16le';
  if (b[0] === 0xfe && b[1] === 0xff) return 'utf-16be';
  return undefined;
}

/** The declaration stands at the very beginning and is ASCII in every encoding accepted here. */
function declared(bytes: Uint8Array): string | undefined {
  const anfang = Buffer.from(bytes.subarray(0, 200)).toString('latin1');
  return /^<\?xml[^>]*?\sencoding\s*=\s*["']([A-Za-z0-9._-]{1,40})["']/.exec(anfang)?.[1];
}
