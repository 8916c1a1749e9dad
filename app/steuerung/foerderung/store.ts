import type { Tx } from '../../base/index.ts';
import type { Akte, Ausgabe, Mittelabruf, Position, Zuwendung } from './model.ts';

type Kopf = Omit<Zuwendung, 'positionen'> & Record<string, unknown>;
const KOPF = `id, bezeichnung, geber, aktenzeichen, bescheid_vom as "bescheidVom", lower(zeitraum)::text as von, upper(zeitraum)::text as bis, satz, betrag`;

/** The grants of the own body with their lines, the newest Bescheid first. */
export async function readZuwendungen(tx: Tx): Promise<Zuwendung[]> {
  const [koepfe, positionen] = await Promise.all([
    tx.zeilen<Kopf>(
      `select ${KOPF} from steuerung.zuwendung where koerperschaft = (select ctx.stelle()) order by bescheid_vom desc, id`,
    ),
    tx.zeilen<Position & { zuwendung: string } & Record<string, unknown>>(
      'select zuwendung, nr, bezeichnung, ansatz from steuerung.foerderposition where koerperschaft = (select ctx.stelle()) order by nr',
    ),
  ]);
  return koepfe.map((k) => ({
    ...k,
    positionen: positionen
      .filter((p) => p.zuwendung === k.id)
      .map(({ nr, bezeichnung, ansatz }) => ({ nr, bezeichnung, ansatz })),
  }));
}

/** One grant with everything booked to it; undefined when it is not the own body's. */
export async function findAkte(tx: Tx, id: string): Promise<Akte | undefined> {
  const wo = 'where koerperschaft = (select ctx.stelle()) and zuwendung = $1';
  const [alle, ausgaben, abrufe, berichte] = await Promise.all([
    readZuwendungen(tx),
    tx.zeilen<Ausgabe & Record<string, unknown>>(
      `select id, position, tag, beleg, zweck, betrag, gegen from steuerung.ausgabe ${wo} order by tag, angelegt, (gegen is not null), id`,
      [id],
    ),
    tx.zeilen<Mittelabruf & Record<string, unknown>>(
      `select nr, tag, faellig_bis as "faelligBis", faellig, betrag, regel from steuerung.mittelabruf ${wo} order by nr`,
      [id],
    ),
    tx.zeilen<{ inhalt: string; angelegt: Date }>(
      `select inhalt, angelegt from steuerung.sachbericht ${wo} order by angelegt desc, id desc limit 1`,
      [id],
    ),
  ]);
  const zuwendung = alle.find((z) => z.id === id);
  return zuwendung && { zuwendung, ausgaben, abrufe, sachbericht: berichte[0] ?? null };
}

/** One writer at a time per grant: sums are checked against what stands. */
export const sperre = (tx: Tx, zuwendung: string) =>
  tx.zeilen('select pg_advisory_xact_lock(hashtextextended($1, 44))', [zuwendung]);

export async function addZuwendung(tx: Tx, koerperschaft: string, z: Zuwendung, jetzt: number): Promise<void> {
  await tx.fuehreAus(
    `insert into steuerung.zuwendung (koerperschaft, id, bezeichnung, geber, aktenzeichen, bescheid_vom, zeitraum, satz, betrag, angelegt)
     values ($1, $2, $3, $4, $5, $6, daterange($7, $8), $9, $10, to_timestamp($11 / 1000.0))`,
    [koerperschaft, z.id, z.bezeichnung, z.geber, z.aktenzeichen, z.bescheidVom, z.von, z.bis, z.satz, z.betrag, jetzt],
  );
  for (const p of z.positionen)
    await tx.fuehreAus('insert into steuerung.foerderposition values ($1, $2, $3, $4, $5)', [
      koerperschaft,
      z.id,
      p.nr,
      p.bezeichnung,
      p.ansatz,
    ]);
}

export interface Wer {
  koerperschaft: string;
  zuwendung: string;
  person: string;
  jetzt: number;
}

export const addAusgabe = (tx: Tx, w: Wer, a: Ausgabe) =>
  tx.fuehreAus(
    `insert into steuerung.ausgabe (koerperschaft, zuwendung, id, position, tag, beleg, zweck, betrag, gegen, angelegt, person)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, to_timestamp($10 / 1000.0), $11)`,
    [w.koerperschaft, w.zuwendung, a.id, a.position, a.tag, a.beleg, a.zweck, a.betrag, a.gegen, w.jetzt, w.person],
  );

export const addAbruf = (tx: Tx, w: Wer, m: Mittelabruf) =>
  tx.fuehreAus(
    `insert into steuerung.mittelabruf (koerperschaft, zuwendung, nr, tag, faellig_bis, faellig, betrag, regel, angelegt, person)
     values ($1, $2, $3, $4, $5, $6, $7, $8, to_timestamp($9 / 1000.0), $10)`,
    [w.koerperschaft, w.zuwendung, m.nr, m.tag, m.faelligBis, m.faellig, m.betrag, m.regel, w.jetzt, w.person],
  );

export const addSachbericht = (tx: Tx, w: Wer, id: string, inhalt: string) =>
  tx.fuehreAus('insert into steuerung.sachbericht values ($1, $2, $3, $4, to_timestamp($5 / 1000.0), $6)', [
    w.koerperschaft,
    w.zuwendung,
    id,
    inhalt,
    w.jetzt,
    w.person,
  ]);
