import * as asn1js from 'asn1js';
import { AlgorithmIdentifier, RSASSAPSSParams } from 'pkijs';
import { integer, NULL, oid, sequence } from '../asn1.ts';
import type { HashName, SignaturAlgorithmus } from '../krypto.ts';

const HASHES: Record<string, HashName> = {
  '2.16.840.1.101.3.4.2.1': 'sha256',
  '2.16.840.1.101.3.4.2.2': 'sha384',
  '2.16.840.1.101.3.4.2.3': 'sha512',
};
const SIGNATURES: Record<string, SignaturAlgorithmus> = {
  '1.2.840.10045.4.3.2': { art: 'ecdsa', hash: 'sha256' },
  '1.2.840.10045.4.3.3': { art: 'ecdsa', hash: 'sha384' },
  '1.2.840.10045.4.3.4': { art: 'ecdsa', hash: 'sha512' },
  '1.2.840.113549.1.1.11': { art: 'rsa-pkcs1', hash: 'sha256' },
  '1.2.840.113549.1.1.12': { art: 'rsa-pkcs1', hash: 'sha384' },
  '1.2.840.113549.1.1.13': { art: 'rsa-pkcs1', hash: 'sha512' },
  '1.3.101.112': { art: 'ed25519' },
};
const RSA = '1.2.840.113549.1.1.1';
const PSS = '1.2.840.113549.1.1.10';
const EC = '1.2.840.10045.2.1';

/** The hash an identifier names; null for unknown and for outdated ones (SHA-1, MD5). */
export const hashOf = (id: AlgorithmIdentifier): HashName | null => HASHES[id.algorithmId] ?? null;

function pss(id: AlgorithmIdentifier): SignaturAlgorithmus | null {
  const params = new RSASSAPSSParams({ schema: id.algorithmParams });
  const hash = hashOf(params.hashAlgorithm);
  const mgf = new AlgorithmIdentifier({ schema: params.maskGenAlgorithm.algorithmParams });
  return hash && hashOf(mgf) === hash ? { art: 'rsa-pss', hash, saltLength: params.saltLength } : null;
}

/** What an AlgorithmIdentifier says; `digest` completes CMS signers that name only the key type. Null: not accepted. */
export function algorithmOf(id: AlgorithmIdentifier, digest: HashName | null = null): SignaturAlgorithmus | null {
  try {
    if (id.algorithmId === PSS) return pss(id);
  } catch {
    return null;
  }
  if (id.algorithmId === RSA) return digest && { art: 'rsa-pkcs1', hash: digest };
  if (id.algorithmId === EC) return digest && { art: 'ecdsa', hash: digest };
  return SIGNATURES[id.algorithmId] ?? null;
}

const hashOid = (hash: HashName): string => Object.keys(HASHES).find((k) => HASHES[k] === hash) ?? '';

export const hashIdentifier = (hash: HashName): AlgorithmIdentifier =>
  new AlgorithmIdentifier({ algorithmId: hashOid(hash) });

/** The same as bytes. */
export const hashDer = (hash: HashName): Uint8Array => sequence(oid(hashOid(hash)));

function signatureOid(alg: SignaturAlgorithmus): string {
  const found = Object.entries(SIGNATURES).find(
    ([, a]) => a.art === alg.art && ('hash' in a ? 'hash' in alg && a.hash === alg.hash : true),
  )?.[0];
  if (!found) throw new Error(`Mit ${alg.art} wird hier nicht gesiegelt.`);
  return found;
}

/** The identifier for signatures we write: ECDSA, Ed25519 or RSA PKCS#1. */
export function signatureIdentifier(alg: SignaturAlgorithmus): AlgorithmIdentifier {
  const algorithmId = signatureOid(alg);
  return new AlgorithmIdentifier(
    alg.art === 'rsa-pkcs1' ? { algorithmId, algorithmParams: new asn1js.Null() } : { algorithmId },
  );
}

/** The same as bytes. */
export const signatureDer = (alg: SignaturAlgorithmus): Uint8Array =>
  sequence(oid(signatureOid(alg)), ...(alg.art === 'rsa-pkcs1' ? [NULL] : []));

/** An ECDSA signature as `SignaturAlgorithmus` wants it (DER), of r and s side by side, as PKCS #11 gives them. */
export const ecdsaDer = (rs: Uint8Array): Uint8Array =>
  sequence(integer(rs.subarray(0, rs.length / 2)), integer(rs.subarray(rs.length / 2)));
