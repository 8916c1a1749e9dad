export const root: string;
/** Bundles `entry` (path from the root) and returns the file below dist/. */
export function bundle(entry: string, options?: { alone?: boolean; out?: string }): Promise<string>;
