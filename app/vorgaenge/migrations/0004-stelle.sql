-- A Vorgang whose Stelle changed because the work was stopped: by which stop, so that it may go back when that is lifted.
alter table vorgaenge.vorgang add column halt uuid;
create index vorgang_halt on vorgaenge.vorgang (koerperschaft, halt) where halt is not null;
