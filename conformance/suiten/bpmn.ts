import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type CompileAusdruck, compileProzess } from '@rathausverbund/prozess';
import { compileFeel } from '@rathausverbund/regelwerk';
import { dateien } from '../dateien.ts';
import { fall, type Suite } from '../model.ts';

/** Whether an expression can be read is all that is asked here; nothing is run. */
const compileAusdruck: CompileAusdruck = (text) => {
  const feel = compileFeel(text);
  return feel.ok ? { ok: true, evaluate: () => ({ ok: true, wert: null }) } : { ok: false, meldung: feel.meldung };
};

/**
 * Models of others: each is compiled or refused with reasons, in German sentences that name the element. Models drawn
 * for documentation are asked a second time as if they were to run: then they must say what they lack.
 */
export const bpmn: Suite = {
  ordner: 'bpmn',
  faelle: (dir) =>
    Promise.all(
      dateien(dir, '.bpmn', '.xml').map((name) => fall(name, () => versuche(readFileSync(join(dir, name), 'utf8')))),
    ),
};

async function versuche(xml: string): Promise<string | undefined> {
  for (const fassung of new Set([xml, xml.replaceAll(/isExecutable="false"/g, 'isExecutable="true"')])) {
    const kompilat = await compileProzess(fassung, { compileAusdruck });
    if (kompilat.ok) continue;
    if (kompilat.fehler.length === 0) return 'abgelehnt ohne Grund';
    const stumm = kompilat.fehler.find((f) => f.element === '' || !/^[\p{Lu}„].*\.$/u.test(f.meldung));
    if (stumm) return `Grund ohne Element oder Satz: ${JSON.stringify(stumm)}`;
  }
  return undefined;
}
