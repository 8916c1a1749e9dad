import type { Kostenregel, Schluessel } from '../src/regel.ts';
import type { Tagesmenge } from '../src/zeile.ts';

// A second computation that shares no code with the first: day by day, with Date and whole numbers over one common denominator.

const TAG = 86_400_000;
const ms = (tag: string) => Date.parse(`${tag}T00:00:00Z`);
const text = (zeit: number) => new Date(zeit).toISOString().slice(0, 10);
const halbAuf = (z: bigint, n: bigint): bigint => (z < 0n ? -((-z * 2n + n) / (n * 2n)) : (z * 2n + n) / (n * 2n));

const tage = (von: string, bis: string): string[] => {
  const alle: string[] = [];
  for (let t = ms(von); t < ms(bis); t += TAG) alle.push(text(t));
  return alle;
};
const jahresTage = (jahr: number) => BigInt((Date.UTC(jahr + 1, 0, 1) - Date.UTC(jahr, 0, 1)) / TAG);
const gilt = (r: Kostenregel, tag: string) => tag >= r.ab && (r.bis === null || tag < r.bis);

function teil(r: Kostenregel, s: Schluessel, mengen: readonly Tagesmenge[], jahr: number, in_: string[]): bigint {
  const tagen = in_.filter((t) => gilt(r, t));
  const eigene = (einheit: string) => mengen.filter((m) => m.leistung === r.leistung && m.einheit === einheit);
  if (s.art === 'fest') return halbAuf(BigInt(s.betrag) * BigInt(tagen.length), jahresTage(jahr));
  if (s.art === 'menge') {
    let n = 0n;
    for (const t of tagen) for (const m of eigene(s.einheit)) if (m.tag === t) n += BigInt(m.menge);
    return halbAuf(n * BigInt(s.preis), 100n);
  }
  if (s.art === 'bestand') {
    let n = 0n;
    for (const t of tagen) for (const m of eigene(s.einheit)) if (m.tag <= t) n += BigInt(m.menge);
    return halbAuf(n * BigInt(s.preis), 100n * jahresTage(jahr));
  }
  return 0n;
}

const alleTeile = (s: Schluessel): readonly Schluessel[] => (s.art === 'mischung' ? s.teile : [s]);

/** net cents of a month, per rule in the order of the list */
export function naivMonat(regeln: readonly Kostenregel[], mengen: readonly Tagesmenge[], jahr: number, monat: number) {
  const alle = tage(`${jahr}-01-01`, `${jahr + 1}-01-01`).filter((t) => Number(t.slice(5, 7)) === monat);
  return regeln.map((r) => {
    const tagen = alle.filter((t) => gilt(r, t));
    if (tagen.length === 0) return 0;
    if (r.abschlag !== null) return Number(halbAuf(BigInt(r.abschlag) * BigInt(tagen.length), BigInt(alle.length)));
    return Number(alleTeile(r.schluessel).reduce((s, x) => s + teil(r, x, mengen, jahr, alle), 0n));
  });
}

/** net cents of a year with minimum and maximum, per rule in the order of the list */
export function naivJahr(regeln: readonly Kostenregel[], mengen: readonly Tagesmenge[], jahr: number) {
  const alle = tage(`${jahr}-01-01`, `${jahr + 1}-01-01`);
  return regeln.map((r) => {
    const n = BigInt(alle.filter((t) => gilt(r, t)).length);
    if (n === 0n) return 0;
    let summe = alleTeile(r.schluessel).reduce((s, x) => s + teil(r, x, mengen, jahr, alle), 0n);
    if (r.maximum !== null) {
      const oben = halbAuf(BigInt(r.maximum) * n, BigInt(alle.length));
      if (summe > oben) summe = oben;
    }
    if (r.minimum !== null) {
      const unten = halbAuf(BigInt(r.minimum) * n, BigInt(alle.length));
      if (summe < unten) summe = unten;
    }
    return Number(summe);
  });
}
