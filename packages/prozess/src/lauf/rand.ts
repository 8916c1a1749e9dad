import type { Wirkung } from '../befehl.ts';
import { warteereignis } from '../ereignis.ts';
import type { Variablen } from '../json.ts';
import type { TaetigkeitKnoten } from '../model.ts';
import type { Token } from '../zustand.ts';
import type { Lauf } from './lauf.ts';
import { getKnoten, neuerSchritt } from './lauf.ts';
import { bereiteWarten } from './warten.ts';

/** Prepared boundary events of an activity: all of them, or the reason why one cannot be. */
export type Raender =
  | {
      readonly ok: true;
      readonly liste: readonly {
        readonly element: string;
        readonly token: Partial<Token>;
        readonly wirkung: (schritt: number) => Wirkung | undefined;
      }[];
    }
  | { readonly ok: false; readonly meldung: string };

/** Evaluates what the boundary events wait for. Errors, escalations and compensation wait for nothing. */
export function bereiteRand(lauf: Lauf, knoten: TaetigkeitKnoten, sicht: Variablen): Raender {
  const liste = [];
  for (const element of knoten.rand) {
    const rand = getKnoten(lauf.prozess, element);
    const ereignis = warteereignis(rand);
    if (!ereignis) continue;
    const warten = bereiteWarten(ereignis, sicht);
    if (!warten.ok) return { ok: false, meldung: `Angeheftetes Ereignis „${rand.name || element}“: ${warten.meldung}` };
    liste.push({ element, token: warten.token, wirkung: warten.wirkung });
  }
  return { ok: true, liste };
}

export function beginneRand(lauf: Lauf, raender: Raender & { ok: true }, traeger: Token): void {
  for (const { element, token, wirkung } of raender.liste) {
    const schritt = neuerSchritt(lauf);
    lauf.token.push({
      schritt,
      element,
      an: traeger.schritt,
      ...(traeger.in === undefined ? {} : { in: traeger.in }),
      ...token,
    });
    const w = wirkung(schritt);
    if (w) lauf.wirkungen.push(w);
  }
}
