import type { LocalDate } from '@rathausverbund/fristen';
import type { Einheit, Tagesmenge } from '@rathausverbund/kosten';
import type { Tx } from '../base/index.ts';
import { type Art, belegeOf, type Gebucht, type Stellung } from './model.ts';

type Zeile = Omit<Gebucht, 'c' | 'gegenN'> & Record<string, unknown>;

const SPALTEN = `art, quelle, leistung, einheit, tag::text as tag, menge, jahr, periode, angaben, n, gegen_n as "gegenN", encode(c, 'hex') as c, at`;
const BIS = `((gegen_n is null and n <= $3) or gegen_n <= $4)`;

/** Facts of a year that are few: steps and pools. */
export const readEintraege = (tx: Tx, vereinbarung: string, s: Stellung, jahr: number): Promise<Gebucht[]> =>
  tx.zeilen<Gebucht & Zeile>(
    `select ${SPALTEN} from abrechnung.eintrag
     where koerperschaft = $1 and vereinbarung = $2 and jahr = $5 and ${BIS} order by n`,
    [tx.kontext.stelle, vereinbarung, s.eigen, s.gegen, jahr],
  );

/** The whole account, in its order. */
export const readAlleEintraege = (tx: Tx, vereinbarung: string): Promise<Gebucht[]> =>
  tx.zeilen<Gebucht & Zeile>(
    `select ${SPALTEN} from abrechnung.eintrag where koerperschaft = $1 and vereinbarung = $2 order by n`,
    [tx.kontext.stelle, vereinbarung],
  );

/** Steps of all accounts of the body in a year. */
export const readSchritte = (tx: Tx, jahr: number): Promise<(Gebucht & { vereinbarung: string })[]> =>
  tx.zeilen<Gebucht & Zeile & { vereinbarung: string }>(
    `select vereinbarung, ${SPALTEN} from abrechnung.eintrag
     where koerperschaft = $1 and jahr = $2 order by vereinbarung, n`,
    [tx.kontext.stelle, jahr],
  );

/** Facts of one kind of an account, newest first. */
export const readArt = (tx: Tx, vereinbarung: string, art: Art, hoechstens: number): Promise<Gebucht[]> =>
  tx.zeilen<Gebucht & Zeile>(
    `select ${SPALTEN} from abrechnung.eintrag where koerperschaft = $1 and vereinbarung = $2 and art = $3
     order by n desc limit $4`,
    [tx.kontext.stelle, vereinbarung, art, hoechstens],
  );

/** What was counted last in a unit, newest first; of a stock everything that people have entered, however old. */
export const readLetzte = (tx: Tx, vereinbarung: string, einheit: Einheit, hoechstens: number): Promise<Gebucht[]> =>
  tx.zeilen<Gebucht & Zeile>(
    `select ${SPALTEN} from (
       select *, row_number() over (order by e.n desc) as platz from abrechnung.eintrag e
       where koerperschaft = $1 and vereinbarung = $2 and art = 'leistung.gezaehlt' and einheit = $3) x
     where platz <= $4 or (einheit = 'hund' and angaben ? 'grund') order by n desc`,
    [tx.kontext.stelle, vereinbarung, einheit, hoechstens],
  );

/** One counted fact with everything that corrected it, in order; empty when there is none. */
export const readZaehlung = (tx: Tx, vereinbarung: string, quelle: string): Promise<Gebucht[]> =>
  tx.zeilen<Gebucht & Zeile>(
    `select ${SPALTEN} from abrechnung.eintrag
     where koerperschaft = $1 and vereinbarung = $2 and art = 'leistung.gezaehlt' and (quelle = $3 or angaben ->> 'zu' = $3::text)
     order by n`,
    [tx.kontext.stelle, vereinbarung, quelle],
  );

/** A day's sum with the last numbers of both streams that are in it. */
export type Tagesstand = Tagesmenge & { bisN: number; bisGegen: number };

/** What is kept of a day, from entries grouped by it: the last columns of `abrechnung.tagesstand`, in their order. */
export const SUMME = `sum(menge)::int as menge,
  max(n) filter (where gegen_n is null) as bis_n, abrechnung.kette(c order by n) filter (where gegen_n is null) as kette,
  max(gegen_n) as bis_gegen, abrechnung.kette(c order by gegen_n) filter (where gegen_n is not null) as kette_gegen`;
/** The days of a Leistung and unit, each value of all days in one text: a year has too many rows to be sent and read one by one. */
interface Spalten extends Record<string, unknown> {
  leistung: string;
  einheit: Einheit;
  /** 10 characters each */
  tage: string;
  mengen: string;
  /** last number of a stream that is in the day, 0 = none */
  bisN: string;
  bisGegen: string;
  /** hex of the chains, nothing for a day without */
  ketten: string;
  kettenGegen: string;
}

