import { MEHRWORT } from '../funktionen/index.ts';
import { istZahl } from '../werte/wert.ts';
import { OHNE, versucheUebersetzung } from './compileFeel.ts';
import type { Baum } from './syntax/baum.ts';
import { pfadVon } from './syntax/eintrag.ts';
import { lies } from './syntax/lesen.ts';
import { formVon, type Umgebung, umgebung } from './umgebung.ts';

/** What a place of an expression takes for granted of a value, as far as it can be seen. */
export type Erwartung = 'wahr' | 'zahl' | 'text' | 'datum';
/** A value that an expression reads from outside: the names that lead to it. */
export interface Gelesen {
  readonly pfad: readonly string[];
  readonly erwartet?: Erwartung;
  /** it stands within filters only, where a single name may as well be an entry of the list */
  readonly imFilter?: true;
}

/**
 * The values that an expression reads from outside, each once, in the order of the text. Names that the expression binds itself are left
 * out; within a filter a name may as well be an entry of the list. An expression that cannot be read reads nothing.
 *
 * @example
 * gelesenes('date(antrag.beginn) > tag and betrag > 100'); // antrag.beginn (datum), tag, betrag (zahl)
 */
export function gelesenes(text: string): readonly Gelesen[] {
  const b = versucheUebersetzung(() =>
    lies(text.replace(/^\s*=/, ''), umgebung(new Map(), true), { ...OHNE, funktionen: MEHRWORT }),
  );
  const gefunden = new Map<string, Gelesen>();
  if (b.ok)
    sammle(b.wert, undefined, (g) => {
      const name = g.pfad.join('.');
      const da = gefunden.get(name);
      const { imFilter: _, ...gelesen } = da?.erwartet ? da : g;
      const nurImFilter = g.imFilter && (!da || da.imFilter);
      gefunden.set(name, { ...gelesen, ...(nurImFilter ? { imFilter: true } : {}) });
    });
  return [...gefunden.values()];
}

type Melde = (g: Gelesen) => void;

const istBaum = (x: object): x is Baum => 'art' in x && 'u' in x && 'stelle' in x;

function sammle(x: unknown, erwartet: Erwartung | undefined, melde: Melde): void {
  if (typeof x !== 'object' || x === null) return;
  if (!istBaum(x)) {
    for (const teil of Object.values(x)) sammle(teil, undefined, melde);
    return;
  }
  const pfad = pfadVon(x);
  if (!pfad) for (const [teil, soll] of teile(x)) sammle(teil, soll, melde);
  else if (formVon(x.u, pfad[0] ?? '') === undefined)
    melde({ pfad, ...(erwartet ? { erwartet } : {}), ...(istImFilter(x.u) ? { imFilter: true } : {}) });
}

/** Outside of filters only the outermost names are open. */
function istImFilter(u: Umgebung): boolean {
  for (let s = u; s.eltern; s = s.eltern) if (s.offen) return true;
  return false;
}

/** The parts of an expression, and what it takes for granted of each. */
function teile(b: Baum): [unknown, Erwartung | undefined][] {
  switch (b.art) {
    case 'wert':
      return [];
    case 'und':
    case 'oder':
      return b.teile.map((t) => [t, 'wahr']);
    case 'wenn':
      return [
        [b.bedingung, 'wahr'],
        [b.dann, undefined],
        [b.sonst, undefined],
      ];
    case 'vergleich':
      return [
        [b.links, artVon(b.rechts)],
        [b.rechts, artVon(b.links)],
      ];
    case 'rechnung': {
      const soll = b.weitere.some((w) => w.zeichen === '+') ? undefined : ('zahl' as const);
      return [b.erster, ...b.weitere.map((w) => w.wert)].map((t) => [t, soll]);
    }
    case 'aufruf': {
      const datum = b.ziel.art === 'name' && b.ziel.name === 'date' && b.werte.length === 1;
      const ziel = b.ziel.art === 'name' ? [] : [b.ziel];
      return [...ziel, ...b.werte.map((w) => w.wert)].map((t) => [t, datum ? 'datum' : undefined]);
    }
    default:
      return Object.entries(b).flatMap(([name, teil]) => (name === 'u' || name === 'typ' ? [] : [[teil, undefined]]));
  }
}

/** What stands on the other side of a comparison says of what kind a value is meant to be. */
function artVon(b: Baum): Erwartung | undefined {
  if (b.art === 'minus') return artVon(b.wert);
  if (b.art !== 'wert') return undefined;
  if (typeof b.wert === 'boolean') return 'wahr';
  if (typeof b.wert === 'string') return 'text';
  return istZahl(b.wert) ? 'zahl' : undefined;
}
