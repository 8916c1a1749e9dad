import type { XmlErgebnis } from '../src/xml.ts';

type Abgelehnt = Extract<XmlErgebnis, { ok: false }>;

export const GRENZEN = { bytes: 5 * 1024 * 1024, tiefe: 200, elemente: 100_000, attribute: 200_000 } as const;

/** What can be said before a parser sees the text: is it XML at all, does it bring a DTD, is it a flood of elements. */
export function checkVorab(text: string): Abgelehnt | null {
  const start = skipVorspann(text);
  if (text.startsWith('<!DOCTYPE', start)) {
    const meldung =
      'Die Datei enthält eine DOCTYPE-Angabe. Dateien mit eigenen oder fremden Entitäten werden aus Sicherheitsgründen nicht gelesen.';
    return { ok: false, code: 'doctype', meldung };
  }
  if (!/^<[\p{L}_:]/u.test(text.slice(start, start + 3))) {
    return start >= text.length && text.startsWith('<')
      ? { ok: false, code: 'abgeschnitten', meldung: 'Die Datei endet vor dem ersten Element.' }
      : { ok: false, code: 'kein-xml', meldung: 'Die Datei ist keine XML-Datei.' };
  }
  if (exceeds(text, /<[^/!?]/g, GRENZEN.elemente) || exceeds(text, /=\s*["']/g, GRENZEN.attribute)) {
    return {
      ok: false,
      code: 'zu-viele-elemente',
      meldung: 'Die Datei enthält mehr Angaben, als eine Nachricht haben kann.',
    };
  }
  return null;
}

/** Index behind white space, XML declaration, processing instructions and comments. */
function skipVorspann(text: string): number {
  let i = 0;
  for (;;) {
    while (/\s/.test(text.charAt(i))) i++;
    const ende = text.startsWith('<?', i) ? '?>' : text.startsWith('<!--', i) ? '-->' : null;
    if (ende === null) return i;
    const bis = text.indexOf(ende, i + 2);
    if (bis < 0) return text.length;
    i = bis + ende.length;
  }
}

function exceeds(text: string, muster: RegExp, grenze: number): boolean {
  let anzahl = 0;
  while (muster.exec(text) !== null) if (++anzahl > grenze) return true;
  return false;
}
