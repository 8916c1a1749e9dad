import type { Wirkung } from '../befehl.ts';
import { warteereignis } from '../ereignis.ts';
import type { Knoten } from '../model.ts';
import type { Token } from '../zustand.ts';
import type { Lauf } from './lauf.ts';
import { getKnoten } from './lauf.ts';

/**
 * Withdraws every token the condition names with all that stands inside or hangs on it, and tells the caller to put away
 * what it had made for them. What was about to be entered inside is forgotten, what was done there needs no compensation.
 */
export function raeumeAb(lauf: Lauf, weg: (token: Token) => boolean): void {
  const schritte = mitAnhang(lauf.token, weg);
  if (schritte.size === 0) return;
  for (const token of lauf.token) {
    if (!schritte.has(token.schritt)) continue;
    const wirkung = entfernung(lauf, token);
    if (wirkung) lauf.wirkungen.push(wirkung);
  }
  lauf.token = lauf.token.filter((t) => !schritte.has(t.schritt));
  const drinnen = (e: { readonly in?: number }) => e.in !== undefined && schritte.has(e.in);
  lauf.offen = lauf.offen.filter((e) => !drinnen(e) && !(e.an !== undefined && schritte.has(e.an)));
  lauf.erledigt = lauf.erledigt.filter((e) => !drinnen(e));
}

function mitAnhang(token: readonly Token[], weg: (token: Token) => boolean): Set<number> {
  const schritte = new Set(token.filter(weg).map((t) => t.schritt));
  if (schritte.size === 0) return schritte;
  for (let vorher = -1; vorher !== schritte.size; ) {
    vorher = schritte.size;
    for (const t of token)
      if ((t.in !== undefined && schritte.has(t.in)) || (t.an !== undefined && schritte.has(t.an)))
        schritte.add(t.schritt);
  }
  return schritte;
}

function entfernung({ prozess }: Lauf, token: Token): Wirkung | undefined {
  const { schritt } = token;
  if (token.vorfall) return { art: 'vorfall-entfallen', schritt };
  // The token that holds several instances together made nothing itself.
  if (token.mehrfach) return undefined;
  return nimmZurueck(getKnoten(prozess, token.element), schritt);
}

/** The effect that takes back what waiting at this node had made outside. */
export function nimmZurueck(knoten: Knoten, schritt: number): Wirkung | undefined {
  if (knoten.art === 'aufgabe') return { art: 'aufgabe-entfernen', schritt };
  if (knoten.art === 'dienst' || knoten.art === 'entscheidung') return { art: 'dienst-entfernen', schritt };
  const art = warteereignis(knoten)?.art;
  if (art === 'zeit') return { art: 'zeitgeber-entfernen', schritt };
  if (art === 'nachricht') return { art: 'warten-beendet', schritt };
  return undefined;
}
