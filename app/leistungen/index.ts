export type { KatalogEintrag, LeistungAngaben } from './angaben.ts';
export { type Aufgabe, type Aufgabenart, type Auswahl, type Erledigt, erledige } from './aufgabe.ts';
export type { Gerechnet, Variablen } from './ausdruck.ts';
export { istGrenze, VERWALTUNGSAKT_DIENSTE } from './automatik.ts';
export {
  BRIEF_NAMEN,
  type Brief,
  type Briefart,
  type Briefwerte,
  type Geschrieben,
  istUnvollstaendig,
} from './brief.ts';
export { compileLeistung, type Dateien, type Leistung, type Umgebung } from './compile.ts';
export { DIENST_VARIABLEN, DIENSTE, feelKoepfe, gruppenIn, rechneKopf, waehleGruppen } from './dienste.ts';
export { type Befund, istGut, pruefeOrdner, readBeispiele } from './entwurf/befund.ts';
export { type Stand, type Unterschied, vergleiche } from './entwurf/vergleich.ts';
export { readVorlage } from './entwurf/vorlage.ts';
export {
  type Freigabe,
  readFreigabenVon,
  readVermerkt,
  readVorbehalte,
  schreibeFreigabe,
  schreibeVermerkt,
} from './freigabe.ts';
export { type Geltung, readGeltungen, readRueckweg, setzeGeltung, wechsle } from './geltung.ts';
export {
  createKatalog,
  istUnlesbar,
  type Katalog,
  readFassung,
  readFruehere,
  readOrdner,
  readSpaetereFassungen,
  veroeffentliche,
} from './katalog.ts';
export type { Kennung } from './nebenan.ts';
export { START_NAMEN, type Startvariablen } from './startwerte.ts';
export { type Dateivergleich, type Vergleichszeile, vergleicheWortlaut } from './wortlaut.ts';
