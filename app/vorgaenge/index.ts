export {
  type Anzeige,
  type Aufgabe,
  type Gesperrt,
  handle,
  lock,
  passeAufgabeAn,
  project,
} from './actions.ts';
export { foldAll } from './evolve.ts';
export {
  type Antworten,
  type Befehl,
  type Bekanntgabe,
  type Dokument,
  type Json,
  type Vorgang,
} from './model.ts';
export { createNummern, type Nummern } from './nummern.ts';
export {
  type EingangsZeile,
  findZeile,
  type OffeneFassung,
  readAufgaben,
  readEingang,
  readErledigt,
  readFuerUns,
  readInFassung,
  readMeine,
  readOffeneFassungen,
  zaehleInFassung,
} from './queries.ts';
