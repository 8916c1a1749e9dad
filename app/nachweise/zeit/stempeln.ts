import { createEvidenceRecords, parseNote, type Stempler } from '@rathausverbund/nachweis';
import type { Krypto } from '@rathausverbund/siegel';
import { type Datenbank, oeffentlich, uuidv7 } from '../../base/index.ts';
import type { Ablehnung, Zeitstempeldienst } from '../../ports/index.ts';
import { readStempelbar, saveLauf } from './store.ts';

export interface StempelDeps {
  /** role sequencer */
  db: Datenbank;
  krypto: Krypto;
  tsa: Zeitstempeldienst;
}

/** `anzahl`: how many checkpoints were stamped; 0 when no log has changed. */
export type Stempelergebnis =
  | { ok: true; anzahl: number; zeit: Date | null }
  | { ok: false; code: string; meldung: string };

const HASH = 'sha256';

/** What the time-stamp service refuses, on its way through a function that can only throw. */
class Verweigert extends Error {
  readonly code: string;
  constructor({ code, meldung }: Ablehnung) {
    super(meldung);
    this.code = code;
  }
}

/** Stamps with the service and remembers the time it certified. */
export function createStempler(tsa: Zeitstempeldienst): { stempel: Stempler; zeit: () => Date } {
  let zuletzt = new Date(0);
  const stempel: Stempler = async (digest) => {
    const z = await tsa.stempel(digest);
    if (!z.ok) throw new Verweigert(z);
    zuletzt = z.zeit;
    return z.token;
  };
  return { stempel, zeit: () => zuletzt };
}

/** An answer instead of an exception, where the service refused. */
export async function ohneVerweigerung<T>(
  fn: () => Promise<T>,
): Promise<T | { ok: false; code: string; meldung: string }> {
  try {
    return await fn();
  } catch (fehler) {
    if (fehler instanceof Verweigert) return { ok: false, code: fehler.code, meldung: fehler.message };
    throw fehler;
  }
}

/** The text of a checkpoint as it is stamped: the signed note without its signatures. */
export function textOf(note: string): Uint8Array {
  const text = parseNote(note)?.text;
  if (text === undefined) throw new Error('Der gespeicherte Prüfpunkt ist nicht lesbar');
  return new Uint8Array(Buffer.from(text));
}

/** One run: one stamp over the newest cosigned checkpoints of all logs that changed, and an evidence record for each. */
export function stampLogs({ db, krypto, tsa }: StempelDeps): Promise<Stempelergebnis> {
  return ohneVerweigerung(async () => {
    const staende = await db.transaktion(oeffentlich, readStempelbar);
    if (staende.length === 0) return { ok: true as const, anzahl: 0, zeit: null };
    const { stempel, zeit } = createStempler(tsa);
    const daten = staende.map((s) => [krypto[HASH](textOf(s.note))]);
    const records = await createEvidenceRecords({ krypto, hash: HASH, daten, stempel });
    const lauf = { id: uuidv7(db.uhr.jetzt()), zeit: zeit(), hash: HASH } as const;
    const zeilen = staende.map((s, i) => ({ ...s, record: records[i] ?? new Uint8Array() }));
    await db.transaktion(oeffentlich, (tx) => saveLauf(tx, lauf, zeilen));
    return { ok: true as const, anzahl: staende.length, zeit: lauf.zeit };
  });
}
