import type pg from 'pg';
import { type Befund, frage } from './abfrage.ts';

/** The column that says whose row it is; a tenant's keys start with it. */
const EIGNER = `case t.klasse when 'person' then 'buerger' when 'vorgang' then 'koerperschaft' when 'koerperschaft' then 'koerperschaft' when 'partei' then 'koerperschaft' end`;

/** Primary keys and unique indexes of tenant tables start with the owner: else a collision tells about foreign rows. */
export function pruefeSchluessel(client: pg.Client): Promise<Befund> {
  return frage(
    client,
    `
    with mandant as (select to_regclass(t.name) as id, ${EIGNER} as eigner from base.tabelle t)
    select format('Tabelle %s: Schlüssel %s beginnt nicht mit %s', m.id, i.indexrelid::regclass, m.eigner) as verstoss
    from mandant m join pg_index i on i.indrelid = m.id
    where m.eigner is not null and (i.indisunique or i.indisexclusion)
      and not exists (select from pg_attribute a where a.attrelid = m.id and a.attnum = i.indkey[0] and a.attname = m.eigner and a.attnotnull)
    union all
    select format('Tabelle %s: ohne Primärschlüssel', m.id) from mandant m
    where m.eigner is not null and not exists (select from pg_index i where i.indrelid = m.id and i.indisprimary)
    order by 1`,
  );
}

/** A foreign key is checked without row security: between tenants' tables it must carry the owner on both sides. */
export function pruefeFremdschluessel(client: pg.Client): Promise<Befund> {
  return frage(
    client,
    `
    with mandant as (select to_regclass(t.name) as id, ${EIGNER} as eigner from base.tabelle t)
    select format('Tabelle %s: Fremdschlüssel %s nach %s ohne %s', c.conrelid::regclass, c.conname, c.confrelid::regclass, ziel.eigner) as verstoss
    from pg_constraint c join mandant von on von.id = c.conrelid join mandant ziel on ziel.id = c.confrelid
    where c.contype = 'f' and von.eigner is not null and ziel.eigner is not null and not exists (
      select from unnest(c.conkey, c.confkey) k (von, ziel)
      join pg_attribute v on v.attrelid = c.conrelid and v.attnum = k.von and v.attname = von.eigner
      join pg_attribute z on z.attrelid = c.confrelid and z.attnum = k.ziel and z.attname = ziel.eigner)
    order by 1`,
  );
}
