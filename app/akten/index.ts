export { darfLoeschen, type LoeschDeps, loescheVorgang } from './loeschen.ts';
export { LOESCHGRUENDE, SICHERUNG_TAGE } from './model.ts';
export { createVernichten } from './vernichten.ts';
export { wiederholeLoeschungen } from './wiederholen.ts';
