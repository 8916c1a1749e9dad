select base.raum('leistungen');

-- Published versions: a running Vorgang keeps the one it was opened in.
create table leistungen.fassung (
  leistung  text not null,
  fassung   text not null,               -- first 16 hex digits of the content hash
  dateien   jsonb not null,              -- {path: text}
  veroeffentlicht timestamptz not null,
  primary key (leistung, fassung)
);
select base.klasse('leistungen.fassung', 'global');
