import { TST_INFO } from '../cms/oids.ts';
import { verifyCms } from '../cms/verify.ts';
import type { Krypto } from '../krypto.ts';
import { climb, questionsOf, type Sperrfrage } from '../x509/sperrfragen.ts';
import { createUmfeld, readAll } from '../x509/umfeld.ts';

/**
 * Which revocation data a time stamp (RFC 3161 token) needs: one question per certificate below a root, from the authority's own up.
 * `certificates` (DER) complete the chain. None for what is no token.
 */
export async function findStampQuestions(o: {
  readonly token: Uint8Array;
  readonly krypto: Krypto;
  readonly certificates?: readonly Uint8Array[];
}): Promise<Sperrfrage[]> {
  const cms = await verifyCms(o.krypto, o.token, TST_INFO, null);
  if (!cms.ok) return [];
  const u = createUmfeld({ krypto: o.krypto, anker: [], chain: [], jetzt: null });
  return questionsOf([await climb(u, cms.signer, [...cms.certificates, ...readAll(o.certificates ?? [])])]);
}
