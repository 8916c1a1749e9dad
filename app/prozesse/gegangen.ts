import type { Ereignis } from '@rathausverbund/nachweis';
import { gegangene, type Variablen, type Zustand } from '@rathausverbund/prozess';
import type { Leistung } from '../leistungen/index.ts';
import { spieleNach } from './nachspielen.ts';
import type { Vorfallzeile } from './vorfaelle.ts';

/** One visit of an element: the events with which it began and ended. `bis` is absent while the Vorgang stands there. */
export interface Aufenthalt {
  schritt: number;
  von: Ereignis;
  bis?: Ereignis;
}

export interface Gegangen {
  ok: true;
  /** in the order of the first visit */
  aufenthalte: ReadonlyMap<string, readonly Aufenthalt[]>;
  fluesse: ReadonlySet<string>;
}

/**
 * The way a Vorgang has taken, from its events: every visit of every element, loops included, with who did it when. Pure. Elements
 * are those of the version in force; what was called otherwise before is told under its present name.
 */
export function verfolge(
  fassung: (name: string) => Leistung | undefined,
  start: Variablen,
  ereignisse: readonly Ereignis[],
  vorfaelle: readonly Vorfallzeile[],
): Gegangen | { ok: false; meldung: string } {
  let aufenthalte = new Map<string, Aufenthalt[]>();
  let fluesse = new Set<string>();
  const betritt = (element: string, a: Aufenthalt) =>
    void aufenthalte.set(element, [...(aufenthalte.get(element) ?? []), a]);

  const r = spieleNach(fassung, start, ereignisse, vorfaelle, ({ leistung, anlass, vorher, nachher }) => {
    if (anlass.kind === 'fassung.gewechselt') {
      const heisst = anlass.data['zuordnung'] as Record<string, string>;
      aufenthalte = new Map([...aufenthalte].map(([e, liste]) => [heisst[e] ?? e, liste]));
      fluesse = new Set([...fluesse].map((f) => heisst[f] ?? f));
      return;
    }
    const war = new Set((vorher?.token ?? []).map((t) => t.schritt));
    const ist = new Set(nachher.token.map((t) => t.schritt));
    for (const liste of aufenthalte.values()) for (const a of liste) if (!a.bis && !ist.has(a.schritt)) a.bis = anlass;
    for (const p of neueWegpunkte(vorher, nachher))
      if (!war.has(p.schritt))
        betritt(p.element, { schritt: p.schritt, von: anlass, ...(ist.has(p.schritt) ? {} : { bis: anlass }) });
    for (const f of gegangene(leistung.prozess, nachher.weg)) fluesse.add(f);
  });
  return r.ok ? { ok: true, aufenthalte, fluesse } : r;
}

const neueWegpunkte = (vorher: Zustand | null, nachher: Zustand) => {
  const alt = new Set((vorher?.weg ?? []).map((p) => `${p.element} ${p.schritt}`));
  return nachher.weg.filter((p) => !alt.has(`${p.element} ${p.schritt}`));
};
