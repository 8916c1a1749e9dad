import type { Ablehnung } from '../befehl.ts';
import { ablehnung } from '../befehl.ts';
import type { Token } from '../zustand.ts';
import { pruefeBedingungen } from './bedingungen.ts';
import { schliesseBereiche } from './bereich.ts';
import { betrete } from './betreten.ts';
import { vereineInklusive } from './gateways.ts';
import type { Lauf } from './lauf.ts';
import { getKnoten, haltAn, hoertNur, SCHRITTE_JE_BEFEHL, TOKEN_JE_INSTANZ } from './lauf.ts';

/** Goes on until everything waits: elements first, then conditions, inclusive joins, and scopes that have come to their end. */
export function bringeZurRuhe(lauf: Lauf): Ablehnung | undefined {
  for (let schritte = 0; ; schritte += 1) {
    if (schritte >= SCHRITTE_JE_BEFEHL)
      return ablehnung(
        'grenze-erreicht',
        `Der Prozess kommt nicht zur Ruhe: ${SCHRITTE_JE_BEFEHL} Schritte, und keiner wartet. Das Modell hat vermutlich eine Schleife, die nie endet.`,
      );
    if (lauf.token.length > TOKEN_JE_INSTANZ)
      return ablehnung(
        'grenze-erreicht',
        `Mehr als ${TOKEN_JE_INSTANZ} Schritte wären zugleich offen. Das Modell verzweigt zu oft, oder eine Mehrfachausführung hat zu viele Einträge.`,
      );
    const eintritt = lauf.offen.shift();
    if (eintritt) betrete(lauf, eintritt);
    else if (!pruefeBedingungen(lauf) && !vereineInklusive(lauf) && !schliesseBereiche(lauf)) break;
  }
  meldeStillstand(lauf);
  return undefined;
}

/** When in a scope only joins are left waiting for branches that cannot come any more, somebody must know. */
function meldeStillstand(lauf: Lauf): void {
  const jeBereich = new Map<number | undefined, Token[]>();
  for (const t of lauf.token) {
    if (hoertNur(lauf.prozess, t)) continue;
    const liste = jeBereich.get(t.in) ?? [];
    liste.push(t);
    jeBereich.set(t.in, liste);
  }
  for (const liste of jeBereich.values()) {
    const [erster] = liste;
    const steht = liste.every(
      (t) => !t.vorfall && ['parallel', 'inklusiv'].includes(getKnoten(lauf.prozess, t.element).art),
    );
    if (!erster || !steht) continue;
    lauf.token = lauf.token.filter((t) => t !== erster);
    const art = getKnoten(lauf.prozess, erster.element).art === 'parallel' ? 'parallele' : 'inklusive';
    haltAn(lauf, erster, 'betreten', `Das ${art} Gateway wartet auf einen Zweig, der nicht mehr kommen kann.`);
  }
}
