import {
  type Krypto,
  type PdfUrteil,
  readCertificate,
  readTimestamp,
  renewPdf,
  type UnterschriftUrteil,
  verifyPdf,
} from '@rathausverbund/siegel';

/** A sealed document and what is put into it. Plain data: it travels to the sealing thread. */
export interface Erneuerauftrag {
  readonly pdf: Uint8Array;
  /** milliseconds */
  readonly jetzt: number;
  /** trusted roots, DER; they also complete the chains */
  readonly anker: readonly Uint8Array[];
  readonly crls: readonly Uint8Array[];
  readonly ocsps: readonly Uint8Array[];
}

export type Stufe = UnterschriftUrteil['niveau'];

export interface Erneuert {
  readonly pdf: Uint8Array;
  /** lowest level of its seals and signatures */
  readonly niveau: Stufe;
  /** end of the certificate of the newest time stamp, milliseconds */
  readonly bis: number;
}

const RANG = ['holds', 'cannot be decided', 'does not hold'] as const;
const STUFEN: readonly Stufe[] = ['keines', 'B-B', 'B-T', 'B-LT', 'B-LTA'];
const SCHLECHTER =
  'Das Dokument wurde nicht erneuert: Mit den neuen Nachweisen wäre das Urteil über seine Siegel schlechter als zuvor.';

const lower = (alt: UnterschriftUrteil, neu: UnterschriftUrteil | undefined): boolean =>
  !neu ||
  neu.feld !== alt.feld ||
  (['unversehrt', 'vertrauen', 'zeitgueltig'] as const).some((w) => RANG.indexOf(neu[w]) > RANG.indexOf(alt[w])) ||
  STUFEN.indexOf(neu.niveau) < STUFEN.indexOf(alt.niveau);

/** The new stamp, when it holds and no older verdict became worse. */
function accepted(vorher: PdfUrteil, nachher: PdfUrteil): UnterschriftUrteil | null {
  const neu = nachher.unterschriften[vorher.unterschriften.length];
  if (vorher.unterschriften.some((alt, i) => lower(alt, nachher.unterschriften[i]))) return null;
  return neu?.art === 'zeitstempel' && neu.unversehrt === 'holds' && neu.vertrauen === 'holds' ? neu : null;
}

/**
 * Appends validation data and a document time stamp, and checks the result against the old file: throws when the new one would be
 * worse in any answer, besides what `stempel` throws and `PdfFehler`.
 */
export async function erneuere(
  a: Erneuerauftrag,
  krypto: Krypto,
  stempel: (sha256: Uint8Array) => Promise<Uint8Array>,
): Promise<Erneuert> {
  const check = (pdf: Uint8Array, zeit: number) => verifyPdf(pdf, { krypto, anker: a.anker, jetzt: new Date(zeit) });
  const vorher = await check(a.pdf, a.jetzt);
  let zeit = a.jetzt;
  const pdf = await renewPdf({
    ...a,
    krypto,
    certificates: a.anker,
    async timestamp(digest) {
      const token = await stempel(digest);
      zeit = Math.max(zeit, (await readTimestamp(krypto, token))?.zeit.getTime() ?? 0);
      return token;
    },
  });
  const nachher = await check(pdf, zeit);
  const neu = accepted(vorher, nachher);
  const bis = neu?.zertifikat && readCertificate(neu.zertifikat)?.bis.getTime();
  if (!bis) throw new Error([SCHLECHTER, ...nachher.gruende.map((g) => g.meldung)].join(' '));
  const siegel = nachher.unterschriften.filter((u) => u.art !== 'zeitstempel').map((u) => STUFEN.indexOf(u.niveau));
  return { pdf, niveau: STUFEN[Math.min(...siegel)] ?? 'keines', bis };
}
