import type { LocalDate } from '@rathausverbund/fristen';
import { jahrOf, schnitt, tageIn, type Zeitraum } from '@rathausverbund/kosten';
import { type Ablehnung, ablehnen } from '../../base/index.ts';
import type { Offen } from './tage.ts';

/** What a Leistung would cost the body alone from a day on, as it says itself. Money in cents. */
export interface Alleinkosten {
  leistung: string;
  ab: LocalDate;
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

/** Never changed: a later one counts from its own day on, a counter-entry takes it back. */
export interface Alleineintrag extends Alleinkosten {
  id: string;
  erfasst: Date;
  /** why it counts from a day that had passed; '' where none was asked for */
  grund: string;
  zurueck: { erfasst: Date; grund: string } | null;
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

export type Alleingeltung = Offen & { readonly eintrag: Alleineintrag };

/** Which entry counts when: each from its day until the next one's; of two from the same day the one entered later. */
export function geltungenOf(alle: readonly Alleineintrag[], leistung: string): Alleingeltung[] {
  const spaeter = (a: Alleineintrag, b: Alleineintrag) =>
    a.erfasst.getTime() === b.erfasst.getTime() ? a.id > b.id : a.erfasst > b.erfasst;
  const jeTag = new Map<LocalDate, Alleineintrag>();
  for (const e of alle.filter((x) => x.leistung === leistung && x.zurueck === null)) {
    const da = jeTag.get(e.ab);
    if (!da || spaeter(e, da)) jeTag.set(e.ab, e);
  }
  const folge = [...jeTag.values()].sort((a, b) => (a.ab < b.ab ? -1 : 1));
  return folge.map((eintrag, i) => ({ eintrag, ab: eintrag.ab, bis: folge[i + 1]?.ab ?? null }));
}

/** What these days of one calendar year would have cost: of each the share (a 365th or 366th) of its entry's year. Rounded once. */
export function kostenIn(geltungen: readonly Alleingeltung[], tage: readonly Zeitraum[]): number {
  const erster = tage[0];
  if (!erster) return 0;
  let jahrescent = 0;
  for (const g of geltungen)
    for (const z of tage) {
      const teil = schnitt(z, g);
      if (teil) jahrescent += rechneAllein(g.eintrag).jahr * tageIn(teil);
    }
  return Math.round(jahrescent / tageIn(jahrOf(Number(erster.von.slice(0, 4)))));
}

/** Is this what can be entered today? A day that has passed changes what was computed already, and needs its reason. */
export function pruefeAllein(a: Alleinkosten, grund: string, heute: LocalDate): Ablehnung | { ok: true } {
  const ganz = (n: number, min: number, max: number) => Number.isSafeInteger(n) && n >= min && n <= max;
  if (a.ab < '2000-01-01' || a.ab > '2100-01-01') return ablehnen('alleinkosten.tag');
  if (!ganz(a.stellen, 1, 10_000)) return ablehnen('alleinkosten.stellen');
  if (!ganz(a.jahreskosten, 1, 50_000_000)) return ablehnen('alleinkosten.jahreskosten');
  if (!ganz(a.zuschlag, 0, 200)) return ablehnen('alleinkosten.zuschlag');
  if (!ganz(a.software, 0, 100_000_000)) return ablehnen('alleinkosten.software');
  if (a.eg.trim() === '') return ablehnen('alleinkosten.eg');
  if (a.ab < heute && grund.trim() === '') return ablehnen('alleinkosten.rueckwirkend');
  return { ok: true };
}
