export { registerArbeitsplatz } from './arbeitsplatz.ts';
