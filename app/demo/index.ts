export type { SeedDeps } from './deps.ts';
export { buerger, mitarbeitende } from './personen.ts';
export { einstiege } from './rollen.ts';
export { seed } from './seed.ts';
export { DEMO_ORTE } from './welt.ts';
