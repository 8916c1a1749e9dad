import type pg from 'pg';
import { type Befund, frage, UNSER } from './abfrage.ts';

/** Kinds of relations: only tables under FORCE RLS with a class, and views that ask as their reader. */
export async function pruefeArten(client: pg.Client): Promise<Befund> {
  return frage(
    client,
    `
    select case
      when c.relkind = 'v' then format('Sicht %s: ohne security_invoker', c.oid::regclass)
      when c.relkind in ('r', 'p') and t.name is null then format('Tabelle %s: keine Klasse, steht nicht in base.tabelle', c.oid::regclass)
      when c.relkind in ('r', 'p') then format('Tabelle %s: ohne FORCE ROW LEVEL SECURITY', c.oid::regclass)
      else format('%s: Art "%s" kennt keine Zeilensicherheit', c.oid::regclass, c.relkind) end as verstoss
    from pg_class c join pg_namespace n on n.oid = c.relnamespace left join base.tabelle t on to_regclass(t.name) = c.oid
    where ${UNSER} and (
      (c.relkind in ('r', 'p') and (t.name is null or not c.relrowsecurity or not c.relforcerowsecurity))
      or (c.relkind = 'v' and not coalesce(c.reloptions && array['security_invoker=true', 'security_invoker=on', 'security_invoker=1'], false))
      or c.relkind in ('m', 'f', 'S'))
    union all select format('base.tabelle nennt %s, es gibt sie nicht', name) from base.tabelle where to_regclass(name) is null
    union all select format('Tabelle %s: Regel %s schreibt Befehle um', ev_class::regclass, rulename)
      from pg_rewrite r join pg_class c on c.oid = r.ev_class join pg_namespace n on n.oid = c.relnamespace
      where ${UNSER} and c.relkind <> 'v'
    order by 1`,
  );
}

interface Erklaert {
  name: string;
  klasse: string;
  optionen: object;
}

interface Ist {
  policies: string[];
  rechte: string[];
  spalten: string[];
}

/** Policies as text and grants of a relation, in an order that can be compared. */
async function ist(client: pg.Client, tabelle: string): Promise<Ist> {
  const { rows } = await client.query<Ist>(
    `
    select
      array(select format('%s für %s an %s%s: using %s check %s', polname, polcmd,
              array(select case r when 0 then 'PUBLIC' else r::regrole::text end from unnest(polroles) r order by 1),
              case when polpermissive then '' else ' einschränkend' end, pg_get_expr(polqual, polrelid), pg_get_expr(polwithcheck, polrelid))
            from pg_policy where polrelid = $1::regclass order by 1) as policies,
      array(select format('%s darf %s%s', case a.grantee when 0 then 'PUBLIC' else a.grantee::regrole::text end, a.privilege_type,
              case when a.is_grantable then ' und weitergeben' else '' end)
            from pg_class c, aclexplode(c.relacl) a where c.oid = $1::regclass and a.grantee <> c.relowner order by 1) as rechte,
      array(select format('%s hat eigene Rechte', attname) from pg_attribute where attrelid = $1::regclass and attacl is not null order by 1) as spalten`,
    [tabelle],
  );
  return rows[0] ?? { policies: [], rechte: [], spalten: [] };
}

async function zwilling(client: pg.Client, t: Erklaert): Promise<Ist> {
  await client.query(`create table zwilling.z (like ${t.name})`);
  await client.query('select base.klasse($1, $2, $3)', ['zwilling.z', t.klasse, JSON.stringify(t.optionen)]);
  return ist(client, 'zwilling.z');
}

/**
 * Every table has exactly the policies and grants that base.klasse() gives to its class: a twin of the same columns is made in
 * a savepoint, declared, compared and thrown away. Must run inside a transaction of the setup role.
 */
export async function pruefeKlassen(client: pg.Client): Promise<Befund> {
  const { rows } = await client.query<Erklaert>(
    'select name, klasse, optionen from base.tabelle where to_regclass(name) is not null order by name',
  );
  const befund: Befund = [];
  await client.query('savepoint zwillinge');
  await client.query('create schema zwilling');
  for (const t of rows) {
    const echt = await ist(client, t.name);
    const soll = await zwilling(client, t).catch((fehler: Error) => fehler.message);
    if (typeof soll === 'string') {
      befund.push(`Tabelle ${t.name} (${t.klasse}): ${soll}`);
      await client.query('rollback to savepoint zwillinge; create schema zwilling');
      continue;
    }
    for (const was of ['policies', 'rechte', 'spalten'] as const) {
      for (const x of echt[was].filter((y) => !soll[was].includes(y)))
        befund.push(`Tabelle ${t.name} (${t.klasse}) hat zu viel: ${x}`);
      for (const x of soll[was].filter((y) => !echt[was].includes(y)))
        befund.push(`Tabelle ${t.name} (${t.klasse}) fehlt: ${x}`);
    }
    await client.query(`drop table zwilling.z; delete from base.tabelle where name = 'zwilling.z'`);
  }
  await client.query('rollback to savepoint zwillinge');
  return befund;
}
