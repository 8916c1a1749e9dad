import type { Knoten } from '@rathausverbund/nachweis';
import type { Tx } from '../../base/index.ts';

/** Public facts of one log. `bezeugt`: size of the newest cosigned checkpoint, 0 for none. */
export interface ProtokollStand extends Record<string, unknown> {
  koerperschaft: string;
  epoche: number;
  origin: string;
  vkey: string;
  groesse: number;
  wurzel: Buffer | null;
  /** newest checkpoint, a C2SP signed note */
  checkpoint: string | null;
  at: Date | null;
  bezeugt: number;
  /** why this log stopped signing; such a log is never repaired */
  angehalten: string | null;
}

/** `offen`: only logs whose newest checkpoint waits for its cosignature. */
export interface Protokollfilter {
  koerperschaft?: string;
  offen?: boolean;
  /** only logs of these shards */
  shards?: readonly number[];
}

/** Public facts of the logs, in any context. */
export const readProtokolle = (tx: Tx, f: Protokollfilter = {}): Promise<ProtokollStand[]> =>
  tx.zeilen<ProtokollStand>(
    `select * from nachweise.protokolle() p where ($1::uuid is null or p.koerperschaft = $1)
       and (not $2 or (p.angehalten is null and p.bezeugt < p.groesse))
       and ($3::int[] is null or nachweise.log_shard(p.koerperschaft) = any ($3))`,
    [f.koerperschaft ?? null, f.offen ?? false, f.shards ?? null],
  );

/** Bodies with waiting events, the longest waiting first, and the epoch that receives them. */
export const readWartende = (tx: Tx, shards: readonly number[]) =>
  tx.zeilen<{ koerperschaft: string; epoche: number }>('select * from nachweise.log_wartende($1)', [shards]);

export const openLog = (tx: Tx, koerperschaft: string, epoche: number, origin: string, vkey: string) =>
  tx.zeilen('select nachweise.log_oeffnen($1, $2, $3, $4)', [koerperschaft, epoche, origin, vkey]);

/** A log as it was before its new leaves (C, 32 bytes each, one behind the other) got their places. */
export interface Eingereiht extends Record<string, unknown> {
  koerperschaft: string;
  epoche: number;
  origin: string;
  groesse: number;
  wurzel: Buffer | null;
  blaetter: Buffer;
}

export const reiheEin = (tx: Tx, koerperschaften: string[], hoechstens: number) =>
  tx.zeilen<Eingereiht>('select * from nachweise.log_einreihen($1, $2)', [koerperschaften, hoechstens]);

/** Below this level nodes are computed from the leaves. */
const UNTERSTE = 3;

export async function saveKnoten(
  tx: Tx,
  alle: readonly (Knoten & { log: { koerperschaft: string; epoche: number } })[],
): Promise<void> {
  const knoten = alle.filter((k) => k.ebene >= UNTERSTE);
  if (knoten.length === 0) return;
  await tx.zeilen('select nachweise.log_knoten_ablegen($1, $2, $3, $4, $5)', [
    knoten.map((k) => k.log.koerperschaft),
    knoten.map((k) => k.log.epoche),
    knoten.map((k) => k.ebene),
    knoten.map((k) => k.index),
    Buffer.concat(knoten.map((k) => k.hash)),
  ]);
}

export interface Gezeichnet {
  koerperschaft: string;
  epoche: number;
  alt: number;
  neu: number;
  wurzel: Uint8Array;
  note: string;
}

/** @returns how many were taken: fewer when a log has moved on or was stopped */
export async function saveCheckpoints(tx: Tx, noten: readonly Gezeichnet[], at: number): Promise<number> {
  const json = noten.map((n) => ({ ...n, wurzel: Buffer.from(n.wurzel).toString('hex') }));
  const z = await tx.eine<{ anzahl: number }>(
    'select nachweise.log_zeichnen($1, to_timestamp($2 / 1000.0)) as anzahl',
    [JSON.stringify(json), at],
  );
  return z?.anzahl ?? 0;
}

export interface Gegengezeichnet {
  koerperschaft: string;
  epoche: number;
  groesse: number;
  note: string;
}

export const saveCosignatures = (tx: Tx, noten: Gegengezeichnet[]) =>
  tx.zeilen('select nachweise.log_gegenzeichnen($1)', [JSON.stringify(noten)]);

type Ja = { ja: boolean };

/** @returns false when the log has grown since: what was judged is no longer its state */
export async function stopLog(tx: Tx, koerperschaft: string, epoche: number, bei: number, grund: string) {
  const z = await tx.eine<Ja>('select nachweise.log_anhalten($1, $2, $3, $4) as ja', [
    koerperschaft,
    epoche,
    bei,
    grund,
  ]);
  return z?.ja === true;
}
