export { jahresbericht, readJahr } from './bericht/jahr.ts';
export { type Bericht, setzeBericht } from './bericht/satz.ts';
export { verwendungsnachweis } from './bericht/verwendung.ts';
export { entscheideFassung, readFassungslagen, vermerkeFassungen } from './fassungen/actions.ts';
export type { Entscheidung, Fassungslage } from './fassungen/model.ts';
export type { Felder } from './felder.ts';
export { abdruckOf } from './felder.ts';
export {
  bucheAusgabe,
  bucheGegen,
  rufeMittelAb,
  schreibeSachbericht,
  trageZuwendungEin,
} from './foerderung/actions.ts';
export {
  type Akte,
  type Ausgabe,
  abgerufen,
  abrufBis,
  abrufbar,
  ansatzOf,
  anteil,
  ausgegeben,
  ausgegebenIn,
  type Mittelabruf,
  type Position,
  type Warnung,
  warnungen,
  type Zuwendung,
} from './foerderung/model.ts';
export { foerderregelAm } from './foerderung/regeln.ts';
export { findAkte, readZuwendungen } from './foerderung/store.ts';
export type { Leitung, SteuerungDeps } from './kontext.ts';
export { type Alleineintrag, type Alleinkosten, geltungenOf, rechneAllein } from './lage/allein.ts';
export { nimmAlleinZurueck, readAllein, trageAlleinEin } from './lage/eintragen.ts';
export { type Alter, type Engpass, readAlter, readEngpaesse, readGuete, readWochen, type Woche } from './lage/fluss.ts';
export { type Guetezahl, guetezahlen } from './lage/guete.ts';
export { type Gegenueber, type Kostenzeile, readGegenueber, readKosten } from './lage/kosten.ts';
export {
  type Menge,
  massgebende,
  readFristenlage,
  readMengen,
  readWidersprueche,
  readZeiten,
  readZugriffe,
  type Zeitwert,
} from './lage/queries.ts';
export * from './last/index.ts';
export { type Datensatz, gibFrei, readDatensaetze, readVorschau, zieheZurueck } from './offen/actions.ts';
export { LIZENZ, type Namen, toCsv, toJson, toKatalog, VERDECKT, wegOf } from './offen/ausgabe.ts';
export { type Quartal, vergangene } from './offen/quartal.ts';
export type { OffeneTafel } from './offen/verdecken.ts';
export {
  berichtigePerson,
  ernenne,
  gibPersonRolle,
  nimmAuf,
  nimmPersonRolle,
  nimmZurueck,
  type Personalstand,
  readPerson,
  readPersonalstand,
  scheideAus,
  setzeErsteLeitung,
  widerrufeBefugnis,
} from './personal/actions.ts';
export { liesPerson } from './personal/model.ts';
export {
  aendereBriefkopf,
  bestaetigeBank,
  nimmSatzZurueck,
  readStammdaten,
  type Stammdaten,
  schlageBankverbindungVor,
  trageSatzEin,
  verwirfBank,
} from './satzung/actions.ts';
export { aenderungenOf, planeSatz, type Satzplan, type Satzwunsch, satzOhne } from './satzung/model.ts';
export { vergleiche, widerrufe, willigeEin } from './vergleich/actions.ts';
export { GRUPPEN, type Gruppe, type Vergleichswert } from './vergleich/model.ts';
