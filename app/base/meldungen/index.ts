export { type Meldung, meldungenOrdner, meldungOf } from './meldungen.ts';
