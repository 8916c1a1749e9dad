import type { Ereignis } from '@rathausverbund/nachweis';
import { type Schluesselbund, type Tx, type Uhr, uuidv7 } from '../base/index.ts';
import { liesEreignis } from './ereignis.ts';
import { packKlartext, unpackKlartext } from './klartext.ts';
import { type Angaben, buildEreignis, type Kopf, type Strom, type Umstand } from './model.ts';

export interface Protokoll {
  bund: Schluesselbund;
  uhr: Uhr;
  /** first part of every log's origin */
  plattform: string;
  /** the newest epoch of a body's log, as this process knows it; absent: none but the first was opened */
  epoche?: (koerperschaft: string) => number;
}

export const origin = (plattform: string, koerperschaft: string, epoche: number) =>
  `${plattform}/log/${koerperschaft}/${epoche}`;

/**
 * A row of nachweise.ereignis; the key of its stream is there. Under a clock that was put back for a seed the event says so itself
 * (`nachgestellt`): a demo must never look like the past.
 */
function build(p: Protokoll, strom: Strom, kopf: Kopf, umstand: Umstand, wunsch: Angaben) {
  const angaben = p.uhr.versetzt ? { ...wunsch, data: { ...wunsch.data, nachgestellt: true } } : wunsch;
  const log = origin(p.plattform, strom.koerperschaft, p.epoche?.(strom.koerperschaft) ?? 1);
  const gebaut = buildEreignis(log, strom, kopf, umstand, angaben, p.uhr.jetzt());
  const zeile = {
    koerperschaft: strom.koerperschaft,
    id: uuidv7(gebaut.kopf.at),
    leistung: strom.leistung,
    vorgang: strom.id,
    stromArt: strom.art,
    n: gebaut.kopf.n,
    c: gebaut.c,
    kind: angaben.kind,
    at: gebaut.ereignis.at,
    geheim: p.bund.encrypt(strom.koerperschaft, strom.id, packKlartext(gebaut), `ereignis-${gebaut.kopf.n}`),
    buerger: strom.buerger,
  };
  return { zeile, ereignis: gebaut.ereignis, kopf: gebaut.kopf };
}

/** The row as JSON (bytes in hex), for the hot path that writes several rooms at once. */
export async function buildZeile(p: Protokoll, strom: Strom, kopf: Kopf, umstand: Umstand, wunsch: Angaben) {
  await p.bund.createDek(strom.koerperschaft, strom.id);
  const { zeile, ...rest } = build(p, strom, kopf, umstand, wunsch);
  return { ...rest, zeile: { ...zeile, c: zeile.c.toString('hex'), geheim: zeile.geheim.toString('hex') } };
}

/**
 * Appends events to a stream inside the business transaction. The caller holds the lock on the stream and knows its head;
 * a second writer with the same `n` fails on the primary key. The trigger puts each event before the log.
 * @returns the new head; the head that each of the events was
 */
export async function schreibe(tx: Tx, p: Protokoll, strom: Strom, kopf: Kopf, umstand: Umstand, angaben: Angaben[]) {
  if (angaben.length > 0) await p.bund.createDek(strom.koerperschaft, strom.id);
  const gebaut = angaben.map((a) => {
    const g = build(p, strom, kopf, umstand, a);
    kopf = g.kopf;
    return g;
  });
  sende(
    tx,
    gebaut.map((g) => g.zeile),
  );
  return { kopf, ereignisse: gebaut.map((g) => g.ereignis), koepfe: gebaut.map((g) => g.kopf) };
}

const SPALTEN = 'koerperschaft, id, leistung, vorgang, strom_art, n, c, kind, at, geheim, buerger';

/** One event as plain values; several in one statement, for each pays for the checks of the table. */
function sende(tx: Tx, zeilen: ReturnType<typeof build>['zeile'][]): void {
  const [z] = zeilen;
  if (!z) return;
  if (zeilen.length === 1)
    tx.sende(`insert into nachweise.ereignis (${SPALTEN}) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)`, [
      z.koerperschaft,
      z.id,
      z.leistung,
      z.vorgang,
      z.stromArt,
      z.n,
      z.c,
      z.kind,
      z.at,
      z.geheim,
      z.buerger,
    ]);
  else
    tx.sende(
      `insert into nachweise.ereignis (${SPALTEN})
       select $1, id, $2, $3, $4, n, c, kind, at, geheim, $5
       from unnest($6::uuid[], $7::int[], $8::bytea[], $9::text[], $10::timestamptz[], $11::bytea[]) z (id, n, c, kind, at, geheim)`,
      [
        z.koerperschaft,
        z.leistung,
        z.vorgang,
        z.stromArt,
        z.buerger,
        ...(['id', 'n', 'c', 'kind', 'at', 'geheim'] as const).map((name) => zeilen.map((x) => x[name])),
      ],
    );
}

export interface GespeichertesEreignis {
  id: string;
  /** the exact canonical bytes */
  json: string;
  salt: Buffer;
  ereignis: Ereignis;
}

/** All events of a stream the context may read, in order, decrypted; none of an erased Vorgang. */
export async function readStrom(
  tx: Tx,
  p: Protokoll,
  koerperschaft: string,
  strom: string,
): Promise<GespeichertesEreignis[]> {
  const zeilen = await tx.zeilen<{ id: string; n: number; geheim: Buffer }>(
    `select id, n, geheim from nachweise.ereignis where koerperschaft = $1 and vorgang = $2 and geheim <> '' order by n`,
    [koerperschaft, strom],
  );
  return zeilen.map((z) => {
    const { json, salt } = unpackKlartext(p.bund.decrypt(koerperschaft, strom, z.geheim, `ereignis-${z.n}`));
    return { id: z.id, json, salt, ereignis: liesEreignis(json) };
  });
}
