import type { DmnElement } from 'dmn-moddle';
import type { DmnFehler } from './fehler.ts';
import { texteIn, worteIn } from './lesarten.ts';
import { elementAus, listeAus, textAus } from './lesen.ts';
import { tabelleVon } from './tabellen.ts';
import { nameVon } from './verweise.ts';

/** A name that can stand in a sentence: it begins like a noun and holds no code. */
const LESBAR = /^\p{Lu}[\p{L}\p{N}§ ,/-]*$/u;

/**
 * What would stand in the trace as it is named in the model: decisions, columns and parts of types whose name is no German noun and
 * that have no label, and allowed texts without words. No fault: the model computes the same.
 */
export function findeUnbenannte(definitionen: DmnElement): DmnFehler[] {
  const hinweise: DmnFehler[] = [];
  const fehlt = (decision: string | null, e: DmnElement, name: string | undefined) =>
    textAus(e, 'label') === undefined &&
    !LESBAR.test(name ?? '') &&
    melde(decision, `„${name ?? ''}“ hat keine Beschriftung (label).`);
  const melde = (decision: string | null, meldung: string) => void hinweise.push({ decision, meldung });
  const werte = (decision: string | null, tests: DmnElement | undefined, was: string) => {
    const [texte, worte] = [texteIn(tests), worteIn(tests)];
    if (worte.length > 0 && worte.length !== texte.length)
      melde(
        decision,
        `${was}: ${texte.length} erlaubte Werte, aber ${worte.length} Wörter in der Beschriftung (label).`,
      );
    else if (worte.length === 0 && texte.some((t) => !LESBAR.test(t)))
      melde(decision, `${was}: Die erlaubten Werte haben keine Beschriftung (label).`);
  };
  const typ = (d: DmnElement, pfad: string) => {
    werte(null, elementAus(d, 'allowedValues'), `Typ „${pfad}“`);
    for (const teil of listeAus(d, 'itemComponent')) {
      const name = textAus(teil, 'name') ?? '';
      fehlt(null, teil, name);
      typ(teil, `${pfad}.${name}`);
    }
  };
  for (const d of listeAus(definitionen, 'itemDefinition')) typ(d, textAus(d, 'name') ?? '');
  for (const e of listeAus(definitionen, 'drgElement')) {
    const decision = nameVon(e);
    if (e.$type !== 'dmn:Decision' && e.$type !== 'dmn:BusinessKnowledgeModel') continue;
    fehlt(decision, e, textAus(e, 'name'));
    const tabelle = tabelleVon(e);
    for (const spalte of listeAus(tabelle, 'input')) {
      const name = textAus(elementAus(spalte, 'inputExpression'), 'text')?.trim();
      fehlt(decision, spalte, name);
      werte(decision, elementAus(spalte, 'inputValues'), `„${textAus(spalte, 'label') ?? name}“`);
    }
    const ausgaben = listeAus(tabelle, 'output');
    for (const spalte of ausgaben) {
      const name = textAus(spalte, 'name');
      // a single one without a name is the decision itself
      if (name !== undefined || ausgaben.length > 1) fehlt(decision, spalte, name);
      werte(decision, elementAus(spalte, 'outputValues'), `„${textAus(spalte, 'label') ?? name ?? decision}“`);
    }
  }
  return hinweise;
}
