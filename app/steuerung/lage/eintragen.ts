import { localDateOf } from '@rathausverbund/fristen';
import { ablehnen, type Ergebnis, isUuid, type Tx, uuidv7 } from '../../base/index.ts';
import { type Leitung, leitungskontext, type SteuerungDeps, vermerke } from '../kontext.ts';
import { type Alleineintrag, type Alleinkosten, pruefeAllein } from './allein.ts';

const ZWECK = 'Vergleich mit eigenen Kosten';

type Zeile = Omit<Alleineintrag, 'zurueck'> & { zurueck_erfasst: Date | null; zurueck_grund: string | null };

/** All that the own house has entered, also what was taken back; the latest day first. */
export async function readAllein(tx: Tx): Promise<Alleineintrag[]> {
  const zeilen = await tx.zeilen<Zeile & Record<string, unknown>>(
    `select a.id, a.leistung, a.ab, a.stellen, a.eg, a.jahreskosten, a.zuschlag, a.software, a.erfasst, a.grund,
       g.erfasst as zurueck_erfasst, g.grund as zurueck_grund
     from steuerung.alleinkosten a left join steuerung.alleinkosten g on g.koerperschaft = a.koerperschaft and g.gegen = a.id
     where a.koerperschaft = (select ctx.stelle()) and a.gegen is null order by a.leistung, a.ab desc, a.erfasst desc, a.id desc`,
  );
  return zeilen.map(({ zurueck_erfasst: erfasst, zurueck_grund: grund, ...e }) => ({
    ...e,
    zurueck: erfasst && { erfasst, grund: grund ?? '' },
  }));
}

/** Returns false when there is a counter-entry already. */
async function addEintrag(
  tx: Tx,
  l: Leitung,
  a: Alleinkosten,
  mehr: { jetzt: number; grund: string; gegen: string | null },
): Promise<boolean> {
  const neu = await tx.fuehreAus(
    `insert into steuerung.alleinkosten
       (koerperschaft, id, leistung, ab, stellen, eg, jahreskosten, zuschlag, software, erfasst, person, grund, gegen)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, to_timestamp($10 / 1000.0), $11, $12, $13)
     on conflict (koerperschaft, gegen) where gegen is not null do nothing`,
    [
      l.stelle,
      uuidv7(mehr.jetzt),
      a.leistung,
      a.ab,
      a.stellen,
      a.eg,
      a.jahreskosten,
      a.zuschlag,
      a.software,
      mehr.jetzt,
      l.person,
      mehr.grund,
      mehr.gegen,
    ],
  );
  return neu > 0;
}

/** Enters what a Leistung would cost alone from a day on. Earlier entries stay, and count for the days before. */
export function trageAlleinEin(d: SteuerungDeps, l: Leitung, a: Alleinkosten, grund: string): Promise<Ergebnis> {
  const jetzt = d.protokoll.uhr.jetzt();
  return d.db.transaktion<Ergebnis>(leitungskontext(l, ZWECK), async (tx) => {
    const erlaubt = pruefeAllein(a, grund, localDateOf(jetzt, 'Europe/Berlin'));
    if (!erlaubt.ok) return erlaubt;
    const neu = { ...a, eg: a.eg.trim() };
    await addEintrag(tx, l, neu, { jetzt, grund: grund.trim(), gegen: null });
    await vermerke(tx, d.protokoll, l, { kind: 'alleinkosten.eingetragen', data: { ...neu, grund: grund.trim() } });
    return { ok: true };
  });
}

/** Takes an entry back by a counter-entry: what counted before counts again. */
export function nimmAlleinZurueck(d: SteuerungDeps, l: Leitung, id: string, grund: string): Promise<Ergebnis> {
  const jetzt = d.protokoll.uhr.jetzt();
  return d.db.transaktion<Ergebnis>(leitungskontext(l, ZWECK), async (tx) => {
    const e = isUuid(id) ? (await readAllein(tx)).find((x) => x.id === id) : undefined;
    if (!e) return ablehnen('alleinkosten.unbekannt');
    if (grund.trim() === '') return ablehnen('alleinkosten.ohne-grund');
    if (e.zurueck || !(await addEintrag(tx, l, e, { jetzt, grund: grund.trim(), gegen: id })))
      return ablehnen('alleinkosten.schon-zurueck');
    const data = { eintrag: id, leistung: e.leistung, ab: e.ab, grund: grund.trim() };
    await vermerke(tx, d.protokoll, l, { kind: 'alleinkosten.zurueckgenommen', data });
    return { ok: true };
  });
}
