export {
  type AufgabenDeps,
  arbeitskontext,
  darfAufgabe,
  type Erledigung,
  erledigeAufgabe,
  type Person,
} from './aufgaben.ts';
export { type Aufenthalt, type Gegangen, verfolge } from './gegangen.ts';
export { behebeStoerung } from './beheben.ts';
export type { Abschluss, Diensthandler, Dienstlage } from './dienst.ts';
export {
  createLaufzeit,
  type Laufzeit,
  MASCHINE,
  type Startwerte,
} from './laufzeit.ts';
export { type Aussicht, sieUmstellungVoraus, stelleUm, type Umstellung, type Ziel } from './umstellen.ts';
export { type Nachgespielt, spieleNach, type Vorfallzeile } from './nachspielen.ts';
export { readStoerungen, readVorfaelle, type Stoerung } from './vorfaelle.ts';
