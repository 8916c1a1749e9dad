export { type DumpKopf, dump, load } from './datenbank.ts';
export { createEntschluessler, isVerschluesselt } from './kennwort.ts';
export { copyFiles } from './ordner.ts';
export { countGrabsteine, joinGrabsteine, packSchluessel, unpackSchluessel } from './schluessel.ts';
export { readZeilen, sha256Of, writeZeilen } from './zeilen.ts';
