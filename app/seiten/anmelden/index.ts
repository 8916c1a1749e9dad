export { registerAnmelden } from './anmelden.ts';
export { registerWebBasis, sameOriginOnly } from './basis.ts';
export type { AnmeldenDeps, Fehlerseite } from './deps.ts';
export { createSitzungOf, type SitzungOf } from './sitzung.ts';
