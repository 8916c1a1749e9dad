import { expect, it } from 'vitest';
import { lokalesZiel } from './ziel.ts';

it('lässt eigene Wege, wie sie sind', () => {
  for (const weg of ['/', '/a', '/antrag/7?x=1&y=%20#z', '/a//b', '/a/..//b']) expect(lokalesZiel(weg, '/s')).toBe(weg);
  expect(lokalesZiel('/suche?q=Müller x', '/s')).toBe('/suche?q=M%C3%BCller%20x');
});

it('verweigert alles, was ein Browser als fremde Adresse lesen könnte', () => {
  const boese = [
    '',
    'a',
    '//x',
    '///x',
    '/\\x',
    '\\/x',
    '/a\\..\\\\x',
    'https://x',
    'javascript:1',
    ' /a',
    '\t//x',
    '/'.padEnd(2001, 'a'),
    undefined,
    ['/a'],
    7,
  ];
  for (const wunsch of boese) expect(lokalesZiel(wunsch, '/s'), String(wunsch)).toBe('/s');
});

it('landet immer auf dem eigenen Haus, so wie ein Browser die Adresse liest', () => {
  for (const wunsch of [
    '/\t/x.invalid',
    '/\n/x.invalid',
    '/\r\nset-cookie: a=b',
    '/a/..//x.invalid',
    '/%2f/x.invalid',
    '/ /x.invalid',
  ])
    expect(new URL(lokalesZiel(wunsch, '/s'), 'http://eigen.invalid').origin).toBe('http://eigen.invalid');
});
