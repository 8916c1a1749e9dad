import { concat } from '../src/bytes.ts';

/** The curves we know: bytes of their object identifier as it stands in a key, and of one coordinate. */
const KURVEN = [
  { namedCurve: 'P-256', oid: [0x06, 0x08, 0x2a, 0x86, 0x48, 0xce, 0x3d, 0x03, 0x01, 0x07], laenge: 32 },
  { namedCurve: 'P-384', oid: [0x06, 0x05, 0x2b, 0x81, 0x04, 0x00, 0x22], laenge: 48 },
  { namedCurve: 'P-521', oid: [0x06, 0x05, 0x2b, 0x81, 0x04, 0x00, 0x23], laenge: 66 },
] as const;
/** SEQUENCE, SEQUENCE, id-ecPublicKey: as long for each of these curves, apart from one length byte more for P-521. */
const MAX_KOPF = 16;

export type Kurve = (typeof KURVEN)[number];

/** The curve a SubjectPublicKeyInfo names; null for every other kind of key. */
export function kurveOf(spki: Uint8Array): Kurve | null {
  for (const kurve of KURVEN)
    for (let at = 0; at <= MAX_KOPF; at += 1) if (kurve.oid.every((b, i) => spki[at + i] === b)) return kurve;
  return null;
}

/** `SEQUENCE { r, s }` (DER, shortest form only) as r ‖ s of fixed length, which WebCrypto takes; null for anything else. */
export function rawFromDer(der: Uint8Array, laenge: number): Uint8Array | null {
  const kurz = der[1] !== 0x81;
  const rest = kurz ? der.subarray(2) : der.subarray(3);
  const angesagt = kurz ? der[1] : der[2];
  if (der[0] !== 0x30 || angesagt !== rest.length || (!kurz && rest.length < 0x80) || (kurz && rest.length > 0x7f))
    return null;
  const r = zahl(rest, laenge);
  const s = r && zahl(rest.subarray(r.ende), laenge);
  return r && s && r.ende + s.ende === rest.length ? concat(r.wert, s.wert) : null;
}

function zahl(bytes: Uint8Array, laenge: number): { wert: Uint8Array; ende: number } | null {
  const n = bytes[1] ?? 0;
  const inhalt = bytes.subarray(2, 2 + n);
  const [erstes = 0, zweites = 0] = inhalt;
  if (bytes[0] !== 0x02 || n < 1 || n > 0x7f || inhalt.length !== n || erstes > 0x7f) return null;
  if (n > 1 && erstes === 0 && zweites < 0x80) return null;
  const wert = erstes === 0 ? inhalt.subarray(1) : inhalt;
  if (wert.length > laenge) return null;
  return { wert: concat(new Uint8Array(laenge - wert.length), wert), ende: 2 + n };
}

/** The way back: r ‖ s as DER. */
export function derFromRaw(raw: Uint8Array): Uint8Array {
  const halb = raw.length / 2;
  const inhalt = concat(ganz(raw.subarray(0, halb)), ganz(raw.subarray(halb)));
  const kopf = inhalt.length < 0x80 ? [0x30, inhalt.length] : [0x30, 0x81, inhalt.length];
  return concat(Uint8Array.from(kopf), inhalt);
}

function ganz(wert: Uint8Array): Uint8Array {
  let von = 0;
  while (von < wert.length - 1 && wert[von] === 0) von += 1;
  const kurz = wert.subarray(von);
  const vorn = (kurz[0] ?? 0) > 0x7f ? [0] : [];
  return concat(Uint8Array.of(0x02, kurz.length + vorn.length, ...vorn), kurz);
}
