export { buerger, mitarbeitende } from './personen.ts';
export { einstiege } from './rollen.ts';
export { type SeedDeps, seed } from './seed.ts';
export { DEMO_ORTE } from './welt.ts';
