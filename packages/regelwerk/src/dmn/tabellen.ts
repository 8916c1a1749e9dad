import type { DmnElement } from 'dmn-moddle';
import { elementAus, listeAus } from './lesen.ts';
import type { Tabelle } from './modell.ts';
import { nameVon } from './verweise.ts';

/** All of a document; tables inside boxed expressions are no decision of their own. */
export const findeTabellen = (definitionen: DmnElement): Tabelle[] =>
  listeAus(definitionen, 'drgElement').flatMap((e) => {
    const tabelle = tabelleVon(e);
    return tabelle ? [{ name: nameVon(e), regeln: listeAus(tabelle, 'rule').length }] : [];
  });

/** The decision table of a decision or business knowledge model, where it is one. */
export function tabelleVon(e: DmnElement): DmnElement | undefined {
  const inhalt = elementAus(e, 'decisionLogic') ?? elementAus(elementAus(e, 'encapsulatedLogic'), 'body');
  return inhalt?.$type === 'dmn:DecisionTable' ? inhalt : undefined;
}
