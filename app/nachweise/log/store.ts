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
}

/** Public facts of the logs, in any context. */
export const readProtokolle = (tx: Tx, f: Protokollfilter = {}): Promise<ProtokollStand[]> =>
  tx.zeilen<ProtokollStand>('select * from nachweise.protokolle() p where $1::uuid is null or p.koerperschaft = $1', [
    f.koerperschaft ?? null,
  ]);

export const readWartende = async (tx: Tx, epoche: number): Promise<string[]> =>
  (await tx.zeilen<{ koerperschaft: string }>('select * from nachweise.log_wartende($1)', [epoche])).map(
    (z) => z.koerperschaft,
  );

export const openLog = (tx: Tx, koerperschaft: string, epoche: number, origin: string, vkey: string) =>
  tx.zeilen('select nachweise.log_oeffnen($1, $2, $3, $4)', [koerperschaft, epoche, origin, vkey]);

export const lockLog = (tx: Tx, koerperschaft: string, epoche: number) =>
  tx.eine<{ groesse: number; wurzel: Buffer | null; angehalten: string | null }>(
    'select * from nachweise.log_sperren($1, $2)',
    [koerperschaft, epoche],
  );

export const readBlaetter = (tx: Tx, koerperschaft: string, hoechstens: number) =>
  tx.zeilen<{ ereignis: string; c: Buffer }>('select * from nachweise.log_naechste($1, $2)', [
    koerperschaft,
    hoechstens,
  ]);

type Ja = { ja: boolean };

export async function append(
  tx: Tx,
  l: { koerperschaft: string; epoche: number; alt: number },
  ereignisse: string[],
  knoten: readonly Knoten[],
): Promise<boolean> {
  const z = await tx.eine<Ja>('select nachweise.log_anhaengen($1, $2, $3, $4, $5, $6, $7) as ja', [
    l.koerperschaft,
    l.epoche,
    l.alt,
    ereignisse,
    knoten.map((k) => k.ebene),
    knoten.map((k) => k.index),
    knoten.map((k) => Buffer.from(k.hash)),
  ]);
  return z?.ja === true;
}

export async function saveCheckpoint(
  tx: Tx,
  l: { koerperschaft: string; epoche: number; alt: number },
  c: { groesse: number; wurzel: Uint8Array; note: string; at: number },
): Promise<boolean> {
  const z = await tx.eine<Ja>(
    'select nachweise.log_zeichnen($1, $2, $3, $4, $5, $6, to_timestamp($7 / 1000.0)) as ja',
    [l.koerperschaft, l.epoche, l.alt, c.groesse, Buffer.from(c.wurzel), c.note, c.at],
  );
  return z?.ja === true;
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

/** `alle`: also logs whose newest checkpoint it has; without those that were stopped. */
export const readUnbezeugte = (tx: Tx, zeuge: string, alle: boolean): Promise<Unbezeugt[]> =>
  tx.zeilen<Unbezeugt>('select * from nachweise.log_unbezeugt($1, $2)', [zeuge, alle]);

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
    await tx.zeilen<{ c: Buffer }>('select c from nachweise.log_blaetter($1, $2, $3, $4)', [
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
