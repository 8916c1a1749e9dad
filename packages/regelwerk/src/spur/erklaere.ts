import { fange, neuerLauf } from '../werte/lauf.ts';
import type { RegelSpur, Spur } from '../werte/spur.ts';
import { gleich } from '../werte/vergleich.ts';
import { istListe, type Wert } from '../werte/wert.ts';
import { paare, sage } from './sagen.ts';

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
  const saetze: string[] = [];
  const gesagt = new Set<string>();
  const einmal = (text: string) => {
    if (text !== '' && !gesagt.has(text)) saetze.push(text);
    gesagt.add(text);
  };
  for (const r of regeln) {
    saetze.push(...regelsatz(r, decision));
    einmal(r.begruendung);
  }
  const [einzige, weitere] = regeln;
  // what the only rule answered is the result, unless the decision made something else of it
  const schon = einzige && !weitere && einzige.tabelle === decision && ergibt(einzige, wert);
  if (!schon) saetze.push(satz(`Das Ergebnis ist ${sage(wert, lesart)}`));
  for (const h of hinweise) einmal(satz(`Nicht zu berechnen war: ${h}`));
  return `${lesart.titel}: ${saetze.join(' ')}`;
}

function regelsatz({ tabelle, regel, eingaben, ausgaben, lesart }: RegelSpur, decision: string): string[] {
  const wo = tabelle === decision ? '' : ` aus „${lesart.titel}“`;
  const weil = Object.keys(eingaben).length > 0 ? `, denn ${paare(Object.entries(eingaben), lesart.eingaben)}` : '';
  const namen = Object.keys(ausgaben);
  // a single output without a name of its own is the decision itself
  const folge =
    namen.length === 1 && namen[0] === tabelle
      ? sage(ausgaben[tabelle] ?? null, lesart.ausgaben[tabelle])
      : paare(Object.entries(ausgaben), lesart.ausgaben);
  return regel === null
    ? [`Keine Regel${wo} trifft zu${weil}.`, satz(`Es gilt die Standardausgabe: ${folge}`)]
    : [`Es gilt Regel ${regel}${wo}${weil}.`, satz(`Daraus folgt ${folge}`)];
}

/** Are the outputs of this rule the value, alone or as the only element of a list? */
function ergibt({ ausgaben }: RegelSpur, wert: Wert): boolean {
  const werte = Object.values(ausgaben);
  const zeile = werte.length === 1 ? (werte[0] ?? null) : new Map(Object.entries(ausgaben));
  const ergebnis = istListe(wert) && wert.length === 1 && !istListe(zeile) ? (wert[0] ?? null) : wert;
  const vergleich = fange(() => gleich(ergebnis, zeile, neuerLauf()));
  return vergleich.ok && vergleich.wert === true;
}
