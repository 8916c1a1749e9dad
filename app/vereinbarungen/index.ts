export { BEURKUNDEN, benenneAuslauf, entwirf, type Getan, gehe, type VertragDeps, type Vertreter } from './actions.ts';
export {
  type Halt,
  lockHalte,
  oeffneFreigaben,
  readHalte,
  readHaltgruende,
  schliesseFreigaben,
} from './anhalten.ts';
export {
  type Aufgabenart,
  type Basis,
  EIGENE,
  grundlageOf,
  type Regel,
  widerspruchsbehoerde,
  type Zustaendigkeit,
} from './model.ts';
export { readRegeln } from './queries.ts';
export { readStaende, readStand } from './store.ts';
export { readAufsicht, readUmgebung, type Umgebung } from './umfeld.ts';
export { createUrkunde, type Urkundenwerk } from './urkunde.ts';
export { readVertraege, type Vertrag } from './vertraege.ts';
export type { Befehl, Befehlsart } from './vertrag/befehle.ts';
export type { Inhalt, Paragraf, Vertragsart, Vertragsseite } from './vertrag/inhalt.ts';
export { type Freigabe, readFreigaben, readZugang, type Zugangsweg } from './zugang.ts';
export { openZustaendigkeit, resolveZustaendigkeit, type Zustaendigkeiten } from './zustaendig.ts';
