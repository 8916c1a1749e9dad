/** One case of a suite. `grund` says why it failed or was left out, `notizen` are printed whatever came out. */
export type Fall = { name: string; notizen?: readonly string[] } & (
  | { ergebnis: 'passed' }
  | { ergebnis: 'failed'; grund: string }
  | { ergebnis: 'skipped'; grund: string }
);

export interface Suite {
  /** Its place below STANDARDS_DIR, when no directory is given. */
  ordner: string;
  /** Judges what lies in `dir`. Throws only when the directory itself cannot be read. */
  faelle(dir: string): Promise<Fall[]>;
}

/** Runs one case; an exception is a failure, as nothing of the outside may make us crash. */
export async function fall(
  name: string,
  pruefe: () => string | undefined | Promise<string | undefined>,
): Promise<Fall> {
  try {
    const grund = await pruefe();
    return grund === undefined ? { name, ergebnis: 'passed' } : { name, ergebnis: 'failed', grund };
  } catch (fehler) {
    return {
      name,
      ergebnis: 'failed',
      grund: `abgebrochen: ${fehler instanceof Error ? fehler.message : String(fehler)}`,
    };
  }
}
