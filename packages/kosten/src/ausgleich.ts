import { type Grundlage, isFehler, leer, ordne, type Rechenfehler, rechneTeil, teileOf } from './rechne.ts';
import type { Kostenregel } from './regel.ts';
import { runde } from './runden.ts';
import type { Zeile } from './zeile.ts';
import { jahrOf, schnitt, tageImJahr, tageIn, type Zeitraum } from './zeitraum.ts';

/**
 * The year's true-up: for each rule what the year costs, within minimum and maximum for the days in force, less what the months
 * have said. Late counts, Abschlaege and the cents lost by rounding months all end here. A rule without difference has no line.
 * @param bereits lines of the months as they stand, counter-entries included
 */
export function gleicheAus(g: Grundlage, jahr: number, bereits: readonly Zeile[]): Zeile[] | Rechenfehler {
  const zeilen: Zeile[] = [];
  for (const regel of ordne(g.regeln)) {
    const z = schnitt(jahrOf(jahr), regel);
    if (!z) continue;
    const genau = jahresbetrag(g, regel, z);
    if (isFehler(genau)) return genau;
    const soll = begrenze(regel, z, genau);
    const schon = bereits
      .filter((b) => b.leistung === regel.leistung && b.regel === regel.ab)
      .reduce((s, b) => s + b.netto, 0);
    if (soll !== schon) zeilen.push({ ...leer(regel, z), art: 'ausgleich', soll, bereits: schon, netto: soll - schon });
  }
  return zeilen;
}

function jahresbetrag(g: Grundlage, regel: Kostenregel, z: Zeitraum): number | Rechenfehler {
  let summe = 0;
  for (const [teil, s] of teileOf(regel.schluessel).entries()) {
    const zeile = rechneTeil(g, regel, teil, s, z);
    if (isFehler(zeile)) return zeile;
    summe += zeile.netto;
  }
  return summe;
}

function begrenze({ minimum, maximum }: Kostenregel, z: Zeitraum, betrag: number): number {
  const anteilig = (jahr: number) => runde(BigInt(jahr) * BigInt(tageIn(z)), BigInt(tageImJahr(z)));
  const oben = maximum === null ? betrag : Math.min(betrag, anteilig(maximum));
  return minimum === null ? oben : Math.max(oben, anteilig(minimum));
}
