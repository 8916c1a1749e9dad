import {
  type Einheit,
  jahrOf,
  monatOf,
  type Poolstand,
  type Schluessel,
  schnitt,
  type Zeitraum,
} from '@rathausverbund/kosten';
import type { Tx } from '../base/index.ts';
import { readVertraege } from '../vereinbarungen/index.ts';
import { regelnOf } from './berechnen.ts';
import { type Abrechnungsvertrag, type Gebucht, poolOf } from './model.ts';
import { readSchritte } from './store.ts';

type Umlage = Extract<Schluessel, { art: 'umlage' }>;

/** What a pool cost in a month, as all its parties have it. */
export interface Feststellung extends Poolstand {
  /** the same in all accounts */
  id: string;
  grund: string;
  /** the one it takes back and replaces */
  zu: string | null;
  at: Date;
}

/** A pool as one of its parties sees it: who runs it, and what was stated in a year, the oldest first. */
export interface Pool {
  name: string;
  betreiber: string;
  nach: Einheit;
  leistungen: readonly string[];
  /** those the body is a party of */
  vertraege: readonly Abrechnungsvertrag[];
  /** months in which one of them takes part */
  monate: readonly number[];
  feststellungen: readonly Feststellung[];
}

const umlagenOf = (v: Abrechnungsvertrag, zeit: Zeitraum): { leistung: string; umlage: Umlage }[] =>
  regelnOf(v).flatMap((r) => {
    if (!schnitt(zeit, r)) return [];
    const teile = r.schluessel.art === 'mischung' ? r.schluessel.teile : [r.schluessel];
    return teile.flatMap((s) => (s.art === 'umlage' ? [{ leistung: r.leistung, umlage: s }] : []));
  });

/** The key by which an agreement takes part in a pool in a month, and for which Leistung; undefined when it does not. */
export function teilnahmeOf(v: Abrechnungsvertrag, pool: string, monat: Zeitraum) {
  const u = umlagenOf(v, monat).find((x) => x.umlage.pool === pool);
  return u && { vertrag: v, leistung: u.leistung, nach: u.umlage.nach };
}

const text = (e: Gebucht, name: string): string | null => {
  const wert = e.angaben[name];
  return typeof wert === 'string' ? wert : null;
};

/** Each statement once, however many accounts have it. @param monat only this one */
export function feststellungenOf(
  schritte: readonly (Gebucht & { vereinbarung: string })[],
  pool: string,
  vereinbarungen: ReadonlySet<string>,
  monat?: number,
): Feststellung[] {
  const nach = new Map<string, Feststellung>();
  for (const e of schritte) {
    if (e.art !== 'pool.festgestellt' || !vereinbarungen.has(e.vereinbarung) || text(e, 'pool') !== pool) continue;
    if (monat !== undefined && e.periode !== monat) continue;
    const id = text(e, 'feststellung') ?? e.quelle;
    nach.set(id, { ...poolOf(e), id, grund: text(e, 'grund') ?? '', zu: text(e, 'zu'), at: e.at });
  }
  return [...nach.values()].toSorted((a, b) => a.monat - b.monat || a.at.getTime() - b.at.getTime());
}

/** The pools the body runs or takes part in, in a year. */
export async function readPools(tx: Tx, jahr: number): Promise<Pool[]> {
  const [vertraege, schritte] = await Promise.all([readVertraege(tx), readSchritte(tx, jahr)]);
  const namen = new Map<string, { name: string; betreiber: string }>();
  for (const v of vertraege)
    for (const { umlage } of umlagenOf(v, jahrOf(jahr)))
      namen.set(`${v.auftragnehmer}/${umlage.pool}`, { name: umlage.pool, betreiber: v.auftragnehmer });
  return [...namen.values()].map(({ name, betreiber }): Pool => {
    const dabei = vertraege.filter(
      (v) => v.auftragnehmer === betreiber && umlagenOf(v, jahrOf(jahr)).some((u) => u.umlage.pool === name),
    );
    const umlagen = dabei.flatMap((v) => umlagenOf(v, jahrOf(jahr))).filter((u) => u.umlage.pool === name);
    return {
      name,
      betreiber,
      nach: umlagen[0]?.umlage.nach ?? 'fall',
      leistungen: [...new Set(umlagen.map((u) => u.leistung))],
      vertraege: dabei,
      monate: Array.from({ length: 12 }, (_, i) => i + 1).filter((m) =>
        dabei.some((v) => teilnahmeOf(v, name, monatOf(jahr, m))),
      ),
      feststellungen: feststellungenOf(schritte, name, new Set(dabei.map((v) => v.id))),
    };
  });
}
