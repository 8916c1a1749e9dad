import {
  type HashName,
  type Krypto,
  type SealPdfOptions,
  type SignaturAlgorithmus,
  sealPdf,
} from '@rathausverbund/siegel';

/** One signature to be put on a document; its key lies elsewhere. */
export interface Signaturplan {
  readonly art: 'siegel' | 'unterschrift';
  readonly algorithmus: SignaturAlgorithmus;
  readonly zertifikat: Uint8Array;
  readonly kette: readonly Uint8Array[];
  readonly name: string;
  readonly grund: string;
}

/** A document and the signatures it gets, in this order. Plain data: it travels to the sealing thread. */
export interface Siegelauftrag {
  readonly pdf: Uint8Array;
  /** milliseconds */
  readonly jetzt: number;
  /** for the time stamps */
  readonly hash: HashName;
  readonly plaene: readonly Signaturplan[];
}

/** What only the process that owns keys and network can answer. */
export interface Rueckfragen {
  /** signs with the key of the n-th plan */
  signiere(plan: number, daten: Uint8Array): Promise<Uint8Array>;
  stempel(digest: Uint8Array): Promise<Uint8Array>;
}

/** PDF/UA mark and first signature in one state, each further signature in its own: every one B-T. Throws what the questions throw. */
export async function versiegle(auftrag: Siegelauftrag, krypto: Krypto, fragen: Rueckfragen): Promise<Uint8Array> {
  let pdf = auftrag.pdf;
  for (const [i, p] of auftrag.plaene.entries()) {
    const key = { alg: p.algorithmus, griff: null, signiere: (daten: Uint8Array) => fragen.signiere(i, daten) };
    const o: SealPdfOptions = {
      pdf,
      krypto,
      key,
      certificate: p.zertifikat,
      chain: p.kette,
      jetzt: new Date(auftrag.jetzt),
      timestamp: (digest) => fragen.stempel(digest),
      zeitHash: auftrag.hash,
      art: p.art,
      name: p.name,
      grund: p.grund,
      pdfUa: i === 0,
    };
    pdf = await sealPdf(o);
  }
  return pdf;
}
