import { localDate, tageZwischen } from '@rathausverbund/fristen';
import type { Kostenregel, Schluessel } from '@rathausverbund/kosten';

/** What was counted for one Leistung: cases by day of their month, inhabitants of the commissioning body. */
export interface Zaehlung {
  /** cases that came in the period */
  faelle: number;
  einwohner: number;
}

/** Cents for the days that count, or null where something is counted that only the statement knows (pages, dogs, a pool). */
export function kostenBisher(r: Kostenregel, z: Zaehlung, von: string, bis: string): number | null {
  const [ab, ende] = [r.ab > von ? r.ab : von, r.bis !== null && r.bis < bis ? r.bis : bis];
  const tage = ab < ende ? tageZwischen(localDate(ab), localDate(ende)) : 0;
  return nachSchluessel(r.schluessel, z, tage);
}

function nachSchluessel(s: Schluessel, z: Zaehlung, tage: number): number | null {
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
      return teile.every((t): t is number => t !== null) ? teile.reduce((a, b) => a + b, 0) : null;
    }
  }
}
