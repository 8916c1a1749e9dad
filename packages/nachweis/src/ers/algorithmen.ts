import type { HashName } from '@rathausverbund/siegel';
import { hex } from '../bytes.ts';
import { NULL, OBJECT_IDENTIFIER, readAll, SEQUENCE, type Tlv, tlv } from './der.ts';

/** Content octets of the object identifiers (2.16.840.1.101.3.4.2.n). Older hashes are absent on purpose. */
const OID: Record<HashName, Uint8Array> = {
  sha256: oid(1),
  sha384: oid(2),
  sha512: oid(3),
};

export const HASH_NAMES = ['sha256', 'sha384', 'sha512'] as const satisfies readonly HashName[];

/** Length of a digest in bytes. */
export const LAENGE: Record<HashName, number> = { sha256: 32, sha384: 48, sha512: 64 };

/** The hash an AlgorithmIdentifier names; null: another one (SHA-1 is one of them); undefined: it is none at all. */
export function readAlgorithm(inhalt: Uint8Array): HashName | null | undefined {
  const [name, parameter, ...mehr] = readAll(inhalt) ?? [];
  if (name?.tag !== OBJECT_IDENTIFIER || mehr.length > 0 || !isEmpty(parameter)) return undefined;
  const text = hex(name.inhalt);
  return HASH_NAMES.find((n) => hex(OID[n]) === text) ?? null;
}

const isEmpty = (parameter: Tlv | undefined) =>
  parameter === undefined || (parameter.tag === NULL && parameter.inhalt.length === 0);

/** An AlgorithmIdentifier without parameters (RFC 5754, 2), under `tag` where an implicit tag replaces its own. */
export const writeAlgorithm = (name: HashName, tag = SEQUENCE): Uint8Array =>
  tlv(tag, tlv(OBJECT_IDENTIFIER, OID[name]));

function oid(n: number): Uint8Array {
  return Uint8Array.of(0x60, 0x86, 0x48, 0x01, 0x65, 0x03, 0x04, 0x02, n);
}
