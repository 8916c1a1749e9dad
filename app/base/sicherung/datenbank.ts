import type pg from 'pg';

/** First line of a dump. */
export interface DumpKopf {
  version: 1;
  /** instant of the snapshot */
  zeit: string;
  plattform: string;
  betrieb: 'demo' | 'echt';
  migrationen: { raum: string; nr: number; sha256: string }[];
}

interface TabelleKopf {
  tabelle: string;
  /** name and type of each column, by name: their order in the table tells how it came about */
  spalten: [string, string][];
}

const STUECK = 1000;
const q = (name: string) => `"${name.replaceAll('"', '""')}"`;

/** Whether an installation was born in this database. Asked by the role which owns the tables. */
export async function hasInstallation(client: pg.Client): Promise<boolean> {
  const { rows } = await client.query<{ da: boolean }>("select to_regclass('base.installation') is not null as da");
  return rows[0]?.da ?? false;
}

/** Our tables with their columns, referenced ones first. */
async function readTabellen(client: pg.Client): Promise<TabelleKopf[]> {
  const { rows } = await client.query<{ tabelle: string; spalten: [string, string][]; braucht: string[] }>(`
    select c.oid::regclass::text as tabelle,
      (select json_agg(json_build_array(a.attname, format_type(a.atttypid, a.atttypmod)) order by a.attname)
       from pg_attribute a where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped and a.attgenerated = '') as spalten,
      array(select f.confrelid::regclass::text from pg_constraint f where f.conrelid = c.oid and f.contype = 'f' and f.confrelid <> c.oid) as braucht
    from pg_class c join pg_namespace n on n.oid = c.relnamespace
    where c.relkind = 'r' and n.nspname !~ '^pg_' and n.nspname <> 'information_schema' order by 1`);
  const fertig: typeof rows = [];
  const nimm = (t: (typeof rows)[number]): void => {
    if (fertig.includes(t)) return;
    for (const b of t.braucht) nimm(rows.find((r) => r.tabelle === b) ?? t);
    fertig.push(t);
  };
  rows.forEach(nimm);
  return fertig.map(({ tabelle, spalten }) => ({ tabelle, spalten }));
}

/**
 * All rows of all tables as lines, in one snapshot, while others work on: head, then for each table its columns and one JSON array
 * of texts a row, then the count. Texts are those of PostgreSQL's own types, so nothing is rounded.
 * @param client setup role, which owns the tables and sees every row
 */
export async function* dump(
  client: pg.Client,
  melde: (tabelle: string, zeilen: number) => void,
): AsyncGenerator<string> {
  await client.query('begin transaction isolation level repeatable read read only');
  try {
    await client.query(`set local timezone = 'UTC'`);
    const kopf = await client.query<Omit<DumpKopf, 'version' | 'migrationen'>>(
      `select to_char(now(), 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as zeit, plattform, betrieb from base.installation`,
    );
    const migrationen = await client.query('select raum, nr, sha256 from base.migration order by raum, nr');
    yield JSON.stringify({ version: 1, ...kopf.rows[0], migrationen: migrationen.rows });
    let gesamt = 0;
    for (const t of await readTabellen(client)) {
      yield JSON.stringify(t);
      const texte = t.spalten.map(([name]) => `${q(name)}::text`).join(', ');
      await client.query(`declare zeiger cursor for select json_build_array(${texte})::text as z from ${t.tabelle}`);
      let n = 0;
      for (;;) {
        const { rows } = await client.query<{ z: string }>(`fetch ${STUECK} from zeiger`);
        for (const { z } of rows) yield z;
        n += rows.length;
        if (rows.length < STUECK) break;
      }
      await client.query('close zeiger');
      gesamt += n;
      melde(t.tabelle, n);
    }
    yield JSON.stringify({ ende: gesamt });
  } finally {
    await client.query('rollback');
  }
}

/**
 * Fills empty tables of the same migrations from a dump, in one transaction: all or nothing. Triggers sleep meanwhile (they would judge
 * past events by today's clock); keys and foreign keys are checked.
 * @returns number of rows
 */
export async function load(client: pg.Client, zeilen: AsyncIterable<string>): Promise<number> {
  const tabellen = (await readTabellen(client)).map((t) => t.tabelle);
  await client.query('begin');
  try {
    await client.query(`set local timezone = 'UTC'`);
    for (const t of tabellen) await client.query(`alter table ${t} disable trigger user`);
    await client.query(`truncate ${tabellen.join(', ')}`);
    const n = await fill(client, zeilen, new Set(tabellen));
    // what waits for the commit is checked now: a table with checks pending cannot be altered
    await client.query('set constraints all immediate');
    for (const t of tabellen) await client.query(`alter table ${t} enable trigger user`);
    await client.query('commit');
    return n;
  } catch (fehler) {
    await client.query('rollback');
    throw fehler;
  }
}

async function fill(client: pg.Client, zeilen: AsyncIterable<string>, bekannt: Set<string>): Promise<number> {
  let kopf: TabelleKopf | null = null;
  let stueck: string[] = [];
  let n = 0;
  const leere = async () => {
    if (!kopf || stueck.length === 0) return;
    const spalten = kopf.spalten.map(([name]) => q(name)).join(', ');
    const werte = kopf.spalten.map(([, typ], i) => `(z ->> ${i})::${typ}`).join(', ');
    await client.query(
      `insert into ${kopf.tabelle} (${spalten}) select ${werte} from json_array_elements($1::json) z`,
      [`[${stueck.join(',')}]`],
    );
    stueck = [];
  };
  for await (const zeile of zeilen) {
    if (zeile.startsWith('[')) {
      n++;
      if (stueck.push(zeile) >= STUECK) await leere();
      continue;
    }
    await leere();
    const x = JSON.parse(zeile) as Partial<TabelleKopf> & { ende?: number };
    if (x.ende !== undefined) {
      if (x.ende !== n) throw new Error(`Die Sicherung nennt ${x.ende} Zeilen und hat ${n}.`);
      return n;
    }
    if (!x.tabelle || !x.spalten) continue; // the head
    if (!bekannt.has(x.tabelle)) throw new Error(`Die Tabelle ${x.tabelle} der Sicherung gibt es hier nicht.`);
    kopf = { tabelle: x.tabelle, spalten: x.spalten };
  }
  throw new Error('Die Sicherung ist nicht vollständig.');
}
