import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type pg from 'pg';
import { type Datenbank, oeffentlich, readYamlText, type Tx } from '../base/index.ts';
import type { Satz } from '../dokumente/index.ts';
import type { KatalogEintrag } from './angaben.ts';
import { pruefeBriefe } from './barrierefrei.ts';
import {
  compileLeistung,
  type Dateien,
  type Fehler,
  type Leistung,
  type Uebersetzt,
  type Umgebung,
} from './compile.ts';
import { type Eigene, eigeneOf, readFreigaben } from './freigabe.ts';
import { readGeltung, uebernimmOrdner } from './geltung.ts';
import { checkNebenan, type Kennung, kennungIn, readKennungen } from './nebenan.ts';

/** What can be applied for here, and what is only known by name. It changes while the installation runs: nobody keeps its lists. */
export interface Katalog {
  readonly leistungen: readonly Leistung[];
  readonly eintraege: readonly KatalogEintrag[];
  /** every version that counts anywhere: those of this installation, then the others that bodies stay with */
  readonly gebrauchte: readonly Leistung[];
  /** the version that counts on this installation; at a body it may be another, see `bei` */
  aktuell(schluessel: string): Leistung | undefined;
  /** the version that counts at a body: its own, where it has kept the release of new ones to itself. Undefined: not offered there */
  bei(koerperschaft: string, schluessel: string): Leistung | undefined;
  /** does any body keep this Leistung to itself? */
  istUneinheitlich(schluessel: string): boolean;
  /** may a running case of this body be put under this version? Where it keeps the release to itself, only under what it released. */
  istFreigegeben(koerperschaft: string, schluessel: string, fassung: string): boolean;
  /** the version a Vorgang was opened in; read from the database when it is not the newest */
  inFassung(schluessel: string, fassung: string): Promise<Leistung>;
  /** the version that counts, at a body where one is named; of what is not offered any more the one the body stayed with, or the Vorgang was opened in */
  geltende(schluessel: string, fassung: string, koerperschaft?: string): Promise<Leistung>;
  /** name for people, also of mere catalogue entries */
  name(schluessel: string): string;
}

/** Does the body stay with a version that this software cannot read any more? Nothing can begin there until it releases another one. */
export const istUnlesbar = (k: Pick<Katalog, 'aktuell' | 'bei'>, koerperschaft: string, schluessel: string): boolean =>
  k.aktuell(schluessel) !== undefined && k.bei(koerperschaft, schluessel) === undefined;

/** What a body keeps to itself, compiled; undefined where this software cannot read the version any more. */
type Hausfassung = Eigene & { leistung: Leistung | undefined };

/** There is no such version, or this software cannot read it any more. */
class Unlesbar extends Error {}

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
      const meldung = await uebernimmOrdner(client, u.leistung.schluessel, dateien, jetzt);
      if (meldung) rate({ datei: ordner, meldung });
    }
  }
  return fehler;
}

/** What was published before: its Aktenzeichen stay, also where its folder is gone. */
export async function readFruehere(client: pg.Client): Promise<Kennung[]> {
  const { rows } = await client.query<{ leistung: string; text: string }>(
    `select distinct leistung, dateien ->> 'leistung.yaml' as text from leistungen.fassung`,
  );
  return rows.flatMap((r) => kennungIn(null, r.text) ?? []);
}

/** The folders of the installation, compiled. @throws where one has faults: the start has judged them before */
async function readWurzel(wurzel: string, umgebung: Umgebung) {
  const leistungen = new Map<string, Leistung>();
  const eintraege: KatalogEintrag[] = [];
  for (const ordner of ordnerIn(wurzel)) {
    const u = await compileLeistung(readOrdner(ordner), umgebung);
    if (!u.ok) throw new Error(u.fehler.map((f) => `${f.datei}: ${f.meldung}`).join('\n'));
    if ('leistung' in u) leistungen.set(u.leistung.schluessel, u.leistung);
    else eintraege.push(u.katalog);
  }
  return { leistungen, eintraege };
}

/**
 * The Leistungen for use: the folders of the installation, and instead of them what `leistung -- publish` let count. Older versions come
 * from the database when a running Vorgang needs one. `lade` looks what counts now, also at the beginning; `melde` hears of a version that
 * this software cannot read any more: what counted before goes on.
 */
