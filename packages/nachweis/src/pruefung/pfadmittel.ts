import type { Sperrpruefung } from '@rathausverbund/siegel';
import type { Anker } from './anker.ts';
import type { Beilagen } from './beilagen.ts';

/** For which of the two purposes a path of certificates must lead to an anchor. */
type Zweck = 'siegelwurzeln' | 'zeitwurzeln';

export interface Pfadmittel extends Beilagen {
  /** Trusted roots, DER. */
  readonly anker: readonly Uint8Array[];
  readonly sperrpruefung: Sperrpruefung;
}

/**
 * What the paths of one check rest on: the roots of this purpose, what came along, one's own revocation data. A certificate
 * that says where to ask about its revocation is trusted only with an answer: whoever holds the file could have taken it out.
 */
export const pfadmittel = (anker: Anker | null, zweck: Zweck, { chain, crls, ocsps }: Beilagen): Pfadmittel => ({
  anker: anker?.[zweck] ?? [],
  chain,
  crls: [...crls, ...(anker?.crls ?? [])],
  ocsps: [...ocsps, ...(anker?.ocsps ?? [])],
  sperrpruefung: anker?.test && anker.sperrauskunft === 'entbehrlich' ? 'hinweis' : 'streng',
});
