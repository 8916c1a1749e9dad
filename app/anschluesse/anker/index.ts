import { type Fetch, rufe } from '../rufe.ts';

const HOECHSTENS_BYTES = 10 * 1024 * 1024;
const ZEITLIMIT_MS = 10_000;

/** Fetches the anchors that another installation publishes (`anker.json`); null when they are not to be had. */
export async function holeAnker(url: string, deps: { readonly fetch: Fetch }): Promise<Uint8Array | null> {
  const a = await rufe(deps.fetch, url, { zeitlimitMs: ZEITLIMIT_MS, hoechstensBytes: HOECHSTENS_BYTES });
  return a.art === 'antwort' && a.status === 200 ? a.bytes : null;
}
