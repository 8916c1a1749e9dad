/** The clock is an argument everywhere. `versetzt` exists for the seed, which plays past days by the ordinary actions. */
export interface Uhr {
  /** now, milliseconds since 1970 UTC */
  jetzt(): number;
  readonly versetzt: boolean;
}

export const echteUhr: Uhr = { jetzt: () => Date.now(), versetzt: false };

/** A clock that stands where it was put last, for the seed of a demo and for tests. */
export function stellbareUhr(start: number): Uhr & { stelle(zeit: number): void } {
  let zeit = start;
  return { jetzt: () => zeit, versetzt: true, stelle: (z) => void (zeit = z) };
}

/** Milliseconds that have passed since it was started, whatever is done to the clock. */
export function stoppuhr(): () => number {
  const start = performance.now();
  return () => performance.now() - start;
}
