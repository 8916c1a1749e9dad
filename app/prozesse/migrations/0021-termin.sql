-- A timer is tried again later and later, so `faellig` moves; `termin` keeps for when it was set. Null: nothing has moved it.
alter table prozesse.zeitgeber add column termin timestamptz;
