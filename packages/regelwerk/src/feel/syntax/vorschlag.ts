const HOECHSTENS = 8;

/** „Meinten Sie …?“ where a name is like one that exists; else the names there are, or nothing where they are too many. */
export function vorschlag(name: string, moeglich: readonly string[]): string {
  const nah = meintenSie(name, moeglich);
  if (nah !== '' || moeglich.length === 0 || moeglich.length > HOECHSTENS) return nah;
  return ` Möglich: ${moeglich.join(', ')}.`;
}

/** A sentence to append: empty where no name is like it. */
export function meintenSie(name: string, moeglich: Iterable<string>): string {
  const nah = naechster(name, moeglich);
  return nah === undefined ? '' : ` Meinten Sie „${nah}“?`;
}

/** The name with the fewest letters changed, added, left out or swapped; undefined when more than a third would change. */
function naechster(name: string, moeglich: Iterable<string>): string | undefined {
  let bester: string | undefined;
  let grenze = Math.max(name.length > 2 ? 1 : 0, Math.floor(name.length / 3)) + 1;
  for (const anderer of moeglich) {
    if (Math.abs(anderer.length - name.length) >= grenze) continue;
    const weite = abstand(name.toLowerCase(), anderer.toLowerCase());
    if (weite < grenze) [bester, grenze] = [anderer, weite];
  }
  return bester;
}

/** Optimal string alignment distance. */
function abstand(a: string, b: string): number {
  let [vorher, zeile]: [number[], number[]] = [[], Array.from({ length: b.length + 1 }, (_, j) => j)];
  for (let i = 1; i <= a.length; i++) {
    const neu = [i];
    for (let j = 1; j <= b.length; j++) {
      const gleich = a[i - 1] === b[j - 1];
      let w = Math.min((zeile[j] ?? 0) + 1, (neu[j - 1] ?? 0) + 1, (zeile[j - 1] ?? 0) + (gleich ? 0 : 1));
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) w = Math.min(w, (vorher[j - 2] ?? 0) + 1);
      neu.push(w);
    }
    [vorher, zeile] = [zeile, neu];
  }
  return zeile[b.length] ?? 0;
}
