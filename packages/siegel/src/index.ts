export { SignaturFehler } from './cms/write.ts';
export type { HashName, Krypto, PrivateKey, SignaturAlgorithmus } from './krypto.ts';
export { ECDSA_P256, ED25519, hash } from './krypto.ts';
export { type VerifyPdfOptions, verifyPdf } from './pades/verify.ts';
export { type SealPdfOptions, sealPdf } from './pades/write.ts';
export { openPdf } from './pdf/dokument.ts';
export { addIncrement, type NeuesObjekt } from './pdf/increment.ts';
export { markPdfUa } from './pdf/pdfua.ts';
export { PdfFehler } from './pdf/werte.ts';
export { readTimestampRequest, requestTimestamp, type Zeitanfrage } from './tsp/anfrage.ts';
export {
  type CreateTimestampOptions,
  createTimestampResponse,
  createTimestampToken,
  parseTimestampResponse,
  type TimestampAntwort,
} from './tsp/antwort.ts';
export {
  type Gestempelt,
  readTimestamp,
  type VerifyTimestampOptions,
  verifyTimestamp,
  type ZeitstempelInhalt,
} from './tsp/verify.ts';
export type { Antwort, Grund, PdfUrteil, UnterschriftUrteil, ZeitstempelUrteil } from './urteil.ts';
export { worst } from './urteil.ts';
export { ecdsaDer } from './x509/algorithmen.ts';
export { type PfadUrteil, verifyPath } from './x509/pfad.ts';
export {
  createTestCa,
  type IssueCertificateOptions,
  issueCertificate,
  type Schluesselpaar,
  type Verwendung,
} from './x509/test-ca.ts';
export { readCertificate, type Zertifikat } from './x509/zertifikat.ts';
