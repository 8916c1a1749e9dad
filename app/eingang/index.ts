export {
  type Abgabeauftrag,
  type Abgabelauf,
  beginneAbgabe,
  createAbgabelauf,
  findAbgabe,
  lenkeAbgabe,
  readAbgaben,
} from './abgabelauf.ts';
export { type Abgabe, gibAb } from './abgeben.ts';
export {
  type Angenommen,
  type Antrag,
  type EinreichenDeps,
  type Niveau,
  reicheEin,
  type Unvollstaendig,
} from './einreichen.ts';
export { deleteEntwurf, type Entwurf, readEntwuerfe, readEntwurf, saveEntwurf } from './entwurf.ts';
export { findKlaerung, type KlaerungsZeile, legeAb, readAblage, readKlaerung } from './klaerung.ts';
export { type NachrichtDeps, nimmAn, type Quittung, readInhalt } from './nachricht.ts';
export { readEingangsOrte } from './orte.ts';
export { registerEingang } from './routes.ts';
export { createUebernehmen } from './uebernehmen.ts';
