/** One DER value inside `bytes`: where it starts, where its content starts and ends. */
export interface Stueck {
  readonly tag: number;
  readonly start: number;
  readonly von: number;
  readonly bis: number;
}

export const SEQUENCE = 0x30;
export const INTEGER = 0x02;
export const OCTET_STRING = 0x04;
export const BIT_STRING = 0x03;

/** Reads tag and length at `at`; null when they do not fit before `ende`. Definite lengths and low tags only, as DER in certificates has. */
export function readStueck(bytes: Uint8Array, at: number, ende: number): Stueck | null {
  const tag = bytes[at];
  let laenge = bytes[at + 1];
  if (tag === undefined || laenge === undefined || (tag & 31) === 31) return null;
  let von = at + 2;
  if (laenge > 127) {
    const n = laenge & 127;
    if (n === 0 || n > 4) return null;
    laenge = 0;
    for (let i = 0; i < n; i++) laenge = laenge * 256 + (bytes[von++] ?? 0);
  }
  const bis = von + laenge;
  return bis <= ende ? { tag, start: at, von, bis } : null;
}

/** The values inside a constructed one; null when they do not fill it exactly. */
export function parts(bytes: Uint8Array, s: Stueck): Stueck[] | null {
  const out: Stueck[] = [];
  for (let at = s.von; at < s.bis; ) {
    const x = readStueck(bytes, at, s.bis);
    if (!x) return null;
    out.push(x);
    at = x.bis;
  }
  return out;
}

export const whole = (bytes: Uint8Array, s: Stueck): Uint8Array => bytes.subarray(s.start, s.bis);
export const inner = (bytes: Uint8Array, s: Stueck): Uint8Array => bytes.subarray(s.von, s.bis);

/** The parts of the value these bytes are; empty when they are none. */
export function partsOf(bytes: Uint8Array): Stueck[] {
  const s = readStueck(bytes, 0, bytes.length);
  return (s && parts(bytes, s)) ?? [];
}

/** An OBJECT IDENTIFIER's content in dotted form. */
export function readOid(inhalt: Uint8Array): string {
  const zahlen: number[] = [];
  let n = 0;
  for (const b of inhalt) {
    n = n * 128 + (b & 127);
    if (b < 128) {
      zahlen.push(n);
      n = 0;
    }
  }
  const erste = zahlen[0] ?? 0;
  const kopf = Math.min(Math.floor(erste / 40), 2);
  return [kopf, erste - kopf * 40, ...zahlen.slice(1)].join('.');
}

const ascii = (b: Uint8Array): string => String.fromCharCode(...b.subarray(0, 40));

/** A UTCTime or GeneralizedTime in UTC, as DER wants it; null when it is neither. */
export function readTime(bytes: Uint8Array): Date | null {
  const s = readStueck(bytes, 0, bytes.length);
  const text = s ? ascii(inner(bytes, s)) : '';
  const m = /^(\d{2}|\d{4})(\d{2})(\d{2})(\d{2})(\d{2})(\d{2})(\.\d{1,9})?Z$/.exec(text);
  if (!m?.[1] || (s?.tag === 0x17 ? m[1].length !== 2 || m[7] : s?.tag !== 0x18 || m[1].length !== 4)) return null;
  const jahr = m[1].length === 4 ? m[1] : `${Number(m[1]) < 50 ? '20' : '19'}${m[1]}`;
  const d = new Date(`${jahr}-${m[2]}-${m[3]}T${m[4]}:${m[5]}:${m[6]}${(m[7] ?? '').slice(0, 4)}Z`);
  return Number.isNaN(d.getTime()) ? null : d;
}
