import { describe, expect, it } from 'vitest';
import {
  aufgabe,
  bedingung,
  dienst,
  ende,
  erweitert,
  fertige,
  mit,
  offen,
  pfade,
  rand,
  start,
  teilprozess,
} from '../test/bpmn.ts';

const faengt = (id: string, was: string) =>
  `<bpmn:intermediateCatchEvent id="${id}">${was}</bpmn:intermediateCatchEvent>`;

describe('eine Bedingung', () => {
  it('tritt ein, sobald die Daten es hergeben', async () => {
    const g = await mit(
      `${start}<bpmn:parallelGateway id="auf"/>${faengt('a', bedingung('=betrag > 100'))}${aufgabe('b')}${aufgabe('c')}${ende()}${ende('f')}` +
        pfade('s>auf', 'auf>a', 'auf>b', 'a>c', 'b>f', 'c>e'),
    );
    expect(offen(g)).toEqual(['b']);
    fertige(g, 'b', { betrag: 500 });
    expect(offen(g)).toEqual(['c']);
  });

  it('die nicht unterbricht, kommt bei jedem Wechsel zu wahr, nicht solange sie gilt', async () => {
    const g = await mit(
      `${start}${aufgabe('t')}${rand('r', 't', bedingung('=rot = true'), false)}${dienst('d')}${aufgabe('n')}${ende()}${ende('f')}` +
        pfade('s>t', 't>e', 'r>d', 'd>n', 'n>f'),
      { rot: true },
    );
    expect(offen(g)).toEqual(['t', 'd']);
    fertige(g, 'd', { rot: true });
    expect(offen(g)).toEqual(['t', 'n']);
    fertige(g, 'n', { rot: false });
    expect(offen(g)).toEqual(['t']);
  });

  it('an einer Tätigkeit sieht, was nur darin gilt', async () => {
    const eingabe = erweitert('<zeebe:ioMapping><zeebe:input source="=1" target="x"/></zeebe:ioMapping>');
    const innen = `${dienst('d')}${aufgabe('i')}${ende('te')}${pfade('ts>d', 'd>i', 'i>te')}`;
    const g = await mit(
      `${start}${teilprozess('t', innen, eingabe)}${rand('r', 't', bedingung('=x = 2'))}${aufgabe('n')}${ende()}${ende('f')}` +
        pfade('s>t', 't>e', 'r>n', 'n>f'),
      { x: 2 },
    );
    expect(offen(g)).toEqual(['d']);
    fertige(g, 'd', { x: 2 });
    expect(offen(g)).toEqual(['n']);
    expect(g.zustand().weg.map((w) => w.element)).toContain('r');
  });

  it('die scheitert, ist ein Vorfall', async () => {
    const g = await mit(`${start}${faengt('a', bedingung('=fehler()'))}${ende()}${pfade('s>a', 'a>e')}`);
    expect(g.zustand().token).toMatchObject([{ element: 'a', vorfall: {} }]);
  });
});
