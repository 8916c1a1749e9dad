import type { HashName } from '@rathausverbund/siegel';
import { writeAlgorithm } from './algorithmen.ts';
import { INTEGER, kontext, OCTET_STRING, SEQUENCE, tlv } from './der.ts';

/** What one ArchiveTimeStamp is written from. */
export interface NeuerStempel {
  readonly hash: HashName;
  readonly baum: readonly (readonly Uint8Array[])[] | null;
  readonly token: Uint8Array;
}

/** An ArchiveTimeStamp, DER. */
export function writeStamp({ hash, baum, token }: NeuerStempel): Uint8Array {
  const listen = baum?.map((liste) => tlv(SEQUENCE, ...liste.map((h) => tlv(OCTET_STRING, h))));
  return tlv(SEQUENCE, writeAlgorithm(hash, kontext(0)), ...(listen ? [tlv(kontext(2), ...listen)] : []), token);
}

/** An EvidenceRecord, DER: its chains are lists of encoded ArchiveTimeStamps, oldest first. */
export function writeEvidenceRecord(
  hashes: readonly HashName[],
  ketten: readonly (readonly Uint8Array[])[],
): Uint8Array {
  return tlv(
    SEQUENCE,
    tlv(INTEGER, Uint8Array.of(1)),
    tlv(SEQUENCE, ...hashes.map((h) => writeAlgorithm(h))),
    tlv(SEQUENCE, ...ketten.map((stempel) => tlv(SEQUENCE, ...stempel))),
  );
}
