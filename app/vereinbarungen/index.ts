export { BEURKUNDEN, benenneAuslauf, entwirf, type Getan, gehe, type VertragDeps, type Vertreter } from './actions.ts';
export {
  type Aufgabenart,
  type Basis,
  grundlageOf,
  type Regel,
  widerspruchsbehoerde,
  type Zustaendigkeit,
} from './model.ts';
export { readRegeln, resolveZustaendigkeit } from './queries.ts';
export { readStaende, readStand } from './store.ts';
export { readAufsicht, readUmgebung, type Umgebung } from './umfeld.ts';
export { createUrkunde, type Urkundenwerk } from './urkunde.ts';
export { readVertraege, type Vertrag } from './vertraege.ts';
export type { Befehl, Befehlsart } from './vertrag/befehle.ts';
export type { Inhalt, Paragraf, Vertragsart, Vertragsseite } from './vertrag/inhalt.ts';
