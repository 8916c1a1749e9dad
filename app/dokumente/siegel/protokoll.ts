import type { Erneuerauftrag, Erneuert } from './erneuern.ts';
import type { Siegelauftrag } from './versiegeln.ts';

/** To the sealing thread: a document, or the answer to its last question. */
export type AnFaden =
  | { readonly art: 'auftrag'; readonly auftrag: Siegelauftrag }
  | { readonly art: 'erneuerung'; readonly auftrag: Erneuerauftrag }
  | { readonly art: 'antwort'; readonly bytes: Uint8Array }
  | { readonly art: 'fehler'; readonly meldung: string };

/** From it: a question, or the end. One document at a time, one question at a time. */
export type VomFaden =
  | { readonly art: 'signiere'; readonly plan: number; readonly daten: Uint8Array }
  | { readonly art: 'stempel'; readonly digest: Uint8Array }
  | { readonly art: 'fertig'; readonly pdf: Uint8Array }
  | { readonly art: 'erneuert'; readonly erneuert: Erneuert }
  | { readonly art: 'gescheitert'; readonly meldung: string };
