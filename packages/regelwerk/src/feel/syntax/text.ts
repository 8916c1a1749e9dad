const FLUCHT: Record<string, string> = { n: '\n', r: '\r', t: '\t', b: '\b', f: '\f', '"': '"', "'": "'", '\\': '\\' };

/** Value of a string literal with its quotes: resolves `\n`, `\"`, `\u00e9`, `\U01F415`; other escapes stay as they are. */
export function leseText(roh: string): string {
  return roh
    .slice(1, -1)
    .replace(
      /\\(?:u([0-9a-fA-F]{4})|U([0-9a-fA-F]{6})|([nrtbf"'\\]))/g,
      (ganz, kurz?: string, lang?: string, einfach?: string) => {
        if (einfach !== undefined) return FLUCHT[einfach] ?? ganz;
        const punkt = Number.parseInt(kurz ?? lang ?? '', 16);
        return punkt <= 0x10ffff ? String.fromCodePoint(punkt) : ganz;
      },
    );
}
