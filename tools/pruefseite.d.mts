/** Builds `pruefen.html` from the sources; `sha256` in hex. The same sources give the same bytes. */
export function bauePruefseite(): Promise<{ html: string; sha256: string }>;
/** Builds `pruefen.mjs`, the same verifier as a command; `sha256` in hex. The same sources give the same bytes. */
export function bauePruefprogramm(): Promise<{ text: string; sha256: string }>;
