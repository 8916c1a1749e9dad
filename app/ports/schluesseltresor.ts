import type { Ablehnung } from './ablehnung.ts';

/** Closes keys by a key that lies in a device and never leaves it. */
export interface Schluesseltresor {
  /** @param platz bound to the bytes: elsewhere they do not open */
  wrap(klartext: Uint8Array, platz: string): { readonly ok: true; readonly bytes: Uint8Array } | Ablehnung;
  unwrap(geheim: Uint8Array, platz: string): { readonly ok: true; readonly bytes: Uint8Array } | Ablehnung;
}
