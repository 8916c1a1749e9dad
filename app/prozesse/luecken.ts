import type { Knoten, Variablen } from '@rathausverbund/prozess';
import { feelKoepfe, type Leistung, rechneKopf } from '../leistungen/index.ts';

/** Something that a service needs and that does not come out of the values that are there. */
export interface Dienstluecke {
  readonly zweck: 'brief' | 'kopf';
  /** place in the letter's mapping, or the header */
  readonly bei: string;
  /** what is computed there, then the lists around it; empty where nothing is */
  readonly ausdruecke: readonly string[];
  /** what the first of them must come out as */
  readonly verlangt?: 'wahr' | 'datum' | 'betrag' | 'liste';
  readonly meldung: string;
}

/**
 * What stands in the way of a service that writes: its headers first, as it reads them, then the places of its letter. `werte`: what the
 * step sees, and over it what letters see besides. None for a service that has all it needs, whatever else it stumbled over. Pure.
 */
export function lueckenVon(l: Leistung, k: Knoten, werte: Variablen): Dienstluecke[] {
  if (k.art !== 'dienst') return [];
  const koepfe = feelKoepfe(k.typ).flatMap((name): Dienstluecke[] => {
    const r = rechneKopf(l, k, name, werte);
    return r.ok ? [] : [{ zweck: 'kopf', bei: name, ausdruecke: [k.kopf[name] ?? ''], meldung: r.meldung }];
  });
  const g = l.briefe.get(k.kopf['brief'] ?? '')?.schreibe(werte);
  if (!g || g.ok) return koepfe;
  const imBrief = g.luecken.map(
    ({ pfad, ...rest }): Dienstluecke => ({ ...rest, zweck: 'brief', bei: pfad, meldung: g.meldung }),
  );
  return [...koepfe, ...imBrief];
}
