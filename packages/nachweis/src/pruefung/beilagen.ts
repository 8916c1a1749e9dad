import { type Krypto, readCertificate, readCrl, readOcsp } from '@rathausverbund/siegel';
import { certificatesOf } from '../buendel/pem.ts';
import { fromUtf8 } from '../bytes.ts';
import { parsePolicy } from '../zeuge/policy.ts';
import type { Buendel } from './buendel.ts';
import { type Befund, befund } from './ergebnis.ts';

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

/** What lies in a bundle is what it says it is, also where nothing rests on it: garbage has no business beside evidence. */
export function pruefeBeilagen(
  krypto: Krypto,
  { kette, policies, sperrlisten }: Pick<Buendel, 'kette' | 'policies' | 'sperrlisten'>,
): Befund[] {
  const wrong = (code: string, meldung: string) => befund('unversehrt', 'does not hold', code, meldung);
  const certificates = kette && kette.length > 0 ? certificatesOf(kette) : [];
  const befunde: Befund[] = [];
  if (!certificates?.every((der) => readCertificate(der) !== null))
    befunde.push(wrong('zertifikate.unlesbar', 'Die Zertifikate des Bündels sind nicht lesbar.'));
  for (const { name, bytes } of sperrlisten)
    if ((name.endsWith('.crl') ? readCrl(bytes) : readOcsp(bytes)) === null)
      befunde.push(wrong('sperrliste.unlesbar', `Die Auskunft über Sperrungen ${name} ist nicht lesbar.`));
  if (!policies.every((p) => parsePolicy(krypto.sha256, fromUtf8(p) ?? '')))
    befunde.push(wrong('policy.unlesbar', 'Die Angaben des Bündels über seine Zeugen sind nicht lesbar.'));
  return befunde;
}
