import { join } from 'node:path';

export { createFehlerseite, registerFehlerseiten } from './fehlerseite.tsx';
export { registerPortal } from './portal.ts';

/** Folder of the portal's texts, for `createTexte`. */
export const portalTexte = join(import.meta.dirname, 'texte');
