import type pg from 'pg';
import { type Datenbank, oeffentlich, type Tx } from '../base/index.ts';
import { type Dateien, fassungOf } from './compile.ts';

/** Which version of a Leistung counts; `fassung` null: it is not offered any more. */
export interface Geltung {
  leistung: string;
  fassung: string | null;
  /** when it began to count */
  ab: Date;
  /** how it came to count: a folder of the installation at its start, or `leistung -- publish` */
  woher: 'ordner' | 'befehl';
}

const LETZTE =
  'select distinct on (leistung) leistung, fassung, ab, woher from leistungen.geltung order by leistung, nummer desc';

/** What counts now, of every Leistung that was ever published here. */
export const readGeltung = (db: Datenbank): Promise<Geltung[]> =>
  db.lesen<Geltung & Record<string, unknown>>(oeffentlich, LETZTE);

/** Everything that ever counted on this installation, in its order. */
export const readGeltungen = (tx: Tx): Promise<Geltung[]> =>
  tx.zeilen<Geltung & Record<string, unknown>>(
    'select leistung, fassung, ab, woher from leistungen.geltung order by leistung, nummer',
  );

const readLetzte = async (client: pg.Client, leistung: string): Promise<Geltung | undefined> =>
  (await client.query<Geltung>(`select * from (${LETZTE}) l where leistung = $1`, [leistung])).rows[0];

const schreibe = (client: pg.Client, leistung: string, fassung: string | null, woher: string, jetzt: number) =>
  client.query(
    `insert into leistungen.geltung (leistung, nummer, fassung, ab, woher)
     select $1, coalesce(max(nummer), 0) + 1, $2, to_timestamp($3 / 1000.0), $4 from leistungen.geltung where leistung = $1`,
    [leistung, fassung, jetzt, woher],
  );

const bewahre = (client: pg.Client, leistung: string, dateien: Dateien, jetzt: number) =>
  client.query('insert into leistungen.fassung values ($1, $2, $3, to_timestamp($4 / 1000.0)) on conflict do nothing', [
    leistung,
    fassungOf(dateien),
    JSON.stringify(dateien),
    jetzt,
  ]);

/**
 * A folder of the installation at its start, as the setup role: it counts when it is another than at the start before. Else what was
 * published meanwhile goes on counting. @returns what is to be said of it
 */
export async function uebernimmOrdner(
  client: pg.Client,
  leistung: string,
  dateien: Dateien,
  jetzt: number,
): Promise<string | undefined> {
  const fassung = fassungOf(dateien);
  await bewahre(client, leistung, dateien, jetzt);
  const { rows } = await client.query<{ fassung: string }>(
    `select fassung from leistungen.geltung where leistung = $1 and woher = 'ordner' order by nummer desc limit 1`,
    [leistung],
  );
  const da = await readLetzte(client, leistung);
  const eigene = da?.woher === 'befehl' && da.fassung !== fassung ? da : undefined;
  const was = eigene?.fassung ? `die Fassung ${eigene.fassung}` : 'sie ist zurückgezogen';
  if (rows[0]?.fassung === fassung)
    return eigene && `Es gilt nicht dieser Ordner, sondern was „leistung -- publish“ eingetragen hat: ${was}.`;
  await schreibe(client, leistung, fassung, 'ordner', jetzt);
  return (
    eigene &&
    `Der Ordner hat sich geändert und gilt ab jetzt. Bisher galt, was „leistung -- publish“ eingetragen hat: ${was}. Zurück führt: npm run leistung -- publish --zurueck ${leistung}`
  );
}

/** Lets a version count from now on that was judged and found good, as the setup role. @returns false where it counts already */
export async function setzeGeltung(
  client: pg.Client,
  leistung: string,
  dateien: Dateien,
  jetzt: number,
): Promise<boolean> {
  return inTransaktion(client, async () => {
    if ((await readLetzte(client, leistung))?.fassung === fassungOf(dateien)) return false;
    await bewahre(client, leistung, dateien, jetzt);
    await schreibe(client, leistung, fassungOf(dateien), 'befehl', jetzt);
    return true;
  });
}

/** The way back: what counts, and what counted before it; `davor` null: nothing did. Undefined where nothing was ever published. */
export interface Rueckweg {
  jetzt: string | null;
  davor: string | null;
}

export async function readRueckweg(client: pg.Client, leistung: string): Promise<Rueckweg | undefined> {
  const da = await readLetzte(client, leistung);
  if (!da) return undefined;
  const { rows } = await client.query<{ fassung: string | null }>(
    'select fassung from leistungen.geltung where leistung = $1 and fassung is distinct from $2 order by nummer desc limit 1',
    [leistung, da.fassung],
  );
  return { jetzt: da.fassung, davor: rows[0]?.fassung ?? null };
}

/**
 * Lets another published version count instead of the one that counts, as the setup role; `nach` null: the Leistung is not offered any
 * more. @returns false when meanwhile another counts
 */
export async function wechsle(
  client: pg.Client,
  leistung: string,
  { von, nach }: { von: string | null; nach: string | null },
  jetzt: number,
): Promise<boolean> {
  return inTransaktion(client, async () => {
    if ((await readLetzte(client, leistung))?.fassung !== von) return false;
    await schreibe(client, leistung, nach, 'befehl', jetzt);
    return true;
  });
}

/** One after the other: two who publish at once do not read the same state. */
async function inTransaktion<T>(client: pg.Client, fn: () => Promise<T>): Promise<T> {
  await client.query('begin');
  try {
    await client.query('lock table leistungen.geltung in share row exclusive mode');
    const e = await fn();
    await client.query('commit');
    return e;
  } catch (fehler) {
    await client.query('rollback');
    throw fehler;
  }
}
