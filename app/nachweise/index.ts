export { LESEPROTOKOLL_TAGE, loescheLesezugriffe } from './aufbewahrung.ts';
export { readBeweise } from './beweise.ts';
export { buildNachweis, type NachweisDeps, type NachweisWunsch } from './buendel.ts';
export { type Einsicht, readEinsicht } from './einsicht.ts';
export { eroeffneProtokoll } from './eroeffnen.ts';
export { isGeloescht, meldeVernichtet, readGeloeschte, readStromKopf } from './geloescht.ts';
export { schreibeKoerperschaft } from './koerperschaft.ts';
export { vermerkeLesen } from './lesen.ts';
export type { Zeugenstelle } from './log/bezeugen.ts';
export { readAlleVorgaenge, rechneProtokollNach } from './log/nachrechnen.ts';
export { type Protokollfilter, type ProtokollStand, readProtokolle } from './log/store.ts';
export { ANFANG, type Angaben, type Handelnder, type Kopf, type Strom, type Umstand } from './model.ts';
export {
  createProtokollschreiber,
  type Protokollschreiber,
  type ProtokollschreiberDeps,
  type Runde,
} from './protokollschreiber.ts';
export {
  buildZeile,
  type GespeichertesEreignis,
  type Protokoll,
  readStrom,
  schreibe,
} from './store.ts';
export { addProtokoll, readZeugenKey } from './zeuge/ordner.ts';
export { type ZeugenAngabe, zeugenRoutes } from './zeuge/routes.ts';
export { createZeugenwerk, type ZeugenAntwort, type Zeugenwerk } from './zeuge/zeuge.ts';
