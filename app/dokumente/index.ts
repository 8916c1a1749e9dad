export { ersetzeErneuert, planeErneuerung } from './erneuerung.ts';
export { type Brieffund, findPruefcode, liesPruefcode, pruefcodeOf } from './pruefcode.ts';
export { absenderOf, bankverbindungOf } from './satz/absender.ts';
export { girocode } from './satz/girocode.ts';
export type * from './satz/inhalte.ts';
export type { Absender, Angaben, BriefDaten, Unterzeichner, Zahlung } from './satz/model.ts';
export type { Satz } from './satz/satz.ts';
export { createSatz } from './satz/satz.ts';
export { readGemeinsameVorlagen, readVorlagen } from './satz/vorlagen.ts';
export { createErneuerstelle, type Erneuerstelle, type Erneuerung } from './siegel/erneuerstelle.ts';
export { createSiegelfaeden } from './siegel/faeden.ts';
export { createSchluesselordner } from './siegel/schluesselordner.ts';
export { createSiegelstelle, type Siegelstelle } from './siegel/siegelstelle.ts';
export { createSperrsammler, type Gesammelt } from './siegel/sperrsammler.ts';
export {
  addDokument,
  type DokumentZeile,
  findDokument,
  readDokumente,
  readDokumentOrte,
} from './store.ts';
export { type Dokumenterneuerungen, readErneuerungstermine } from './uebersicht.ts';
export { type Eingereicht, liesUnterlagen, UNTERLAGEN, type Unterlage } from './unterlage.ts';
