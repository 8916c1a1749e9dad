-- Door for figures: when the few steps happened that times and quality are measured by. The index holds these only.
create view nachweise.meilenstein with (security_invoker = true) as
  select koerperschaft, vorgang, leistung, kind, at from nachweise.ereignis
  where kind in ('bescheinigung.ausgestellt', 'bescheid.erlassen', 'unterlagen.nachgefordert', 'widerspruch.eingelegt', 'vorgang.abgeschlossen');
select base.sicht('nachweise.meilenstein');

create index ereignis_meilenstein on nachweise.ereignis (koerperschaft, vorgang, kind, at)
  where kind in ('bescheinigung.ausgestellt', 'bescheid.erlassen', 'unterlagen.nachgefordert', 'widerspruch.eingelegt', 'vorgang.abgeschlossen');
