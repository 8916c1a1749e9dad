export { LESEPROTOKOLL_TAGE, loescheLesezugriffe } from './aufbewahrung.ts';
export { readSchluesselbedarf } from './bedarf.ts';
export { readBeweise } from './beweise.ts';
export { buildNachweis, type NachweisDeps, type NachweisWunsch } from './buendel.ts';
export { type Einsicht, type FremderZugriff, readEinsicht, readFremdeZugriffe } from './einsicht.ts';
export { createEpochen, eroeffneEpoche } from './epoche.ts';
export { eroeffneProtokoll } from './eroeffnen.ts';
export { isGeloescht, meldeVernichtet, readGeloeschte, readStromKopf } from './geloescht.ts';
export { packKlartext, unpackKlartext } from './klartext.ts';
export { schreibeKoerperschaft } from './koerperschaft.ts';
export { readAnfaenge, readArtenDerEreignisse, readKopf } from './kopf.ts';
export { vermerkeLesen } from './lesen.ts';
export type { Zeugenstelle } from './log/bezeugen.ts';
export {
  type Protokollfilter,
  type ProtokollStand,
  readProtokolle,
  readZeugenstaende,
  type Zeugenstand,
} from './log/store.ts';
export {
  ANFANG,
  type Angaben,
  type Handelnder,
  type Kopf,
  logName,
  MASCHINE,
  type Strom,
  type Umstand,
} from './model.ts';
export { type NachrechnenDeps, type Nachrechnung, rechneNach } from './nachrechnen.ts';
export {
  createProtokollschreiber,
  type Protokollschreiber,
  type ProtokollschreiberDeps,
  type Runde,
} from './protokollschreiber.ts';
export { type Pruefpunkt, readPruefpunkte, type Vergleich, vergleiche } from './pruefsicht.ts';
export { type ProtokollRoutenDeps, registerProtokolle } from './routes.ts';
export { logDatei } from './schluessel.ts';
export {
  buildZeile,
  type GespeichertesEreignis,
  type Protokoll,
  readStrom,
  schreibe,
} from './store.ts';
export { pruefeVollstaendigkeit, type Vollstaendigkeit } from './vollstaendigkeit.ts';
export { readAlleVorgaenge } from './vorgaenge.ts';
export { pruefeZeilen, type Zeilenfund } from './zeilenpruefung.ts';
export { ALGORITHMEN } from './zeit/algorithmen.ts';
export { darfAusstellen, pruefeAusstellen } from './zeit/ausstellen.ts';
export { readZeitbeweise } from './zeit/beweise.ts';
export { createStempellauf } from './zeit/stempellauf.ts';
export { readZeituebersicht, type Zeituebersicht } from './zeit/uebersicht.ts';
export { countProtokolle, type Folge, folge } from './zeuge/folgen.ts';
export { addProtokoll, readEigeneKeys, readZeugenKey } from './zeuge/ordner.ts';
export { type ZeugenAngabe, zeugenRoutes } from './zeuge/routes.ts';
export { createZeugenwerk, type ZeugenAntwort, type Zeugenwerk } from './zeuge/zeuge.ts';
export { type Eigenes, OHNE_DATEI, parseZeugendatei, type Zeugendatei } from './zeugen/datei.ts';
export { type Bedingung, createZeugenkreis, type Mitzeuge, type Zeugenkreis } from './zeugen/kreis.ts';
export {
  merkeZeugen,
  readAlleZeugen,
  readZeugenregeln,
  regelOf,
  regelzeilenOf,
} from './zeugen/regeln.ts';
