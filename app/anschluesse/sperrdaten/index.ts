import { type Krypto, readCrl, readOcsp, requestOcsp, type Sperrfrage } from '@rathausverbund/siegel';
import type { Ablehnung, Sperrauskunft } from '../../ports/index.ts';
import { type Fetch, type RufOptionen, rufe } from '../rufe.ts';

export interface SperrdatenKonfiguration {
  /** for one call */
  readonly zeitlimitMs: number;
}

/** Lists of large authorities reach some megabytes; an answer about one certificate stays small. */
const LISTE_BYTES = 16 * 1024 * 1024;
const ANTWORT_BYTES = 64 * 1024;
const NICHT_ERREICHBAR = (name: string): Ablehnung => ({
  ok: false,
  code: 'sperrdaten.nicht_erreichbar',
  meldung: `Ob das Zertifikat „${name}“ gesperrt ist, lässt sich gerade nicht erfragen.`,
});
const overHttp = (adressen: readonly string[]) => adressen.filter((a) => /^https?:\/\//i.test(a));

/**
 * Asks at the addresses that the certificates name, which come from authorities we trust: OCSP first (RFC 6960 appendix A), since
 * its answer is small and speaks of this certificate, else the list (RFC 5280 4.2.1.13), each address once.
 */
export function createSperrdaten(
  k: SperrdatenKonfiguration,
  deps: { readonly fetch: Fetch; readonly krypto: Krypto },
): Sperrauskunft {
  /** The first readable answer of some addresses. */
  async function first(
    adressen: readonly string[],
    o: Omit<RufOptionen, 'zeitlimitMs'>,
    readable: (b: Uint8Array) => boolean,
  ): Promise<Uint8Array | null> {
    for (const adresse of overHttp(adressen)) {
      const a = await rufe(deps.fetch, adresse, { ...o, zeitlimitMs: k.zeitlimitMs });
      if (a.art === 'antwort' && a.status === 200 && readable(a.bytes)) return a.bytes;
    }
    return null;
  }

  async function askOcsp(f: Sperrfrage): Promise<Uint8Array | null> {
    if (!f.aussteller) return null;
    const headers = { 'content-type': 'application/ocsp-request', accept: 'application/ocsp-response' };
    const body = requestOcsp(deps.krypto, f.zertifikat, f.aussteller);
    const o = { method: 'POST', headers, body, hoechstensBytes: ANTWORT_BYTES };
    return first(f.ocsp, o, (b) => readOcsp(b) !== null);
  }

  return {
    async sperrdaten(fragen) {
      const [crls, ocsps] = [new Map<string, Uint8Array>(), new Array<Uint8Array>()];
      for (const f of fragen) {
        if (overHttp([...f.crl, ...f.ocsp]).length === 0 || f.crl.some((a) => crls.has(a))) continue;
        const ocsp = await askOcsp(f);
        if (ocsp) {
          ocsps.push(ocsp);
          continue;
        }
        const crl = await first(f.crl, { hoechstensBytes: LISTE_BYTES }, (b) => readCrl(b) !== null);
        if (!crl) return NICHT_ERREICHBAR(f.name);
        for (const a of f.crl) crls.set(a, crl);
      }
      return { ok: true, crls: [...new Set(crls.values())], ocsps };
    },
  };
}
