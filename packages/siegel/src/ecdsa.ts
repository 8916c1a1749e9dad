import { concat, toHex } from './bytes.ts';
import type { Rechenkurve } from './x509/kurven.ts';

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

const modulo = (x: bigint, m: bigint): bigint => ((x % m) + m) % m;
const bigintOf = (b: Uint8Array): bigint => BigInt(`0x${toHex(b) || '0'}`);

/** The inverse of x modulo a prime. */
function inverse(x: bigint, m: bigint): bigint {
  let [a, b, u, v] = [modulo(x, m), m, 1n, 0n];
  while (a > 1n) {
    const q = b / a;
    [a, b, u, v] = [b - q * a, a, v - q * u, u];
  }
  return modulo(u, m);
}

/** A point as x/z², y/z³; z = 0: the point at infinity. */
type Punkt = readonly [x: bigint, y: bigint, z: bigint];
const UNENDLICH: Punkt = [1n, 1n, 0n];

function double({ p, a }: Rechenkurve, [x, y, z]: Punkt): Punkt {
  if (z === 0n || y === 0n) return UNENDLICH;
  const yy = (y * y) % p;
  const s = (4n * x * yy) % p;
  const m = (3n * x * x + a * z ** 4n) % p;
  const neu = modulo(m * m - 2n * s, p);
  return [neu, modulo(m * (s - neu) - 8n * yy * yy, p), (2n * y * z) % p];
}

function add(k: Rechenkurve, v: Punkt, w: Punkt): Punkt {
  if (v[2] === 0n) return w;
  if (w[2] === 0n) return v;
  const { p } = k;
  const [z1, z2] = [(v[2] * v[2]) % p, (w[2] * w[2]) % p];
  const [u1, u2] = [(v[0] * z2) % p, (w[0] * z1) % p];
  const [s1, s2] = [(v[1] * z2 * w[2]) % p, (w[1] * z1 * v[2]) % p];
  if (u1 === u2) return s1 === s2 ? double(k, v) : UNENDLICH;
  const [h, r] = [modulo(u2 - u1, p), modulo(s2 - s1, p)];
  const hh = (h * h) % p;
  const x = modulo(r * r - hh * h - 2n * u1 * hh, p);
  return [x, modulo(r * (u1 * hh - x) - s1 * hh * h, p), (h * v[2] * w[2]) % p];
}

/** u·G + v·Q, bit by bit. Nothing here is secret, so it may take as long as it takes. */
function combine(k: Rechenkurve, u: bigint, v: bigint, q: Punkt): Punkt {
  const g: Punkt = [k.x, k.y, 1n];
  const tafel = [UNENDLICH, g, q, add(k, g, q)];
  let summe = UNENDLICH;
  for (let i = BigInt(k.n.toString(2).length) - 1n; i >= 0n; i--) {
    const wahl = Number((u >> i) & 1n) + 2 * Number((v >> i) & 1n);
    summe = add(k, double(k, summe), tafel[wahl] ?? UNENDLICH);
  }
  return summe;
}

/** Checks an ECDSA signature r ‖ s over a digest (FIPS 186-5 6.4.2) where a machine does not know the curve. `punkt`: x ‖ y. */
export function verifyEcdsa(k: Rechenkurve, punkt: Uint8Array, rs: Uint8Array, digest: Uint8Array): boolean {
  const halves = (b: Uint8Array) => [b.subarray(0, b.length / 2), b.subarray(b.length / 2)].map(bigintOf);
  const [x = 0n, y = 0n] = halves(punkt);
  const [r = 0n, s = 0n] = halves(rs);
  const { p, a, b, n } = k;
  if (x >= p || y >= p || modulo(y * y - x * x * x - a * x - b, p) !== 0n) return false;
  if (r < 1n || r >= n || s < 1n || s >= n) return false;
  const zuviel = BigInt(Math.max(0, digest.length * 8 - n.toString(2).length));
  const w = inverse(s, n);
  const [rx, , rz] = combine(k, modulo((bigintOf(digest) >> zuviel) * w, n), modulo(r * w, n), [x, y, 1n]);
  return rz !== 0n && modulo(modulo(rx * inverse(rz * rz, p), p), n) === r;
}
