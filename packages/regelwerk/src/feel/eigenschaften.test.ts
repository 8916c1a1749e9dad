import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compileFeel, fromJson, toJson, type Wert, Zahl } from '../index.ts';

/** Compiles once, answers as text: numbers by all their digits. */
function rechner(text: string, namen: readonly string[]): (werte: Record<string, Wert>) => unknown {
  const ausdruck = compileFeel(text, { namen });
  if (!ausdruck.ok) throw new Error(ausdruck.meldung);
  return (werte) => {
    const e = ausdruck.evaluate(werte);
    if (!e.ok) return e.code;
    if (Zahl.isDecimal(e.wert)) return e.wert.toFixed();
    const json = toJson(e.wert);
    return json.ok ? json.wert : json.code;
  };
}

const klein = fc.bigInt({ min: -(10n ** 15n), max: 10n ** 15n });
const zahl = (n: bigint): Wert => new Zahl(n.toString());

describe('Ganze Zahlen rechnen wie BigInt', () => {
  const summe = rechner('a + b', ['a', 'b']);
  const produkt = rechner('a * b', ['a', 'b']);
  const rest = rechner('modulo(a, b)', ['a', 'b']);
  const kleiner = rechner('a < b', ['a', 'b']);

  it('Summe, Produkt, Vergleich', () => {
    fc.assert(
      fc.property(klein, klein, (a, b) => {
        const werte = { a: zahl(a), b: zahl(b) };
        expect([summe(werte), produkt(werte), kleiner(werte)]).toEqual([String(a + b), String(a * b), a < b]);
      }),
    );
  });

  it('der Rest hat das Vorzeichen des Teilers', () => {
    fc.assert(
      fc.property(
        klein,
        klein.filter((n) => n !== 0n),
        (a, b) => {
          const soll = ((a % b) + b) % b;
          expect(rest({ a: zahl(a), b: zahl(b) })).toBe(String(soll));
        },
      ),
    );
  });

  it('Cent verteilen sich ohne Rest: n Anteile ergeben wieder das Ganze', () => {
    const wieder = rechner('sum(for i in 1..n return decimal(a * i / n, 0) - decimal(a * (i - 1) / n, 0))', ['a', 'n']);
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 10_000_000 }), fc.integer({ min: 1, max: 40 }), (a, n) => {
        expect(wieder({ a: new Zahl(a), n: new Zahl(n) })).toBe(String(a));
      }),
    );
  });
});

const tag = fc
  .date({ min: new Date('1600-01-01'), max: new Date('2400-12-31'), noInvalidDate: true })
  .map((d) => d.toISOString().slice(0, 10));
const alsTag = (iso: string): Wert => {
  const gelesen = fromJson(iso, 'date');
  return gelesen.ok ? gelesen.wert : null;
};

describe('Kalender', () => {
  it('Tage zwischen zwei Tagen sind die von Date.UTC, und hin und zurück geht auf', () => {
    const tage = rechner('(b - a) / @"P1D"', ['a', 'b']);
    const zurueck = rechner('a + (b - a) = b', ['a', 'b']);
    fc.assert(
      fc.property(tag, tag, (a, b) => {
        const werte = { a: alsTag(a), b: alsTag(b) };
        expect(tage(werte)).toBe(String((Date.parse(b) - Date.parse(a)) / 86_400_000));
        expect(zurueck(werte)).toBe(true);
      }),
    );
  });

  it('n Monate später ist derselbe Tag oder der letzte des Monats', () => {
    const spaeter = rechner('a + @"P1M" * n', ['a', 'n']);
    fc.assert(
      fc.property(tag, fc.integer({ min: -600, max: 600 }), (a, n) => {
        const [jahr = 0, monat = 0, t = 0] = a.split('-').map(Number);
        const erster = new Date(Date.UTC(jahr, monat - 1 + n, 1));
        const letzter = new Date(Date.UTC(erster.getUTCFullYear(), erster.getUTCMonth() + 1, 0)).getUTCDate();
        erster.setUTCDate(Math.min(t, letzter));
        expect(spaeter({ a: alsTag(a), n: new Zahl(n) })).toBe(erster.toISOString().slice(0, 10));
      }),
    );
  });

  it('die vollen Monate zwischen zwei Tagen reichen so weit wie möglich und nicht weiter', () => {
    const monate = rechner('years and months duration(a, b) / @"P1M"', ['a', 'b']);
    const spaeter = rechner('a + @"P1M" * n', ['a', 'n']);
    fc.assert(
      fc.property(tag, tag, (x, y) => {
        const [a, b] = x < y ? [x, y] : [y, x];
        const n = Number(monate({ a: alsTag(a), b: alsTag(b) }));
        expect(String(spaeter({ a: alsTag(a), n: new Zahl(n) })) <= b).toBe(true);
        // a month more lies behind, or would if the month had the day
        const naechster = String(spaeter({ a: alsTag(a), n: new Zahl(n + 1) }));
        expect(naechster > b || Number(naechster.slice(8)) < Number(a.slice(8))).toBe(true);
        expect(Number(monate({ a: alsTag(b), b: alsTag(a) }))).toBeLessThanOrEqual(0);
      }),
    );
  });

  it('jeder Wert ist wieder zu lesen, wie er geschrieben wurde', () => {
    const text = rechner('date(string(a)) = a and duration(string(a - b)) = a - b', ['a', 'b']);
    fc.assert(
      fc.property(tag, tag, (a, b) => {
        expect(text({ a: alsTag(a), b: alsTag(b) })).toBe(true);
      }),
    );
  });
});

