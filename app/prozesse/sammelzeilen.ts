import type { Tx } from '../base/index.ts';

/** Many cases put through the same, one after the other, in the background; and how far it is. */
export interface Sammellauf<A> {
  id: string;
  auftrag: A;
  /** what was typed, until all is done */
  wortlaut: string | null;
  person: string;
  begonnen: Date;
  stand: 'laeuft' | 'angehalten' | 'fertig';
  gesamt: number;
  gegangen: number;
  geblieben: number;
  /** why cases stayed: a sentence, or the code of a refusal, with their number */
  gruende: Readonly<Record<string, number>>;
}

/** What became of one case; `nach` says where it went, when it went anywhere. */
export type Fallergebnis =
  | { gut: true; nach?: { koerperschaft: string; aktenzeichen: string } }
  | { gut: false; grund: string };

/** One case of a run; null = still to do. */
export interface Sammelfall {
  vorgang: string;
  ergebnis: Fallergebnis | null;
}

/** So many reasons are kept apart. */
const GRUENDE = 20;
const LAEUFE = 50;

const LAUF = `select l.id, l.auftrag, l.wortlaut, l.person, l.begonnen, l.stand,
    count(f.vorgang)::int as gesamt, (count(*) filter (where f.gut))::int as gegangen, (count(*) filter (where not f.gut))::int as geblieben,
    coalesce((select jsonb_object_agg(g.grund, g.n) from (
      select x.grund, count(*) as n from prozesse.sammelfall x
      where x.koerperschaft = l.koerperschaft and x.lauf = l.id and not x.gut group by x.grund order by n desc limit ${GRUENDE}) g), '{}') as gruende
  from prozesse.sammellauf l left join prozesse.sammelfall f on f.koerperschaft = l.koerperschaft and f.lauf = l.id`;

/** Runs of a house, the latest first: those that are not done, however old, and the latest of all. */
export const readLaeufe = <A>(tx: Tx, stelle: string, art: string): Promise<Sammellauf<A>[]> =>
  tx.zeilen<Sammellauf<A> & Record<string, unknown>>(
    `${LAUF} where l.koerperschaft = $1 and l.art = $2 and (l.stand <> 'fertig' or l.id in (
       select x.id from prozesse.sammellauf x where x.koerperschaft = $1 and x.art = $2 order by x.begonnen desc, x.id desc limit ${LAEUFE}))
     group by l.koerperschaft, l.id order by l.begonnen desc, l.id desc`,
    [stelle, art],
  );

export const findLauf = <A>(tx: Tx, stelle: string, art: string, id: string): Promise<Sammellauf<A> | undefined> =>
  tx.eine<Sammellauf<A> & Record<string, unknown>>(
    `${LAUF} where l.koerperschaft = $1 and l.art = $2 and l.id = $3 group by l.koerperschaft, l.id`,
    [stelle, art, id],
  );

/** The cases of a run in the order in which they are done. */
export async function readFaelle(tx: Tx, stelle: string, lauf: string): Promise<Sammelfall[]> {
  const zeilen = await tx.zeilen<{ vorgang: string; gut: boolean | null; grund: string | null; nach: Nach | null }>(
    'select vorgang, gut, grund, nach from prozesse.sammelfall where koerperschaft = $1 and lauf = $2 order by vorgang',
    [stelle, lauf],
  );
  return zeilen.map(({ vorgang, gut, grund, nach }) => ({
    vorgang,
    ergebnis: gut === null ? null : gut ? { gut, ...(nach ? { nach } : {}) } : { gut, grund: grund ?? '' },
  }));
}
type Nach = { koerperschaft: string; aktenzeichen: string };

export const readOffeneFaelle = async (tx: Tx, stelle: string, lauf: string, grenze: number): Promise<string[]> =>
  (
    await tx.zeilen<{ vorgang: string }>(
      'select vorgang from prozesse.sammelfall where koerperschaft = $1 and lauf = $2 and gut is null order by vorgang limit $3',
      [stelle, lauf, grenze],
    )
  ).map((z) => z.vorgang);

