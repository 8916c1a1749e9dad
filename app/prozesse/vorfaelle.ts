import type { Leser, Tx } from '../base/index.ts';
import { type Gesperrt, project } from '../vorgaenge/index.ts';

/** Incidents are no events: what a machine could not do, as its own table keeps it. */
export interface Vorfallzeile {
  schritt: number;
  element: string;
  meldung: string;
  seit: Date;
  behoben: Date | null;
}

/** Something a machine could not do in a Vorgang: the process stands there until a person has mended it. */
export interface Stoerung {
  schritt: number;
  element: string;
  meldung: string;
  seit: Date;
}

/** Steps that are no token of the process: its start, and what only waits for a turn. */
export const START = 0;

interface Meldung {
  schritt: number;
  element: string;
  meldung: string;
  am: number;
}

/** An incident appears, or says something new: at the Vorgang and in the list. */
export function meldeStoerung(tx: Tx, g: Gesperrt, m: Meldung): void {
  tx.sende(
    `insert into prozesse.vorfall (koerperschaft, leistung, vorgang, schritt, element, meldung, seit)
     values ($1, $2, $3, $4, $5, $6, to_timestamp($7 / 1000.0))
     on conflict (koerperschaft, vorgang, schritt) do update set meldung = excluded.meldung, behoben = null`,
    [g.vorgang.koerperschaft, g.vorgang.leistung, g.vorgang.id, m.schritt, m.element, m.meldung, m.am],
  );
  project(tx, g, { schritt: 'Störung beheben', hinweis: m.meldung });
}

/** The same for a step that only waits: a reason is said once, not at every try; another one takes its place. @returns whether it is new */
export async function meldeWarten(tx: Tx, g: Gesperrt, m: Meldung): Promise<boolean> {
  const n = await tx.fuehreAus(
    `insert into prozesse.vorfall (koerperschaft, leistung, vorgang, schritt, element, meldung, seit)
     values ($1, $2, $3, $4, $5, $6, to_timestamp($7 / 1000.0))
     on conflict (koerperschaft, vorgang, schritt) do update set meldung = excluded.meldung, behoben = null,
         seit = case when vorfall.behoben is null then vorfall.seit else excluded.seit end
       where vorfall.behoben is not null or vorfall.meldung <> excluded.meldung`,
    [g.vorgang.koerperschaft, g.vorgang.leistung, g.vorgang.id, m.schritt, m.element, m.meldung, m.am],
  );
  return n > 0;
}

/** @returns whether there was an open incident */
export async function schliesseVorfall(
  tx: Tx,
  koerperschaft: string,
  vorgang: string,
  schritt: number,
  am: number,
): Promise<boolean> {
  const n = await tx.fuehreAus(
    `update prozesse.vorfall set behoben = to_timestamp($4 / 1000.0)
     where koerperschaft = $1 and vorgang = $2 and schritt = $3 and behoben is null`,
    [koerperschaft, vorgang, schritt, am],
  );
  return n > 0;
}

/** A step goes on that had waited, or is withdrawn: nobody has to look any more. */
export async function beendeWarten(tx: Tx, g: Gesperrt, schritt: number, am: number): Promise<void> {
  if (await schliesseVorfall(tx, g.vorgang.koerperschaft, g.vorgang.id, schritt, am))
    project(tx, g, { schritt: 'In Bearbeitung', hinweis: '' });
}

/** Open incidents of a Vorgang, oldest first. */
export const readStoerungen = (tx: Tx, koerperschaft: string, vorgang: string): Promise<Stoerung[]> =>
  tx.zeilen<Stoerung & Record<string, unknown>>(
    'select schritt, element, meldung, seit from prozesse.vorfall where koerperschaft = $1 and vorgang = $2 and behoben is null order by seit',
    [koerperschaft, vorgang],
  );

/** All incidents a Vorgang ever had, for an audit. */
export const readVorfaelle = (lies: Leser, koerperschaft: string, vorgang: string): Promise<Vorfallzeile[]> =>
  lies<Vorfallzeile & Record<string, unknown>>(
    'select schritt, element, meldung, seit, behoben from prozesse.vorfall where koerperschaft = $1 and vorgang = $2 order by seit, schritt',
    [koerperschaft, vorgang],
  );
