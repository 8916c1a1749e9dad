import fc from 'fast-check';
import { advance } from '../src/advance.ts';
import type { Befehl } from '../src/befehl.ts';
import type { Variablen } from '../src/json.ts';
import type { Prozess } from '../src/model.ts';
import type { Zustand } from '../src/zustand.ts';

const wert = fc.oneof(
  fc.boolean(),
  fc.boolean(),
  fc.constantFrom('nachfordern', 'bescheinigen'),
  fc.jsonValue(),
  fc.constant(Number.NaN),
);
const variablen = fc.dictionary(
  fc.constantFrom('a', 'b', 'c', 'y', 'liste', 'ausgang', '__proto__'),
  wert,
) as fc.Arbitrary<Record<string, never>>;
const schritt = fc.integer({ min: -1, max: 40 });
export const beliebig: fc.Arbitrary<Befehl> = fc.oneof(
  fc.record({ art: fc.constant('start' as const), variablen }),
  fc.record({ art: fc.constantFrom('aufgabe-erledigt' as const, 'dienst-erledigt' as const), schritt, variablen }),
  fc.record({ art: fc.constant('entscheidung-gefallen' as const), schritt, wert: wert as fc.Arbitrary<never> }),
  fc.record({
    art: fc.constant('dienst-gescheitert' as const),
    schritt,
    meldung: fc.string(),
    endgueltig: fc.boolean(),
  }),
  fc.record({ art: fc.constant('dienst-fehler' as const), schritt, code: fc.constantFrom('F1', 'F9'), variablen }),
  fc.record({
    art: fc.constant('nachricht' as const),
    name: fc.constantFrom('hallo', 'unterlagen-eingegangen', ''),
    variablen,
  }),
  fc.record({ art: fc.constant('signal' as const), name: fc.constantFrom('alarm', 'x'), variablen }),
  fc.record({ art: fc.constant('zeit' as const), schritt }),
  fc.record({ art: fc.constant('vorfall-behoben' as const), schritt, variablen }),
  fc.constant({ art: 'abbruch' as const }),
);

const werte = { a: fc.boolean(), b: fc.boolean(), c: fc.boolean(), y: fc.nat(3) };
export const daten = fc.record({ ...werte, liste: fc.array(fc.nat(9), { maxLength: 3 }) });

/** What fits a token that waits, chosen by a number. */
export function passend(prozess: Prozess, zustand: Zustand, zahl: number, variablen: Variablen): Befehl {
  const wartende = zustand.token.filter((t) => !t.mehrfach);
  const token = wartende[zahl % wartende.length];
  const { schritt } = token ?? { schritt: 0 };
  if (token?.vorfall) return { art: 'vorfall-behoben', schritt, variablen };
  const knoten = prozess.knoten.get(token?.element ?? '');
  const ereignis = knoten && 'ereignis' in knoten ? knoten.ereignis : knoten;
  switch (ereignis?.art) {
    case 'aufgabe':
      return { art: 'aufgabe-erledigt', schritt, variablen };
    case 'entscheidung':
      return { art: 'entscheidung-gefallen', schritt, wert: variablen['a'] ?? null };
    case 'dienst':
      if (zahl % 7 === 3) return { art: 'dienst-fehler', schritt, code: 'F1', variablen };
      if (zahl % 7 === 5) return { art: 'dienst-gescheitert', schritt, meldung: 'kaputt', endgueltig: true };
      return { art: 'dienst-erledigt', schritt, variablen };
    case 'zeit':
      return { art: 'zeit', schritt };
    case 'nachricht':
      return { art: 'nachricht', name: 'hallo', variablen };
    default:
      return { art: 'signal', name: 'alarm', variablen };
  }
}

/** Commands that fit, mixed with arbitrary ones; each sees the state its predecessors led to. */
export function* fuehre(
  prozess: Prozess,
  start: Variablen,
  zuege: readonly (Befehl | readonly [number, Variablen])[],
): Generator<Befehl> {
  let zustand: Zustand | null = null;
  const tue = (befehl: Befehl) => {
    const antwort = advance(prozess, zustand, befehl);
    if (antwort.ok) zustand = antwort.zustand;
    return befehl;
  };
  yield tue({ art: 'start', variablen: start });
  for (const zug of zuege) {
    if (!zustand) return;
    yield tue('art' in zug ? zug : passend(prozess, zustand, zug[0], zug[1]));
  }
}

// Without a size fast-check prefers arrays of a handful, and models of two elements say little.
export const band = fc.array(fc.nat(1000), { maxLength: 80, size: 'max' });
export const passendeZuege = fc.array(fc.tuple(fc.nat(1000), daten), { maxLength: 40, size: 'max' });
export const gemischt = fc.array(
  fc.oneof({ weight: 4, arbitrary: fc.tuple(fc.nat(1000), daten) }, { weight: 1, arbitrary: beliebig }),
  {
    maxLength: 40,
    size: 'max',
  },
);
