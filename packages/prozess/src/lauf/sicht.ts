import type { Variablen } from '../json.ts';
import type { Prozess } from '../model.ts';
import type { Token, Zustand } from '../zustand.ts';
import { vereinige } from './daten.ts';
import { getKnoten, type Lauf } from './lauf.ts';

type Stand = Pick<Zustand, 'token' | 'variablen'>;

/**
 * The variables seen from a place: those of the process, covered by those of the scopes around it, covered by its own.
 * A called process sees its caller's only where the model says so.
 */
export function sichtVon(
  prozess: Prozess,
  stand: Stand,
  ort: { readonly in?: number; readonly nr?: number },
  lokal?: Variablen,
): Variablen {
  const schichten: Variablen[] = [];
  if (lokal) schichten.push(lokal);
  if (ort.nr !== undefined) schichten.push({ loopCounter: ort.nr });
  let offen = true;
  for (let innen = ort.in; innen !== undefined && offen; ) {
    const bereich = stand.token.find((t) => t.schritt === innen);
    if (!bereich) break;
    if (bereich.lokal) schichten.push(bereich.lokal);
    if (bereich.nr !== undefined) schichten.push({ loopCounter: bereich.nr });
    const knoten = getKnoten(prozess, bereich.element);
    offen = !(knoten.art === 'aufruf' && !bereich.mehrfach && !knoten.sieht);
    innen = bereich.in;
  }
  if (offen) schichten.push(stand.variablen);
  return schichten.length === 1 ? (schichten[0] as Variablen) : schichten.reduceRight(vereinige, {});
}

/** What a waiting step sees, its own values included: for the caller, to prepare work or a form. */
export function sichtAuf(prozess: Prozess, zustand: Stand, token: Token): Variablen {
  return sichtVon(prozess, zustand, token, token.lokal);
}

/** What the event sees that a token waits for: a boundary event sees what its activity does, values of its own included. */
export function sichtBeimWarten(prozess: Prozess, stand: Stand, token: Token): Variablen {
  const traeger = getKnoten(prozess, token.element).art === 'rand' && stand.token.find((t) => t.schritt === token.an);
  return traeger ? sichtAuf(prozess, stand, traeger) : sichtVon(prozess, stand, token);
}

/** Hands values outwards: to the nearest scope that has a variable of this name, at last to the process. */
export function uebertrage(lauf: Lauf, von: number | undefined, werte: Variablen): void {
  const neu = new Map<number | undefined, Record<string, Variablen[string]>>();
  for (const [name, wert] of Object.entries(werte)) {
    const ziel = zielVon(lauf, von, name);
    const liste = neu.get(ziel) ?? {};
    liste[name] = wert;
    neu.set(ziel, liste);
  }
  for (const [ziel, liste] of neu) {
    if (ziel === undefined) lauf.variablen = vereinige(lauf.variablen, liste);
    else
      lauf.token = lauf.token.map((t) => (t.schritt === ziel ? { ...t, lokal: vereinige(t.lokal ?? {}, liste) } : t));
  }
}

function zielVon(lauf: Lauf, von: number | undefined, name: string): number | undefined {
  for (let innen = von; innen !== undefined; ) {
    const bereich = lauf.token.find((t) => t.schritt === innen);
    if (!bereich) return undefined;
    if (bereich.lokal && Object.hasOwn(bereich.lokal, name)) return innen;
    if (!bereich.mehrfach && getKnoten(lauf.prozess, bereich.element).art === 'aufruf') return innen;
    innen = bereich.in;
  }
  return undefined;
}
