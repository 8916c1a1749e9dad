export type { Einheit, Kostenregel, Schluessel, Umsatzsteuer } from './regel.ts';
