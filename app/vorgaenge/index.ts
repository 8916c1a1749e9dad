export {
  type Anzeige,
  type Aufgabe,
  type Gesperrt,
  handle,
  lock,
  passeAufgabeAn,
  project,
} from './actions.ts';
export { benenneFuerAuslauf, HOECHSTENS, readBenennbare } from './auslauf.ts';
export type { Befehl, Bekanntgabe, Dokument, GesetzteAngabe } from './befehl.ts';
export { foldAll } from './evolve.ts';
export { createZurueckholen, halteMandatAn, setzeMandatFort } from './mandat.ts';
export { createNummern, type Nummern } from './nummern.ts';
export {
  type Benannt,
  countEingaenge,
  type EingangsZeile,
  type Eingangszahl,
  findAktenzeichen,
  findZeile,
  type OffeneFassung,
  readAufgaben,
  readBefangen,
  readBenannte,
  readEingang,
  readErledigt,
  readErledigteArten,
  readFuerUns,
  readInFassung,
  readMeine,
  readOffeneFassungen,
  readUnterVereinbarung,
} from './queries.ts';
export {
  type Auswahl,
  falte,
  readAnordnungsarten,
  readAusgewaehlteArten,
  type Suche,
  sucheAusgewaehlte,
  sucheZeilen,
} from './suche.ts';
export type { Antworten, Gegenstueck, Json, Vorgang } from './vorgang.ts';
export {
  type Ausgang,
  eroeffnetKlage,
  hinweisVon,
  hinweisZu,
  isAusgang,
  isWiderspruchskanal,
  laeuftWiderspruch,
  naechsteAusgaenge,
  WIDERSPRUCHSKANAELE,
  type Widerspruch,
} from './widerspruch.ts';
