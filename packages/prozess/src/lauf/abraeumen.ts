import type { Wirkung } from '../befehl.ts';
import type { Knoten } from '../model.ts';
import type { Token } from '../zustand.ts';
import type { Lauf } from './lauf.ts';
import { getKnoten } from './lauf.ts';

/** Withdraws every token the condition names and tells the caller to put away what it had made for them. */
export function raeumeAb(lauf: Lauf, weg: (token: Token) => boolean): void {
  for (const token of lauf.token.filter(weg)) {
    const wirkung = token.vorfall ? undefined : entfernung(getKnoten(lauf.prozess, token.element), token.schritt);
    if (wirkung) lauf.wirkungen.push(wirkung);
  }
  lauf.token = lauf.token.filter((token) => !weg(token));
}

function entfernung(knoten: Knoten, schritt: number): Wirkung | undefined {
  const { art } = knoten.art === 'rand' ? knoten.ereignis : knoten;
  switch (art) {
    case 'aufgabe':
      return { art: 'aufgabe-entfernen', schritt };
    case 'dienst':
    case 'entscheidung':
      return { art: 'dienst-entfernen', schritt };
    case 'zeit':
      return { art: 'zeitgeber-entfernen', schritt };
    case 'nachricht':
      return { art: 'warten-beendet', schritt };
    // Gateways make nothing outside; the others never hold a token.
    case 'start':
    case 'ende':
    case 'exklusiv':
    case 'parallel':
      return undefined;
  }
}
