import type { Pruefergebnis } from '@rathausverbund/nachweis';

/** What the page hands to its judging worker. Files of the anchors by name; none: only integrity is judged. */
export interface Auftrag {
  readonly datei: Uint8Array;
  readonly anker: ReadonlyMap<string, Uint8Array>;
  readonly jetzt: Date;
}

/** The library's answer, or why it could not be asked: broken anchors, a browser that is too old. */
export type Antwort =
  | Pruefergebnis
  | { readonly ok: false; readonly code: 'anker' | 'browser'; readonly meldung: string };
