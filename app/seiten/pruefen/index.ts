import { join } from 'node:path';

export { PRUEFPROGRAMM, PRUEFSEITE } from './adresse.ts';
export { createBriefsuche } from './code.tsx';
export { type ProtokollDeps, registerProtokoll } from './protokoll/routes.tsx';
export { registerPruefen } from './routes.tsx';

/** Folder of this room's texts, for `createTexte`. */
export const pruefenTexte = join(import.meta.dirname, 'texte');
