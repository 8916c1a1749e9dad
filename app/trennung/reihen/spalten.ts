import type pg from 'pg';

/** What the generator knows about a column of a table. */
export interface Spalte {
  name: string;
  /** format_type: "uuid", "text", "timestamp with time zone" … */
  typ: string;
  pflicht: boolean;
  /** allowed values, when a check names them */
  werte: string[] | null;
  /** referenced table and column, when there is a foreign key */
  ziel: { tabelle: string; spalte: string } | null;
}

export type Klasse = 'global' | 'vorgang' | 'person' | 'partei' | 'technik' | 'koerperschaft' | 'tuer';

export interface Tabelle {
  name: string;
  klasse: Klasse;
  optionen: { rechte?: string; vorgang?: string; buerger?: boolean; oeffentlich?: boolean };
  spalten: Spalte[];
  schluessel: string[];
}

/** All declared tables with columns, keys and foreign keys, parents first. */
export async function readTabellen(client: pg.Client): Promise<Tabelle[]> {
  const { rows } = await client.query<Tabelle>(`
    select t.name, t.klasse, t.optionen,
      (select json_agg(json_build_object('name', a.attname, 'typ', format_type(a.atttypid, a.atttypmod), 'pflicht', a.attnotnull,
          'werte', (select array_agg(m[1]) from pg_constraint c, regexp_matches(pg_get_constraintdef(c.oid), '''([^'']*)''::text', 'g') m
                    where c.conrelid = a.attrelid and c.contype = 'c' and c.conkey = array[a.attnum] and pg_get_constraintdef(c.oid) ~ 'ANY|= '''),
          'ziel', (select json_build_object('tabelle', c.confrelid::regclass::text, 'spalte', z.attname)
                   from pg_constraint c, unnest(c.conkey, c.confkey) k (von, nach) join pg_attribute z on z.attnum = k.nach
                   where c.conrelid = a.attrelid and c.contype = 'f' and k.von = a.attnum and z.attrelid = c.confrelid
                   order by cardinality(c.conkey) desc limit 1)) order by a.attnum)
       from pg_attribute a where a.attrelid = t.name::regclass and a.attnum > 0 and not a.attisdropped and a.attgenerated = '') as spalten,
      (select array_agg(a.attname::text order by k.nr) from pg_index i, unnest(i.indkey::int[]) with ordinality k (nr_, nr)
       join pg_attribute a on a.attnum = k.nr_ where i.indrelid = t.name::regclass and i.indisprimary and a.attrelid = i.indrelid) as schluessel
    from base.tabelle t order by t.name`);
  return order(rows.map((r) => ({ ...r, schluessel: r.schluessel ?? [] })));
}

function order(tabellen: Tabelle[]): Tabelle[] {
  const namen = new Map(tabellen.map((t) => [t.name, t]));
  const fertig = new Set<Tabelle>();
  const besuche = (t: Tabelle, weg: Tabelle[]): void => {
    if (fertig.has(t) || weg.includes(t)) return;
    for (const s of t.spalten) {
      const ziel = s.ziel && namen.get(s.ziel.tabelle);
      if (ziel) besuche(ziel, [...weg, t]);
    }
    fertig.add(t);
  };
  for (const t of tabellen) besuche(t, []);
  return [...fertig];
}
