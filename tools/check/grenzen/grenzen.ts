import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { istCode, listeDateien } from '../dateien.ts';
import { CODE_ORDNER } from '../haus.ts';
import type { Befund } from '../model.ts';
import { fuehreAus, zeilen } from '../programm.ts';
import { regeln } from './regeln.ts';

const optionen = {
  doNotFollow: { path: 'node_modules' },
  exclude: { path: '^dist/' },
  tsPreCompilationDeps: true,
  combinedDependencies: true,
  enhancedResolveOptions: { exportsFields: ['exports'], conditionNames: ['import', 'node', 'default', 'types'] },
};

interface Ergebnis {
  modules: { source: string }[];
  summary: { violations: { from: string; to: string; rule: { name: string }; cycle?: { name: string }[] }[] };
}

/**
 * Holds the imports below `wurzel` against the plan of the house. Red as well when fewer modules were read than
 * there are files: with a TypeScript it does not know, dependency-cruiser reads nothing and calls it clean.
 * @param programm the folder in which dependency-cruiser is installed
 */
export async function pruefeGrenzen(wurzel: string, programm = wurzel): Promise<Befund> {
  const soll = listeDateien(wurzel).filter((p) => istCode(p) && CODE_ORDNER.includes(p.split('/')[0] ?? ''));
  const ordner = CODE_ORDNER.filter((o) => soll.some((p) => p.startsWith(`${o}/`)));
  const temp = mkdtempSync(join(tmpdir(), 'rv-grenzen-'));
  try {
    const config = join(temp, 'regeln.json');
    writeFileSync(config, JSON.stringify({ forbidden: regeln, options: optionen }));
    const cli = join(programm, 'node_modules/dependency-cruiser/bin/dependency-cruise.mjs');
    const args = [cli, '--config', config, '--output-type', 'json', ...ordner];
    const lauf = await fuehreAus(process.execPath, args, wurzel);
    if (!lauf.stdout.startsWith('{')) return { fehler: zeilen(lauf) };
    return befundAus(JSON.parse(lauf.stdout) as Ergebnis, soll);
  } finally {
    rmSync(temp, { recursive: true, force: true });
  }
}

/** What the answer of dependency-cruiser says about the files that should have been read. */
export function befundAus(ergebnis: Ergebnis, soll: string[]): Befund {
  const gelesen = new Set(ergebnis.modules.map((m) => m.source));
  const ungelesen = soll.filter((pfad) => !gelesen.has(pfad));
  return {
    umfang: `${soll.length - ungelesen.length} von ${soll.length} Modulen`,
    fehler: [
      ...ungelesen.map((pfad) => `nicht-gelesen: ${pfad}`),
      ...new Set(
        ergebnis.summary.violations
          .filter((v) => soll.includes(v.from))
          .map((v) =>
            v.cycle ? `${v.rule.name}: ${kreis(v.cycle.map((c) => c.name))}` : `${v.rule.name}: ${v.from} → ${v.to}`,
          ),
      ),
    ],
  };
}

/** A circle is told once, from its first name on, wherever it was entered. */
function kreis(namen: string[]): string {
  const start = namen.indexOf([...namen].sort()[0] ?? '');
  const runde = [...namen.slice(start), ...namen.slice(0, start)];
  return [...runde, runde[0]].join(' → ');
}