export async function createKatalog(
  db: Datenbank,
  wurzel: string,
  umgebung: Umgebung,
  melde: (meldung: string) => void = () => undefined,
): Promise<Katalog & { lade(): Promise<void> }> {
  const ausOrdnern = await readWurzel(wurzel, umgebung);
  let { leistungen } = ausOrdnern;
  let gelesen = '';
  /** names of what is not offered any more, for its Vorgänge */
  let fruehere: ReadonlyMap<string, string> = new Map();
  const alt = new Map<string, Leistung>();
  /** by Leistung and body */
  let eigene: ReadonlyMap<string, ReadonlyMap<string, Hausfassung>> = new Map();

  let zuletzt: Promise<void> = Promise.resolve();
  /** One look after the other: what an older one finds never displaces what a newer one found. */
  function lade(): Promise<void> {
    const dran = zuletzt.then(seheNach);
    zuletzt = dran.catch(() => undefined);
    return dran;
  }

  async function seheNach(): Promise<void> {
    // in this order: who kept the release to itself before something was published is never seen as one who follows
    const geltung = await readGeltung(db);
    const freigaben = await readFreigaben(db);
    const stand = JSON.stringify([geltung, freigaben]);
    if (stand === gelesen) return;
    const neu = new Map(ausOrdnern.leistungen);
    for (const { leistung, fassung, woher } of geltung) {
      if (woher === 'ordner') continue;
      const bisher = leistungen.get(leistung);
      neu.delete(leistung);
      try {
        if (fassung) neu.set(leistung, await inFassung(leistung, fassung));
      } catch (fehler) {
        meldeUnlesbar(fehler);
        if (bisher) neu.set(leistung, bisher);
      }
    }
    const freigegebene = await compileEigene(eigeneOf(freigaben));
    fruehere = await readNamen(db, new Set(neu.keys()));
    leistungen = neu;
    eigene = freigegebene;
    gelesen = stand;
  }

  /** @throws what is not about the version: the next look tries again */
  function meldeUnlesbar(fehler: unknown): void {
    if (!(fehler instanceof Unlesbar)) throw fehler;
    melde(fehler.message);
  }

  async function compileEigene(alle: ReadonlyMap<string, ReadonlyMap<string, Eigene>>) {
    const je = new Map<string, Map<string, Hausfassung>>();
    for (const [schluessel, haeuser] of alle) {
      const gelesene = new Map<string, Leistung | undefined>();
      for (const fassung of new Set([...haeuser.values()].map((e) => e.fassung)))
        gelesene.set(fassung, (await inFassung(schluessel, fassung).catch(meldeUnlesbar)) ?? undefined);
      const hier = [...haeuser].map(([haus, e]) => [haus, { ...e, leistung: gelesene.get(e.fassung) }] as const);
      je.set(schluessel, new Map(hier));
    }
    return je;
  }

  async function inFassung(schluessel: string, fassung: string): Promise<Leistung> {
    const da = [leistungen.get(schluessel), ausOrdnern.leistungen.get(schluessel)].find((l) => l?.fassung === fassung);
    const name = `${schluessel}/${fassung}`;
    const bekannt = da ?? alt.get(name);
    if (bekannt) return bekannt;
    const dateien = await readFassung(db, schluessel, fassung);
    const u = dateien && (await compileLeistung(dateien, { ...umgebung, laeuftSchon: true }));
    if (!u?.ok || !('leistung' in u)) throw new Unlesbar(`Die Fassung ${fassung} von ${schluessel} ist nicht da`);
    alt.set(name, u.leistung);
    return u.leistung;
  }

  function bei(koerperschaft: string, s: string): Leistung | undefined {
    const eigen = eigene.get(s)?.get(koerperschaft);
    return eigen && leistungen.has(s) ? eigen.leistung : leistungen.get(s);
  }

  const eintraege = () => ausOrdnern.eintraege.filter((e) => !leistungen.has(e.schluessel));
  return {
    get leistungen() {
      return [...leistungen.values()];
    },
    get eintraege() {
      return eintraege();
    },
    get gebrauchte() {
      const eigen = [...eigene].flatMap(([s, haeuser]) => (leistungen.has(s) ? [...haeuser.values()] : []));
      return [...new Set([...leistungen.values(), ...eigen.flatMap((e) => e.leistung ?? [])])];
    },
    aktuell: (s) => leistungen.get(s),
    bei,
    istUneinheitlich: (s) => (eigene.get(s)?.size ?? 0) > 0,
    istFreigegeben: (koerperschaft, s, fassung) => eigene.get(s)?.get(koerperschaft)?.je.has(fassung) ?? true,
    inFassung,
    geltende: async (s, fassung, koerperschaft = '') =>
      bei(koerperschaft, s) ?? eigene.get(s)?.get(koerperschaft)?.leistung ?? (await inFassung(s, fassung)),
    name: (s) =>
      leistungen.get(s)?.angaben.name ?? eintraege().find((e) => e.schluessel === s)?.name ?? fruehere.get(s) ?? s,
    lade,
  };
}

/** What Leistungen were called last that counted once and are not among `da`. */
async function readNamen(db: Datenbank, da: ReadonlySet<string>): Promise<Map<string, string>> {
  const zeilen = await db.lesen<{ leistung: string; text: string }>(
    oeffentlich,
    `select distinct on (g.leistung) g.leistung, f.dateien ->> 'leistung.yaml' as text
     from leistungen.geltung g join leistungen.fassung f on f.leistung = g.leistung and f.fassung = g.fassung
     where g.leistung <> all ($1) order by g.leistung, g.nummer desc`,
    [[...da]],
  );
  return new Map(
    zeilen.flatMap(({ leistung, text }) => {
      const y = readYamlText(text);
      const name = y.ok ? (y.wert as { name?: unknown } | null)?.name : undefined;
      return typeof name === 'string' ? [[leistung, name] as const] : [];
    }),
  );
}

/** The files of a version; of the one that counts, or counted last, where none is named. Undefined where there is none. */
export async function readFassung(
  db: Datenbank,
  leistung: string,
  fassung: string | null,
): Promise<Dateien | undefined> {
  const [z] = await db.lesen<{ dateien: Dateien }>(
    oeffentlich,
    `select f.dateien from leistungen.fassung f where f.leistung = $1 and ($2::text is null or f.fassung = $2)
     order by (select max(g.nummer) from leistungen.geltung g where g.leistung = f.leistung and g.fassung = f.fassung) desc nulls last, f.veroeffentlicht desc, f.fassung limit 1`,
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
