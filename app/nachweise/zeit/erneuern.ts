import { type Erneuert, renewHashTrees, renewTimestamps } from '@rathausverbund/nachweis';
import { type HashName, hash } from '@rathausverbund/siegel';
import { oeffentlich, uuidv7 } from '../../base/index.ts';
import type { ALGORITHMEN } from './algorithmen.ts';
import { createStempler, ohneVerweigerung, type StempelDeps, textOf } from './stempeln.ts';
import { type Faellig, type Laufart, readFaellig, saveErneuerung } from './store.ts';

export interface ErneuerDeps extends StempelDeps {
  algorithmen: typeof ALGORITHMEN;
}

export type Erneuerergebnis = { ok: true; anzahl: number } | { ok: false; code: string; meldung: string };

/** Records renewed by one stamp. */
const BUENDEL = 1_000;
/** Well before the certificate of a time-stamp service runs out. */
export const JAHR_MS = 365 * 86_400_000;
/** Before any stamp: then age makes nothing due. */
const NIE = new Date(0);
const HASHES = ['sha256', 'sha384', 'sha512'] as const satisfies readonly HashName[];

/**
 * Renews what is due (RFC 4998, 5.2), one stamp for up to a thousand records, until nothing is: first the records whose hash is
 * under a warning move to its successor, then those whose newest stamp is a year old get a new one.
 */
export async function renewDue(d: ErneuerDeps): Promise<Erneuerergebnis> {
  let anzahl = 0;
  for (const alt of HASHES) {
    const warnung = d.algorithmen[alt];
    if (!warnung?.umstellenAb || warnung.umstellenAb.getTime() > d.db.uhr.jetzt()) continue;
    const e = await renewAll(d, 'umstellung', warnung.nachfolger, { vor: NIE, alte: [alt] });
    if (!e.ok) return e;
    anzahl += e.anzahl;
  }
  const e = await renewAll(d, 'erneuerung', null, { vor: new Date(d.db.uhr.jetzt() - JAHR_MS), alte: [] });
  return e.ok ? { ok: true, anzahl: anzahl + e.anzahl } : e;
}

async function renewAll(
  d: ErneuerDeps,
  art: Laufart,
  ziel: HashName | null,
  f: { vor: Date; alte: readonly HashName[] },
): Promise<Erneuerergebnis> {
  for (let anzahl = 0; ; ) {
    const staende = await d.db.transaktion(oeffentlich, (tx) => readFaellig(tx, { ...f, hoechstens: BUENDEL }));
    if (staende.length === 0) return { ok: true, anzahl };
    const e = await renewSome(d, art, ziel, staende);
    if (!e.ok) return e;
    // somebody else is at it, or a record does not grow: not again and again
    if (e.anzahl === 0) return { ok: true, anzahl };
    anzahl += e.anzahl;
  }
}

async function renewSome(
  { db, krypto, tsa }: ErneuerDeps,
  art: Laufart,
  ziel: HashName | null,
  staende: readonly Faellig[],
): Promise<Erneuerergebnis> {
  const { stempel, zeit } = createStempler(tsa);
  const o = { krypto, stempel };
  const e = await ohneVerweigerung<Erneuert>(() =>
    ziel
      ? renewHashTrees(
          staende.map((s) => ({ der: s.record, daten: [hash(krypto, ziel, textOf(s.note))] })),
          { ...o, hash: ziel },
        )
      : renewTimestamps(
          staende.map((s) => s.record),
          o,
        ),
  );
  if (!e.ok) return { ok: false, code: e.code, meldung: e.meldung };
  const neu = staende.map((s, i) => ({
    ...s,
    alt: krypto.sha256(s.record),
    record: e.records[i] ?? new Uint8Array(),
  }));
  const lauf = { id: uuidv7(db.uhr.jetzt()), zeit: zeit(), art, hash: ziel };
  return { ok: true, anzahl: await db.transaktion(oeffentlich, (tx) => saveErneuerung(tx, lauf, neu)) };
}
