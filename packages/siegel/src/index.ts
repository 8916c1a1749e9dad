export { SignaturFehler } from './cms/write.ts';
export { EIGNUNG } from './eignung.ts';
export type { HashName, Krypto, PrivateKey, SignaturAlgorithmus } from './krypto.ts';
export { ECDSA_P256, ED25519, hash } from './krypto.ts';
export {
  type AddValidationDataOptions,
  addValidationData,
  findRevocationQuestions,
} from './pades/dss-write.ts';
export { type VerifyPdfOptions, verifyPdf } from './pades/verify.ts';
export { type SealPdfOptions, sealPdf } from './pades/write.ts';
export { type AddDocumentTimestampOptions, addDocumentTimestamp, renewPdf } from './pades/zeitstempel.ts';
export { openPdf } from './pdf/dokument.ts';
export { markFacturX } from './pdf/facturx.ts';
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
export { findStampQuestions } from './tsp/fragen.ts';
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
export type { Person } from './x509/ausstellen.ts';
export { readCrl, type Sperrliste, type Sperrvermerk } from './x509/crl.ts';
export { type Einzelauskunft, type OcspAntwort, readOcsp } from './x509/ocsp.ts';
export { requestOcsp } from './x509/ocsp-anfrage.ts';
export { type PfadUrteil, type SperrOptionen, verifyPath } from './x509/pfad.ts';
export type { Sperrfrage } from './x509/sperrfragen.ts';
export type { Sperrauskunft, Sperrgrund } from './x509/sperrung.ts';
export {
  createTestCa,
  type IssueCertificateOptions,
  issueCertificate,
  issueTestCa,
  type Schluesselpaar,
  type Sperradressen,
  type Verwendung,
} from './x509/test-ca.ts';
export { createTestCrl, createTestOcsp, type TestOcspOptions, type TestSperre } from './x509/test-sperre.ts';
export type { Sperrpruefung } from './x509/umfeld.ts';
export { readCertificate, type Zertifikat } from './x509/zertifikat.ts';
