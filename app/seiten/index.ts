export {
  createSitzungOf,
  type Fehlerseite,
  registerAnmelden,
  registerWebBasis,
  sameOriginOnly,
} from './anmelden/index.ts';
export { registerArbeitsplatz } from './arbeitsplatz/index.ts';
export type { Einstieg, Pruefprogramm, Pruefseite, SeitenDeps } from './deps.ts';
export { registerEingangstuer } from './eingangstuer/index.ts';
export { registerGestalt } from './gestalt/index.ts';
export { createFehlerseite, registerFehlerseiten, registerPortal } from './portal/index.ts';
export { createBriefsuche, PRUEFPROGRAMM, PRUEFSEITE, registerProtokoll, registerPruefen } from './pruefen/index.ts';
export { registerRechtliches } from './rechtliches/index.tsx';
export { registerSteuerung } from './steuerung/index.ts';
export { seitenTexte } from './texte.ts';
