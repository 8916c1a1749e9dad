import {
  type HashName,
  type Krypto,
  type PdfUrteil,
  renewPdf,
  type UnterschriftUrteil,
  verifyPdf,
  verifyTimestamp,
} from '@rathausverbund/siegel';

/** A sealed document and what is put into it. Plain data: it travels to the sealing thread. */
export interface Erneuerauftrag {
  readonly pdf: Uint8Array;
  /** milliseconds */
  readonly jetzt: number;
  /** for the new time stamp */
  readonly hash: HashName;
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
  /** when the newest time stamp ages: end of its certificate, or of a method it rests on; milliseconds */
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

/** The new stamp holds, and no older verdict became worse. */
function accepted(vorher: PdfUrteil, nachher: PdfUrteil): boolean {
  const neu = nachher.unterschriften[vorher.unterschriften.length];
  if (vorher.unterschriften.some((alt, i) => lower(alt, nachher.unterschriften[i]))) return false;
  return neu?.art === 'zeitstempel' && neu.unversehrt === 'holds' && neu.vertrauen === 'holds';
}

/**
 * Appends validation data and a document time stamp, and checks the result against the old file: throws when the new one would be
 * worse in any answer, besides what `stempel` throws and `PdfFehler`.
 */
export async function erneuere(
  a: Erneuerauftrag,
  krypto: Krypto,
  stempel: (digest: Uint8Array) => Promise<Uint8Array>,
): Promise<Erneuert> {
  const check = (pdf: Uint8Array, zeit: number) => verifyPdf(pdf, { krypto, anker: a.anker, jetzt: new Date(zeit) });
  const vorher = await check(a.pdf, a.jetzt);
  let zeit = a.jetzt;
  let bis = 0;
  const pdf = await renewPdf({
    ...a,
    krypto,
    certificates: a.anker,
    async timestamp(digest) {
      const token = await stempel(digest);
      const u = await verifyTimestamp(token, { digest }, { krypto, anker: a.anker });
      if (u.ok) {
        zeit = Math.max(zeit, u.zeit.getTime());
        bis = Math.min(u.gueltigBis.getTime(), u.geeignetBis?.getTime() ?? Infinity);
      }
      return token;
    },
  });
  const nachher = await check(pdf, zeit);
  if (!accepted(vorher, nachher)) throw new Error([SCHLECHTER, ...nachher.gruende.map((g) => g.meldung)].join(' '));
  const siegel = nachher.unterschriften.filter((u) => u.art !== 'zeitstempel').map((u) => STUFEN.indexOf(u.niveau));
  return { pdf, niveau: STUFEN[Math.min(...siegel)] ?? 'keines', bis };
}
