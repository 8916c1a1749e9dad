import ts from 'typescript';
import { istCode, istTest } from '../dateien.ts';
import type { Quelle } from '../model.ts';
import { durchBaum } from './baum.ts';

/** Where clock and environment are read for everybody else. */
const ERLAUBT = [
  /^app\/main(\/|\.ts$)/,
  /^app\/base\/(config|uhr)\.ts$/,
  /^app\/base\/prozess\//,
  /^gegenstellen\/main\.ts$/,
  /^packages\/[^/]+\/(?:bin|browser)\//,
  /^(tools|bench|chaos|conformance)\//,
];

const UMGEBUNG: Record<string, readonly string[]> = {
  Date: ['now'],
  performance: ['now', 'timeOrigin'],
  process: ['env', 'hrtime'],
};
const ZUFALL: Record<string, readonly string[]> = {
  Math: ['random'],
  crypto: ['randomUUID', 'getRandomValues'],
};

/** Time and environment come in as arguments; packages make no random numbers of their own either. */
export function findeUmgebung(quellen: readonly Quelle[]): string[] {
  return quellen
    .filter((q) => istCode(q.pfad) && !istTest(q.pfad) && !ERLAUBT.some((e) => e.test(q.pfad)))
    .flatMap((q) => {
      const rein = q.pfad.startsWith('packages/');
      return durchBaum(q, (k) => griff(k, rein ? { ...UMGEBUNG, ...ZUFALL } : UMGEBUNG));
    });
}

function griff(k: ts.Node, verboten: Record<string, readonly string[]>): string | undefined {
  if (ts.isNewExpression(k) && k.expression.getText() === 'Date' && !k.arguments?.length)
    return 'new Date() liest die Uhr';
  if (ts.isPropertyAccessExpression(k)) {
    const [von, name] = [k.expression.getText().replace(/^globalThis\./, ''), k.name.text];
    if (Object.hasOwn(verboten, von) && verboten[von]?.includes(name)) return `${von}.${name}`;
    if (von === 'Temporal.Now') return `Temporal.Now.${name}`;
  }
  // `const { env } = process` and `import { env } from 'node:process'`
  if (ts.isVariableDeclaration(k) && ts.isObjectBindingPattern(k.name)) {
    const von = k.initializer?.getText() ?? '';
    const name = k.name.elements
      .map((e) => (e.propertyName ?? e.name).getText())
      .find((n) => Object.hasOwn(verboten, von) && verboten[von]?.includes(n));
    if (name !== undefined) return `${von}.${name}`;
  }
  if (ts.isImportDeclaration(k) && /^['"](node:)?(process|perf_hooks)['"]$/.test(k.moduleSpecifier.getText()))
    return k.moduleSpecifier.getText();
  return undefined;
}
