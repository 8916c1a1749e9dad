import type { Knoten, Prozess } from './model.ts';
import type { WegPunkt, Zustand } from './zustand.ts';

/** One visit of an element. Times and people are texts ready for display: how they are written is the page's matter. */
export interface Besuch {
  readonly von?: string;
  readonly bis?: string;
  readonly wer?: string;
  /** the instance stands here now */
  readonly offen?: true;
}

/** The way an instance has taken: visits by the id of the element, oldest first, and the flows followed. */
export interface Verlauf {
  readonly besuche: ReadonlyMap<string, readonly Besuch[]>;
  readonly fluesse: ReadonlySet<string>;
}

/** The way as the state alone remembers it: which elements and flows, without times and people. */
export function verlaufAus(prozess: Prozess, zustand: Pick<Zustand, 'weg' | 'token'>): Verlauf {
  const offen = new Set(zustand.token.map((t) => t.element));
  const besuche = new Map<string, readonly Besuch[]>();
  for (const { element } of zustand.weg) besuche.set(element, [offen.has(element) ? { offen: true } : {}]);
  return { besuche, fluesse: gegangene(prozess, zustand.weg) };
}

/** The flows that led to what was visited; where only one leads there, it is that one. */
export function gegangene(prozess: Prozess, weg: readonly WegPunkt[]): Set<string> {
  const fluesse = new Set<string>();
  for (const { element, ueber } of weg) {
    const ein = prozess.knoten.get(element)?.ein ?? [];
    const fluss = ueber ?? (ein.length === 1 ? ein[0] : undefined);
    if (fluss !== undefined) fluesse.add(fluss);
  }
  return fluesse;
}

const ARTEN: Readonly<Record<Knoten['art'], string>> = {
  aufgabe: 'Aufgabe',
  dienst: 'Dienst',
  entscheidung: 'Regel',
  skript: 'Berechnung',
  nachricht: 'Warten auf Nachricht',
  teilprozess: 'Teilprozess',
  aufruf: 'Aufgerufener Prozess',
  zeit: 'Warten auf Zeit',
  signal: 'Warten auf Signal',
  bedingung: 'Warten auf Bedingung',
  rand: 'Angeheftetes Ereignis',
  exklusiv: 'Verzweigung, ein Weg',
  inklusiv: 'Verzweigung, ein Weg oder mehrere',
  parallel: 'Verzweigung, alle Wege',
  wahl: 'Verzweigung nach Ereignis',
  durchgang: 'Zwischenschritt',
  wurf: 'Ereignis',
  start: 'Beginn',
  ende: 'Ende',
};

/** What an element is, in words. */
export function nenneArt(knoten: Knoten): string {
  return ARTEN[knoten.art];
}

/** A visit as a phrase: `12.3.2026, 14:05 bis 14:20, Erika Muster`. */
export function nenneBesuch({ von, bis, wer, offen }: Besuch): string {
  const zeit = von !== undefined && bis !== undefined && bis !== von ? `${von} bis ${bis}` : (von ?? bis);
  return [zeit, wer, offen ? 'noch offen' : undefined].filter((t) => t !== undefined && t !== '').join(', ');
}
