import { readdirSync, readFileSync } from 'node:fs';

/** Paths of the files below `dir` with one of the endings, relative to it, sorted. Throws when `dir` cannot be read. */
export function dateien(dir: string, ...endungen: string[]): string[] {
  return readdirSync(dir, { recursive: true, encoding: 'utf8' })
    .map((pfad) => pfad.replaceAll('\\', '/'))
    .filter((pfad) => endungen.some((e) => pfad.endsWith(e)))
    .sort();
}

/** The text of an XML file, whatever it is encoded in: by its first bytes, or by what it says of itself. */
export function liesXml(pfad: string): string {
  const bytes = readFileSync(pfad);
  const [a, b] = bytes;
  if ((a === 0xff && b === 0xfe) || (a === 0x3c && b === 0)) return new TextDecoder('utf-16le').decode(bytes);
  if ((a === 0xfe && b === 0xff) || (a === 0 && b === 0x3c)) return new TextDecoder('utf-16be').decode(bytes);
  const kopf = bytes.subarray(0, 200).toString('latin1');
  const [, genannt = 'utf-8'] = /^(?:ï»¿)?<\?xml[^>]*\sencoding\s*=\s*["']([\w.:-]+)["']/.exec(kopf) ?? [];
  // What could be read so far is not UTF-16, whatever it says.
  const name = /^utf-?16/i.test(genannt) ? 'utf-8' : genannt;
  try {
    return new TextDecoder(name).decode(bytes);
  } catch {
    return new TextDecoder().decode(bytes);
  }
}
