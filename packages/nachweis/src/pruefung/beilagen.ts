import { certificatesOf } from '../buendel/pem.ts';
import type { Buendel } from './buendel.ts';

/** What a bundle brings along for paths of certificates: it may complete them, it proves nothing by itself. All DER. */
export interface Beilagen {
  readonly chain: readonly Uint8Array[];
  readonly crls: readonly Uint8Array[];
  readonly ocsps: readonly Uint8Array[];
}

export const KEINE: Beilagen = { chain: [], crls: [], ocsps: [] };

export function beilagenOf({ kette, sperrlisten }: Pick<Buendel, 'kette' | 'sperrlisten'>): Beilagen {
  const of = (endung: string) => sperrlisten.filter((e) => e.name.endsWith(endung)).map((e) => e.bytes);
  return { chain: (kette && certificatesOf(kette)) ?? [], crls: of('.crl'), ocsps: of('.ocsp') };
}
