import { readEvidenceRecord } from './read.ts';

/** The time stamps (RFC 3161 tokens) of an EvidenceRecord, oldest first; none for what is no record. */
export const stampsOf = (der: Uint8Array): readonly Uint8Array[] =>
  readEvidenceRecord(der)?.ketten.flatMap((k) => k.stempel.map((s) => s.token)) ?? [];
