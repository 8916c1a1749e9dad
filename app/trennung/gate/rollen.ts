import type pg from 'pg';
import { type Befund, frage, LAUFZEIT, UNSER } from './abfrage.ts';

/** Run-time roles have nothing but what tables and doors give them. */
export function pruefeRollen(client: pg.Client): Promise<Befund> {
  return frage(
    client,
    `
    with rolle as (select r.* from pg_roles r where r.rolname::text = any (${LAUFZEIT}))
    select format('Rolle %s: zu viel Macht (%s)', rolname, concat_ws(', ', case when rolsuper then 'SUPERUSER' end, case when rolbypassrls then 'BYPASSRLS' end,
      case when rolcreaterole then 'CREATEROLE' end, case when rolcreatedb then 'CREATEDB' end, case when rolreplication then 'REPLICATION' end)) as verstoss
    from rolle where rolsuper or rolbypassrls or rolcreaterole or rolcreatedb or rolreplication
    union all select format('Rolle %s: Mitglied von %s', rolle.rolname, m.roleid::regrole) from rolle join pg_auth_members m on m.member = rolle.oid
    union all select format('Rolle %s: Eigentümerin von %s', rolle.rolname, c.oid::regclass) from rolle join pg_class c on c.relowner = rolle.oid
    union all select format('Rolle %s: Eigentümerin von %s', rolle.rolname, p.oid::regprocedure) from rolle join pg_proc p on p.proowner = rolle.oid
    union all select format('Rolle %s: Eigentümerin des Schemas %s', rolle.rolname, n.nspname) from rolle join pg_namespace n on n.nspowner = rolle.oid
    union all select format('Rolle %s: Eigentümerin der Datenbank', rolle.rolname) from rolle join pg_database d on d.datdba = rolle.oid and d.datname = current_database()
    union all select format('Rolle %s: darf in Schema %s anlegen', rolname, n.nspname) from rolle, pg_namespace n
      where has_schema_privilege(rolle.oid, n.oid, 'create') and n.nspname !~ '^pg_(toast_)?temp'
    union all select format('Rolle %s: darf in der Datenbank %s', rolname, r.recht) from rolle, unnest(array['create', 'temporary']) r (recht)
      where has_database_privilege(rolle.oid, current_database(), r.recht)
    union all select format('Rolle %s: fehlt', x) from unnest(${LAUFZEIT}) x (x) where not exists (select from rolle where rolname = x)
    order by 1`,
  );
}

/** Nothing for PUBLIC, no right beyond the four commands, nothing by default for objects to come. */
export function pruefeRechte(client: pg.Client): Promise<Befund> {
  return frage(
    client,
    `
    select format('%s: PUBLIC darf %s', c.oid::regclass, a.privilege_type) as verstoss
    from pg_class c join pg_namespace n on n.oid = c.relnamespace, aclexplode(c.relacl) a where ${UNSER} and a.grantee = 0
    union all
    select format('%s: %s darf %s', c.oid::regclass, a.grantee::regrole, a.privilege_type)
    from pg_class c join pg_namespace n on n.oid = c.relnamespace, aclexplode(c.relacl) a
    where ${UNSER} and a.grantee not in (0, c.relowner) and (a.privilege_type not in ('SELECT', 'INSERT', 'UPDATE', 'DELETE') or a.is_grantable)
    union all
    select format('Schema %s: PUBLIC darf %s', n.nspname, a.privilege_type) from pg_namespace n, aclexplode(n.nspacl) a
    where ${UNSER} and a.grantee = 0 and (n.nspname <> 'public' or a.privilege_type <> 'USAGE')
    union all select format('Vorgegebene Rechte für neue Objekte: %s', defaclacl) from pg_default_acl
    union all select format('%s: Eigentümer ist %s statt der Einrichtungsrolle', c.oid::regclass, c.relowner::regrole)
    from pg_class c join pg_namespace n on n.oid = c.relnamespace, pg_database d
    where ${UNSER} and d.datname = current_database() and c.relowner <> d.datdba
    order by 1`,
  );
}
