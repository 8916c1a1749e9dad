import { type Fetch, rufe } from '../rufe.ts';

const HOECHSTENS_BYTES = 10 * 1024 * 1024;

/** Fetches the list of logs (`anker.json`) of an installation; null when it is not to be had. */
export async function fetchListe(
  url: string,
  zeitlimitMs: number,
  deps: { readonly fetch: Fetch },
): Promise<Uint8Array | null> {
  const a = await rufe(deps.fetch, url, { zeitlimitMs, hoechstensBytes: HOECHSTENS_BYTES });
  return a.art === 'antwort' && a.status === 200 ? a.bytes : null;
}
