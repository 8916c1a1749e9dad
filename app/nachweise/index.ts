export { schreibeKoerperschaft } from './koerperschaft.ts';
export { vermerkeLesen } from './lesen.ts';
export { ANFANG, type Angaben, type Handelnder, type Kopf, type Strom, type Umstand } from './model.ts';
export { buildZeile, EPOCHE, type GespeichertesEreignis, origin, type Protokoll, readStrom, schreibe } from './store.ts';
