export {
  type Abrechnung,
  besteuere,
  kanonisch,
  liesAbrechnung,
  type Standpunkt,
  stelleAuf,
  type Verrechnung,
  verrechneJahr,
  verrechneMonat,
} from './abrechnung.ts';
export { type Geschehen, klasseOf } from './aufwand.ts';
export { gleicheAus } from './ausgleich.ts';
export { formatEuro, formatPreis } from './format.ts';
export { HOECHSTBETRAG, HOECHSTMENGE, HOECHSTPREIS } from './grenzen.ts';
export { pruefeAufwandsklassen, pruefeKostenregeln, type Rahmen, type Regelfehler } from './pruefe.ts';
export { type Grundlage, isFehler, type Rechenfehler, rechneMonat, rechneTage, teileOf } from './rechne.ts';
export {
  type Aufwandsklasse,
  type Einheit,
  isBestand,
  type Kostenregel,
  type Schluessel,
  type Umsatzsteuer,
} from './regel.ts';
export { runde } from './runden.ts';
export { type Gegenbuchung, gegenbuchungen, type Unterschied, vergleiche } from './vergleich.ts';
export { verteile } from './verteile.ts';
export type { Poolstand, Sha256, Steuergruppe, Tagesmenge, Zeile } from './zeile.ts';
export { hex } from './zeile.ts';
export { JAHRESAUSGLEICH, jahrOf, monatOf, schnitt, tageIn, type Zeitraum, zeitraumOf } from './zeitraum.ts';
