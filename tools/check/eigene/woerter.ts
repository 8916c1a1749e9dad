import type { Quelle } from '../model.ts';

const VERBOTEN: readonly (readonly [was: string, muster: RegExp])[] = [
  ['Pfad eines Rechners', /(?<![\w.:/-])\/(?:work|home\/[\w-]+|Users\/[\w-]+)\//],
  [
    'Adresse eines Paketlagers',
    /\bregistry\.(?:npmjs|yarnpkg|npmmirror)\b|\bnpm\.pkg\.github\b|\/artifactory\/|\bverdaccio\b/i,
  ],
  ['unfertig', /\b(?:TODO|FIXME|XXX|HACK)\b/],
  ['unfertig', /\bstub(?:s|bed)?\b/i],
  ['unfertig', /\bnot (?:yet )?implemented\b/i],
  ['unfertig', /\bplaceholder\b(?!=|['":]|\()/i],
  [
    'abgeschaltete Prüfung',
    /@ts-(?:ignore|nocheck|expect-error)|\b(?:eslint|oxlint)-disable(?!-next-line)|biome-ignore-all/,
  ],
];

/** The checks name what they look for; the lock file has a check of its own. */
const OHNE = /^tools\/check\/|^package-lock\.json$|^LICENSE$/;

/** What must not be in the project's text, with the line it stands in. */
export function findeWoerter(quellen: readonly Quelle[]): string[] {
  return quellen
    .filter((q) => !OHNE.test(q.pfad))
    .flatMap((q) =>
      q.text
        .split('\n')
        .flatMap((zeile, i) =>
          VERBOTEN.filter(([, muster]) => muster.test(zeile)).map(
            ([was]) => `${q.pfad}:${i + 1}: ${was}: ${zeile.trim().slice(0, 100)}`,
          ),
        ),
    );
}
