import { describe, expect, it } from 'vitest';
import { compileFeel, toJson } from '../index.ts';

/** A value of 60 parts that holds 2^60 of them when it is written out. */
const OFT = '(for i in 1..60 return if i = 1 then {a: 1} else {a: partial[-1], b: partial[-1]})[60]';
const LISTEN = '(for i in 1..60 return if i = 1 then [1] else [partial[-1], partial[-1]])[60]';
const typVon = (tiefe: number): string => (tiefe === 0 ? 'Any' : `list<${typVon(tiefe - 1)}>`);
/** A text of a million characters. */
const LANG = '(for i in 1..21 return if i = 1 then "a" else partial[-1] + partial[-1])[21]';

const rechne = (text: string) => {
  const u = compileFeel(text);
  if (!u.ok) throw new Error(u.meldung);
  return u.evaluate({});
};

describe('Keine Berechnung läuft ohne Ende', () => {
  it.each([
    ['Gleichheit', `${OFT} = ${OFT}`],
    ['Gleichheit in einer Liste', `list contains([${OFT}], ${OFT})`],
    ['verschiedene Werte', `distinct values([${OFT}, ${OFT}])`],
    ['Vergleich mit in', `${OFT} in (${OFT})`],
    ['derselbe Wert', `is(${LISTEN}, ${LISTEN})`],
    ['als Text', `string(${OFT})`],
    ['Art der Teile', `${LISTEN} instance of ${typVon(60)}`],
    [
      'eine lange Liste aus vielen',
      `{l: for i in 1..1000 return i, x: concatenate(${Array(300).fill('l').join(', ')})}.x`,
    ],
    ['ein leerer Filter', 'for i in 1..10000 return [][(for k in 1..1000 return k)[-1]]'],
    ['lange Texte vergleichen', `{s: ${LANG}, x: for i in 1..20000 return s + "b" < s + "c"}.x`],
    ['lange Texte verbinden', `{s: ${LANG}, x: string join(for i in 1..1000 return s)}.x`],
    ['lange Texte durchsuchen', `{s: ${LANG}, m: "b" + substring(s, 1, 500000), x: contains(s, m)}.x`],
    ['Potenzen', 'count(for i in 1..60000 return (i / 7) ** (1 / 3))'],
    ['Logarithmen', 'count(for i in 1..60000 return log(i))'],
    ['Exponentialfunktion', 'count(for i in 1..60000 return exp(i / 7))'],
    ['Wurzeln', 'count(for i in 1..60000 return sqrt(i))'],
    ['Reste weit entfernter Zahlen', 'count(for i in 1..60000 return modulo(10 ** 6144, 3 + i / 7))'],
  ])('%s', (_, text) => {
    // time of the processor, not on the clock: what others have the machine do does not count
    const anfang = process.cpuUsage();
    expect(rechne(text)).toMatchObject({ ok: false, code: 'zu-viele-schritte' });
    expect(process.cpuUsage(anfang).user / 1000).toBeLessThan(8_000);
  });

  it('auch die Antwort als JSON hat ein Ende', () => {
    const e = rechne(OFT);
    expect(e.ok && toJson(e.wert)).toMatchObject({ ok: false, code: 'zu-viele-schritte' });
  });

  it('fehlende Namen in großen Kontexten kosten je Kontext einmal', () => {
    const text =
      '{k: context(for i in 1..20000 return {key: string(i), value: i}), x: count(for i in 1..20000 return get value(k, "fehlt hier"))}.x';
    const anfang = process.cpuUsage();
    expect(rechne(text)).toMatchObject({ ok: true });
    expect(process.cpuUsage(anfang).user / 1000).toBeLessThan(8_000);
  });

  it('eine Dauer jenseits aller Kalender gibt es nicht', () => {
    expect(rechne('duration("P1D") * 10 ** 6000')).toMatchObject({ ok: true, wert: null });
    expect(rechne('duration("P1M") / 0.0000000001')).toMatchObject({ ok: true, wert: null });
    expect(rechne('string(duration("P1D") * 1000000)')).toMatchObject({ ok: true, wert: 'P1000000D' });
  });

  it('gewöhnliche Rechnungen bleiben erlaubt', () => {
    const e = rechne('count(for i in 1..1000 return sqrt(i) + modulo(i, 7) + (1 + i / 100) ** 2)');
    expect(e.ok && toJson(e.wert)).toEqual({ ok: true, wert: 1000 });
    const bisher = rechne('count(for i in 1..1000 return count(partial))');
    expect(bisher.ok && toJson(bisher.wert)).toEqual({ ok: true, wert: 1000 });
    const texte = rechne('count(distinct values(for i in 1..5000 return string(i)))');
    expect(texte.ok && toJson(texte.wert)).toEqual({ ok: true, wert: 5000 });
  });
});
