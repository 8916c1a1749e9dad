import type { Quelle } from '../model.ts';
import { findeLizenzen, type Schlosseintrag } from './lizenzen.ts';

type Paket = Partial<
  Record<'dependencies' | 'devDependencies' | 'optionalDependencies' | 'overrides', Record<string, string>>
>;
const GENAU = /^(?:npm:(?:@[^/@]+\/)?[^@]+@)?\d+\.\d+\.\d+(?:-[\w.]+)?$/;
const LISTE = 'docs/abhaengigkeiten.md';

/** Versions are exact, the lock file names no host, licences fit, and every dependency is explained in docs. */
export function findePakete(quellen: readonly Quelle[]): string[] {
  const lies = (pfad: string) => quellen.find((q) => q.pfad === pfad)?.text;
  const paket = JSON.parse(lies('package.json') ?? '{}') as Paket;
  const schloss = JSON.parse(lies('package-lock.json') ?? '{}') as { packages?: Record<string, Schlosseintrag> };
  const gebraucht = { ...paket.dependencies, ...paket.devDependencies, ...paket.optionalDependencies };
  return [
    ...findeUngenaue(quellen),
    ...(schloss.packages ? [] : ['package-lock.json fehlt oder nennt keine Pakete']),
    ...Object.entries(schloss.packages ?? {})
      .filter(([, p]) => p.resolved !== undefined && !p.link)
      .map(([ort]) => `package-lock.json: ${ort} nennt einen Rechner ("resolved")`),
    ...findeLizenzen(schloss.packages ?? {}),
    ...findeUnerklaerte(Object.keys(gebraucht), lies(LISTE)),
  ];
}

function findeUngenaue(quellen: readonly Quelle[]): string[] {
  return quellen
    .filter((q) => /(^|\/)package\.json$/.test(q.pfad))
    .flatMap((q) => {
      const p = JSON.parse(q.text) as Paket;
      const alle = { ...p.dependencies, ...p.devDependencies, ...p.optionalDependencies, ...p.overrides };
      return Object.entries(alle)
        .filter(([, version]) => !GENAU.test(version))
        .map(([name, version]) => `${q.pfad}: ${name} ${version} ist keine genaue Version`);
    });
}

/** A dependency is explained when one line of the list names it in backticks. */
function findeUnerklaerte(namen: string[], liste: string | undefined): string[] {
  if (liste === undefined) return [`${LISTE} fehlt`];
  return namen.filter((n) => !liste.includes(`\`${n}\``)).map((n) => `${LISTE}: \`${n}\` hat keine Zeile`);
}
