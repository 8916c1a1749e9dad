import type { HashName } from '@rathausverbund/siegel';

/** One ArchiveTimeStamp (RFC 4998, 4): a time stamp over the root of a hash tree, and the part of the tree that leads there. */
export interface Archivstempel {
  readonly ganz: Uint8Array;
  /** null: a hash we do not accept; undefined: not named, then it is the one of the time stamp. */
  readonly algorithmus: HashName | null | undefined;
  /** The lists of hashes of the reduced hash tree; null where the stamp covers the one hash itself. */
  readonly baum: readonly (readonly Uint8Array[])[] | null;
  /** RFC 3161 token, the bytes as they stand in the record. */
  readonly token: Uint8Array;
  /** Attributes are there: nothing covers them until the next renewal, and nothing here rests on them. */
  readonly attribute: boolean;
}

/** An ArchiveTimeStampChain: stamps with one hash, each over the one before. */
export interface Stempelkette {
  readonly ganz: Uint8Array;
  readonly stempel: readonly Archivstempel[];
}

/** An EvidenceRecord (RFC 4998, 3) taken apart, nothing checked but its form. */
export interface Beweisdaten {
  /** The hashes the record says it uses; null stands for one we do not accept. */
  readonly algorithmen: readonly (HashName | null)[];
  readonly beigaben: boolean;
  readonly verschluesselt: boolean;
  /** The whole ArchiveTimeStampSequence: what the next hash-tree renewal covers. */
  readonly folge: Uint8Array;
  readonly ketten: readonly Stempelkette[];
}
