/** Reads past the access context: the setup role, for whom every row is there. For audits only. */
export type Leser = <T extends Record<string, unknown>>(sql: string, werte?: unknown[]) => Promise<T[]>;

/** Tables of class `vorgang`, each with the column that names the Vorgang. */
export const readVorgangstabellen = (lies: Leser) =>
  lies<{ name: string; spalte: string }>(
    `select name, coalesce(optionen ->> 'vorgang', 'vorgang') as spalte from base.tabelle where klasse = 'vorgang' order by name`,
  );

export interface Tabellenangabe {
  name: string;
  klasse: string;
  /** columns of the primary key, quoted */
  schluessel: string[];
}

/** All declared tables, by name. */
export const readAlleTabellen = (lies: Leser) =>
  lies<Tabellenangabe & Record<string, unknown>>(
    `select t.name, t.klasse,
       (select coalesce(array_agg(quote_ident(a.attname) order by k.nr), '{}')
        from pg_index i, unnest(i.indkey::int[]) with ordinality k (nr_, nr)
        join pg_attribute a on a.attnum = k.nr_ where i.indrelid = t.name::regclass and i.indisprimary and a.attrelid = i.indrelid) as schluessel
     from base.tabelle t order by t.name`,
  );

/** What the database was born as; undefined before its first start. */
export async function readInstallation(lies: Leser): Promise<{ betrieb: string; plattform: string } | undefined> {
  const [da] = await lies<{ da: boolean }>("select to_regclass('base.installation') is not null as da");
  if (!da?.da) return undefined;
  const [zeile] = await lies<{ betrieb: string; plattform: string }>(
    'select betrieb, plattform from base.installation',
  );
  return zeile;
}