describe('Bereiche', () => {
  const grenzen = fc
    .tuple(fc.integer({ min: -20, max: 20 }), fc.integer({ min: 0, max: 20 }))
    .map(([a, n]) => [a, a + n] as const);

  it('enthalten, was ihre Grenzen sagen', () => {
    const formen = ['[', '('].flatMap((auf) => [']', ')'].map((zu) => [auf, zu] as const));
    const alle = formen.map(([auf, zu]) => ({ auf, zu, drin: rechner(`x in ${auf}a..b${zu}`, ['x', 'a', 'b']) }));
    fc.assert(
      fc.property(grenzen, fc.integer({ min: -25, max: 45 }), ([a, b], x) => {
        const werte = { a: new Zahl(a), b: new Zahl(b), x: new Zahl(x) };
        for (const { auf, zu, drin } of alle)
          expect(drin(werte)).toBe((auf === '[' ? x >= a : x > a) && (zu === ']' ? x <= b : x < b));
      }),
    );
  });

  it('liegen vor, hinter oder über einander, eines davon', () => {
    const lage = rechner(
      'count([before(a..b, c..d), before(c..d, a..b), overlaps(a..b, c..d)][item])'.replace(
        /(\w)\.\.(\w)/g,
        '[$1..$2]',
      ),
      ['a', 'b', 'c', 'd'],
    );
    fc.assert(
      fc.property(grenzen, grenzen, ([a, b], [c, d]) => {
        expect(lage({ a: new Zahl(a), b: new Zahl(b), c: new Zahl(c), d: new Zahl(d) })).toBe('1');
      }),
    );
  });
});

describe('Listen', () => {
  const zahlen = fc.array(fc.integer({ min: -9, max: 9 }), { maxLength: 30 });
  const liste = (z: readonly number[]): Wert => z.map((n) => new Zahl(n));

  it('sort ordnet, auch mit einer widersprüchlichen Ordnung ohne Ende', () => {
    const sortiert = rechner('sort(l, function(a, b) a < b)', ['l']);
    const verwirrt = rechner('count(sort(l, function(a, b) true))', ['l']);
    fc.assert(
      fc.property(zahlen, (z) => {
        expect(sortiert({ l: liste(z) })).toEqual([...z].sort((a, b) => a - b));
        expect(verwirrt({ l: liste(z) })).toBe(String(z.length));
      }),
    );
  });

  it('append, remove und concatenate heben sich auf', () => {
    const wieder = rechner('remove(append(l, 1), -1) = l and concatenate(l, []) = l and reverse(reverse(l)) = l', [
      'l',
    ]);
    fc.assert(
      fc.property(zahlen, (z) => {
        expect(wieder({ l: liste(z) })).toBe(true);
      }),
    );
  });
});

describe('Muster', () => {
  it('finden dasselbe wie die von JavaScript', () => {
    const stueck = fc.constantFrom(
      'a',
      'b',
      '.',
      '[ab]',
      '[^a]',
      '(a|b)',
      '(ab)',
      'a*',
      'b+',
      'a?',
      '(ab)*',
      'b{1,2}',
      '^',
      '$',
      'a*?',
    );
    const muster = fc.array(stueck, { minLength: 1, maxLength: 6 }).map((s) => s.join(''));
    const text = fc.string({ unit: fc.constantFrom('a', 'b', 'c'), maxLength: 12 });
    const passt = rechner('matches(t, m)', ['t', 'm']);
    const ersetzt = rechner('replace(t, m, "<$0>")', ['t', 'm']);
    fc.assert(
      fc.property(text, muster, (t, m) => {
        const js = new RegExp(m, 'u');
        expect(passt({ t, m })).toBe(js.test(t));
        // a pattern for the empty text replaces nothing in XPath
        expect(ersetzt({ t, m })).toBe(js.test('') ? null : t.replace(new RegExp(m, 'gu'), '<$&>'));
      }),
      { numRuns: 500 },
    );
  });
});
