import { DATA, TST_INFO } from '../cms/oids.ts';
import { verifyCms } from '../cms/verify.ts';
import { withoutPadding } from '../cms/write.ts';
import { hash, type Krypto } from '../krypto.ts';
import { PdfFehler } from '../pdf/werte.ts';
import { climb } from '../x509/sperrfragen.ts';
import { createUmfeld } from '../x509/umfeld.ts';
import type { Zertifikat } from '../x509/zertifikat.ts';
import type { Unterschrift } from './unterschriften.ts';

/** The chains a signature rests on: the signer's and that of its stamp; those of a document time stamp: the authority's. */
export async function chainsOf(
  krypto: Krypto,
  u: Unterschrift,
  vorrat: readonly Zertifikat[],
): Promise<Zertifikat[][]> {
  const cms = withoutPadding(u.contents);
  const stempel = u.subFilter === 'ETSI.RFC3161';
  const s =
    cms &&
    (await verifyCms(krypto, cms, stempel ? TST_INFO : DATA, stempel ? null : (n) => hash(krypto, n, u.bytes())));
  if (!s?.ok)
    throw new PdfFehler(
      'pdf.unterschrift',
      `Die Unterschrift im Feld ${u.feld} gilt nicht; ihr fehlen keine Nachweise.`,
    );
  const umfeld = createUmfeld({ krypto, anker: [], chain: [], jetzt: null });
  const chains = [await climb(umfeld, s.signer, [...s.certificates, ...vorrat])];
  for (const token of s.timestamps) {
    const t = await verifyCms(krypto, token, TST_INFO, null);
    if (t.ok) chains.push(await climb(umfeld, t.signer, [...t.certificates, ...vorrat]));
  }
  return chains;
}
