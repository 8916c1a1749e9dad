const DATEI_MB = 25;

/** What is judged at all. The bounds keep every answer within a few seconds and 200 MB of memory. */
export const GRENZEN = {
  /** Longest file in bytes. */
  datei: DATEI_MB * 1024 * 1024,
  /** Most PDF documents in a bundle: each has its own allowance of steps. */
  pdfs: 200,
  /** Most reasons told for one question. */
  gruende: 300,
  zuGross: `Die Datei kann nicht geprüft werden: Sie ist größer als ${DATEI_MB} MB.`,
} as const;
