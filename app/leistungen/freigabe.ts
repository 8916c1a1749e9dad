import type pg from 'pg';
import { type Datenbank, oeffentlich, type Tx } from '../base/index.ts';

/** One decision of a body: from when on which version counts there; `fassung` null: again the one that counts on this installation. */
export interface Freigabe {
  koerperschaft: string;
  leistung: string;
  fassung: string | null;
  ab: Date;
}

type Zeile = Freigabe & Record<string, unknown>;

const ALLE = 'select koerperschaft, leistung, fassung, ab from leistungen.freigabe';

/** Every decision of every body, in their order. They are public. */
export const readFreigaben = (db: Datenbank): Promise<Freigabe[]> =>
  db.lesen<Zeile>(oeffentlich, `${ALLE} order by koerperschaft, leistung, nummer`);

/** Those of one body, in their order. */
export const readFreigabenVon = (tx: Tx, koerperschaft: string): Promise<Freigabe[]> =>
  tx.zeilen<Zeile>(`${ALLE} where koerperschaft = $1 order by leistung, nummer`, [koerperschaft]);

/** Adds a decision. The caller has the log of the body say so in the same transaction. */
export const schreibeFreigabe = (tx: Tx, f: Neu): Promise<void> => haengeAn(tx, 'leistungen.freigabe', f);

/** Adds what the log is told in the same transaction. */
export const schreibeVermerkt = (tx: Tx, f: Neu): Promise<void> => haengeAn(tx, 'leistungen.vermerkt', f);

type Neu = Omit<Freigabe, 'ab'> & { jetzt: number };

async function haengeAn(tx: Tx, tabelle: 'leistungen.freigabe' | 'leistungen.vermerkt', f: Neu): Promise<void> {
  await tx.fuehreAus(
    `insert into ${tabelle} (koerperschaft, leistung, nummer, fassung, ab)
     select $1, $2, coalesce(max(nummer), 0) + 1, $3, to_timestamp($4 / 1000.0) from ${tabelle} where koerperschaft = $1 and leistung = $2`,
    [f.koerperschaft, f.leistung, f.fassung, f.jetzt],
  );
}

/** What the log of a body was told last, by Leistung; null: not offered any more. */
export async function readVermerkt(tx: Tx, koerperschaft: string): Promise<Map<string, string | null>> {
  const zeilen = await tx.zeilen<{ leistung: string; fassung: string | null }>(
    `select distinct on (leistung) leistung, fassung from leistungen.vermerkt
     where koerperschaft = $1 order by leistung, nummer desc`,
    [koerperschaft],
  );
  return new Map(zeilen.map((z) => [z.leistung, z.fassung]));
}

/** Bodies that keep the release of new versions of a Leistung to themselves, as the setup role. */
export async function readVorbehalte(client: pg.Client, leistung: string): Promise<string[]> {
  const { rows } = await client.query<{ koerperschaft: string }>(
    `select koerperschaft from (select distinct on (koerperschaft) koerperschaft, fassung from leistungen.freigabe
       where leistung = $1 order by koerperschaft, nummer desc) f where fassung is not null`,
    [leistung],
  );
  return rows.map((r) => r.koerperschaft);
}

/** What bodies keep to themselves: by body and Leistung the version that counts there, and all that ever did by its own decision. */
export interface Eigene {
  fassung: string;
  je: ReadonlySet<string>;
}

/** The last decisions of those who do not follow, by Leistung and body. @param freigaben in their order */
export function eigeneOf(freigaben: readonly Freigabe[]): Map<string, Map<string, Eigene>> {
  const alle = new Map<string, Map<string, Eigene>>();
  const je = new Map<string, Set<string>>();
  for (const { koerperschaft, leistung, fassung } of freigaben) {
    const hier = alle.get(leistung) ?? new Map<string, Eigene>();
    alle.set(leistung, hier);
    const name = `${koerperschaft}/${leistung}`;
    const bisher = je.get(name) ?? new Set();
    je.set(name, fassung ? bisher.add(fassung) : bisher);
    if (fassung) hier.set(koerperschaft, { fassung, je: bisher });
    else hier.delete(koerperschaft);
  }
  return alle;
}
