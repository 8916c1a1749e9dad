import { localDate, tageZwischen } from '@rathausverbund/fristen';
import { type Ablehnung, ablehnen, type Ergebnis, type Tx, uuidv7 } from '../../base/index.ts';
import { type Leitung, leitungskontext, type SteuerungDeps, vermerke } from '../kontext.ts';

/** What a Leistung would cost the body alone, as it says itself. Days are local dates, money cents. */
export interface Alleinkosten {
  leistung: string;
  ab: string;
  /** hundredths of a full post */
  stellen: number;
  /** pay grade in words, "E 8, Stufe 3" */
  eg: string;
  /** for a full post and year, employer's share included */
  jahreskosten: number;
  /** overhead in percent of the personnel cost: room, equipment, administration */
  zuschlag: number;
  /** a year */
  software: number;
}

export interface Alleinrechnung {
  personal: number;
  gemein: number;
  software: number;
  jahr: number;
}

/** Cost of a full year: share of a post × its cost, overhead on that, software. Rounded half up to the cent, each part for itself. */
export function rechneAllein(a: Alleinkosten): Alleinrechnung {
  const personal = Math.floor((a.stellen * a.jahreskosten + 50) / 100);
  const gemein = Math.floor((personal * a.zuschlag + 50) / 100);
  return { personal, gemein, software: a.software, jahr: personal + gemein + a.software };
}

/** The share of a year's cost for the days from `von` to before `bis`. */
export const anteilig = (jahr: number, von: string, bis: string): number =>
  Math.round((jahr * tageZwischen(localDate(von), localDate(bis))) / 365);

export function pruefeAllein(a: Alleinkosten): Ablehnung | { ok: true } {
  const ganz = (n: number, min: number, max: number) => Number.isSafeInteger(n) && n >= min && n <= max;
  if (!ganz(a.stellen, 1, 10_000)) return ablehnen('alleinkosten.stellen');
  if (!ganz(a.jahreskosten, 1, 50_000_000)) return ablehnen('alleinkosten.jahreskosten');
  if (!ganz(a.zuschlag, 0, 200)) return ablehnen('alleinkosten.zuschlag');
  if (!ganz(a.software, 0, 100_000_000)) return ablehnen('alleinkosten.software');
  if (a.eg.trim() === '') return ablehnen('alleinkosten.eg');
  return { ok: true };
}

/** What counts on a day: the newest entry from the latest day not after it, per Leistung. */
export function readAllein(tx: Tx, tag: string): Promise<Alleinkosten[]> {
  return tx.zeilen<Alleinkosten & Record<string, unknown>>(
    `select distinct on (leistung) leistung, ab, stellen, eg, jahreskosten, zuschlag, software from steuerung.alleinkosten
     where koerperschaft = (select ctx.stelle()) and ab <= $1 order by leistung, ab desc, erfasst desc, id desc`,
    [tag],
  );
}

/** Enters what a Leistung would cost alone from a day on. Earlier entries stay. */
export function trageAlleinEin(d: SteuerungDeps, l: Leitung, a: Alleinkosten): Promise<Ergebnis> {
  const jetzt = d.protokoll.uhr.jetzt();
  return d.db.transaktion<Ergebnis>(leitungskontext(l, 'Vergleich mit eigenen Kosten'), async (tx) => {
    const erlaubt = pruefeAllein(a);
    if (!erlaubt.ok) return erlaubt;
    await tx.fuehreAus(
      `insert into steuerung.alleinkosten (koerperschaft, id, leistung, ab, stellen, eg, jahreskosten, zuschlag, software, erfasst, person)
       values ($1, $2, $3, $4, $5, $6, $7, $8, $9, to_timestamp($10 / 1000.0), $11)`,
      [
        l.stelle,
        uuidv7(jetzt),
        a.leistung,
        a.ab,
        a.stellen,
        a.eg.trim(),
        a.jahreskosten,
        a.zuschlag,
        a.software,
        jetzt,
        l.person,
      ],
    );
    await vermerke(tx, d.protokoll, l, { kind: 'alleinkosten.eingetragen', data: { ...a } });
    return { ok: true };
  });
}
