export const root: string;
/** The sources do not build; `message` is German and names file and line. */
export class BauFehler extends Error {}
/** Bundles `entry` (path from the root) and returns the file below dist/. Throws `BauFehler`. */
export function bundle(entry: string, options?: { alone?: boolean; out?: string }): Promise<string>;
