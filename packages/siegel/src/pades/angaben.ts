import { type Dokument, load } from '../pdf/dokument.ts';
import { decode } from '../pdf/filter.ts';
import { asDict, asStream, asText, type PdfDict, same } from '../pdf/werte.ts';

const TAG = /^D:[0-9+\-'Z]*$/;
/** What a program notes of its own saving, in elements or attributes; a value is a time or an identifier without spaces. */
const SPEICHERN =
  /(<xmp:(?:ModifyDate|MetadataDate)>|\bxmp:(?:ModifyDate|MetadataDate)=")[0-9T:.Z+-]*|(<xmpMM:InstanceID>|\bxmpMM:InstanceID=")[0-9A-Za-z:.+/=-]*/g;

const without = (d: PdfDict, keys: readonly string[]) => new Map([...d.m].filter(([k]) => !keys.includes(k)));
const alike = (a: PdfDict, b: PdfDict, frei: readonly string[]): boolean =>
  same({ ...a, m: without(a, frei) }, { ...b, m: without(b, frei) });

/** Whether `/Info` says the same of the document in both states, but for the day of its last change. */
export function sameInfo(doc: Dokument, num: number, vor: number, nach: number): boolean {
  const [a, b] = [asDict(load(doc, num, vor)), asDict(load(doc, num, nach))];
  const tag = b?.m.get('ModDate');
  const text = new TextDecoder('latin1').decode(asText(tag)?.bytes);
  return a !== null && b !== null && alike(a, b, ['ModDate']) && (tag === undefined || TAG.test(text));
}

/** The same of an XMP packet: only the days of the last change and the number of the saved file may differ. */
export function sameXmp(doc: Dokument, num: number, vor: number, nach: number): boolean {
  const [a, b] = [asStream(load(doc, num, vor)), asStream(load(doc, num, nach))];
  if (!a || !b || !alike(a.dict, b.dict, ['Length', 'Filter', 'DecodeParms'])) return false;
  const [alt, neu] = [a, b].map((s) => new TextDecoder().decode(decode(s, doc.budget)).replace(SPEICHERN, '$1$2'));
  return alt === neu;
}
