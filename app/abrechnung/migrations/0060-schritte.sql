-- The steps of one account in a year, and of all accounts of the body.
drop index abrechnung.eintrag_schritt;
create index eintrag_schritt on abrechnung.eintrag (koerperschaft, jahr, vereinbarung) where jahr is not null;
