import { type Dokument, load, readAt } from './dokument.ts';
import { isWhite } from './lex.ts';
import { PdfFehler } from './werte.ts';
import type { Revision } from './xref.ts';

interface Span {
  readonly von: number;
  readonly bis: number;
}

const OBJEKT = /(?:^|[\s>)\]])(\d{1,10})\s+\d{1,5}\s+obj\b/g;

/** Objects that stand in a gap of the first state without being listed are tolerated, a second version of a listed one is not. */
function checkGap(doc: Dokument, rev: Revision, von: number, bis: number, first: boolean): void {
  const gap = doc.pdf.subarray(von, bis);
  if (gap.every(isWhite)) return;
  if (!first)
    throw new PdfFehler(
      'pdf.unverzeichnet',
      'Ein späterer Stand der PDF-Datei enthält Daten, die sein Verzeichnis nicht nennt.',
    );
  const text = new TextDecoder('latin1').decode(gap);
  const seen = new Set<number>();
  for (const m of text.matchAll(OBJEKT)) {
    const num = Number(m[1]);
    if (seen.has(num) || (rev.eintraege.get(num)?.art ?? 'frei') !== 'frei')
      throw new PdfFehler('pdf.objekt-doppelt', `Objekt ${num} steht in einem Stand der PDF-Datei doppelt.`);
    seen.add(num);
  }
}

/**
 * Every listed object stands where the directory says, inside its own state, and no two overlap; between them is nothing
 * another reader could take for content. This is what signature wrapping and shadow attacks need to break.
 */
export function checkStructure(doc: Dokument): void {
  doc.revisionen.forEach((rev, stand) => {
    const spans: Span[] = [...rev.verzeichnisse];
    const directory = new Set(spans.map((s) => s.von));
    for (const [num, e] of rev.eintraege) {
      if (e.art === 'strom') {
        if (rev.eintraege.get(e.behaelter)?.art !== 'ort')
          throw new PdfFehler('pdf.verzeichnis', `Objekt ${num} liegt in einem fremden Stand der PDF-Datei.`);
        load(doc, num, stand);
      } else if (e.art === 'ort' && !directory.has(e.offset)) {
        const o = readAt(doc, num, stand);
        doc.gelesen.set(`${stand}:${num}`, o.wert);
        spans.push(o);
      }
    }
    let at = rev.von;
    for (const s of spans.sort((a, b) => a.von - b.von)) {
      if (s.von < at || s.bis > rev.bis)
        throw new PdfFehler(
          'pdf.ueberlappend',
          'Objekte der PDF-Datei überlappen sich oder liegen in einem fremden Stand.',
        );
      checkGap(doc, rev, at, s.von, stand === 0);
      at = s.bis;
    }
  });
}