/** @returns false when one of the group runs already */
export async function insertLauf(
  tx: Tx,
  l: {
    stelle: string;
    id: string;
    art: string;
    gruppe: string;
    auftrag: object;
    wortlaut: string | null;
    person: string;
    jetzt: number;
  },
  vorgaenge: readonly string[],
): Promise<boolean> {
  const neu = await tx.fuehreAus(
    `insert into prozesse.sammellauf (koerperschaft, id, art, gruppe, auftrag, wortlaut, person, begonnen)
     values ($1, $2, $3, $4, $5, $6, $7, to_timestamp($8 / 1000.0))
     on conflict (koerperschaft, art, gruppe) where stand = 'laeuft' do nothing`,
    [l.stelle, l.id, l.art, l.gruppe, JSON.stringify(l.auftrag), l.wortlaut, l.person, l.jetzt],
  );
  if (neu === 0) return false;
  tx.sende(
    'insert into prozesse.sammelfall (koerperschaft, lauf, vorgang) select $1, $2, v from unnest($3::uuid[]) v on conflict do nothing',
    [l.stelle, l.id, vorgaenge],
  );
  return true;
}

export const lockLauf = (tx: Tx, stelle: string, art: string, id: string): Promise<{ stand: string } | undefined> =>
  tx.eine<{ stand: string }>(
    'select stand from prozesse.sammellauf where koerperschaft = $1 and art = $2 and id = $3 for update',
    [stelle, art, id],
  );

export async function halteAn(tx: Tx, stelle: string, id: string): Promise<void> {
  await tx.fuehreAus(`update prozesse.sammellauf set stand = 'angehalten' where koerperschaft = $1 and id = $2`, [
    stelle,
    id,
  ]);
}

/** Goes on, also with what stayed. @returns false when another one of the group runs */
export async function setzeFort(tx: Tx, stelle: string, id: string): Promise<boolean> {
  const n = await tx.fuehreAus(
    `update prozesse.sammellauf l set stand = 'laeuft' where l.koerperschaft = $1 and l.id = $2 and not exists (
       select from prozesse.sammellauf x where x.koerperschaft = $1 and x.art = l.art and x.gruppe = l.gruppe and x.stand = 'laeuft')`,
    [stelle, id],
  );
  if (n === 0) return false;
  tx.sende(
    'update prozesse.sammelfall set gut = null, grund = null where koerperschaft = $1 and lauf = $2 and not gut',
    [stelle, id],
  );
  return true;
}

/** Notes what became of a case. @returns false when somebody has stopped the run meanwhile */
export async function vermerke(
  tx: Tx,
  stelle: string,
  lauf: string,
  vorgang: string,
  e: Fallergebnis,
): Promise<boolean> {
  await tx.fuehreAus(
    'update prozesse.sammelfall set gut = $4, grund = $5, nach = $6 where koerperschaft = $1 and lauf = $2 and vorgang = $3',
    [
      stelle,
      lauf,
      vorgang,
      e.gut,
      e.gut ? null : e.grund,
      e.gut && e.nach
        ? JSON.stringify({ koerperschaft: e.nach.koerperschaft, aktenzeichen: e.nach.aktenzeichen })
        : null,
    ],
  );
  const z = await tx.eine<{ stand: string }>(
    'select stand from prozesse.sammellauf where koerperschaft = $1 and id = $2',
    [stelle, lauf],
  );
  return z?.stand === 'laeuft';
}

export function beende(tx: Tx, stelle: string, id: string): void {
  tx.sende(
    `update prozesse.sammellauf set stand = 'fertig', wortlaut = null where koerperschaft = $1 and id = $2 and stand = 'laeuft'`,
    [stelle, id],
  );
}
