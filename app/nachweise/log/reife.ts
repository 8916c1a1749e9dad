/**
 * Under load a log waits until its oldest event is so old, and carries more at once: each time costs it a signature and those of its
 * witnesses. So long that an event has its place within a second on average, and its proof within two.
 */
const HOECHSTENS_MS = 1_200;
const SCHRITT_MS = 100;
/** Load is when placing takes more than this share of the time. */
const ANTEIL = 1 / 8;

/** How long the oldest event of a log is to have waited at the next look. @param dauer ms the placing took @param von ms since the look before */
export function naechsteReife(reif: number, dauer: number, von: number): number {
  const schritt = dauer > ANTEIL * von ? SCHRITT_MS : -SCHRITT_MS;
  return Math.min(Math.max(0, reif + schritt), HOECHSTENS_MS);
}
