export { meldeBuergerAn, meldeMitarbeiterAn } from './actions.ts';
export { type Anmeldungsspeicher, anmeldungSpeicher } from './anmeldungen.ts';
export {
  hatRolle,
  KONTOANGABEN,
  type Konto,
  type Kontoangaben,
  kontextOf,
  type Mitarbeiter,
  type Rolle,
  type Rollenzuweisung,
  type Sitzung,
} from './model.ts';
export { type Befugnis, gibBefugnis, gibRolle, legeMitarbeiterAn } from './personal.ts';
export {
  type Befugnisfrage,
  type Belegschaft,
  istAnordnungsbefugt,
  readBelegschaft,
  readKonto,
  readMitarbeiterNamen,
  readRollen,
} from './queries.ts';
export { createSitzung, endSitzung, readSitzung, type Sitzungsbeginn } from './sitzungen.ts';
