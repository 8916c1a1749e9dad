export { registerEingangstuer } from './eingangstuer.ts';
