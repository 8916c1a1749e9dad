import type { Tx } from '../base/index.ts';
import type { Aufgabe } from './actions.ts';

/** A row of the inbox. */
export interface EingangsZeile {
  koerperschaft: string;
  id: string;
  leistung: string;
  fassung: string;
  aktenzeichen: string;
  oertlich: string;
  bearbeitendeStelle: string;
  basis: { art: string; vereinbarung: string | null; titel: string; norm: string | null };
  betreff: string;
  stand: 'laeuft' | 'wartet' | 'abgeschlossen';
  schritt: string;
  hinweis: string;
  kanal: string;
  eingegangen: Date;
  frist: string | null;
  gruppen: string[];
  /** member of staff who has it */
  zugeteilt: string | null;
  befangen: string[];
  abgelehnt: string[];
  /** number of its last event */
  kopf: number;
}

/** What a row of the inbox is read from, as `v`. */
export const SPALTEN = `v.koerperschaft, v.id, v.kopf_n as kopf, v.leistung, v.fassung, v.aktenzeichen, v.oertlich, v.bearbeitende_stelle as "bearbeitendeStelle", v.basis,
  v.betreff, v.stand, v.schritt, v.hinweis, v.kanal, v.eingegangen, v.frist,
  array(select a.gruppe from vorgaenge.aufgabe a where a.koerperschaft = v.koerperschaft and a.vorgang = v.id) as gruppen,
  v.zugeteilt, v.befangen, v.abgelehnt`;

/** Pattern of `like` for a text with this in it. */
export const enthaelt = (teil: string) => `%${teil.replace(/[\\%_]/g, '\\$&')}%`;

/** `$n`: the Leistungen whose cases are listed, null for all. A money task is listed with every Leistung: who is appointed to it needs no role. */
export const mitTeil = (
  n: number,
) => `($${n}::text[] is null or v.leistung = any ($${n}) or exists (select from vorgaenge.aufgabe a
  where a.koerperschaft = v.koerperschaft and a.vorgang = v.id and a.gruppe = 'anordnung'))`;

/**
 * The inbox of a Stelle: open Vorgaenge it works on, over all Kommunen, earliest Frist first. Carries the Stelle in the
 * query, so that the index is used; what the context may not see, the policy takes out.
 */
export function readEingang(
  tx: Tx,
  stelle: string,
  grenze = 500,
  leistungen: readonly string[] | null = null,
): Promise<EingangsZeile[]> {
  return tx.zeilen<EingangsZeile & Record<string, unknown>>(
    `select ${SPALTEN} from vorgaenge.vorgang v where v.bearbeitende_stelle = $1 and v.offen and ${mitTeil(3)}
     order by v.frist nulls last, v.eingegangen limit $2`,
    [stelle, grenze, leistungen],
  );
}

/** What other town halls work on in this body's name: for the served Kommune, with its own money tasks. */
export function readFuerUns(
  tx: Tx,
  koerperschaft: string,
  grenze = 500,
  leistungen: readonly string[] | null = null,
): Promise<EingangsZeile[]> {
  return tx.zeilen<EingangsZeile & Record<string, unknown>>(
    `select ${SPALTEN} from vorgaenge.vorgang v where v.koerperschaft = $1 and v.bearbeitende_stelle <> $1 and v.offen and ${mitTeil(3)}
     order by v.frist nulls last, v.eingegangen limit $2`,
    [koerperschaft, grenze, leistungen],
  );
}

/** What another town hall works on in this body's name: open, of these Leistungen, by number or subject or by id; earliest Frist first. */
export function readBeiAnderen(
  tx: Tx,
  koerperschaft: string,
  w: { stelle: string; leistungen: readonly string[]; suche?: string; ids?: readonly string[] },
  grenze: number,
): Promise<EingangsZeile[]> {
  const muster = w.suche ? enthaelt(w.suche) : null;
  return tx.zeilen<EingangsZeile & Record<string, unknown>>(
    `select ${SPALTEN} from vorgaenge.vorgang v where v.koerperschaft = $1 and v.bearbeitende_stelle = $2 and v.offen and v.leistung = any ($3)
       and ($4::text is null or v.aktenzeichen ilike $4 or v.betreff ilike $4) and ($5::uuid[] is null or v.id = any ($5))
     order by v.frist nulls last, v.eingegangen limit $6`,
    [koerperschaft, w.stelle, w.leistungen, muster, w.ids ?? null, grenze],
  );
}

