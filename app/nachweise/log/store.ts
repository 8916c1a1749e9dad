import type { Knoten } from '@rathausverbund/nachweis';
import type { Tx } from '../../base/index.ts';
import type { Bedingung } from '../zeugen/kreis.ts';

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

export interface Protokollfilter {
  koerperschaft?: string;
  /** only logs of these shards */
  shards?: readonly number[];
}

/** Public facts of the logs, in any context. */
export const readProtokolle = (tx: Tx, f: Protokollfilter = {}): Promise<ProtokollStand[]> =>
  tx.zeilen<ProtokollStand>(
    `select * from nachweise.protokolle() p where ($1::uuid is null or p.koerperschaft = $1)
       and ($2::int[] is null or nachweise.log_shard(p.koerperschaft) = any ($2))`,
    [f.koerperschaft ?? null, f.shards ?? null],
  );

/** Bodies with an event that has waited `reifMs`, the longest waiting first, and the epoch that receives them. */
export const readWartende = (tx: Tx, shards: readonly number[], reifMs: number) =>
  tx.zeilen<{ koerperschaft: string; epoche: number }>(
    'select * from nachweise.log_wartende($1, make_interval(secs => $2))',
    [shards, reifMs / 1000],
  );

export const openLog = (tx: Tx, koerperschaft: string, epoche: number, origin: string, vkey: string) =>
  tx.zeilen('select nachweise.log_oeffnen($1, $2, $3, $4)', [koerperschaft, epoche, origin, vkey]);

/** Which logs of these shards there are. */
export const readLogNamen = (tx: Tx, shards: readonly number[]) =>
  tx.zeilen<{ koerperschaft: string; epoche: number }>(
    'select p.koerperschaft, p.epoche from nachweise.protokolle() p where nachweise.log_shard(p.koerperschaft) = any ($1)',
    [shards],
  );

/** A log that is known by its key and a witness alone: entered empty and stopped. */
export const saveVerloren = (
  tx: Tx,
  l: { koerperschaft: string; epoche: number; origin: string; vkey: string; grund: string },
) =>
  tx.zeilen('select nachweise.log_verloren($1, $2, $3, $4, $5)', [
    l.koerperschaft,
    l.epoche,
    l.origin,
    l.vkey,
    l.grund,
  ]);

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

/** A log whose newest checkpoint a witness has not cosigned; `alt`: the size it cosigned last, 0 for none. */
export interface Unbezeugt extends Record<string, unknown> {
  koerperschaft: string;
  epoche: number;
  vkey: string;
  groesse: number;
  checkpoint: string;
  bezeugt: number;
  alt: number;
}

/** Logs of `shards`, in `ungefragt` also those whose newest checkpoint it has; without those that were stopped. */
export const readUnbezeugte = (
  tx: Tx,
  zeuge: string,
  shards: readonly number[],
  ungefragt: readonly number[],
): Promise<Unbezeugt[]> =>
  tx.zeilen<Unbezeugt>('select * from nachweise.log_unbezeugt($1, $2, $3)', [zeuge, shards, ungefragt]);

/** The head of a log, locked. */
export const lockLog = (tx: Tx, koerperschaft: string, epoche: number) =>
  tx.eine<{ groesse: number; angehalten: string | null }>('select * from nachweise.log_sperren($1, $2)', [
    koerperschaft,
    epoche,
  ]);

/** A cosignature line of one witness for the checkpoint of this size. */
export interface Zeugnis {
  koerperschaft: string;
  epoche: number;
  groesse: number;
  zeuge: string;
  zeile: string;
}

/** @returns how many logs got a newer checkpoint that meets the policy of its body */
export async function saveZeugnisse(
  tx: Tx,
  zeugnisse: Zeugnis[],
  bedingung: (koerperschaft: string) => Bedingung,
  jetzt: number,
): Promise<number> {
  const je = new Map<string, Omit<Zeugnis, 'zeuge' | 'zeile'> & { zeilen: Record<string, string> }>();
  for (const { zeuge, zeile, ...wo } of zeugnisse) {
    const name = `${wo.koerperschaft}/${wo.epoche}/${wo.groesse}`;
    je.set(name, { ...wo, zeilen: { ...je.get(name)?.zeilen, [zeuge]: zeile } });
  }
  const zeilen = [...je.values()].map((z) => ({ ...z, ...bedingung(z.koerperschaft) }));
  const z = await tx.eine<{ neu: number }>('select nachweise.log_bezeugen($1, to_timestamp($2 / 1000.0)) as neu', [
    JSON.stringify(zeilen),
    jetzt,
  ]);
  return z?.neu ?? 0;
}

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

/** One log as it is followed from outside. `pruefpunkt`: the newest checkpoint with enough cosignatures, if there is one. */
export interface OeffentlicherStand extends Record<string, unknown> {
  origin: string;
  vkey: string;
  groesse: number;
  bezeugt: number;
  at: Date | null;
  angehalten: string | null;
  pruefpunkt: string | null;
}

export const readOeffentlich = (tx: Tx, koerperschaft: string, epoche: number) =>
  tx.eine<OeffentlicherStand>('select * from nachweise.log_oeffentlich($1, $2)', [koerperschaft, epoche]);

/** The C of the leaves from `von` up to `bis`, the last excluded; at most 256. */
export const readBlattbereich = async (tx: Tx, koerperschaft: string, epoche: number, von: number, bis: number) =>
  (
    await tx.zeilen<{ c: Buffer }>('select c from nachweise.kachel_blaetter($1, $2, $3, $4)', [
      koerperschaft,
      epoche,
      von,
      bis,
    ])
  ).map((z) => z.c);

/** What a witness cosigned last of one log, and when. */
export interface Zeugenstand extends Record<string, unknown> {
  epoche: number;
  zeuge: string;
  groesse: number;
  at: Date;
}

/** How far each witness is with the logs of a body, in any context. */
export const readZeugenstaende = (tx: Tx, koerperschaft: string): Promise<Zeugenstand[]> =>
  tx.zeilen<Zeugenstand>('select * from nachweise.zeugenstaende($1)', [koerperschaft]);
