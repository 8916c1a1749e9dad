import { readCertificate, readCrl, readOcsp } from '@rathausverbund/siegel';
import { certificatesOf } from '../buendel/pem.ts';
import { isObject } from './json.ts';

/** What lies beside `anker.json`. All DER. */
export interface Ankerdateien {
  /** Roots whose certificates may seal and sign; they date nothing. */
  readonly siegelwurzeln: readonly Uint8Array[];
  /** Roots whose certificates may give time stamps; they seal nothing. */
  readonly zeitwurzeln: readonly Uint8Array[];
  /** CRLs and OCSP answers of one's own, used besides those that come with what is checked. */
  readonly crls: readonly Uint8Array[];
  readonly ocsps: readonly Uint8Array[];
}

type Antwort = { readonly ok: true; readonly dateien: Ankerdateien } | { readonly ok: false; readonly meldung: string };

/** Files of an anchor folder that mean something, beside `anker.json`. */
const ENDUNG = /\.(pem|der|crl|ocsp)$/i;
const ZWECK = {
  siegel: { muster: /^siegel-.+\.(pem|der)$/i, liste: 'siegelwurzeln' },
  zeitstempel: { muster: /^zeitstempel-.+\.(pem|der)$/i, liste: 'zeitwurzeln' },
} as const;
type Zweck = keyof typeof ZWECK;
const ZWECKE = ['siegel', 'zeitstempel'] as const satisfies readonly Zweck[];

/** Which files `anker.json` names for which purpose (`{siegel: [NAME], zeitstempel: [NAME]}`); null when it does so wrongly. */
function readNames(value: unknown): Record<Zweck, readonly string[]> | null {
  if (value === undefined) return { siegel: [], zeitstempel: [] };
  if (!isObject(value) || Object.keys(value).some((k) => !(k in ZWECK))) return null;
  const of = (zweck: Zweck): string[] | null => {
    const namen = value[zweck] ?? [];
    return Array.isArray(namen) && namen.every((n) => typeof n === 'string') ? namen : null;
  };
  const [siegel, zeitstempel] = ZWECKE.map(of);
  return siegel && zeitstempel ? { siegel, zeitstempel } : null;
}

/**
 * Reads roots and revocation data by file name. What a root is good for says its name (`siegel-….pem`, `zeitstempel-….pem`, or
 * `.der`) or `anker.json` (`wurzeln`); a root without a purpose is refused, because one that served both could date its own seals.
 */
export function readAnkerdateien(files: ReadonlyMap<string, Uint8Array>, wurzeln: unknown): Antwort {
  const no = (meldung: string) => ({ ok: false, meldung }) as const;
  const benannt = readNames(wurzeln);
  if (!benannt) return no('anker.json nennt die Stammzertifikate nicht so, wie es sein muss.');
  const fehlt = [...benannt.siegel, ...benannt.zeitstempel].find((n) => !/\.(pem|der)$/i.test(n) || !files.has(n));
  if (fehlt !== undefined) return no(`anker.json nennt das Stammzertifikat ${fehlt}, aber die Datei fehlt.`);
  const out = { siegelwurzeln: [], zeitwurzeln: [], crls: [], ocsps: [] } as Record<keyof Ankerdateien, Uint8Array[]>;
  for (const [name, bytes] of files) {
    const [, endung] = ENDUNG.exec(name.toLowerCase()) ?? [];
    if (endung === 'crl' || endung === 'ocsp') {
      if ((endung === 'crl' ? readCrl(bytes) : readOcsp(bytes)) === null)
        return no(`Die Datei ${name} enthält keine lesbare Auskunft über Sperrungen.`);
      out[`${endung}s`].push(bytes);
    } else if (endung) {
      const found = certificatesOf(bytes);
      if (!found?.every((der) => readCertificate(der) !== null))
        return no(`Die Datei ${name} enthält kein Zertifikat.`);
      const zwecke = ZWECKE.filter((z) => ZWECK[z].muster.test(name) || benannt[z].includes(name));
      if (zwecke.length === 0)
        return no(
          `Von dem Stammzertifikat ${name} ist nicht gesagt, wofür es gilt. Benennen Sie die Datei um: siegel-NAME.pem für Siegel, zeitstempel-NAME.pem für Zeitstempel.`,
        );
      for (const z of zwecke) out[ZWECK[z].liste].push(...found);
    }
  }
  return { ok: true, dateien: out };
}
