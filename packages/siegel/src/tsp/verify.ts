import type { Krypto } from '../krypto.ts';
import type { ZeitstempelUrteil } from '../urteil.ts';

/** What the token must cover: the data itself, or its digest already computed with the hash named in the token. */
export type Gestempelt = { readonly data: Uint8Array } | { readonly digest: Uint8Array };

export interface VerifyTimestampOptions {
  readonly krypto: Krypto;
  /** Trusted root certificates, DER. None: `vertrauen` cannot be decided. */
  readonly anker: readonly Uint8Array[];
  /** Further certificates (DER) that may complete the path; those in the token are used anyway. */
  readonly chain?: readonly Uint8Array[];
}

/** Checks an RFC 3161 time-stamp token (a CMS ContentInfo, DER). */
export async function verifyTimestamp(_token: Uint8Array, _was: Gestempelt, _options: VerifyTimestampOptions): Promise<ZeitstempelUrteil> {
  return { ok: false, code: 'tsp.unlesbar', meldung: 'Der Zeitstempel ist nicht lesbar.', zeit: null };
}
