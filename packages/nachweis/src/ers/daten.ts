import { type HashName, hash, type Krypto } from '@rathausverbund/siegel';
import { LAENGE } from './algorithmen.ts';

/** Digests of one data object, as far as they are known. */
export type Pruefsummen = Partial<Record<HashName, Uint8Array>>;

/** What a record must cover: data objects themselves, or their digests. All of them belong to one group. */
export interface Gedeckt {
  readonly bytes?: readonly Uint8Array[];
  readonly hashes?: readonly Pruefsummen[];
}

/** The digests of all objects with this hash; null when one of them is not known with it. Each object is hashed once per name. */
export function digestsOf(
  krypto: Krypto,
  { bytes = [], hashes = [] }: Gedeckt,
): (name: HashName) => Uint8Array[] | null {
  const known = new Map<HashName, Uint8Array[] | null>();
  const compute = (name: HashName) => {
    const given = hashes.flatMap((p) => p[name] ?? []);
    const fits = given.length === hashes.length && given.every((g) => g.length === LAENGE[name]);
    return fits ? [...bytes.map((b) => hash(krypto, name, b)), ...given] : null;
  };
  return (name) => {
    const digests = known.get(name) ?? compute(name);
    known.set(name, digests);
    return digests;
  };
}
