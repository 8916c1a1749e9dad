import type pg from 'pg';
import { type Befund, frage, UNSER } from './abfrage.ts';

/** The name a door is listed by: its signature without the names of the arguments. */
const SIGNATUR = 'p.oid::regprocedure::text';

/** SECURITY DEFINER runs past every policy: fixed search_path, never for PUBLIC, owned by the setup role. */
export function pruefeDefiner(client: pg.Client): Promise<Befund> {
  return frage(
    client,
    `
    select case
      when not p.prosecdef then format('Funktion %s: gehört %s', ${SIGNATUR}, p.proowner::regrole)
      when not coalesce('search_path=pg_catalog, pg_temp' = any (p.proconfig), false) then format('Funktion %s: SECURITY DEFINER ohne festen search_path', ${SIGNATUR})
      when p.proowner <> d.datdba then format('Funktion %s: gehört %s', ${SIGNATUR}, p.proowner::regrole)
      else format('Funktion %s: SECURITY DEFINER, und PUBLIC darf sie rufen', ${SIGNATUR}) end as verstoss
    from pg_proc p join pg_namespace n on n.oid = p.pronamespace, pg_database d
    where ${UNSER} and d.datname = current_database() and (p.proowner <> d.datdba or (p.prosecdef and (
      not coalesce('search_path=pg_catalog, pg_temp' = any (p.proconfig), false)
      or exists (select from aclexplode(coalesce(p.proacl, acldefault('f', p.proowner))) a where a.grantee = 0))))
    order by 1`,
  );
}

/** Every definer function with the roles that may call it, as the catalogue has it. */
export async function readTueren(client: pg.Client): Promise<Map<string, string[]>> {
  const { rows } = await client.query<{ name: string; rollen: string[] }>(`
    select ${SIGNATUR} as name, array(select case a.grantee when 0 then 'PUBLIC' else split_part(a.grantee::regrole::text, '_', 2) end
      from aclexplode(coalesce(p.proacl, acldefault('f', p.proowner))) a where a.grantee <> p.proowner order by 1) as rollen
    from pg_proc p join pg_namespace n on n.oid = p.pronamespace where ${UNSER} and p.prosecdef order by 1`);
  return new Map(rows.map((r) => [r.name, r.rollen]));
}
