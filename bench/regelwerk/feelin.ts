import { evaluate, unaryTest } from 'feelin';
import { type Antrag, EINGABEN, REGELN } from './tabelle.ts';

/** The same table on feelin as its documentation calls it: one test per cell, the first rule that holds gives the fee. */
export function entscheideMitFeelin(antrag: Antrag): unknown {
  const regel = REGELN.find((zellen) =>
    EINGABEN.every((name, i) => {
      const zelle = zellen[i] ?? '-';
      return zelle === '-' || unaryTest(zelle, { ...antrag, '?': antrag[name] }).value === true;
    }),
  );
  return regel === undefined ? null : evaluate(regel[4], antrag).value;
}
