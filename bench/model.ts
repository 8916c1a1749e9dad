/** A figure: the raw runs, of which the median is judged. */
export interface Zahl {
  laeufe: number[];
  /** the median must be at least or at most so much */
  ziel?: { mindestens: number } | { hoechstens: number };
}

export interface Messung {
  zahlen: Record<string, Zahl>;
  /** what a reader must know to judge the figures */
  angaben: Record<string, unknown>;
  /** what must never happen, whatever the speed: the bench fails */
  fehler: string[];
}

/** A flag of the command line, `--name value`, always a whole number. */
export interface Schalter {
  wert: number;
  hilfe: string;
}

export interface Bench<S extends string = string> {
  beschreibung: string;
  schalter: Record<S, Schalter>;
  miss(werte: Record<S, number>, sage: (zeile: string) => void): Promise<Messung>;
}

export function median(werte: readonly number[]): number {
  const s = werte.toSorted((a, b) => a - b);
  const mitte = s.length >> 1;
  return s.length % 2 === 1 ? (s[mitte] ?? Number.NaN) : ((s[mitte - 1] ?? Number.NaN) + (s[mitte] ?? Number.NaN)) / 2;
}

/** The value below or at which `anteil` (0 to 1) of all values lie (nearest rank). */
export function quantil(werte: readonly number[], anteil: number): number {
  return werte.toSorted((a, b) => a - b)[Math.max(0, Math.ceil(anteil * werte.length) - 1)] ?? Number.NaN;
}
