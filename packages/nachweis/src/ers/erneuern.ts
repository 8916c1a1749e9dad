import { type HashName, hash, type Krypto } from '@rathausverbund/siegel';
import { groupBy } from '../pruefung/gruppen.ts';
import { LAENGE } from './algorithmen.ts';
import { stampGroups } from './create.ts';
import { type Erneuerbar, readRenewable } from './erneuerbar.ts';
import { renewed } from './folge.ts';
import type { Stempler } from './stempeln.ts';
import { writeEvidenceRecord, writeStamp } from './write.ts';

export interface RenewOptions {
  readonly krypto: Krypto;
  readonly stempel: Stempler;
}

/** `nr`: which of the records cannot be renewed. */
export type Erneuert =
  | { readonly ok: true; readonly records: readonly Uint8Array[] }
  | {
      readonly ok: false;
      readonly code: 'ers.unlesbar' | 'ers.veraltet';
      readonly meldung: string;
      readonly nr: number;
    };

/** A record to be renewed with another hash, and the digests of its data made with that hash. */
export interface Neuberechnung {
  readonly der: Uint8Array;
  readonly daten: readonly Uint8Array[];
}

/**
 * Time-stamp renewal (RFC 4998, 5.2): a new stamp over the last stamp of each record, in the same chain, before the
 * certificate or signature algorithm of the old one runs out. One stamp for all records whose chain uses the same hash. The
 * records come back in their order; whether they were sound before is for `verifyEvidenceRecord` to say.
 */
export async function renewTimestamps(
  ders: readonly Uint8Array[],
  { krypto, stempel }: RenewOptions,
): Promise<Erneuert> {
  const gelesen = await readRenewable(krypto, ders);
  if (!gelesen.ok) return gelesen;
  const out = new Map<Erneuerbar, Uint8Array>();
  for (const [name, gleiche] of groupBy(gelesen.records, (r) => r.hash)) {
    const daten = gleiche.map((r) => [hash(krypto, name, r.token)]);
    const { token, wege } = await stampGroups({ krypto, hash: name, daten, stempel });
    for (const [i, r] of gleiche.entries()) {
      const neu = writeStamp({ hash: name, baum: wege[i] ?? null, token });
      const letzte = [...(r.stempel.at(-1) ?? []), neu];
      out.set(r, writeEvidenceRecord(r.hashes, [...r.stempel.slice(0, -1), letzte]));
    }
  }
  return { ok: true, records: gelesen.records.flatMap((r) => out.get(r) ?? []) };
}

/**
 * Hash-tree renewal (RFC 4998, 5.2): a new chain with another hash over the data and all chains before, before the old hash
 * grows weak. One stamp for all records. Throws a TypeError for digests that are not of that hash.
 */
export async function renewHashTrees(
  records: readonly Neuberechnung[],
  { krypto, stempel, hash: name }: RenewOptions & { readonly hash: HashName },
): Promise<Erneuert> {
  const gelesen = await readRenewable(
    krypto,
    records.map((r) => r.der),
  );
  if (!gelesen.ok) return gelesen;
  if (records.some((r) => r.daten.some((d) => d.length !== LAENGE[name])))
    throw new TypeError(`Jedes Datenobjekt braucht seine Prüfsumme nach ${name}`);
  const daten = gelesen.records.map((r, nr) => renewed(krypto, name, records[nr]?.daten ?? [], r.ketten));
  const { token, wege } = await stampGroups({ krypto, hash: name, daten, stempel });
  const neu = gelesen.records.map((r, nr) => {
    const kette = [writeStamp({ hash: name, baum: wege[nr] ?? null, token })];
    return writeEvidenceRecord([...new Set([...r.hashes, name])], [...r.stempel, kette]);
  });
  return { ok: true, records: neu };
}
