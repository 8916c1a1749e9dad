import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type pg from 'pg';
import { type Datenbank, oeffentlich, type Tx } from '../base/index.ts';
import type { Satz } from '../dokumente/index.ts';
import type { KatalogEintrag } from './angaben.ts';
import { pruefeBriefe } from './barrierefrei.ts';
import {
  compileLeistung,
  type Dateien,
  type Fehler,
  fassungOf,
  type Leistung,
  type Uebersetzt,
  type Umgebung,
} from './compile.ts';
import { checkNebenan, type Kennung, kennungIn, readKennungen } from './nebenan.ts';

/** What can be applied for here, and what is only known by name. */
export interface Katalog {
  leistungen: readonly Leistung[];
  eintraege: readonly KatalogEintrag[];
  /** newest version */
  aktuell(schluessel: string): Leistung | undefined;
  /** the version a Vorgang was opened in; read from the database when it is not the newest */
  inFassung(schluessel: string, fassung: string): Promise<Leistung>;
  /** name for people, also of mere catalogue entries */
  name(schluessel: string): string;
}

/** Reads the files of one folder as text. The examples, its own and those of its letters, are tests and no part of the version. */
export function readOrdner(ordner: string, mit = { beispiele: false }): Dateien {
  const dateien: Record<string, string> = {};
  const lies = (pfad: string, tiefe: number) => {
    for (const e of readdirSync(join(ordner, pfad), { withFileTypes: true })) {
      const hier = join(pfad, e.name);
      if (e.isFile()) dateien[hier] = readFileSync(join(ordner, hier), 'utf8');
      else if (e.isDirectory() && (e.name === 'beispiele' ? mit.beispiele : tiefe === 0)) lies(hier, tiefe + 1);
    }
  };
  lies('', 0);
  return dateien;
}

/** The folders of Leistungen that lie in `wurzel`. */
export const ordnerIn = (wurzel: string): string[] =>
  readdirSync(wurzel)
    .filter((n) => existsSync(join(wurzel, n, 'leistung.yaml')))
    .map((n) => join(wurzel, n));

/** A folder judged among others: what it compiles to, and everything that keeps it from being published. */
export interface Urteil {
  dateien: Dateien;
  uebersetzt: Uebersetzt;
  fehler: Fehler[];
}

/** @param andere by what the others are told from it; itself may be among them @param satz with it the example letters are typeset, too */
export async function beurteile(
  ordner: string,
  umgebung: Umgebung,
  andere: readonly Kennung[],
  satz?: Pick<Satz, 'setze'>,
): Promise<Urteil> {
  const dateien = readOrdner(ordner);
  const uebersetzt = await compileLeistung(dateien, umgebung);
  if (!uebersetzt.ok) return { dateien, uebersetzt, fehler: uebersetzt.fehler };
  const briefe = satz ? await pruefeBriefe(satz, ordner) : [];
  return { dateien, uebersetzt, fehler: [...checkNebenan(ordner, dateien, andere), ...briefe] };
}

/** Publishes all folders into the database, as the setup role. A folder with faults stops the start: nothing half published. `rate` hears hints; with `satz` the example letters are typeset too. */
export async function veroeffentliche(
  client: pg.Client,
  wurzel: string,
  umgebung: Umgebung,
  jetzt: number,
  rate: (hinweis: Fehler) => void = () => undefined,
  satz?: Pick<Satz, 'setze'>,
): Promise<Fehler[]> {
  const fehler: Fehler[] = [];
  const alle = ordnerIn(wurzel);
  const andere = [...readKennungen(alle), ...(await readFruehere(client))];
  for (const ordner of alle) {
    const { dateien, uebersetzt: u, fehler: gefunden } = await beurteile(ordner, umgebung, andere, satz);
    fehler.push(...gefunden.map((f) => ({ ...f, datei: join(ordner, f.datei) })));
    if (!u.ok || gefunden.length > 0) continue;
    if ('leistung' in u) {
      for (const h of u.hinweise) rate({ ...h, datei: join(ordner, h.datei) });
      await client.query(
        'insert into leistungen.fassung values ($1, $2, $3, to_timestamp($4 / 1000.0)) on conflict do nothing',
        [u.leistung.schluessel, fassungOf(dateien), JSON.stringify(dateien), jetzt],
      );
    }
  }
  return fehler;
}

/** What was published before: its Aktenzeichen stay, also where its folder is gone. */
async function readFruehere(client: pg.Client): Promise<Kennung[]> {
  const { rows } = await client.query<{ leistung: string; text: string }>(
    `select distinct leistung, dateien ->> 'leistung.yaml' as text from leistungen.fassung`,
  );
  return rows.flatMap((r) => kennungIn(null, r.text) ?? []);
}

/** Compiles the folders for use. Older versions come from the database when a running Vorgang needs one. */
export async function createKatalog(db: Datenbank, wurzel: string, umgebung: Umgebung): Promise<Katalog> {
  const leistungen = new Map<string, Leistung>();
  const eintraege: KatalogEintrag[] = [];
  for (const ordner of ordnerIn(wurzel)) {
    const u = await compileLeistung(readOrdner(ordner), umgebung);
    if (!u.ok) throw new Error(u.fehler.map((f) => `${f.datei}: ${f.meldung}`).join('\n'));
    if ('leistung' in u) leistungen.set(u.leistung.schluessel, u.leistung);
    else eintraege.push(u.katalog);
  }
  const alt = new Map<string, Leistung>();

  async function inFassung(schluessel: string, fassung: string): Promise<Leistung> {
    const neu = leistungen.get(schluessel);
    if (neu?.fassung === fassung) return neu;
    const da = alt.get(`${schluessel}/${fassung}`);
    if (da) return da;
    const dateien = await readFassung(db, schluessel, fassung);
    const u = dateien && (await compileLeistung(dateien, { ...umgebung, laeuftSchon: true }));
    if (!u?.ok || !('leistung' in u)) throw new Error(`Die Fassung ${fassung} von ${schluessel} ist nicht da`);
    alt.set(`${schluessel}/${fassung}`, u.leistung);
    return u.leistung;
  }

  return {
    leistungen: [...leistungen.values()],
    eintraege,
    aktuell: (s) => leistungen.get(s),
    inFassung,
    name: (s) => leistungen.get(s)?.angaben.name ?? eintraege.find((e) => e.schluessel === s)?.name ?? s,
  };
}

/** The files of a version; of the one published last where none is named. Undefined where there is none. */
export async function readFassung(
  db: Datenbank,
  leistung: string,
  fassung: string | null,
): Promise<Dateien | undefined> {
  const [z] = await db.lesen<{ dateien: Dateien }>(
    oeffentlich,
    `select dateien from leistungen.fassung where leistung = $1 and ($2::text is null or fassung = $2)
     order by veroeffentlicht desc, fassung limit 1`,
    [leistung, fassung],
  );
  return z?.dateien;
}

/** Versions of a Leistung published after this one, the latest first: where its running cases may go. */
export async function readSpaetereFassungen(
  tx: Tx,
  leistung: string,
  fassung: string,
): Promise<{ fassung: string; veroeffentlicht: Date }[]> {
  return tx.zeilen<{ fassung: string; veroeffentlicht: Date }>(
    `select f.fassung, f.veroeffentlicht from leistungen.fassung f
     where f.leistung = $1 and f.veroeffentlicht > (select d.veroeffentlicht from leistungen.fassung d where d.leistung = $1 and d.fassung = $2)
     order by f.veroeffentlicht desc, f.fassung`,
    [leistung, fassung],
  );
}
