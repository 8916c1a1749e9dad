export { BEURKUNDEN, entwirf, type Getan, gehe, type VertragDeps, type Vertreter } from './actions.ts';
export {
  type Halt,
  oeffneFreigaben,
  readHalte,
  readHaltgruende,
  schliesseFreigaben,
} from './anhalten.ts';
export { type Erneuert, readErneuerungen, vermerkeErneuerung } from './erneuerung.ts';
export {
  type Aufgabenart,
  type Basis,
  basisOf,
  EIGENE,
  grundlageOf,
  type Regel,
  widerspruchsbehoerde,
  type Zustaendigkeit,
} from './model.ts';
export { type Linie, readRegeln } from './queries.ts';
export { readStaende, readStand, sperreOrt } from './store.ts';
export { readAufgehen, readAufsicht } from './umfeld.ts';
export { createUrkunde, URKUNDE, type Urkundenwerk } from './urkunde.ts';
export { readVertraege, readVertrag, type Vertrag } from './vertraege.ts';
export { type Auslauf, auslaufOf } from './vertrag/auslauf.ts';
export type { Befehl, Befehlsart } from './vertrag/befehle.ts';
export { type Inhalt, type Paragraf, VERTRAGSARTEN, type Vertragsart, type Vertragsseite } from './vertrag/inhalt.ts';
export { darfAendern, type Naechster, naechsterOf } from './vertrag/naechster.ts';
export { geplantePausen, laufendePause, type Pause } from './vertrag/pausen.ts';
export { type Phase, phaseOf, wartetAuf } from './vertrag/phase.ts';
export { bereitschaft, type Pruefpunkt, pruefliste } from './vertrag/pruefliste.ts';
export { aktuelle, type Fassung, NACHWEISARTEN, type Schritt, type Stand, seiteOf } from './vertrag/stand.ts';
export { schreibeText } from './vertrag/text.ts';
export { titelMitArt, titelMitLeistungen, titelOhneArt, titelVorschlag } from './vertrag/titel.ts';
export { findWahl, type Klausel, klauselnFuer, vorlageOf } from './vertrag/vorlagen.ts';
export { geltungen, inKraftAb } from './vertrag/zeilen.ts';
export { type Freigabe, readFreigaben, readZugang, type Zugangsweg } from './zugang.ts';
export { openZustaendigkeit, resolveZustaendigkeit, type Zustaendigkeiten } from './zustaendig.ts';