/**
 * Closed ones, latest received first: the head of the stream moves on with every renewal of a document. `orte`: of these places only,
 * null for all.
 */
export function readErledigt(
  tx: Tx,
  stelle: string,
  grenze = 200,
  leistungen: readonly string[] | null = null,
  orte: readonly string[] | null = null,
): Promise<EingangsZeile[]> {
  return tx.zeilen<EingangsZeile & Record<string, unknown>>(
    `select ${SPALTEN} from vorgaenge.vorgang v where v.bearbeitende_stelle = $1 and not v.offen and ($3::text[] is null or v.leistung = any ($3))
       and ($4::uuid[] is null or v.oertlich = any ($4))
     order by v.eingegangen desc limit $2`,
    [stelle, grenze, leistungen, orte],
  );
}

/** Of which places and Leistungen there are closed ones, however old. */
export function readErledigteArten(
  tx: Tx,
  stelle: string,
  leistungen: readonly string[] | null,
): Promise<Pick<EingangsZeile, 'oertlich' | 'leistung'>[]> {
  return tx.zeilen<Pick<EingangsZeile, 'oertlich' | 'leistung'>>(
    `select distinct v.oertlich, v.leistung from vorgaenge.vorgang v
     where v.bearbeitende_stelle = $1 and not v.offen and ($2::text[] is null or v.leistung = any ($2)) order by v.leistung`,
    [stelle, leistungen],
  );
}

/** One row by its id, whoever owns it: undefined when the context may not see it. */
export function findZeile(tx: Tx, id: string): Promise<EingangsZeile | undefined> {
  return tx.eine<EingangsZeile & Record<string, unknown>>(
    `select ${SPALTEN} from vorgaenge.vorgang v where v.id = $1`,
    [id],
  );
}

/** In which of these Vorgaenge a person has declared a conflict (§ 20 VwVfG). */
export async function readBefangen(tx: Tx, person: string, vorgaenge: readonly string[]): Promise<Set<string>> {
  const zeilen = await tx.zeilen<{ id: string }>(
    'select id from vorgaenge.vorgang where id = any ($1) and $2 = any (befangen)',
    [vorgaenge, person],
  );
  return new Set(zeilen.map((z) => z.id));
}

/** One row of the own body by its Aktenzeichen. */
export function findAktenzeichen(
  tx: Tx,
  koerperschaft: string,
  aktenzeichen: string,
): Promise<EingangsZeile | undefined> {
  return tx.eine<EingangsZeile & Record<string, unknown>>(
    `select ${SPALTEN} from vorgaenge.vorgang v where v.koerperschaft = $1 and v.aktenzeichen = $2`,
    [koerperschaft, aktenzeichen],
  );
}

export function readAufgaben(tx: Tx, koerperschaft: string, vorgang: string): Promise<Aufgabe[]> {
  return tx.zeilen<Aufgabe & Record<string, unknown>>(
    'select schritt, element, name, gruppe, formular, kopf from vorgaenge.aufgabe where koerperschaft = $1 and vorgang = $2 order by schritt',
    [koerperschaft, vorgang],
  );
}

/** Vorgaenge of the citizen in the context, newest first. */
export function readMeine(tx: Tx, buerger: string): Promise<EingangsZeile[]> {
  return tx.zeilen<EingangsZeile & Record<string, unknown>>(
    `select v.koerperschaft, v.id, v.leistung, v.aktenzeichen, v.oertlich, v.bearbeitende_stelle as "bearbeitendeStelle", v.basis,
       v.betreff, v.stand, '' as schritt, '' as hinweis, v.kanal, v.eingegangen, v.frist, '{}'::text[] as gruppen, null as zugeteilt, '{}'::uuid[] as befangen, '{}'::uuid[] as abgelehnt
     from vorgaenge.vorgang v where v.buerger = $1 order by v.eingegangen desc limit 100`,
    [buerger],
  );
}

