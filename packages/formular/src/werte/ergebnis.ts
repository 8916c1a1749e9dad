import type { Antwort } from '../model.ts';

/** A value in canonical form, or the rest of the sentence that says what to do, with `{feld}` where the field is named. */
export type Gelesen<W extends Antwort = Antwort> = { readonly wert: W } | { readonly meldung: string };
