export interface Kurve {
  readonly name: 'P-256' | 'P-384' | 'P-521' | 'brainpoolP256r1' | 'brainpoolP384r1' | 'brainpoolP512r1';
  readonly oid: string;
  /** Bytes of one coordinate. */
  readonly laenge: number;
}

/** The curves whose signatures we accept: those of NIST (FIPS 186-5) and those of the BSI (RFC 5639), none below 256 bits. */
export const KURVEN: readonly Kurve[] = [
  { name: 'P-256', oid: '1.2.840.10045.3.1.7', laenge: 32 },
  { name: 'P-384', oid: '1.3.132.0.34', laenge: 48 },
  { name: 'P-521', oid: '1.3.132.0.35', laenge: 66 },
  { name: 'brainpoolP256r1', oid: '1.3.36.3.3.2.8.1.1.7', laenge: 32 },
  { name: 'brainpoolP384r1', oid: '1.3.36.3.3.2.8.1.1.11', laenge: 48 },
  { name: 'brainpoolP512r1', oid: '1.3.36.3.3.2.8.1.1.13', laenge: 64 },
];
