import { describe, expect, it } from 'vitest';
import { bedingung } from './bedingung.ts';
import { gelesenes } from './gelesenes.ts';

const sagt = (text: string) =>
  gelesenes(text).map((g) => (g.erwartet ? `${g.pfad.join('.')}: ${g.erwartet}` : g.pfad.join('.')));

describe('Was ein Ausdruck von außen liest,', () => {
  it('sind die Pfade seiner Namen, jeder einmal, mit dem, was die Stelle verlangt', () => {
    expect(sagt('gebuehr.betrag > 100 and bezahlt')).toEqual(['gebuehr.betrag: zahl', 'bezahlt: wahr']);
    expect(sagt('=date(antrag.beginn) > tag or antrag.art = "neu"')).toEqual([
      'antrag.beginn: datum',
      'tag',
      'antrag.art: text',
    ]);
    expect(sagt('if ja then a - 1 else a + b')).toEqual(['ja: wahr', 'a: zahl', 'b']);
    expect(sagt('x = null or x = false or -1 < y')).toEqual(['x: wahr', 'y: zahl']);
  });

  it('sind nicht die Namen, die er selbst bindet, und nicht die Funktionen', () => {
    expect(sagt('for hund in antrag.hunde return hund.name')).toEqual(['antrag.hunde']);
    expect(sagt('some x in liste satisfies x > grenze')).toEqual(['liste', 'grenze']);
    expect(sagt('{ a: b, c: a }.c + count(d)')).toEqual(['b', 'd']);
    expect(sagt('string length(titel) > 3')).toEqual(['titel']);
  });

  it('kann in einem Filter ein Eintrag der Liste sein', () => {
    const imFilter = (text: string) => gelesenes(text).flatMap((g) => (g.imFilter ? g.pfad.join('.') : []));
    expect(imFilter('get entries(person)[key = "name" and antrag.a = 1].value = x')).toEqual(['key', 'antrag.a']);
    expect(imFilter('liste[a = true] = b and a')).toEqual([]);
    expect(bedingung('get entries(person)[key = "name"].value = x')).toMatchObject({ liest: [['person'], ['x']] });
  });

  it('ist nichts, wo der Ausdruck nur sich selbst sagt oder nicht zu lesen ist', () => {
    for (const text of ['"fest"', '12', '@"P1D"', 'a +', '']) expect(sagt(text)).toEqual([]);
  });
});
