/** Licences (SPDX) whose works may be used by and shipped beside a work under EUPL-1.2. */
const ERLAUBT = new Set([
  '0BSD',
  'Apache-2.0',
  'BlueOak-1.0.0',
  'BSD-2-Clause',
  'BSD-3-Clause',
  'CC-BY-4.0',
  'CC0-1.0',
  'EUPL-1.2',
  'ISC',
  'LGPL-2.1-or-later',
  'LGPL-3.0-or-later',
  'MIT',
  'MIT-0',
  'MPL-2.0',
  'OFL-1.1',
  'PostgreSQL',
  'Python-2.0',
  'Unlicense',
  'WTFPL',
  'Zlib',
]);

/** Packages that write their licence in words of their own; read in the package, not guessed. */
const GELESEN: Record<string, string> = { 'xml-escape': 'MIT' };

/** True when one choice the expression offers is on the list; of things joined by AND, every one must be. */
export function isErlaubt(ausdruck: string): boolean {
  const ohne = ausdruck.trim().replace(/^\((.*)\)$/, '$1');
  return ohne
    .split(/\s+or\s+/i)
    .some((wahl) => wahl.split(/\s+and\s+/i).every((l) => ERLAUBT.has(l.replace(/[()]/g, '').trim())));
}

export interface Schlosseintrag {
  license?: string;
  link?: boolean;
  resolved?: string;
  optional?: boolean;
  optionalDependencies?: Record<string, string>;
}

/**
 * The dependencies of the lock file whose licence is not on the list. For a platform that is not this one the lock file
 * names no licence: then that of the package counts which brings its programs along for every platform.
 */
export function findeLizenzen(pakete: Record<string, Schlosseintrag>): string[] {
  const bringer = new Map(
    Object.values(pakete).flatMap((p) =>
      Object.keys(p.optionalDependencies ?? {}).map((name) => [name, p.license] as const),
    ),
  );
  return Object.entries(pakete)
    .filter(([ort, p]) => ort !== '' && !p.link)
    .map(([ort, p]) => {
      const name = ort.replace(/^.*node_modules\//, '');
      const vonHaus = p.optional ? bringer.get(name) : undefined;
      return { name, license: GELESEN[name] ?? p.license ?? vonHaus ?? 'keine Angabe' };
    })
    .filter((p) => !isErlaubt(p.license))
    .map((p) => `${p.name}: Lizenz ${p.license} steht nicht auf der Liste in tools/check/eigene/lizenzen.ts`);
}
