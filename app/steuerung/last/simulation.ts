import { ablehnen, type Ergebnis } from '../../base/index.ts';
import { type Lastwoche } from './belastung.ts';
import { type Montag } from './wochen.ts';

/** A town whose cases are known: how many came in so many weeks. */
export interface Vergleichsort {
  readonly einwohner: number;
  readonly faelle: number;
  readonly wochen: number;
}

/** Cases a week. */
export interface Zuwachs {
  readonly erwartet: number;
  readonly von: number;
  readonly bis: number;
}

/** One town tells nothing about others. */
const MINDEST_ORTE = 2;
const MINDEST_VERGLEICHSWOCHEN = 8;

/**
 * Cases a week that a town would bring: cases per inhabitant of the known towns together, times its inhabitants. The range goes from
 * the quietest to the busiest of them, widened by chance.
 */
export function schaetzeBeitritt(einwohner: number, orte: readonly Vergleichsort[]): Ergebnis<{ zuwachs: Zuwachs }> {
  const gute = orte.filter((o) => o.einwohner > 0 && o.wochen >= MINDEST_VERGLEICHSWOCHEN);
  if (gute.length < MINDEST_ORTE || !gute.some((o) => o.faelle > 0)) return ablehnen('last.kein-vergleich');
  const summe = gute.reduce((s, o) => s + o.faelle, 0) / gute.reduce((s, o) => s + o.einwohner * o.wochen, 0);
  const raten = gute.map((o) => o.faelle / o.einwohner / o.wochen);
  const erwartet = summe * einwohner;
  const zufall = Math.sqrt(erwartet);
  return {
    ok: true,
    zuwachs: {
      erwartet,
      von: Math.max(0, Math.min(...raten) * einwohner - zufall),
      bis: Math.max(...raten) * einwohner + zufall,
    },
  };
}

/** What is supposed: minutes a week that come on top, and minutes a week that are missing from a week on. */
export interface Annahme {
  readonly mehr: Zuwachs | null;
  readonly vakanz: { readonly minuten: number; readonly ab: Montag; readonly wochen: number } | null;
}

/** The same weeks under an assumption. `tage`: working days of each week, since a short week brings and gives less. */
export function simuliere(
  wochen: readonly Lastwoche[],
  tage: readonly number[],
  a: Annahme,
): Pick<Lastwoche, 'montag' | 'arbeit' | 'verfuegbar'>[] {
  const ende = a.vakanz?.wochen ?? 0;
  const beginn = wochen.findIndex((w) => a.vakanz !== null && w.montag >= a.vakanz.ab);
  return wochen.map((w, i) => {
    const anteil = (tage[i] ?? 5) / 5;
    const fehlt = a.vakanz && beginn >= 0 && i >= beginn && i < beginn + ende ? a.vakanz.minuten * anteil : 0;
    const plus = (k: keyof Zuwachs) => Math.round(w.arbeit[k] + (a.mehr?.[k] ?? 0) * anteil);
    return {
      montag: w.montag,
      arbeit: { erwartet: plus('erwartet'), von: plus('von'), bis: plus('bis') },
      verfuegbar: Math.max(0, Math.round(w.verfuegbar - fehlt)),
    };
  });
}
