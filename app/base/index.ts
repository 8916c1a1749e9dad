export {
  type Config,
  type Einstellung,
  type Ordner,
  ohneEinstellungen,
  ordner,
  readConfig,
  readEinstellungen,
} from './config.ts';
export { createDateien, type DateiAngabe, type Dateien, readAlteDateien } from './dateien.ts';
export { syncOrdner, writeDurable } from './dauerhaft.ts';
export { type Fehlschlag, istAusfall } from './db/ausfall.ts';
export { createDatenbank, type Datenbank, type Tx } from './db/datenbank.ts';
export {
  type Leser,
  readAlleTabellen,
  readInstallation,
  readVorgangstabellen,
  type Tabellenangabe,
} from './db/katalog.ts';
export {
  createSigner,
  dienst,
  type Grundlage,
  type Kontext,
  oeffentlich,
  type Signer,
} from './db/kontext.ts';
export {
  type Geburt,
  keyFits,
  knownMigrations,
  migrationsHash,
  migriere,
  type RaumMigrationen,
} from './db/migrieren.ts';
export { createRollen, type Rolle, rollenSql, type Zugang, zugaenge } from './db/rollen.ts';
export { type Ablehnung, ablehnen, type Ergebnis } from './ergebnis.ts';
export { isUuid, kennung, randomToken, uuidv7 } from './ids.ts';
export { createLog, type Log } from './log.ts';
export { readYamlText, verstoesse } from './quelle.ts';
export {
  addZweitorte,
  createOrdnerlager,
  createSchluesselbund,
  type Grabstein,
  kekName,
  readZweitorte,
  type Schluesselbund,
  type Schluessellager,
  SchluesselVernichtet,
  spiegleGrabsteine,
  type Tresor,
  TresorZu,
  tryClosed,
} from './schluessel/index.ts';
export { createTexte, type Texte } from './texte.ts';
export { echteUhr, stellbareUhr, type Uhr } from './uhr.ts';
export {
  Aufschub,
  type Auftrag,
  createWarteschlange,
  drehe,
  erledigt,
  type Handler,
  readOffene,
  stelleEin,
  vereine,
  type Warteschlange,
} from './warteschlange.ts';
export { zufallsbytes } from './zufall.ts';
