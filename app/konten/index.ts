export { meldeBuergerAn, meldeMitarbeiterAn } from './actions.ts';
export { type Anmeldungsspeicher, anmeldungSpeicher } from './anmeldungen.ts';
export {
  hatRolle,
  KONTOANGABEN,
  type Konto,
  type Kontoangaben,
  kontextOf,
  type Mitarbeiter,
  ROLLEN,
  type Rolle,
  type Rollenzuweisung,
  type Sitzung,
} from './model.ts';
export {
  aendereMitarbeiter,
  type Befugnis,
  beendeMitarbeit,
  gibBefugnis,
  gibRolle,
  legeMitarbeiterAn,
  nimmBefugnis,
  nimmRolle,
  nimmWiederAuf,
} from './personal.ts';
export {
  type Anordnende,
  type Befugnisfrage,
  type Belegschaft,
  istAnordnungsbefugt,
  type Personaleintrag,
  readAnordnende,
  readBefugnisse,
  readBelegschaft,
  readKonto,
  readMitarbeiterNamen,
  readPersonal,
  readRollen,
} from './queries.ts';
export { createSitzung, endSitzung, readSitzung, type Sitzungsbeginn } from './sitzungen.ts';
