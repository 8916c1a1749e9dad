import type { Rechnung } from '@rathausverbund/xoev';
import type { Tx } from '../../base/index.ts';
import type { Auftritt } from '../../kommunen/index.ts';

/** What an invoice needs of a body beside its letterhead. */
export interface Rechnungsangaben {
  leitwegId: string | null;
  ustId: string | null;
  steuernummer: string | null;
  ansprechpartner: string;
}

/** An invoice as it was given. */
export interface GestellteRechnung {
  id: string;
  nummer: string;
  vereinbarung: string;
  jahr: number;
  periode: number;
  /** hash of the statement it is about */
  fassung: string;
  reihe: number;
  rechnung: Rechnung;
  auftritt: Auftritt;
  at: Date;
}

/** Of any body: public. */
export const readRechnungsangaben = (tx: Tx, koerperschaft: string): Promise<Rechnungsangaben | undefined> =>
  tx.eine<Rechnungsangaben & Record<string, unknown>>(
    `select leitweg_id as "leitwegId", ust_id as "ustId", steuernummer, ansprechpartner
     from abrechnung.rechnungsangaben where koerperschaft = $1`,
    [koerperschaft],
  );

export const schreibeRechnungsangaben = (tx: Tx, a: Rechnungsangaben): Promise<unknown> =>
  tx.fuehreAus(
    `insert into abrechnung.rechnungsangaben (koerperschaft, leitweg_id, ust_id, steuernummer, ansprechpartner) values ($1, $2, $3, $4, $5)
     on conflict (koerperschaft) do update set leitweg_id = excluded.leitweg_id, ust_id = excluded.ust_id,
       steuernummer = excluded.steuernummer, ansprechpartner = excluded.ansprechpartner`,
    [tx.kontext.stelle, a.leitwegId, a.ustId, a.steuernummer, a.ansprechpartner],
  );

/** The next number of an invoice; gapless, because a transaction that fails gives it back. */
export async function nimmRechnungsnummer(tx: Tx, jahr: number): Promise<number> {
  const z = await tx.eine<{ nummer: number }>(
    `insert into abrechnung.rechnungskreis (koerperschaft, jahr, letzte) values ($1, $2, 1)
     on conflict (koerperschaft, jahr) do update set letzte = abrechnung.rechnungskreis.letzte + 1 returning letzte as nummer`,
    [tx.kontext.stelle, jahr],
  );
  return z?.nummer ?? 0;
}

const SPALTEN = 'id, nummer, vereinbarung, jahr, periode, fassung, reihe, rechnung, auftritt, at';
type Zeile = GestellteRechnung & Record<string, unknown>;

/** Invoices of the own body about a period, oldest first. */
export const readRechnungen = (
  tx: Tx,
  g: { vereinbarung: string; jahr: number; periode: number },
): Promise<GestellteRechnung[]> =>
  tx.zeilen<Zeile>(
    `select ${SPALTEN} from abrechnung.rechnung
     where koerperschaft = $1 and vereinbarung = $2 and jahr = $3 and periode = $4 order by nummer`,
    [tx.kontext.stelle, g.vereinbarung, g.jahr, g.periode],
  );

export const findRechnung = (tx: Tx, id: string): Promise<GestellteRechnung | undefined> =>
  tx.eine<Zeile>(`select ${SPALTEN} from abrechnung.rechnung where koerperschaft = $1 and id = $2`, [
    tx.kontext.stelle,
    id,
  ]);

export const addRechnung = (tx: Tx, r: GestellteRechnung): Promise<unknown> =>
  tx.fuehreAus(
    `insert into abrechnung.rechnung (koerperschaft, ${SPALTEN}) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)`,
    [
      tx.kontext.stelle,
      r.id,
      r.nummer,
      r.vereinbarung,
      r.jahr,
      r.periode,
      r.fassung,
      r.reihe,
      JSON.stringify(r.rechnung),
      JSON.stringify(r.auftritt),
      r.at,
    ],
  );
