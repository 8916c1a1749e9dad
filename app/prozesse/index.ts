export { ABGEGEBEN, brichAb } from './abbrechen.ts';
export {
  type AufgabenDeps,
  arbeitskontext,
  darfAufgabe,
  type Erledigung,
  erledigeAufgabe,
  type Person,
} from './aufgaben.ts';
export {
  type Bedarf,
  bedarfOf,
  type Frage,
  fragtNachWerten,
  type Gefragt,
  kannNachWertenFragen,
  type Setzung,
} from './bedarf.ts';
export { behebeStoerung, versucheErneut } from './beheben.ts';
export { type Berichtigung, berichtige } from './berichtigen.ts';
export { type Aufenthalt, type Gegangen, verfolge } from './gegangen.ts';
export { beendeHaltung, setzeHaltungFort } from './haltung.ts';
export type { Herkunft } from './herkunft.ts';
export type { Abschluss, Diensthandler, Dienstlage, Startwerte } from './kern.ts';
export {
  createLaufzeit,
  type Laufzeit,
} from './laufzeit.ts';
export { begonnenAm, type Nachgespielt, spieleNach } from './nachspielen.ts';
export { beginne, createSammellauf, lenke, type Sammelart } from './sammellauf.ts';
export {
  type Fallergebnis,
  findLauf,
  readFaelle,
  readLaeufe,
  type Sammelfall,
  type Sammellauf,
} from './sammelzeilen.ts';
export {
  type Fallkopf,
  type Fallstoerung,
  gehoertHierher,
  type Hausstoerung,
  hatDamitZuTun,
  readFallstoerungen,
  readHausstoerungen,
  type Stoerungsziel,
} from './stoerungen.ts';
export {
  beginneUmstellung,
  createUmstellauf,
  findUmstellung,
  lenkeUmstellung,
  readUmstellungen,
  type Umstellauf,
} from './umstellauf.ts';
export { type Aussicht, sieUmstellungVoraus, stelleUm, type Umstellung, type Ziel } from './umstellen.ts';
export { readStoerungen, readVorfaelle, type Stoerung, type Vorfallzeile } from './vorfaelle.ts';
export {
  type Ausgangseintrag,
  bescheidTag,
  schreibeWiderspruchFort,
  trageWiderspruchEin,
  WIDERSPRUCH_LAENGE,
  type Widerspruchseintrag,
} from './widerspruch.ts';
