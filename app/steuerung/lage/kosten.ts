import { localDate, tageZwischen } from '@rathausverbund/fristen';
import type { Kostenregel, Schluessel } from '@rathausverbund/kosten';
import type { Vertrag } from '../../vereinbarungen/index.ts';
import { type Alleinkosten, anteilig, rechneAllein } from './allein.ts';
import type { Menge } from './queries.ts';

/** Cost of one Leistung in some days. `bisher` null = counted in the statement only. */
export interface Kostenzeile {
  leistung: string;
  /** the commissioned body */
  an: string;
  /** the agreed price in words */
  regel: string;
  bisher: number | null;
  /** for the same days, if the body did it alone; null = nothing entered */
  allein: number | null;
}

export interface Rechengrund {
  stelle: string;
  einwohner: number;
  vertraege: readonly Vertrag[];
  /** cases of these days by month */
  mengen: readonly Menge[];
  allein: readonly Alleinkosten[];
  von: string;
  /** first day outside */
  bis: string;
}

/**
 * What the work of others cost the own body from the agreed prices, without value added tax: a first answer before the statement,
 * which is the one that binds. Cases count by month, as prices change with a month.
 */
export function kostenzeilen(g: Rechengrund): Kostenzeile[] {
  return g.vertraege
    .filter((v) => v.auftraggeber === g.stelle)
    .flatMap((v) => {
      const regeln = v.kostenregeln.filter((r) => r.ab < g.bis && (r.bis === null || r.bis > g.von));
      return [...new Set(regeln.map((r) => r.leistung))].map((leistung) => {
        const teile = regeln.filter((r) => r.leistung === leistung).map((r) => kosten(r, g));
        const a = g.allein.find((x) => x.leistung === leistung);
        return {
          leistung,
          an: v.auftragnehmer,
          regel: v.kosten,
          bisher: teile.some((t) => t === null) ? null : teile.reduce<number>((s, t) => s + (t ?? 0), 0),
          allein: a ? anteilig(rechneAllein(a).jahr, g.von, g.bis) : null,
        };
      });
    });
}

function kosten(r: Kostenregel, g: Rechengrund): number | null {
  const [ab, ende] = [r.ab > g.von ? r.ab : g.von, r.bis !== null && r.bis < g.bis ? r.bis : g.bis];
  const faelle = g.mengen
    .filter(
      (m) =>
        m.leistung === r.leistung && m.monat >= r.ab.slice(0, 7) && (r.bis === null || m.monat < r.bis.slice(0, 7)),
    )
    .reduce((n, m) => n + m.anzahl, 0);
  return nachSchluessel(r.schluessel, { faelle, einwohner: g.einwohner }, tageZwischen(localDate(ab), localDate(ende)));
}

/** Cents, or null where something is counted that only the statement knows (pages, dogs, a pool). */
function nachSchluessel(s: Schluessel, z: { faelle: number; einwohner: number }, tage: number): number | null {
  switch (s.art) {
    case 'menge':
      return s.einheit === 'fall' ? Math.round((z.faelle * s.preis) / 100) : null;
    case 'bestand':
      return s.einheit === 'einwohner' ? Math.round((z.einwohner * s.preis * tage) / 36_500) : null;
    case 'fest':
      return Math.round((s.betrag * tage) / 365);
    case 'umlage':
      return null;
    case 'kostenfrei':
      return 0;
    case 'mischung': {
      const teile = s.teile.map((t) => nachSchluessel(t, z, tage));
      return teile.some((t) => t === null) ? null : teile.reduce<number>((a, b) => a + (b ?? 0), 0);
    }
  }
}
