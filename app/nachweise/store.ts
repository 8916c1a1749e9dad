import type { Ereignis } from '@rathausverbund/nachweis';
import { type Schluesselbund, type Tx, type Uhr, uuidv7 } from '../base/index.ts';
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
  const klartext = Buffer.from(JSON.stringify({ json: gebaut.json, salt: gebaut.salt.toString('hex') }));
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
    geheim: p.bund.encrypt(strom.koerperschaft, strom.id, klartext, `ereignis-${gebaut.kopf.n}`),
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
 */
export async function schreibe(tx: Tx, p: Protokoll, strom: Strom, kopf: Kopf, umstand: Umstand, angaben: Angaben[]) {
  if (angaben.length > 0) await p.bund.createDek(strom.koerperschaft, strom.id);
  const zeilen = angaben.map((a) => {
    const { kopf: neu, ...gebaut } = build(p, strom, kopf, umstand, a);
    kopf = neu;
    return gebaut;
  });
  for (const { zeile: z } of zeilen)
    tx.sende(
      `insert into nachweise.ereignis (koerperschaft, id, leistung, vorgang, strom_art, n, c, kind, at, geheim, buerger)
       values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)`,
      [z.koerperschaft, z.id, z.leistung, z.vorgang, z.stromArt, z.n, z.c, z.kind, z.at, z.geheim, z.buerger],
    );
  return { kopf, ereignisse: zeilen.map((z) => z.ereignis) };
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
    const { json, salt } = JSON.parse(p.bund.decrypt(koerperschaft, strom, z.geheim, `ereignis-${z.n}`).toString()) as {
      json: string;
      salt: string;
    };
    return { id: z.id, json, salt: Buffer.from(salt, 'hex'), ereignis: JSON.parse(json) as Ereignis };
  });
}