const alsSpalten = (
  quelle: string,
) => `select leistung, einheit, string_agg(tag::text, '') as tage, string_agg(menge::text, ',') as mengen,
    string_agg(coalesce(bis_n, 0)::text, ',') as "bisN", string_agg(coalesce(bis_gegen, 0)::text, ',') as "bisGegen",
    string_agg(coalesce(encode(kette, 'hex'), ''), ',') as ketten, string_agg(coalesce(encode(kette_gegen, 'hex'), ''), ',') as "kettenGegen"
  from ${quelle} group by leistung, einheit`;

function tageOf({ leistung, einheit, ...z }: Spalten): Tagesstand[] {
  const [mengen = [], bisN, bisGegen] = [z.mengen, z.bisN, z.bisGegen].map((text) => text.split(',').map(Number));
  const [ketten, kettenGegen] = [z.ketten, z.kettenGegen].map((text) => text.split(','));
  return mengen.map((menge, i) => ({
    leistung,
    einheit,
    tag: z.tage.slice(10 * i, 10 * i + 10) as LocalDate,
    menge,
    bisN: bisN?.[i] ?? 0,
    bisGegen: bisGegen?.[i] ?? 0,
    belege: belegeOf(ketten?.[i] || null, kettenGegen?.[i] || null),
  }));
}

const readTage = async (tx: Tx, sql: string, werte: unknown[]): Promise<Tagesstand[]> =>
  (await tx.zeilen<Spalten>(sql, werte)).flatMap(tageOf);

/** What was counted so far, by day: cases and pages from `von` on, of stocks every change before `bis`. */
export const readTagesstaende = (
  tx: Tx,
  vereinbarung: string,
  z: { von: string; bis: string },
): Promise<Tagesstand[]> =>
  readTage(
    tx,
    alsSpalten(`abrechnung.tagesstand where koerperschaft = $1 and vereinbarung = $2 and tag < $4::date
      and (tag >= $3::date or einheit in ('hund', 'einwohner'))`),
    [tx.kontext.stelle, vereinbarung, z.von, z.bis],
  );

/** Days as they stood at an earlier place of both streams: those that have grown since are summed anew from their entries. */
export async function readTageBei(
  tx: Tx,
  vereinbarung: string,
  s: Stellung,
  tage: readonly Tagesstand[],
): Promise<Tagesstand[]> {
  const waren = (t: Tagesstand) => t.bisN <= s.eigen && t.bisGegen <= s.gegen;
  const gewachsen = tage.filter((t) => !waren(t));
  if (gewachsen.length === 0) return [...tage];
  const damals = await readTage(
    tx,
    alsSpalten(`(select leistung, einheit, tag, ${SUMME} from abrechnung.eintrag
      where koerperschaft = $1 and vereinbarung = $2 and art = 'leistung.gezaehlt' and ${BIS}
        and (tag, leistung, einheit) in (select * from unnest($5::date[], $6::text[], $7::text[]))
      group by tag, leistung, einheit) e`),
    [
      tx.kontext.stelle,
      vereinbarung,
      s.eigen,
      s.gegen,
      ...(['tag', 'leistung', 'einheit'] as const).map((name) => gewachsen.map((t) => t[name])),
    ],
  );
  return [...tage.filter(waren), ...damals];
}

/**
 * Carries the days forward that own entries from `abN` on belong to. A day as it stands goes in like an entry: its numbers lie before
 * all new ones, and its chains are what the next proofs are hashed onto.
 */
export const schreibeTage = (tx: Tx, vereinbarung: string, abN: number): void =>
  tx.sende(
    `with neu as materialized (
       select tag, leistung, einheit, menge, n, gegen_n, c from abrechnung.eintrag
       where koerperschaft = $1 and vereinbarung = $2 and n >= $3 and art = 'leistung.gezaehlt'
     ), alt as materialized (
       select t.* from abrechnung.tagesstand t
       where t.koerperschaft = $1 and t.vereinbarung = $2 and (t.tag, t.leistung, t.einheit) in (select tag, leistung, einheit from neu)
     ), alle as (
       table neu union all
       select tag, leistung, einheit, menge, bis_n, null, kette from alt union all
       select tag, leistung, einheit, 0, null, bis_gegen, kette_gegen from alt where bis_gegen is not null
     )
     insert into abrechnung.tagesstand as t (koerperschaft, vereinbarung, tag, leistung, einheit, menge, bis_n, kette, bis_gegen, kette_gegen)
     select $1, $2, tag, leistung, einheit, ${SUMME} from alle group by tag, leistung, einheit
     on conflict (koerperschaft, vereinbarung, tag, leistung, einheit) do update set menge = excluded.menge,
       bis_n = excluded.bis_n, kette = excluded.kette, bis_gegen = excluded.bis_gegen, kette_gegen = excluded.kette_gegen`,
    [tx.kontext.stelle, vereinbarung, abN],
  );

/** Units of a Leistung that are counted on a day; without a day those of all days, which is the size of a stock. */
export const readSumme = async (
  tx: Tx,
  vereinbarung: string,
  w: { leistung: string; einheit: Einheit; tag: string | null },
): Promise<number> =>
  (
    await tx.eine<{ menge: number }>(
      `select coalesce(sum(menge), 0)::int as menge from abrechnung.tagesstand
       where koerperschaft = $1 and vereinbarung = $2 and leistung = $3 and einheit = $4 and ($5::date is null or tag = $5)`,
      [tx.kontext.stelle, vereinbarung, w.leistung, w.einheit, w.tag],
    )
  )?.menge ?? 0;

