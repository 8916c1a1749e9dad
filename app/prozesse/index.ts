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
export { readStoerungen, type Stoerung } from './vorfaelle.ts';
