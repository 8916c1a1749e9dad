import { externeFunktion } from '../../funktionen/extern.ts';
import { fange, neuerLauf } from '../../werte/lauf.ts';
import { type Funktion, istFunktion } from '../../werte/wert.ts';
import type { Code } from '../umgebung.ts';

/**
 * A function of Java is known while compiling: what names it is written there and needs no data. The function, or why there is none.
 */
export function festeExterne(parameter: readonly string[], angaben: Code): Funktion | string {
  const lauf = neuerLauf({ streng: false });
  const f = fange(() => externeFunktion(parameter, angaben({ werte: new Map(), eltern: null }, lauf), lauf));
  if (!f.ok) return f.meldung;
  return istFunktion(f.wert) ? f.wert : (lauf.hinweise.at(-1) ?? 'Die externe Funktion ist nicht lesbar.');
}