/** Years from `ab` on whose true-up is stated. */
export const readAusgeglichene = async (tx: Tx, vereinbarung: string, ab: number): Promise<number[]> =>
  (
    await tx.zeilen<{ jahr: number }>(
      `select distinct jahr from abrechnung.eintrag
       where koerperschaft = $1 and vereinbarung = $2 and art = 'abrechnung.gestellt' and periode = 13 and jahr >= $3 order by jahr`,
      [tx.kontext.stelle, vereinbarung, ab],
    )
  ).map((z) => z.jahr);

/** Which of these were entered already. */
export async function readVorhandene(tx: Tx, vereinbarung: string, art: Art, quellen: readonly string[]) {
  const zeilen = await tx.zeilen<{ quelle: string }>(
    'select quelle from abrechnung.eintrag where koerperschaft = $1 and vereinbarung = $2 and art = $3 and quelle = any ($4)',
    [tx.kontext.stelle, vereinbarung, art, quellen],
  );
  return new Set(zeilen.map((z) => z.quelle));
}

/** How far the own stream and what was taken over of the other one have come. */
export async function readStellung(tx: Tx, vereinbarung: string): Promise<Stellung> {
  const z = await tx.eine<{ eigen: number; gegen: number }>(
    `select coalesce(max(n), 0) as eigen, coalesce(max(gegen_n), 0) as gegen from (
       (select n, null::int as gegen_n from abrechnung.eintrag where koerperschaft = $1 and vereinbarung = $2 order by n desc limit 1)
       union all
       (select null, gegen_n from abrechnung.eintrag where koerperschaft = $1 and vereinbarung = $2 and gegen_n is not null
        order by gegen_n desc limit 1)) x`,
    [tx.kontext.stelle, vereinbarung],
  );
  return { eigen: z?.eigen ?? 0, gegen: z?.gegen ?? 0 };
}

/** The agreement of the body with `gegenueber` that says it is offset with this one; null when none does. */
export const readVerrechnende = async (tx: Tx, vereinbarung: string, gegenueber: string): Promise<string | null> =>
  (
    await tx.eine<{ vereinbarung: string }>(
      `select vereinbarung from vereinbarungen.schritte(null)
       where $2 in (koerperschaft, gegenueber) and art = 'entworfen'
         and angaben @? format('$.inhalt.kostenregeln[*].verrechnetMit ? (@ == "%s")', $1::uuid)::jsonpath limit 1`,
      [vereinbarung, gegenueber],
    )
  )?.vereinbarung ?? null;

/** Who the other party of an account is. */
export const readGegenueber = async (tx: Tx, vereinbarung: string): Promise<string | undefined> =>
  (
    await tx.eine<{ gegenueber: string }>(
      'select gegenueber from abrechnung.konto where koerperschaft = $1 and vereinbarung = $2',
      [tx.kontext.stelle, vereinbarung],
    )
  )?.gegenueber;

/** Facts of the other party after `nach`, in its order. */
export const readFremde = (tx: Tx, vereinbarung: string, nach: number, hoechstens: number): Promise<Gebucht[]> =>
  tx.zeilen<Gebucht & Zeile>(`select ${SPALTEN} from abrechnung.eintraege_der_anderen($1, $2, $3) order by n`, [
    vereinbarung,
    nach,
    hoechstens,
  ]);

/** The next numbers of statements, the first of `anzahl`; gapless, because a transaction that fails gives them back. */
export async function nimmNummern(tx: Tx, jahr: number, anzahl: number): Promise<number> {
  const z = await tx.eine<{ nummer: number }>(
    `insert into abrechnung.nummernkreis (koerperschaft, jahr, letzte) values ($1, $2, $3)
     on conflict (koerperschaft, jahr) do update set letzte = abrechnung.nummernkreis.letzte + $3 returning letzte - $3 + 1 as nummer`,
    [tx.kontext.stelle, jahr, anzahl],
  );
  return z?.nummer ?? 0;
}

/** Cases that were counted: of some days, or one by its id. */
export const readFaelle = (
  tx: Tx,
  vereinbarung: string,
  w: { von: string; bis: string } | { vorgang: string },
): Promise<{ vorgang: string; leistung: string; tag: string }[]> => {
  const [von, bis, vorgang] = 'vorgang' in w ? [null, null, w.vorgang] : [w.von, w.bis, null];
  return tx.zeilen(
    `select quelle as vorgang, leistung, tag::text as tag from abrechnung.eintrag
     where koerperschaft = $1 and vereinbarung = $2 and art = 'leistung.gezaehlt' and einheit = 'fall' and not angaben ? 'zu'
       and (quelle = $5 or tag >= $3::date and tag < $4::date) order by tag, n`,
    [tx.kontext.stelle, vereinbarung, von, bis, vorgang],
  );
};
