export { deleteEntwurf, type Entwurf, readEntwuerfe, readEntwurf, saveEntwurf } from './entwurf.ts';
export { type Angenommen, type Antrag, type EinreichenDeps, type Niveau, reicheEin, type Unvollstaendig } from './einreichen.ts';
export { type NachrichtDeps, nimmAn, type Quittung, readInhalt } from './nachricht.ts';
