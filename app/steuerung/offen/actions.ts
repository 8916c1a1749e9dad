import { localDateOf } from '@rathausverbund/fristen';
import { ablehnen, type Ergebnis, type Tx } from '../../base/index.ts';
import { type Leitung, leitungskontext, type SteuerungDeps, vermerke } from '../kontext.ts';
import { parseQuartal, type Quartal } from './quartal.ts';
import { type OffeneTafel, verdecke, type Zaehltafel } from './verdecken.ts';

const ZWECK = 'Offene Daten';

/** A table that was released. `zeilen` are keys of Leistungen, `spalten` months; the last row and column are sums. */
export interface Datensatz {
  koerperschaft: string;
  quartal: string;
  inhalt: OffeneTafel;
  freigegeben: Date;
}

/** Cases of the own body by Leistung and month of a quarter, and how many people stand behind them. */
export async function readZaehltafel(tx: Tx, stelle: string, q: Quartal): Promise<Zaehltafel> {
  const zeilen = await tx.zeilen<{ leistung: string; monat: string; anzahl: number; personen: number }>(
    `select leistung, to_char(eingegangen at time zone 'Europe/Berlin', 'YYYY-MM') as monat, count(*) as anzahl,
       count(distinct coalesce(buerger, vorgang)) as personen
     from vorgaenge.kennzahl where koerperschaft = $1 and eingegangen >= $2::date::timestamp at time zone 'Europe/Berlin'
       and eingegangen < $3::date::timestamp at time zone 'Europe/Berlin' group by 1, 2 order by 1, 2`,
    [stelle, q.von, q.bis],
  );
  const leistungen = [...new Set(zeilen.map((z) => z.leistung))];
  const feld = (was: 'anzahl' | 'personen') =>
    leistungen.map((l) => q.monate.map((m) => zeilen.find((z) => z.leistung === l && z.monat === m)?.[was] ?? 0));
  return { zeilen: leistungen, spalten: q.monate, werte: feld('anzahl'), personen: feld('personen') };
}

/** What a release would show: the table with the small counts hidden. */
export const readVorschau = async (tx: Tx, stelle: string, q: Quartal): Promise<OffeneTafel> =>
  verdecke(await readZaehltafel(tx, stelle, q));

const SPALTEN = 'koerperschaft, quartal, inhalt, freigegeben';

/** Everything that is released now, of all bodies. Public. */
export const readDatensaetze = (tx: Tx): Promise<Datensatz[]> =>
  tx.zeilen<Datensatz & Record<string, unknown>>(
    `select ${SPALTEN} from steuerung.datensatz where zurueckgezogen is null order by quartal desc, koerperschaft`,
  );

/**
 * Releases a quarter of the own body. It is counted once: what was released before and taken back comes again as it was, so that
 * no two versions can be subtracted from each other.
 */
export function gibFrei(d: SteuerungDeps, l: Leitung, quartal: string): Promise<Ergebnis> {
  const jetzt = d.protokoll.uhr.jetzt();
  return d.db.transaktion<Ergebnis>(leitungskontext(l, ZWECK), async (tx) => {
    const q = parseQuartal(quartal);
    if (!q) return ablehnen('offen.unbekannt');
    if (localDateOf(jetzt, 'Europe/Berlin') < q.bis) return ablehnen('offen.laeuft-noch');
    const wieder = await tx.fuehreAus(
      'update steuerung.datensatz set zurueckgezogen = null where koerperschaft = $1 and quartal = $2 and zurueckgezogen is not null',
      [l.stelle, q.name],
    );
    if (wieder === 0) {
      const neu = await tx.fuehreAus(
        `insert into steuerung.datensatz (koerperschaft, quartal, inhalt, freigegeben) values ($1, $2, $3, to_timestamp($4 / 1000.0)) on conflict do nothing`,
        [l.stelle, q.name, JSON.stringify(await readVorschau(tx, l.stelle, q)), jetzt],
      );
      if (neu === 0) return ablehnen('offen.schon-freigegeben');
    }
    await vermerke(tx, d.protokoll, l, { kind: 'offene-daten.freigegeben', data: { quartal: q.name } });
    return { ok: true };
  });
}

/** Takes a release back: it is offered no longer. Who has a copy keeps it. */
export function zieheZurueck(d: SteuerungDeps, l: Leitung, quartal: string): Promise<Ergebnis> {
  return d.db.transaktion<Ergebnis>(leitungskontext(l, ZWECK), async (tx) => {
    const n = await tx.fuehreAus(
      'update steuerung.datensatz set zurueckgezogen = to_timestamp($3 / 1000.0) where koerperschaft = $1 and quartal = $2 and zurueckgezogen is null',
      [l.stelle, quartal, d.protokoll.uhr.jetzt()],
    );
    if (n === 0) return ablehnen('offen.unbekannt');
    await vermerke(tx, d.protokoll, l, { kind: 'offene-daten.zurueckgezogen', data: { quartal } });
    return { ok: true };
  });
}
