export type { HashName, Krypto, PrivateKey, SignaturAlgorithmus } from './krypto.ts';
export { ECDSA_P256, ED25519, hash } from './krypto.ts';
export { type VerifyPdfOptions, verifyPdf } from './pades/verify.ts';
export { type Gestempelt, type VerifyTimestampOptions, verifyTimestamp } from './tsp/verify.ts';
export type { Antwort, Grund, PdfUrteil, UnterschriftUrteil, ZeitstempelUrteil } from './urteil.ts';
export { worst } from './urteil.ts';
