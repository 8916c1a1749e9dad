import { spawnSync } from 'node:child_process';
import type pg from 'pg';

/** An id for the i-th stored instance, the same in every table. */
const ID = (art: string) => `('01900000-0000-7000-${art}-' || lpad(to_hex(i), 12, '0'))::uuid`;
const V = ID('9000');
/** every twentieth belongs to the town hall that is measured, the others to all bodies */
const K = `case when i % 20 = 0 then $1 else alle.id[1 + i % cardinality(alle.id)] end`;

/**
 * Stores so many waiting instances, from the i-th on: Vorgang, event, state, task and, for every tenth, a timer of next year. Made
 * by the setup role in one statement per table; nobody plays them, they are what a step has to find its way through.
 */
export async function fuelleBestand(setup: pg.Client, koerperschaft: string, von: number, bis: number): Promise<void> {
  const reihe = `generate_series($2::int, $3::int - 1) i, (select array_agg(id order by id) as id from kommunen.koerperschaft) alle`;
  const fuelle = (was: string) => setup.query(was, [koerperschaft, von, bis]);
  await setup.query('alter table nachweise.ereignis disable trigger user');
  await fuelle(
    `insert into vorgaenge.vorgang (koerperschaft, id, leistung, fassung, aktenzeichen, oertlich, bearbeitende_stelle, basis, kanal, betreff, stand, schritt,
       eingegangen, frist, kopf_n, kopf_c, kopf_at)
     select ${K}, ${V}, 'messung', 'bestand', 'BESTAND-' || i, ${K}, ${K}, '{}', 'portal', 'Bestand', 'laeuft', 'Prüfen', now(), current_date + 3, 3, sha256(int8send(i)), now()
     from ${reihe}`,
  );
  await fuelle(
    `insert into nachweise.ereignis (koerperschaft, id, leistung, vorgang, strom_art, n, c, kind, at, geheim)
     select ${K}, ${ID('8000')}, 'messung', ${V}, 'vorgang', 1, sha256(int8send(i)), 'vorgang.eroeffnet', now(), convert_to(repeat(md5(i::text), 24), 'UTF8')
     from ${reihe}`,
  );
  await fuelle(
    `insert into prozesse.instanz (koerperschaft, leistung, vorgang, fassung, zustand)
     select ${K}, 'messung', ${V}, 'bestand', convert_to(repeat(md5(i::text), 25), 'UTF8') from ${reihe}`,
  );
  await fuelle(
    `insert into vorgaenge.aufgabe (koerperschaft, leistung, vorgang, schritt, element, name, gruppe, angelegt)
     select ${K}, 'messung', ${V}, 1, 'Aufgabe_klein', 'Prüfen', 'sachbearbeitung', now() from ${reihe}`,
  );
  await fuelle(
    `insert into prozesse.zeitgeber (koerperschaft, leistung, vorgang, schritt, faellig)
     select ${K}, 'messung', ${V}, 2, now() + interval '1 year' from ${reihe} where i % 10 = 0`,
  );
  await setup.query('alter table nachweise.ereignis enable trigger user');
  await setup.query('vacuum analyze');
  await setup.query('checkpoint').catch(() => undefined); // PostgreSQL may keep that to itself
  spawnSync('sync'); // what the machine has still to write would be paid for by the commits that are measured
}
