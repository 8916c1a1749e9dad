export { arbeitsplatzTexte, registerArbeitsplatz } from './arbeitsplatz.ts';
