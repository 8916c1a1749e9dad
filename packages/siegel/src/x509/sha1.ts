const rotl = (x: number, n: number): number => (x << n) | (x >>> (32 - n));

function padded(data: Uint8Array): DataView {
  const out = new DataView(new ArrayBuffer(((data.length + 8) >> 6) * 64 + 64));
  data.forEach((b, i) => out.setUint8(i, b));
  out.setUint8(data.length, 0x80);
  out.setUint32(out.byteLength - 8, Math.floor(data.length / 0x20000000));
  out.setUint32(out.byteLength - 4, (data.length << 3) >>> 0);
  return out;
}

const RUNDEN = [0x5a827999, 0x6ed9eba1, 0x8f1bbcdc, 0xca62c1d6] as const;

function mix(runde: number, b: number, c: number, d: number): number {
  if (runde === 0) return (b & c) | (~b & d);
  return runde === 2 ? (b & c) | (b & d) | (c & d) : b ^ c ^ d;
}

function block(h: Int32Array, w: Int32Array): void {
  for (let i = 16; i < 80; i++) w[i] = rotl((w[i - 3] ?? 0) ^ (w[i - 8] ?? 0) ^ (w[i - 14] ?? 0) ^ (w[i - 16] ?? 0), 1);
  let [a = 0, b = 0, c = 0, d = 0, e = 0] = h;
  for (let i = 0; i < 80; i++) {
    const runde = Math.floor(i / 20);
    const t = (rotl(a, 5) + mix(runde, b, c, d) + e + (w[i] ?? 0) + (RUNDEN[runde] ?? 0)) | 0;
    [e, d, c, b, a] = [d, c, rotl(b, 30), a, t];
  }
  [a, b, c, d, e].forEach((x, i) => {
    h[i] = ((h[i] ?? 0) + x) | 0;
  });
}

/**
 * SHA-1 (FIPS 180-4) as a label, never as a proof: RFC 6960 names issuers and keys by it, ISO 32000-2 the signatures of a VRI
 * dictionary. Not part of `Krypto`, so that no signature can come to rest on it.
 */
export function sha1Label(data: Uint8Array): Uint8Array {
  const v = padded(data);
  const h = Int32Array.of(0x67452301, 0xefcdab89, 0x98badcfe, 0x10325476, 0xc3d2e1f0);
  const w = new Int32Array(80);
  for (let at = 0; at < v.byteLength; at += 64) {
    for (let i = 0; i < 16; i++) w[i] = v.getInt32(at + i * 4);
    block(h, w);
  }
  const out = new DataView(new ArrayBuffer(20));
  h.forEach((x, i) => out.setInt32(i * 4, x));
  return new Uint8Array(out.buffer);
}
