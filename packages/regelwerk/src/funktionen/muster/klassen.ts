export type Zeichenprobe = (zeichen: string) => boolean;

/** Classes of one letter (XML Schema, appendix F.1.1): digits, words, space, first and further characters of XML names. */
const KLASSEN: Record<string, RegExp> = {
  d: /^\p{Nd}$/u,
  w: /^[^\p{P}\p{Z}\p{C}]$/u,
  s: /^[ \t\n\r]$/,
  i: /^[\p{L}_:]$/u,
  c: /^[\p{L}\p{Nd}\p{M}.\-_:·]$/u,
};

/** Blocks of Unicode that occur in patterns of forms; others are refused by name. */
const BLOECKE: Record<string, readonly [number, number]> = {
  BasicLatin: [0x0, 0x7f],
  'Latin-1Supplement': [0x80, 0xff],
  'LatinExtended-A': [0x100, 0x17f],
  'LatinExtended-B': [0x180, 0x24f],
  IPAExtensions: [0x250, 0x2af],
  CombiningDiacriticalMarks: [0x300, 0x36f],
  Greek: [0x370, 0x3ff],
  GreekandCoptic: [0x370, 0x3ff],
  Cyrillic: [0x400, 0x4ff],
  Armenian: [0x530, 0x58f],
  Hebrew: [0x590, 0x5ff],
  Arabic: [0x600, 0x6ff],
  Devanagari: [0x900, 0x97f],
  Thai: [0xe00, 0xe7f],
  LatinExtendedAdditional: [0x1e00, 0x1eff],
  GreekExtended: [0x1f00, 0x1fff],
  GeneralPunctuation: [0x2000, 0x206f],
  CurrencySymbols: [0x20a0, 0x20cf],
  Arrows: [0x2190, 0x21ff],
  MathematicalOperators: [0x2200, 0x22ff],
  Hiragana: [0x3040, 0x309f],
  Katakana: [0x30a0, 0x30ff],
  CJKUnifiedIdeographs: [0x4e00, 0x9fff],
  HangulSyllables: [0xac00, 0xd7a3],
  PrivateUse: [0xe000, 0xf8ff],
};

const wenn = (probe: Zeichenprobe, verneint: boolean): Zeichenprobe => (verneint ? (z) => !probe(z) : probe);

/** `\d`, `\D` and their like; null for other letters. */
export function klasseVon(buchstabe: string): Zeichenprobe | null {
  const klein = buchstabe.toLowerCase();
  const muster = Object.hasOwn(KLASSEN, klein) ? KLASSEN[klein] : undefined;
  return muster ? wenn((z) => muster.test(z), buchstabe !== klein) : null;
}

/** `\p{Lu}` or `\p{IsBasicLatin}`; null when there is no such category or block. */
export function eigenschaftVon(name: string, verneint: boolean): Zeichenprobe | null {
  const block = Object.hasOwn(BLOECKE, name.slice(2)) ? BLOECKE[name.slice(2)] : undefined;
  if (name.startsWith('Is')) {
    return block
      ? wenn((z) => {
          const punkt = z.codePointAt(0) ?? 0;
          return punkt >= block[0] && punkt <= block[1];
        }, verneint)
      : null;
  }
  if (!/^(?:L[ultmo]?|M[nce]?|N[dlo]?|P[cdseifo]?|Z[slp]?|S[mcko]?|C[cfon]?)$/.test(name)) return null;
  const muster = new RegExp(`^\\p{${name}}$`, 'u');
  return wenn((z) => muster.test(z), verneint);
}

/** The character itself, or with `klein` any of its cases. */
export function zeichenProbe(zeichen: string, klein: boolean): Zeichenprobe {
  if (!klein) return (z) => z === zeichen;
  const gefaltet = falte(zeichen);
  return (z) => falte(z) === gefaltet;
}

export const falte = (zeichen: string): string => zeichen.toLowerCase().toUpperCase().toLowerCase();

/** All characters from one to another; with `klein` also those of which another case lies there. */
export function spanne(von: string, bis: string, klein: boolean): Zeichenprobe {
  const [a, b] = [von.codePointAt(0) ?? 0, bis.codePointAt(0) ?? 0];
  const drin = (z: string): boolean => {
    const punkt = z.codePointAt(0) ?? 0;
    return punkt >= a && punkt <= b;
  };
  return klein ? (z) => drin(z) || drin(z.toLowerCase()) || drin(z.toUpperCase()) : drin;
}
