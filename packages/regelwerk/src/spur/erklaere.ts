import type { RegelSpur, Spur } from '../werte/spur.ts';
import { aufDeutsch, paare } from './deutsch.ts';

/**
 * How a result came about, in sentences for the reasons of a Bescheid (§ 39 VwVfG), one paragraph per decision in the order
 * they were taken: which rule of which table, with which values, what follows, and the annotation of the rule. What could
 * not be computed is said at its end.
 *
 * @example
 * erklaere(entscheid.spur);
 * // ['Jahressatz: Es gilt Regel 2, denn gefährlich: nein; Nummer: 2. Daraus folgt Cent: 9.000. Für jeden weiteren Hund …']
 */
export const erklaere = (spur: readonly Spur[]): string[] => spur.map(absatz);

/** One full stop, also where a value is a sentence itself. */
const satz = (text: string): string => text.replace(/\.?$/, '.');

function absatz({ decision, wert, regeln, hinweise, lesart }: Spur): string {
  const saetze = regeln.flatMap((r) => [...regelsatz(r, decision), ...(r.begruendung === '' ? [] : [r.begruendung])]);
  const [einzige, weitere] = regeln;
  // a table with one rule has already told its result
  const schon = einzige !== undefined && weitere === undefined && einzige.tabelle === decision;
  if (!schon) saetze.push(satz(`Das Ergebnis ist ${aufDeutsch(wert, lesart)}`));
  const luecken = hinweise.map((h) => satz(`Nicht zu berechnen war: ${h}`));
  return `${lesart.titel}: ${[...new Set([...saetze, ...luecken])].join(' ')}`;
}

function regelsatz({ tabelle, regel, eingaben, ausgaben, lesart }: RegelSpur, decision: string): string[] {
  const wo = tabelle === decision ? `Regel ${regel}` : `Regel ${regel} aus „${lesart.titel}“`;
  const weil = Object.keys(eingaben).length > 0 ? `, denn ${paare(eingaben, lesart.eingaben)}` : '';
  const namen = Object.keys(ausgaben);
  // a single output without a name of its own is the decision itself
  const folge =
    namen.length === 1 && namen[0] === tabelle
      ? aufDeutsch(ausgaben[tabelle] ?? null, lesart.ausgaben[tabelle])
      : paare(ausgaben, lesart.ausgaben);
  return [`Es gilt ${wo}${weil}.`, satz(`Daraus folgt ${folge}`)];
}
