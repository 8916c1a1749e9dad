import type { Krypto } from '@rathausverbund/siegel';
import { formatManifest, MANIFEST, parseManifest } from '../buendel/manifest.ts';
import { readZip, writeZip, type ZipEntry } from '../buendel/zip.ts';
import { utf8 } from '../bytes.ts';

export function entriesOf(file: Uint8Array): ZipEntry[] {
  const zip = readZip(file);
  if (!zip.ok) throw new Error(zip.meldung);
  return [...zip.entries];
}

/**
 * What somebody without any key can do: exchange, add or (null) take out files and write a fitting manifest. What is new is not
 * packed: packed it might be refused as a bomb, and nothing behind would be tried.
 */
export function tausche(
  krypto: Pick<Krypto, 'sha256'>,
  file: Uint8Array,
  neu: ReadonlyMap<string, Uint8Array | null>,
): Uint8Array {
  const alle = entriesOf(file);
  const manifest = parseManifest(new TextDecoder().decode(alle.find((e) => e.name === MANIFEST)?.bytes));
  if (!manifest) throw new Error('Manifest erwartet');
  const mehr = [...neu].filter(([name]) => alle.every((e) => e.name !== name));
  const entries = [...alle, ...mehr.map(([name]) => ({ name, bytes: new Uint8Array() }))].flatMap((e) => {
    const bytes = neu.get(e.name);
    if (bytes === undefined) return [e];
    return bytes === null ? [] : [{ ...e, bytes, stored: true }];
  });
  const alte = new Map(manifest.verweise.map((v) => [v.name, v.mime]));
  for (const [name] of mehr) if (!name.startsWith('META-INF/')) alte.set(name, 'text/plain');
  const verweise = entries.flatMap(({ name, bytes }) => {
    const mime = alte.get(name);
    return mime === undefined ? [] : [{ name, mime, sha256: krypto.sha256(bytes) }];
  });
  const text = utf8(formatManifest({ verweise, gestempelt: manifest.gestempelt }));
  return writeZip(entries.map((e) => (e.name === MANIFEST && !neu.has(MANIFEST) ? { ...e, bytes: text } : e)));
}
