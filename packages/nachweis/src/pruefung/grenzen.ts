const DATEI_MB = 25;

/** What is judged at all. The bounds keep every answer within five seconds on the clock and 200 MB of memory. */
export const GRENZEN = {
  /** Longest file in bytes. */
  datei: DATEI_MB * 1024 * 1024,
  /** Milliseconds on the clock from the order to the end of the judging; what remains of five seconds is for saying so. */
  zeit: 4_300,
  /** Most PDF documents in a bundle: each has its own allowance of steps. */
  pdfs: 200,
  /** Most reasons told for one question. */
  gruende: 300,
  zuGross: `Die Datei kann nicht geprüft werden: Sie ist größer als ${DATEI_MB} MB.`,
  zuLange:
    'Nicht zu entscheiden: Die Prüfung dauerte zu lange (Grenze: fünf Sekunden) und wurde beendet. Ob die Datei echt ist, ist offen. Ist Ihr Rechner gerade stark beschäftigt, versuchen Sie es später noch einmal.',
} as const;
