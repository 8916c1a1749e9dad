import type { DmnElement } from 'dmn-moddle';
import { elementAus, listeAus } from './lesen.ts';
import type { Tabelle } from './modell.ts';
import { nameVon } from './verweise.ts';

/** All of a document; tables inside boxed expressions are no decision of their own. */
export const findeTabellen = (definitionen: DmnElement): Tabelle[] =>
  listeAus(definitionen, 'drgElement').flatMap((e) => {
    const tabelle = tabelleVon(e);
    if (!tabelle) return [];
    return [{ name: nameVon(e), regeln: listeAus(tabelle, 'rule').length, wortlaut: wortlautVon(tabelle) }];
  });

const text = (e: DmnElement | undefined, feld: string): string => String(e?.[feld] ?? '').trim();
const zeile = (links: readonly string[], rechts: readonly string[]): string =>
  `${links.join(' | ')} → ${rechts.join(' | ')}`;

/** Columns by their labels, then each rule as its author wrote it; a condition that is always met is a dash. */
function wortlautVon(tabelle: DmnElement): string[] {
  const eingaben = listeAus(tabelle, 'input').map(
    (i) => text(i, 'label') || text(elementAus(i, 'inputExpression'), 'text'),
  );
  const ausgaben = listeAus(tabelle, 'output').map((o) => text(o, 'label') || text(o, 'name'));
  const regeln = listeAus(tabelle, 'rule').map((r) =>
    zeile(
      listeAus(r, 'inputEntry').map((e) => text(e, 'text') || '-'),
      listeAus(r, 'outputEntry').map((e) => text(e, 'text')),
    ),
  );
  return [zeile(eingaben, ausgaben), ...regeln];
}

/** The decision table of a decision or business knowledge model, where it is one. */
export function tabelleVon(e: DmnElement): DmnElement | undefined {
  const inhalt = elementAus(e, 'decisionLogic') ?? elementAus(elementAus(e, 'encapsulatedLogic'), 'body');
  return inhalt?.$type === 'dmn:DecisionTable' ? inhalt : undefined;
}