/** A Vorgang that is not finished, with the version its process runs in. */
export interface OffeneFassung {
  koerperschaft: string;
  id: string;
  leistung: string;
  fassung: string;
  aktenzeichen: string;
  betreff: string;
  basis: { vereinbarung: string | null; norm: string | null };
}

/** Open Vorgaenge of a Stelle, oldest first: which version of its Leistung each runs in. */
export function readOffeneFassungen(tx: Tx, stelle: string, grenze = 5000): Promise<OffeneFassung[]> {
  return tx.zeilen<OffeneFassung & Record<string, unknown>>(
    `select koerperschaft, id, leistung, fassung, aktenzeichen, betreff, basis from vorgaenge.vorgang
     where bearbeitende_stelle = $1 and offen order by eingegangen limit $2`,
    [stelle, grenze],
  );
}

/** How many came in during a week, of a Leistung, from a place. `montag`: local date. */
export interface Eingangszahl {
  leistung: string;
  oertlich: string;
  montag: string;
  anzahl: number;
}

/** What a Stelle was given to work on since an instant, counted by weeks of local time. Of cases the context may see. */
export function countEingaenge(tx: Tx, stelle: string, seit: Date): Promise<Eingangszahl[]> {
  return tx.zeilen<Eingangszahl & Record<string, unknown>>(
    `select leistung, oertlich, date_trunc('week', eingegangen at time zone 'Europe/Berlin')::date as montag, count(*)::int as anzahl
     from vorgaenge.vorgang where bearbeitende_stelle = $1 and eingegangen >= $2 group by 1, 2, 3`,
    [stelle, seit],
  );
}

/**
 * Vorgaenge of a body that were opened under an agreement, since `seit` (ms; null = all), the oldest first. Ids are made in the order
 * of time, so few rows are looked at.
 */
export function readUnterVereinbarung(
  tx: Tx,
  koerperschaft: string,
  seit: number | null,
): Promise<{ id: string; leistung: string; vereinbarung: string; eingegangen: Date }[]> {
  const ab = `${Math.max(0, seit ?? 0)
    .toString(16)
    .padStart(12, '0')
    .replace(/^(.{8})/, '$1-')}-0000-0000-000000000000`;
  return tx.zeilen<{ id: string; leistung: string; vereinbarung: string; eingegangen: Date }>(
    `select id, leistung, basis ->> 'vereinbarung' as vereinbarung, eingegangen from vorgaenge.vorgang
     where koerperschaft = $1 and id >= $2 and basis ->> 'vereinbarung' is not null order by id`,
    [koerperschaft, ab],
  );
}

/** Open Vorgaenge of a Stelle that run in this version. */
export const readInFassung = (
  tx: Tx,
  stelle: string,
  f: { leistung: string; fassung: string },
): Promise<{ koerperschaft: string; id: string }[]> =>
  tx.zeilen<{ koerperschaft: string; id: string }>(
    'select koerperschaft, id from vorgaenge.vorgang where bearbeitende_stelle = $1 and offen and leistung = $2 and fassung = $3',
    [stelle, f.leistung, f.fassung],
  );

/** What Vorgaenge are called, of those that the context may see. */
export type Benannt = Pick<EingangsZeile, 'koerperschaft' | 'id' | 'aktenzeichen' | 'basis'>;

export const readBenannte = (tx: Tx, ids: readonly string[]): Promise<Benannt[]> =>
  tx.zeilen<Benannt & Record<string, unknown>>(
    'select koerperschaft, id, aktenzeichen, basis from vorgaenge.vorgang where id = any ($1::uuid[])',
    [ids],
  );
