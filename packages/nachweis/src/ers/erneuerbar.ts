import { type HashName, type Krypto, readTimestamp } from '@rathausverbund/siegel';
import { readEvidenceRecord } from './read.ts';
import type { Beweisdaten, Stempelkette } from './record.ts';

/** What renewal needs of a record. */
export interface Erneuerbar {
  readonly hashes: readonly HashName[];
  /** Hash of the last chain. */
  readonly hash: HashName;
  /** The newest time stamp. */
  readonly token: Uint8Array;
  readonly ketten: readonly Stempelkette[];
  /** Per chain the encoded stamps. */
  readonly stempel: readonly (readonly Uint8Array[])[];
}

type Antwort =
  | { readonly ok: true; readonly records: readonly Erneuerbar[] }
  | {
      readonly ok: false;
      readonly code: 'ers.unlesbar' | 'ers.veraltet';
      readonly meldung: string;
      readonly nr: number;
    };

/** Takes all records apart; refuses, with its number, the first that renewal would damage or could not strengthen. */
export async function readRenewable(krypto: Krypto, ders: readonly Uint8Array[]): Promise<Antwort> {
  const records: Erneuerbar[] = [];
  for (const [nr, der] of ders.entries()) {
    const record = readEvidenceRecord(der);
    if (!record || record.beigaben || record.verschluesselt)
      return { ok: false, code: 'ers.unlesbar', meldung: 'Dieser Beweisdatensatz lässt sich hier nicht erneuern.', nr };
    const erneuerbar = await renewable(krypto, record);
    if (!erneuerbar)
      return {
        ok: false,
        code: 'ers.veraltet',
        meldung: 'Der Beweisdatensatz beruht auf einem veralteten Verfahren.',
        nr,
      };
    records.push(erneuerbar);
  }
  return { ok: true, records };
}

async function renewable(krypto: Krypto, { algorithmen, ketten }: Beweisdaten): Promise<Erneuerbar | null> {
  const hashes = algorithmen.filter((a) => a !== null);
  const neueste = ketten.at(-1)?.stempel.at(-1);
  const hash = neueste?.algorithmus ?? (neueste && (await readTimestamp(krypto, neueste.token))?.hash);
  if (hashes.length < algorithmen.length || !neueste || !hash) return null;
  return { hashes, hash, token: neueste.token, ketten, stempel: ketten.map((k) => k.stempel.map((s) => s.ganz)) };
}
