/** What a command found out, or a sentence that says why not. */
export type Antwort<T> = ({ ok: true } & T) | { ok: false; meldung: string };

export const NICHTS = 'Es wurde nichts verändert.';
