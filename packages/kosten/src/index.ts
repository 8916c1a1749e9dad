export type { Aufwandsklasse, Einheit, Kostenregel, Schluessel, Umsatzsteuer } from './regel.ts';
