import type { Tx } from '../base/index.ts';
import { type EingangsZeile, enthaelt, mitTeil, SPALTEN } from './queries.ts';

/** Text as the search compares it: without accents, in small letters. */
export const falte = (s: string): string => s.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();

const TEXT = "v.aktenzeichen || ' ' || v.betreff";
/** The same in the database, whose own `lower` knows ASCII only: what is ASCII takes the short way, five times as fast. */
const GEFALTET = `case when octet_length(${TEXT}) = length(${TEXT}) then lower(${TEXT})
  else lower(regexp_replace(normalize(${TEXT}, NFD), '[\\u0300-\\u036f]', '', 'g') collate "de-x-icu") end`;

/** `$1` the Stelle, `$2` the pattern, `$3` the places whose name has it. */
const GESUCHT = `(v.bearbeitende_stelle = $1 or v.koerperschaft = $1) and (${GEFALTET} like $2 or v.oertlich = any ($3::uuid[]))`;

/** What is looked for: a part of Aktenzeichen or subject, or cases of these places. */
export interface Suche {
  readonly q: string;
  readonly orte: readonly string[];
}

/**
 * Searches everything a Stelle works on or another one works on in its name, open and closed however old: the open ones with the
 * earliest Frist first, then the closed ones received last. `leistungen` as in the inbox.
 */
export function sucheZeilen(
  tx: Tx,
  stelle: string,
  { q, orte }: Suche,
  grenze: number,
  leistungen: readonly string[] | null = null,
): Promise<EingangsZeile[]> {
  return tx.zeilen<EingangsZeile & Record<string, unknown>>(
    `select ${SPALTEN} from vorgaenge.vorgang v where ${GESUCHT} and ${mitTeil(5)}
     order by v.offen desc, case when v.offen then v.frist end nulls last, v.eingegangen desc limit $4`,
    [stelle, enthaelt(falte(q)), orte, grenze, leistungen],
  );
}

/** Which of what is found is wanted, and by whom: everything that a list of cases asks, so that nothing is left out after the limit. */
export interface Auswahl {
  readonly tab: 'alle' | 'meine' | 'faellig' | 'wartet' | 'erledigt';
  /** local date */
  readonly heute: string;
  /** places and Leistung; null for all */
  readonly kommunen: readonly string[] | null;
  readonly leistung: string | null;
  readonly person: string;
  /** Leistungen whose cases she may see, and whose tasks she does; null for all */
  readonly einsehbar: readonly string[] | null;
  readonly arbeit: readonly string[] | null;
  /** `Körperschaft/Leistung` for whose Kasse she is appointed: of these she sees what waits to be ordered */
  readonly befugt: readonly string[];
}

const MIT_AUFGABE = (gruppe: string) =>
  `exists (select from vorgaenge.aufgabe a where a.koerperschaft = v.koerperschaft and a.vorgang = v.id and a.gruppe = '${gruppe}')`;
const ZUR_ANORDNUNG = `(v.koerperschaft || '/' || v.leistung = any ($10::text[]) and not $11::uuid = any (v.befangen) and ${MIT_AUFGABE('anordnung')})`;
const ZUR_ARBEIT = `(v.bearbeitende_stelle = $1 and coalesce(v.zugeteilt = $11, true) and not $11 = any (v.befangen)
  and ($9::text[] is null or v.leistung = any ($9)) and ${MIT_AUFGABE('sachbearbeitung')})`;
const AUSGEWAEHLT = `${GESUCHT} and case $4::text when 'erledigt' then not v.offen when 'wartet' then v.offen and v.stand = 'wartet'
    when 'faellig' then v.offen and v.frist <= $5::date when 'meine' then v.offen and (${ZUR_ARBEIT} or ${ZUR_ANORDNUNG}) else v.offen end
  and ($6::uuid[] is null or v.oertlich = any ($6)) and ($7::text is null or v.leistung = $7)
  and ($8::text[] is null or v.leistung = any ($8) or ${ZUR_ANORDNUNG})`;

const werte = (stelle: string, { q, orte }: Suche, a: Auswahl) => [
  stelle,
  enthaelt(falte(q)),
  orte,
  a.tab,
  a.heute,
  a.kommunen,
  a.leistung,
  a.einsehbar,
  a.arbeit,
  a.befugt,
  a.person,
];

/** Searches as `sucheZeilen`, in one tab and with its filters before the limit. An empty text finds everything. */
export const sucheAusgewaehlte = (
  tx: Tx,
  stelle: string,
  suche: Suche,
  a: Auswahl,
  grenze: number,
): Promise<EingangsZeile[]> =>
  tx.zeilen<EingangsZeile & Record<string, unknown>>(
    `select ${SPALTEN} from vorgaenge.vorgang v where ${AUSGEWAEHLT}
     order by case when v.offen then v.frist end nulls last, case when v.offen then v.eingegangen end, v.eingegangen desc limit $12`,
    [...werte(stelle, suche, a), grenze],
  );

/** Of which places and Leistungen there is something to be found, however much. */
export const readAusgewaehlteArten = (
  tx: Tx,
  stelle: string,
  suche: Suche,
  a: Auswahl,
): Promise<Pick<EingangsZeile, 'oertlich' | 'leistung'>[]> =>
  tx.zeilen<Pick<EingangsZeile, 'oertlich' | 'leistung'>>(
    `select distinct v.oertlich, v.leistung from vorgaenge.vorgang v where ${AUSGEWAEHLT} order by v.leistung`,
    werte(stelle, suche, { ...a, kommunen: null, leistung: null }),
  );

/** For which Kassen and Leistungen something waits to be ordered. */
export const readAnordnungsarten = (
  tx: Tx,
  stelle: string,
): Promise<Pick<EingangsZeile, 'koerperschaft' | 'leistung'>[]> =>
  tx.zeilen<Pick<EingangsZeile, 'koerperschaft' | 'leistung'>>(
    `select distinct v.koerperschaft, v.leistung from vorgaenge.aufgabe a
       join vorgaenge.vorgang v on v.koerperschaft = a.koerperschaft and v.id = a.vorgang
     where a.gruppe = 'anordnung' and (v.bearbeitende_stelle = $1 or v.koerperschaft = $1)`,
    [stelle],
  );
