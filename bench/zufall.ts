/** A stream of numbers in [0, 1) that is the same for the same seed (mulberry32). */
export function createZufall(seed: number): () => number {
  let a = seed >>> 0;
  return () => {
    a = (a + 0x6d2b79f5) >>> 0;
    let t = Math.imul(a ^ (a >>> 15), a | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** Draws places 0 … n-1, the i-th with weight 1/(i+1): few are busy, many are quiet (Zipf). */
export function createZipf(n: number, zufall: () => number): () => number {
  let summe = 0;
  const bis = Array.from({ length: n }, (_, i) => (summe += 1 / (i + 1)));
  return () => {
    const x = zufall() * summe;
    let [von, ende] = [0, n - 1];
    while (von < ende) {
      const mitte = (von + ende) >> 1;
      if ((bis[mitte] ?? 0) > x) ende = mitte;
      else von = mitte + 1;
    }
    return von;
  };
}
