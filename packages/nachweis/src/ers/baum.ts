import { concat } from '../bytes.ts';

/** One of the accepted hash functions. */
export type Hash = (data: Uint8Array) => Uint8Array;

/** The lists that lead from a group of data objects to the root; null where the one hash is the root. */
export type Weg = readonly (readonly Uint8Array[])[] | null;

/** Binary ascending order (RFC 4998, 4.2). */
export function compare(a: Uint8Array, b: Uint8Array): number {
  const n = Math.min(a.length, b.length);
  for (let i = 0; i < n; i++) if (a[i] !== b[i]) return (a[i] ?? 0) - (b[i] ?? 0);
  return a.length - b.length;
}

/** One hash stands for itself, several for the hash of their concatenation in binary ascending order. */
export function groupHash(hash: Hash, hashes: readonly Uint8Array[]): Uint8Array {
  const [erster, ...mehr] = hashes;
  if (!erster) throw new TypeError('Eine Liste von Prüfsummen darf nicht leer sein');
  return mehr.length === 0 ? erster : hash(concat(...hashes.toSorted(compare)));
}

/** The root of a reduced hash tree (RFC 4998, 4.3): each list is hashed together with what the lists before it gave. */
export function rootOf(hash: Hash, listen: readonly (readonly Uint8Array[])[]): Uint8Array {
  const [erste = [], ...mehr] = listen;
  return mehr.reduce((bisher, liste) => groupHash(hash, [bisher, ...liste]), groupHash(hash, erste));
}

/**
 * Builds one binary tree over all groups and reduces it for each (RFC 4998, 4.2). Groups are ordered by their hash, so the
 * same set gives the same root in whatever order it comes. `wege` follows the order of `gruppen`. A lone object shares its
 * first list with its sibling, as in the figures of RFC 4998; a group of several keeps its list to itself.
 */
export function buildTree(
  hash: Hash,
  gruppen: readonly (readonly Uint8Array[])[],
): { readonly wurzel: Uint8Array; readonly wege: readonly Weg[] } {
  const blaetter = gruppen.map((hashes, nr) => ({ wert: groupHash(hash, hashes), nummern: [nr] }));
  const nachbarn = gruppen.map((): Uint8Array[] => []);
  let ebene = blaetter.toSorted((a, b) => compare(a.wert, b.wert));
  while (ebene.length > 1) {
    const naechste: typeof ebene = [];
    for (let i = 0; i < ebene.length; i += 2) {
      const [a, b] = [ebene[i], ebene[i + 1]];
      if (!a) continue;
      if (b) {
        for (const nr of a.nummern) nachbarn[nr]?.push(b.wert);
        for (const nr of b.nummern) nachbarn[nr]?.push(a.wert);
      }
      naechste.push(b ? { wert: groupHash(hash, [a.wert, b.wert]), nummern: [...a.nummern, ...b.nummern] } : a);
    }
    ebene = naechste;
  }
  const [spitze] = ebene;
  if (!spitze) throw new TypeError('Ein Baum braucht mindestens eine Gruppe');
  return { wurzel: spitze.wert, wege: gruppen.map((hashes, nr) => pathOf(hashes, nachbarn[nr] ?? [])) };
}

function pathOf(hashes: readonly Uint8Array[], nachbarn: readonly Uint8Array[]): Weg {
  const einzeln = nachbarn.map((n) => [n]);
  const [erster, ...mehr] = nachbarn;
  if (hashes.length > 1) return [hashes.toSorted(compare), ...einzeln];
  return erster ? [[...hashes, erster].toSorted(compare), ...mehr.map((n) => [n])] : null;
}
