import { Type } from 'typebox';
import { describe, expect, it } from 'vitest';
import { readYamlText, verstoesse } from './quelle.ts';

const fehler = (text: string) => {
  const y = readYamlText(text);
  return y.ok ? null : y.fehler;
};

describe('YAML', () => {
  it.each([
    ['a: 1\na: 2', /^Zeile 2, Spalte 1: Dieser Schlüssel steht hier schon/],
    ['a: [1,', /^Zeile 1, Spalte \d+: Die Einrückung stimmt nicht, oder davor fehlt eine schließende Klammer/],
    ['a: "x', /Ein Zeichen fehlt/],
    ['a:\n\t- b', /^Zeile 2, Spalte 1: Eingerückt wird mit Leerzeichen/],
    ['a: b: c', /ein zweiter Doppelpunkt/],
    ['- a\nb: 1', /^Zeile 2, Spalte 1: Das passt hier nicht hin/],
    ['a: @b', /Setzen Sie ihn in Anführungszeichen/],
    ['key\nb: 1', /fehlt ein Doppelpunkt/],
    ['a: 1\n---\nb: 2', /nur ein Dokument/],
    ['a: "\\q"', /einfache Anführungszeichen/],
    ['a: *x', /^Ein Verweis/],
    [
      `a: &a [x]\n${Array.from({ length: 9 }, (_, i) => `b${i}: &b${i} [${`*${i ? `b${i - 1}` : 'a'}, `.repeat(9)}]`).join('\n')}`,
      /zu oft/,
    ],
  ])('%j wird auf Deutsch und mit Stelle abgewiesen', (text, satz) => expect(fehler(text)).toMatch(satz));

  it('wird gelesen, wie es da steht', () => {
    expect(readYamlText('a: 1\nb: [x, y]\nc: nein\n')).toEqual({ ok: true, wert: { a: 1, b: ['x', 'y'], c: 'nein' } });
    expect(readYamlText('')).toEqual({ ok: true, wert: null });
  });
});

describe('Was ein Abschnitt haben muss', () => {
  const strict = { additionalProperties: false };
  const Schema = Type.Object(
    {
      name: Type.String({ minLength: 1 }),
      art: Type.Union([Type.Literal('gross'), Type.Literal('klein')]),
      teile: Type.Array(Type.Object({ anzahl: Type.Integer({ minimum: 1, maximum: 3 }) }, strict), { minItems: 1 }),
      kurz: Type.Optional(Type.String({ pattern: '^[A-Z]$' })),
      fest: Type.Optional(Type.Literal('ja')),
      frei: Type.Optional(Type.Union([Type.Object({}), Type.Null()])),
    },
    strict,
  );
  const GUT = { name: 'a', art: 'gross', teile: [{ anzahl: 1 }] };
  it.each([
    [{}, ['name: Diese Angabe fehlt.', 'art: Diese Angabe fehlt.', 'teile: Diese Angabe fehlt.']],
    [{ ...GUT, nme: 1 }, ['nme: Diesen Schlüssel gibt es hier nicht. Meinten Sie „name“?']],
    [{ ...GUT, name: 3 }, ['name: Hier muss ein Text stehen.']],
    [{ ...GUT, name: '' }, ['name: Der Text ist leer.']],
    [{ ...GUT, art: 'mittel' }, ['art: Möglich: gross, klein.']],
    [{ ...GUT, teile: [] }, ['teile: Hier müssen Einträge stehen.']],
    [{ ...GUT, teile: [{ anzahl: 1 }, { anzahl: 9 }] }, ['teile[1].anzahl: Die Zahl darf höchstens 3 sein.']],
    [{ ...GUT, teile: [{ anzahl: 0 }] }, ['teile[0].anzahl: Die Zahl muss mindestens 1 sein.']],
    [
      { ...GUT, teile: [{ anzal: 1, anzahl: 1 }] },
      ['teile[0].anzal: Diesen Schlüssel gibt es hier nicht. Meinten Sie „anzahl“?'],
    ],
    [{ ...GUT, kurz: 'ab' }, ['kurz: Der Text hat nicht die Form, die hier gebraucht wird (^[A-Z]$).']],
    [{ ...GUT, fest: 'nein' }, ['fest: Möglich ist nur: ja.']],
    [{ ...GUT, frei: 3 }, ['frei: Das passt hier nicht.']],
    ['Text', ['/: Hier muss ein Abschnitt stehen.']],
  ])('%j', (wert, saetze) => expect(verstoesse(Schema, wert)).toEqual(saetze));
});
