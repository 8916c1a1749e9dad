-- For those who guard the data of a body: what other bodies' staff looked at in its name, by day, office, task, purpose and
-- agreement. No clerk is named. Own body only; who may ask, the page says.
create function nachweise.fremde_zugriffe(von date, bis date)
returns table (tag date, stelle uuid, aufgabe text, zweck text, vereinbarung uuid, zugriffe bigint, vorgaenge bigint)
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select (z.at at time zone 'Europe/Berlin')::date, z.stelle, z.grundlage ->> 'aufgabe', z.grundlage ->> 'zweck',
    (z.grundlage ->> 'vereinbarung')::uuid, count(distinct z.id), count(distinct v)
  from nachweise.lesezugriff z cross join unnest(z.vorgaenge) v
  where z.koerperschaft = (select ctx.stelle()) and z.stelle <> z.koerperschaft and (select ctx.art()) = 'mitarbeit'
    and z.at >= von::timestamp at time zone 'Europe/Berlin' and z.at < bis::timestamp at time zone 'Europe/Berlin'
  group by 1, 2, 3, 4, 5 order by 1 desc, 2, 3, 4, 5
$$;
select base.tuer('nachweise.fremde_zugriffe(date, date)', 'app');
create index lesezugriff_haus on nachweise.lesezugriff (koerperschaft, at);
