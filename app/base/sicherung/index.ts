export { type Abdruck, findUnterschiede, nimmAb } from './abdruck.ts';
export { type Ablage, findLuecken, holeZurueck, legeAb } from './ablage.ts';
export { type DumpKopf, dump, hasInstallation, load } from './datenbank.ts';
export { createVerschluss, istGanz, readSalz, type Verschluss } from './kennwort.ts';
export { createAltOeffner, isAltVerschlossen } from './kennwort1.ts';
export { filesBelow } from './ordner.ts';
export { countGrabsteine, joinGrabsteine, packSchluessel, unpackSchluessel } from './schluessel.ts';
export { readZeilen, sha256Of, writeZeilen } from './zeilen.ts';
