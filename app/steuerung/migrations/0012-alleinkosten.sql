-- Why an entry counts from a day that had passed, and counter-entries: one takes another back, nothing is erased. A counter-entry repeats
-- the figures of what it takes back.
alter table steuerung.alleinkosten
  add column grund text not null default '',
  add column gegen uuid,
  add foreign key (koerperschaft, gegen) references steuerung.alleinkosten (koerperschaft, id);
create unique index alleinkosten_gegen on steuerung.alleinkosten (koerperschaft, gegen) where gegen is not null;
