import { type HashName, hash, type Krypto } from '@rathausverbund/siegel';
import { LAENGE } from './algorithmen.ts';
import { buildTree, type Weg } from './baum.ts';
import { type Stempler, stampRoot } from './stempeln.ts';
import { writeEvidenceRecord, writeStamp } from './write.ts';

export interface CreateEvidenceRecordsOptions {
  readonly krypto: Krypto;
  readonly hash: HashName;
  /** The digests of each data group, made with `hash`; a lone data object is a group of one. */
  readonly daten: readonly (readonly Uint8Array[])[];
  readonly stempel: Stempler;
}

/** What one stamp gives for many groups: the token, and per group the way from it to the stamped root. */
export interface Stempelung {
  readonly token: Uint8Array;
  readonly wege: readonly Weg[];
}

/**
 * Stamps many data groups at once (RFC 4998, 4.2): one time stamp over the root of a tree of all groups. The order of the
 * groups does not change the root. Throws a TypeError for no groups, empty groups and digests of the wrong length.
 */
export async function stampGroups({
  krypto,
  hash: name,
  daten,
  stempel,
}: CreateEvidenceRecordsOptions): Promise<Stempelung> {
  if (daten.some((g) => g.length === 0 || g.some((h) => h.length !== LAENGE[name])))
    throw new TypeError(`Jede Gruppe braucht Prüfsummen nach ${name}`);
  const { wurzel, wege } = buildTree((d) => hash(krypto, name, d), daten);
  return { token: await stampRoot(krypto, name, wurzel, stempel), wege };
}

/** The EvidenceRecord (DER) of one group that `stampGroups` stamped. */
export function recordOf(name: HashName, weg: Weg, token: Uint8Array): Uint8Array {
  return writeEvidenceRecord([name], [[writeStamp({ hash: name, baum: weg, token })]]);
}

/** One EvidenceRecord (DER) per group, all on one time stamp; see `stampGroups`. */
export async function createEvidenceRecords(o: CreateEvidenceRecordsOptions): Promise<Uint8Array[]> {
  const { token, wege } = await stampGroups(o);
  return wege.map((weg) => recordOf(o.hash, weg, token));
}
