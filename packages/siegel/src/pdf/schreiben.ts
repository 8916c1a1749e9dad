import { concat, latin1, toHex } from '../bytes.ts';
import { isArray, type PdfText, type PdfWert } from './werte.ts';

const nameText = (v: string): string =>
  `/${[...v].map((c) => (/[!$&'*+\-.0-9:;=?@A-Z\\^_`a-z|~,"]/.test(c) ? c : `#${(c.charCodeAt(0) & 255).toString(16).padStart(2, '0')}`)).join('')}`;

/** A text string as PDF value: ASCII as it is, everything else UTF-16BE with mark; always written as hex, so nothing needs escaping. */
export function pdfText(s: string): PdfText {
  const ascii = /^[\x20-\x7e]*$/.test(s);
  const bytes = ascii
    ? latin1(s)
    : concat(
        Uint8Array.of(0xfe, 0xff),
        ...Array.from({ length: s.length }, (_, i) => Uint8Array.of(s.charCodeAt(i) >> 8, s.charCodeAt(i) & 255)),
      );
  return { t: 'text', bytes, von: 0, bis: 0, hex: true };
}

/** A PDF date, UTC (ISO 32000-1 7.9.4). */
export const pdfDate = (d: Date): string => `D:${d.toISOString().slice(0, 19).replace(/[-:T]/g, '')}Z`;

/** Writes a value; streams are written whole, with their /Length corrected. */
export function serialize(w: PdfWert): Uint8Array {
  if (typeof w === 'object' && w !== null && !isArray(w)) {
    const x = w as Exclude<PdfWert, null | boolean | number | readonly PdfWert[]>;
    if (x.t === 'name') return latin1(nameText(x.v));
    if (x.t === 'ref') return latin1(`${x.num} ${x.gen} R`);
    if (x.t === 'text') return latin1(`<${toHex(x.bytes)}>`);
    if (x.t === 'stream') {
      const head = serialize({ t: 'dict', m: new Map([...x.dict.m, ['Length', x.daten.length]]) });
      return concat(head, latin1('\nstream\n'), x.daten, latin1('\nendstream'));
    }
    const entries = [...x.m].map(([k, v]) => concat(latin1(`${nameText(k)} `), serialize(v), latin1('\n')));
    return concat(latin1('<<\n'), ...entries, latin1('>>'));
  }
  if (isArray(w))
    return concat(latin1('['), ...w.map((v, i) => concat(latin1(i ? ' ' : ''), serialize(v))), latin1(']'));
  return latin1(String(w));
}
