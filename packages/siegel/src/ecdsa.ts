import { brainpoolP256r1, brainpoolP384r1, brainpoolP512r1 } from '@noble/curves/misc.js';
import { concat } from './bytes.ts';
import type { Kurve } from './x509/kurven.ts';

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

const BSI = { brainpoolP256r1, brainpoolP384r1, brainpoolP512r1 } as const;
const isBsi = (name: Kurve['name']): name is keyof typeof BSI => name in BSI;

/** A curve of the BSI: no browser knows it, and some builds of OpenSSL leave it out. */
export const isRechenkurve = (k: Kurve): boolean => isBsi(k.name);

/** Checks an ECDSA signature r ‖ s over a digest (FIPS 186-5 6.4.2) on a curve of the BSI. `punkt`: x ‖ y. Never throws. */
export function verifyBsi({ name }: Kurve, punkt: Uint8Array, rs: Uint8Array, digest: Uint8Array): boolean {
  if (!isBsi(name)) return false;
  try {
    return BSI[name].verify(rs, digest, concat(Uint8Array.of(0x04), punkt), { prehash: false, lowS: false });
  } catch {
    return false;
  }
}
