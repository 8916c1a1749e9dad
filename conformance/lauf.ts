import { statSync } from 'node:fs';
import { join } from 'node:path';
import type { Fall, Suite } from './model.ts';
import { bpmn } from './suiten/bpmn.ts';
import { dmn } from './suiten/dmn.ts';
import { ers } from './suiten/ers.ts';
import { merkle } from './suiten/merkle.ts';
import { pades } from './suiten/pades.ts';
import { xrechnung } from './suiten/xrechnung.ts';

export const SUITEN: Readonly<Record<string, Suite>> = { merkle, pades, ers, dmn, bpmn, xrechnung };

/**
 * Runs `SUITE [DIR]` and prints what is to be noted, what failed, what was left out, and last `SUITE: N passed, M failed, K skipped`.
 * @param standards where the suites lie when no directory is given
 * @returns 0 all passed, 1 something failed, 3 unknown suite, unreadable or empty directory
 */
export async function conformance(
  args: readonly string[],
  standards: string,
  schreibe: (zeile: string) => void,
): Promise<0 | 1 | 3> {
  const [name, gegeben, ...mehr] = args;
  const suite = name !== undefined && Object.hasOwn(SUITEN, name) ? SUITEN[name] : undefined;
  if (!suite || mehr.length > 0) {
    schreibe(`Aufruf: npm run conformance -- SUITE [ORDNER]. Es gibt: ${Object.keys(SUITEN).join(', ')}.`);
    return 3;
  }
  const dir = gegeben ?? join(standards, suite.ordner);
  if (!statSync(dir, { throwIfNoEntry: false })?.isDirectory()) {
    schreibe(`Der Ordner ${dir} ist nicht da. Nennen Sie ihn als zweite Angabe, oder setzen Sie STANDARDS_DIR.`);
    return 3;
  }
  const faelle = await lies(suite, dir);
  if (typeof faelle === 'string' || faelle.length === 0) {
    schreibe(
      `Der Ordner ${dir} enthält keine lesbaren Fälle der Suite ${name}${faelle.length > 0 ? `: ${String(faelle)}` : ''}.`,
    );
    return 3;
  }
  for (const f of faelle) for (const notiz of f.notizen ?? []) schreibe(`${f.name}: ${notiz}`);
  for (const f of faelle) if (f.ergebnis !== 'passed') schreibe(`${f.ergebnis}: ${f.name}: ${f.grund}`);
  const zahl = (e: Fall['ergebnis']) => faelle.filter((f) => f.ergebnis === e).length;
  schreibe(`${name}: ${zahl('passed')} passed, ${zahl('failed')} failed, ${zahl('skipped')} skipped`);
  return zahl('failed') === 0 ? 0 : 1;
}

async function lies(suite: Suite, dir: string): Promise<Fall[] | string> {
  try {
    return await suite.faelle(dir);
  } catch (fehler) {
    return fehler instanceof Error ? fehler.message : String(fehler);
  }
}
