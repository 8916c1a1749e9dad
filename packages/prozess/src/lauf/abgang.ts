import type { Token } from '../zustand.ts';
import type { Lauf } from './lauf.ts';
import { entferne, ersetze, findToken, gehWeiter, getKnoten } from './lauf.ts';

/** An activity is done and its data handed on: remember it for compensation, then follow its flows. */
export function geheAb(lauf: Lauf, token: Token): void {
  const knoten = getKnoten(lauf.prozess, token.element);
  if ('nurAusgleich' in knoten && knoten.nurAusgleich) return ausgleichFertig(lauf, token);
  const durch = ausgleichVon(lauf, token.element);
  if (durch !== undefined)
    lauf.erledigt.push({ element: knoten.id, durch, ...(token.in === undefined ? {} : { in: token.in }) });
  gehWeiter(lauf, knoten.aus, token.in);
}

/** The activity that makes this one undone, by its compensation boundary event. */
export function ausgleichVon(lauf: Lauf, element: string): string | undefined {
  const knoten = getKnoten(lauf.prozess, element);
  if (!('rand' in knoten)) return undefined;
  for (const id of knoten.rand) {
    const rand = getKnoten(lauf.prozess, id);
    if (rand.art === 'rand' && rand.ereignis.art === 'ausgleich') return rand.ereignis.durch;
  }
  return undefined;
}

/** Begins the next compensation of a throwing event, the latest deed first; when none is left, the event goes on. */
export function gleicheWeiterAus(lauf: Lauf, werfer: Token): void {
  const liste = werfer.ausgleich ?? [];
  const naechster = liste.at(-1);
  if (!naechster) {
    entferne(lauf, werfer);
    return gehWeiter(lauf, getKnoten(lauf.prozess, werfer.element).aus, werfer.in);
  }
  ersetze(lauf, werfer, { ...werfer, ausgleich: liste.slice(0, -1) });
  lauf.offen.push({
    element: naechster.durch,
    an: werfer.schritt,
    ...(naechster.in === undefined ? {} : { in: naechster.in }),
  });
}

function ausgleichFertig(lauf: Lauf, token: Token): void {
  const werfer = findToken(lauf, token.an);
  if (werfer) gleicheWeiterAus(lauf, werfer);
}

/**
 * What was done inside a finished scope may still be compensated from the scope around it, unless the activity as a whole
 * has its own compensation. Deeds of a called process stay there.
 */
export function uebernimmErledigtes(lauf: Lauf, bereich: Token): void {
  const eigen = getKnoten(lauf.prozess, bereich.element).art === 'aufruf';
  const ersetzt = bereich.nr === undefined && ausgleichVon(lauf, bereich.element) !== undefined;
  lauf.erledigt = lauf.erledigt.flatMap((e) => {
    if (e.in !== bereich.schritt) return [e];
    if (eigen || ersetzt) return [];
    const { element, durch } = e;
    return [{ element, durch, ...(bereich.in === undefined ? {} : { in: bereich.in }) }];
  });
}
