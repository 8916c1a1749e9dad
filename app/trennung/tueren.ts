/**
 * Every SECURITY DEFINER function and who may call it: a new door is a decision, made here and attacked in tueren/tueren.test.ts.
 * `[]` = only from other doors or as a trigger.
 */
export const TUEREN: Record<string, string[]> = {
  'base.seed_beenden()': ['app'],
  // the context itself: asked by every policy
  'ctx.x()': ['app', 'worker'],
  'ctx.fuer()': ['app', 'worker'],
  'ctx.freigaben()': ['app', 'worker'],
  'ctx.auslauf()': ['app', 'worker'],
  'ctx.set_grants(uuid,jsonb)': [],
  'vereinbarungen.veroeffentliche(uuid,jsonb)': ['app'],
  'eingang.einreichen(jsonb)': ['app', 'worker'],
  'eingang.zugang_anlegen(bytea,uuid,timestamp with time zone)': ['app'],
  'eingang.zugang_lesen(bytea)': ['app'],
  'konten.anmeldung_lesen(text)': ['app'],
  'konten.anmeldung_merken(text,text,timestamp with time zone)': ['app'],
  'konten.anmeldung_nehmen(text)': ['app'],
  'konten.konto_zu(uuid,text,uuid,jsonb,text,timestamp with time zone)': ['app'],
  'konten.sitzung_anlegen(bytea,text,timestamp with time zone)': ['app'],
  'konten.sitzung_beenden(bytea)': ['app'],
  'konten.sitzung_lesen(bytea)': ['app'],
  'vorgaenge.anlegen(jsonb)': [],
  'vorgaenge.nummernblock(uuid,text,integer,integer)': ['app', 'worker'],
  'vorgaenge.leistung_passt()': [],
  'nachweise.anlegen(jsonb)': [],
  'nachweise.pruefe_uhr()': [],
  'nachweise.vormerken()': [],
  'nachweise.lesen_vermerken(uuid,uuid,timestamp with time zone,uuid[],jsonb)': ['app'],
  'nachweise.beweis_lage(uuid,uuid[])': ['app', 'worker'],
  'nachweise.einsicht(uuid,uuid)': ['app'],
  'nachweise.knoten(uuid,integer,integer[],bigint[])': ['app', 'auditor', 'sequencer', 'worker'],
  'nachweise.protokolle()': ['app', 'auditor', 'sequencer', 'worker'],
  // the log's pen
  'nachweise.log_anhaengen(uuid,integer,bigint,uuid[],integer[],bigint[],bytea[])': ['sequencer'],
  'nachweise.log_anhalten(uuid,integer,bigint,text)': ['sequencer'],
  'nachweise.log_gegenzeichnen(jsonb)': ['sequencer'],
  'nachweise.log_naechste(uuid,integer)': ['sequencer'],
  'nachweise.log_oeffnen(uuid,integer,text,text)': ['sequencer'],
  'nachweise.log_sperren(uuid,integer)': ['sequencer'],
  'nachweise.log_wartende(integer)': ['sequencer'],
  'nachweise.log_zeichnen(uuid,integer,bigint,bigint,bytea,text,timestamp with time zone)': ['sequencer'],
};
