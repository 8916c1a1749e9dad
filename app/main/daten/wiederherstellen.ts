import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import type pg from 'pg';
import { knownMigrations, migriere, type Tresor } from '../../base/index.ts';
import { countGrabsteine, type DumpKopf, holeZurueck, load, unpackSchluessel } from '../../base/sicherung/index.ts';
import { raeume } from '../raeume.ts';
import type { Antwort } from './antwort.ts';
import { fehlendeDateien, type Sicherung } from './pruefen.ts';

/** Every migration of the backup must be known here, unchanged; a newer program may know more. */
export function pruefeVersion(kopf: DumpKopf): Antwort<object> {
  const hier = knownMigrations(raeume);
  const fremd = kopf.migrationen.find((m) => hier.get(`${m.raum}/${m.nr}`) !== m.sha256);
  return fremd
    ? {
        ok: false,
        meldung: `Die Sicherung stammt von einer anderen Version (Migration ${fremd.raum}/${fremd.nr}). Es wurde nichts verändert. Nehmen Sie das Programm von damals oder ein neueres.`,
      }
    : { ok: true };
}

/**
 * Which list of erasures to join. A key folder that was here all the time knows them itself; an empty one knows only those of the
 * backup, and what was erased since would come back: then the list must be named, or expressly be done without.
 */
export function pruefeGrabsteine(
  ordner: string,
  wunsch: { datei: string } | 'ohne' | null,
  sicherungen: readonly string[],
): Antwort<{ text: string | null }> {
  const leer = !existsSync(join(ordner, 'kek'));
  if (wunsch === 'ohne' || (!wunsch && !leer)) return { ok: true, text: null };
  if (!wunsch) {
    const da = sicherungen.map((s) => join(dirname(resolve(s)), 'grabsteine.txt')).filter((d) => existsSync(d));
    const hinweis = da[0] ? ` Neben der Sicherung liegt ${da[0]}.` : '';
    return {
      ok: false,
      meldung: `Diese Maschine ist leer. Was seit der Sicherung gelöscht wurde, käme wieder. Nennen Sie mit --grabsteine die Liste der Löschungen (grabsteine.txt neben der jüngsten Sicherung).${hinweis} Gibt es sie nicht mehr, geben Sie --ohne-grabsteine an. Es wurde nichts verändert.`,
    };
  }
  if (!existsSync(wunsch.datei))
    return { ok: false, meldung: `Die Datei ${wunsch.datei} gibt es nicht. Es wurde nichts verändert.` };
  const text = readFileSync(wunsch.datei, 'utf8');
  return countGrabsteine(text) > 0 || text.trim() === ''
    ? { ok: true, text }
    : { ok: false, meldung: `${wunsch.datei} ist keine Liste von Löschungen. Es wurde nichts verändert.` };
}

/** Missing keys come back, those of tombstones do not. On an empty machine the data folder is made as the first start makes it. */
export function stelleSchluesselHer(quelle: Sicherung, ordner: string, tresor: Tresor | null = null): Promise<number> {
  // the database runs under a user of its own and has to get through
  mkdirSync(dirname(ordner), { recursive: true, mode: 0o755 });
  return unpackSchluessel(quelle.zeilen(), ordner, tresor);
}

interface Hier {
  rollen: string;
  ctxSchluessel: Buffer;
}
const geburtVon = (kopf: DumpKopf, o: Hier) => ({ plattform: kopf.plattform, betrieb: kopf.betrieb, ...o });

/**
 * Replaces what the database holds by the dump: schemas dropped, those migrations applied which the backup knew, rows
 * loaded in one transaction. A crash leaves a database that the next call replaces.
 */
export async function fuelleDatenbank(
  client: pg.Client,
  zeilen: AsyncIterable<string>,
  kopf: DumpKopf,
  o: Hier,
): Promise<number> {
  const { rows } = await client.query<{ n: string }>(
    `select quote_ident(nspname) as n from pg_namespace where nspowner = (select oid from pg_roles where rolname = current_user) and nspname !~ '^pg_' and nspname not in ('public', 'information_schema')`,
  );
  for (const { n } of rows) await client.query(`drop schema ${n} cascade`);
  const damals = new Set(kopf.migrationen.map((m) => `${m.raum}/${m.nr}`));
  const erst = await migriere(client, raeume, geburtVon(kopf, o), damals);
  if (!erst.ok) throw new Error(erst.meldung);
  return load(client, zeilen);
}

/** As `fuelleDatenbank`, then brought to this version. */
export async function stelleDatenbankHer(
  client: pg.Client,
  zeilen: AsyncIterable<string>,
  kopf: DumpKopf,
  o: Hier,
): Promise<number> {
  const n = await fuelleDatenbank(client, zeilen, kopf, o);
  await client.query('update base.installation set rollen = $1', [o.rollen]);
  const dann = await migriere(client, raeume, geburtVon(kopf, o));
  if (!dann.ok) throw new Error(dann.meldung);
  return n;
}

/** Files that the backup has and this installation lacks. */
export const stelleDateienHer = (quelle: Sicherung, ordner: string, ohne: ReadonlySet<string>): Promise<number> =>
  holeZurueck(quelle.ablage, fehlendeDateien(quelle, ordner), ordner, ohne);
