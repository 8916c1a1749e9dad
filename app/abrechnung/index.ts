export { type Akteur, darf } from './akteur.ts';
export {
  type Arbeit,
  type Aufwand,
  berichtigeAufwand,
  kenntAufwand,
  readArbeit,
  readAufwand,
  summiereAufwand,
} from './aufwand.ts';
export type { Nachtrag } from './ausgleich.ts';
export { readBisher } from './bisher.ts';
export {
  type Buchung,
  buchungenCsv,
  type Kontierung,
  kontiere,
  readBuchungen,
  readKontierungen,
} from './buchungen.ts';
export { ausRegister, type Erfassung, erfasse, type Gebuchtes, korrigiere } from './erfassen.ts';
export { readGezaehlt } from './gezaehlt.ts';
export { readAlleKonten, stelleKontoGegenueber } from './kontopruefung.ts';
export {
  type Abrechnungsvertrag,
  eignerOf,
  type Fassung,
  type Gebucht,
  letzte,
  type Periode,
  type Stand,
  type Streit,
} from './model.ts';
export { type Jahresrechnung, type Nachgerechnet, rechneJahrNach } from './nachrechnen.ts';
export { berichtigePool, stellePoolFest } from './pool.ts';
export { type Feststellung, type Pool, readPools } from './pools.ts';
export {
  type Einzelansicht,
  type Jahreskonto,
  readAbrechnung,
  readJahreskonten,
  readNachtraege,
  readZaehlende,
  readZaehlungen,
  readZuletzt,
} from './queries.ts';
export { type RechnungDeps, SETZEN, setzeRechnungsangaben, stelleRechnung } from './rechnung/actions.ts';
export { createSetzen } from './rechnung/setzen.ts';
export {
  findRechnung,
  type GestellteRechnung,
  type Rechnungsangaben,
  readRechnungen,
  readRechnungsangaben,
} from './rechnung/store.ts';
export { RECHNUNG, vermerkeRechnungErneuert } from './rechnung/strom.ts';
export {
  type AbrechnungDeps,
  berichtige,
  bestreite,
  erkenneAn,
  type Gemeint,
  type Mehrere,
  stelle,
} from './stellen.ts';
export { AUFTRAG as MITTEILEN, createMitteilen } from './uebernehmen.ts';
export { zaehleAlle } from './zaehlen.ts';
