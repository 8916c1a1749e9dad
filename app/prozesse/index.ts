export {
  type AufgabenDeps,
  arbeitskontext,
  darfAufgabe,
  type Erledigung,
  erledigeAufgabe,
  type Person,
} from './aufgaben.ts';
export { behebeStoerung } from './beheben.ts';
export {
  type Abschluss,
  createLaufzeit,
  type Diensthandler,
  type Dienstlage,
  type Laufzeit,
  MASCHINE,
  type Startwerte,
} from './laufzeit.ts';
export { type Nachgespielt, spieleNach, type Vorfallzeile } from './nachspielen.ts';
export { readStoerungen, readVorfaelle, type Stoerung } from './vorfaelle.ts';
