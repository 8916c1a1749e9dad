import { describe, expect, it } from 'vitest';
import { aufgabe, ende, fertige, mit, offen, pfade, start } from '../test/bpmn.ts';

const oder = (id: string, standard = '') =>
  `<bpmn:inclusiveGateway id="${id}"${standard ? ` default="${standard}"` : ''}/>`;

describe('das inklusive Gateway', () => {
  const xml =
    `${start}${oder('auf', 'auf_c')}${aufgabe('a')}${aufgabe('b')}${aufgabe('c')}${oder('zu')}${aufgabe('z')}${ende()}` +
    pfade('s>auf', 'auf>a:=a = true', 'auf>b:=b = true', 'auf>c', 'a>zu', 'b>zu', 'c>zu', 'zu>z', 'z>e');

  it('geht jeden Weg, dessen Bedingung gilt, und wartet am Ende auf genau diese', async () => {
    const g = await mit(xml, { a: true, b: true });
    expect(offen(g)).toEqual(['a', 'b']);
    fertige(g, 'b');
    expect(offen(g)).toEqual(['a']);
    fertige(g, 'a');
    expect(offen(g)).toEqual(['z']);
  });

  it('wartet nicht auf einen Weg, der nicht gegangen wurde', async () => {
    const g = await mit(xml, { a: true });
    fertige(g, 'a');
    expect(offen(g)).toEqual(['z']);
    const h = await mit(xml);
    expect(offen(h)).toEqual(['c']);
  });

  it('wartet auch auf den, der noch über einen Umweg kommen kann, und nicht mehr, wenn er anders abbiegt', async () => {
    const g = await mit(
      `${start}<bpmn:parallelGateway id="p"/>${aufgabe('a')}${aufgabe('b')}<bpmn:exclusiveGateway id="x" default="x_zu"/>${aufgabe('weg')}${oder('zu')}${aufgabe('z')}${ende()}${ende('f')}` +
        pfade('s>p', 'p>a', 'p>b', 'a>zu', 'b>x', 'x>weg:=fort = true', 'x>zu', 'weg>f', 'zu>z', 'z>e'),
    );
    fertige(g, 'a');
    expect(offen(g)).toEqual(['b']);
    fertige(g, 'b', { fort: true });
    expect(offen(g).sort()).toEqual(['weg', 'z']);
  });

  it('in einer Schleife: der Zweig, der hinter dem Gateway steht, hält es nicht auf', async () => {
    const g = await mit(
      `${start}${oder('zu')}${aufgabe('t')}<bpmn:exclusiveGateway id="x" default="x_e"/>${ende()}` +
        pfade('s>zu', 'zu>t', 't>x', 'x>zu:=nochmal = true', 'x>e'),
    );
    expect(offen(g)).toEqual(['t']);
    fertige(g, 't', { nochmal: true });
    expect(offen(g)).toEqual(['t']);
    fertige(g, 't', { nochmal: false });
    expect(g.zustand().fertig).toBe('ende');
  });

  it('ohne zutreffende Bedingung und Standardpfad hält es an; behoben verteilt es, ohne neu zu sammeln', async () => {
    const g = await mit(
      `${start}<bpmn:parallelGateway id="p"/>${aufgabe('a')}${aufgabe('b')}${oder('zu')}${aufgabe('y')}${aufgabe('z')}${ende()}` +
        pfade('s>p', 'p>a', 'p>b', 'a>zu', 'b>zu', 'zu>y:=y = true', 'zu>z:=z = true', 'y>e', 'z>e'),
    );
    fertige(g, 'a');
    const [vorfall] = fertige(g, 'b');
    expect(vorfall).toMatchObject({ art: 'vorfall', element: 'zu' });
    const schritt = vorfall && 'schritt' in vorfall ? vorfall.schritt : 0;
    g.tue({ art: 'vorfall-behoben', schritt, variablen: { y: true, z: true } });
    expect(offen(g)).toEqual(['y', 'z']);
  });

  it('fragt auch die Bedingung eines einzigen Pfades', async () => {
    const g = await mit(`${start}${oder('g')}${aufgabe('t')}${ende()}${pfade('s>g', 'g>t:=ja = true', 't>e')}`);
    expect(g.zustand().token).toMatchObject([{ element: 'g', vorfall: {} }]);
    g.tue({ art: 'vorfall-behoben', schritt: 2, variablen: { ja: true } });
    expect(offen(g)).toEqual(['t']);
  });
});
