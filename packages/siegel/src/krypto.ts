/** Hash functions we accept. SHA-1 and MD5 are absent on purpose: a signature that rests on them is never judged valid. */
export type HashName = 'sha256' | 'sha384' | 'sha512';

/**
 * How a signature is made. The curve or modulus lies in the key itself.
 * ECDSA signatures are DER (`SEQUENCE { r, s }`), as CMS and X.509 carry them; Ed25519 signatures are 64 raw bytes.
 */
export type SignaturAlgorithmus =
  | { readonly art: 'ed25519' }
  | { readonly art: 'ecdsa'; readonly hash: HashName }
  | { readonly art: 'rsa-pkcs1'; readonly hash: HashName }
  | { readonly art: 'rsa-pss'; readonly hash: HashName; readonly saltLength: number };

export const ED25519: SignaturAlgorithmus = { art: 'ed25519' };
export const ECDSA_P256: SignaturAlgorithmus = { art: 'ecdsa', hash: 'sha256' };

/**
 * A key that can sign. What `griff` is, only the `Krypto` that made it knows. A key that lies elsewhere (HSM, trust service)
 * brings `signiere`: bytes to be hashed and signed as `alg` says, in; the signature, encoded as `SignaturAlgorithmus` says, out.
 */
export interface PrivateKey {
  readonly alg: SignaturAlgorithmus;
  readonly griff: unknown;
  readonly signiere?: (data: Uint8Array) => Promise<Uint8Array>;
}

/** The primitives. Everything above them (encodings, trees, rules) is pure; a caller injects this interface. */
export interface Krypto {
  sha256(data: Uint8Array): Uint8Array;
  sha384(data: Uint8Array): Uint8Array;
  sha512(data: Uint8Array): Uint8Array;
  /** `n` bytes from a cryptographic source. */
  random(n: number): Uint8Array;
  /** Reads a PKCS#8 DER key. Rejects when the bytes are not a key for `alg`. */
  importPrivate(pkcs8: Uint8Array, alg: SignaturAlgorithmus): Promise<PrivateKey>;
  sign(key: PrivateKey, data: Uint8Array): Promise<Uint8Array>;
  /** `spki`: SubjectPublicKeyInfo DER. Answers false, never rejects, for what cannot be read and for keys we do not accept (x509/schluessel.ts). */
  verify(spki: Uint8Array, alg: SignaturAlgorithmus, signature: Uint8Array, data: Uint8Array): Promise<boolean>;
  /** A new key pair: Ed25519, EC P-256 (sha256) or RSA 3072. */
  generate(alg: SignaturAlgorithmus): Promise<{ pkcs8: Uint8Array; spki: Uint8Array }>;
}

export function hash(krypto: Krypto, name: HashName, data: Uint8Array): Uint8Array {
  return krypto[name](data);
}

/** Signs where the key lies. */
export const sign = (krypto: Krypto, key: PrivateKey, data: Uint8Array): Promise<Uint8Array> =>
  key.signiere ? key.signiere(data) : krypto.sign(key, data);
