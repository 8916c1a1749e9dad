export { type Anhang, appendLeaves } from './baum/append.ts';
export { ereignisC, kanonischC, leafHash, nodeHash, type Sha256 } from './baum/hash.ts';
export type { HoleKnoten, Knoten, KnotenOrt } from './baum/knoten.ts';
export { consistencyProof, inclusionProof } from './baum/proof.ts';
export { createRechner, type Rechner } from './baum/rechner.ts';
export { rootFromLeaves, rootFromNodes } from './baum/root.ts';
export { type Consistency, type Inclusion, verifyConsistency, verifyInclusion } from './baum/verify.ts';
export {
  type BuendelAngaben,
  type BuendelInhalt,
  buendelName,
  dateiName,
  type Fundstelle,
  type Konsistenz,
  type Protokollzeit,
  type Regeldamals,
  type Sperrliste,
  teileName,
} from './buendel/inhalt.ts';
export { type WriteBundleOptions, writeBundle } from './buendel/write.ts';
export { type Ereignis, type EreignisDokument, pruefeEreignis } from './ereignis.ts';
export {
  type CreateEvidenceRecordsOptions,
  createEvidenceRecords,
  recordOf,
  type Stempelung,
  stampGroups,
} from './ers/create.ts';
export type { Gedeckt, Pruefsummen } from './ers/daten.ts';
export {
  type Erneuert,
  type Neuberechnung,
  type RenewOptions,
  renewHashTrees,
  renewTimestamps,
} from './ers/erneuern.ts';
export { stampsOf } from './ers/stempelliste.ts';
export type { Stempler } from './ers/stempeln.ts';
export type { ErsUrteil } from './ers/urteil.ts';
export { type VerifyEvidenceRecordOptions, verifyEvidenceRecord } from './ers/verify.ts';
export {
  type Checkpoint,
  formatCheckpoint,
  logOrigin,
  parseCheckpoint,
  parseOrigin,
  type SignedCheckpoint,
  signCheckpoint,
} from './note/checkpoint.ts';
export { type CosignatureAnswer, cosign, verifyCosignature } from './note/cosignature.ts';
export {
  formatNote,
  formatSignature,
  type Note,
  type NoteSignature,
  type NoteSigner,
  parseNote,
  parseSignature,
  type SignatureState,
  signNote,
  verifyNote,
} from './note/note.ts';
export { formatTlogProof, type ParsedTlogProof, parseTlogProof, type TlogProof } from './note/tlogproof.ts';
export { formatVkey, type NoteArt, type NoteKey, noteKey, parseVkey, rawFromSpki, spkiFromRaw } from './note/vkey.ts';
export {
  type Anker,
  type AnkerAntwort,
  type AnkerLog,
  type AnkerZeuge,
  formatAnker,
  readAnker,
} from './pruefung/anker.ts';
export type { Frage, Pruefergebnis, Teil } from './pruefung/ergebnis.ts';
export { GRENZEN } from './pruefung/grenzen.ts';
export { type PruefeOptions, pruefe } from './pruefung/pruefe.ts';
export { type Protokollregel, regelBei, type Zeugenregel } from './pruefung/regel.ts';
export { type Betrieben, istUnabhaengig } from './pruefung/unabhaengig.ts';
export { type JsonWert, rfc8785 } from './rfc8785.ts';
export { type Anfrage, formatAddCheckpoint, parseAddCheckpoint } from './zeuge/anfrage.ts';
export { bezeuge, type Zeuge, type ZeugenZustand, type Zeugnis } from './zeuge/bezeuge.ts';
export { formatPolicy, type Gruppe, isQuorum, type Policy, parsePolicy, policyOf } from './zeuge/policy.ts';
