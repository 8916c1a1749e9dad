export { readDruckliste, readZustellungen, rufeAb, stelleBereit, versende, type Zustellung } from './actions.ts';
export { createBenachrichtigen } from './benachrichtigen.ts';
export type { Weg } from './model.ts';
