import { describe, expect, it } from 'vitest';
import { dokument, eingabe, entscheidung, feel, typ, wissen, xml } from '../../beispiele/modell.ts';
import { compileDmn } from '../../index.ts';

async function ergibt(inhalt: string): Promise<readonly (readonly string[])[]> {
  const u = await compileDmn(dokument(eingabe('x') + inhalt));
  if (!u.ok) throw new Error(JSON.stringify(u.fehler));
  return u.modell.entscheidungen.get('E')?.ergibt ?? [];
}

const RAHMEN = feel('{von: 1, bis: x}');
const eintrag = (name: string, wert: string) =>
  `<contextEntry>${name ? `<variable name="${name}"/>` : ''}${wert}</contextEntry>`;
const tabelle = (ausgaben: string, werte: readonly string[]) =>
  `<decisionTable><input><inputExpression><text>x</text></inputExpression></input>${ausgaben}<rule><inputEntry><text>-</text></inputEntry>${werte.map((w) => `<outputEntry><text>${xml(w)}</text></outputEntry>`).join('')}</rule></decisionTable>`;
const kasten = (name: string, kinder: readonly (readonly [string, string])[], attribute = '') =>
  `<${name}${attribute}>${kinder.map(([k, inhalt]) => `<${k}>${inhalt}</${k}>`).join('')}</${name}>`;

describe('Was eine Entscheidung ergeben kann', () => {
  it.each([
    ['Ausgaben einer Tabelle', tabelle('<output name="von"/><output name="bis"/>', ['1', '2'])],
    ['eine Zelle', tabelle('<output/>', ['{von: 1, bis: 2}'])],
    ['ein Ausdruck', RAHMEN],
    ['einer von zwei Zweigen', feel('if x = 1 then {von: 1, bis: 2} else null')],
    ['eine Liste', feel('[x, {von: 1, bis: 2}]')],
    ['ein Kontext', `<context>${eintrag('von', feel('1'))}${eintrag('bis', feel('2'))}</context>`],
    ['das Ergebnis eines Kontexts', `<context>${eintrag('a', RAHMEN)}${eintrag('', feel('a'))}</context>`],
    ['eine Relation', '<relation><column name="von"/><column name="bis"/></relation>'],
    [
      'ein Kasten mit Bedingung',
      kasten('conditional', [
        ['if', feel('x = 1')],
        ['then', RAHMEN],
        ['else', feel('null')],
      ]),
    ],
    [
      'eine Schleife',
      kasten(
        'for',
        [
          ['in', feel('[1]')],
          ['return', RAHMEN],
        ],
        ' iteratorVariable="i"',
      ),
    ],
    [
      'ein Filter',
      kasten('filter', [
        ['in', feel('[{von: 1, bis: 2}]')],
        ['match', feel('true')],
      ]),
    ],
  ])('%s nennt, was nebeneinander steht', async (_, inhalt) => {
    expect(await ergibt(entscheidung('E', inhalt, ['e:#x']))).toContainEqual(['von', 'bis']);
  });

  it('auch in der Tiefe, aus einem Wissensmodell und nach dem Typ', async () => {
    expect(await ergibt(entscheidung('E', feel('{kosten: {von: 1, bis: 2}}')))).toEqual([['kosten'], ['von', 'bis']]);
    const w = wissen('W', { a: undefined }, feel('{von: a, bis: a}'));
    expect(await ergibt(w + entscheidung('E', feel('W(1)'), ['w:#W']))).toEqual([['von', 'bis']]);
    const ruf = `<invocation>${feel('W')}<binding><parameter name="a"/>${feel('1')}</binding></invocation>`;
    expect(await ergibt(w + entscheidung('E', ruf, ['w:#W']))).toEqual([['von', 'bis']]);
    const feld = (name: string) => `<itemComponent name="${name}"><typeRef>number</typeRef></itemComponent>`;
    const t = typ('tRahmen', feld('von') + feld('bis'));
    expect(await ergibt(t + entscheidung('E', feel('x'), ['e:#x'], 'tRahmen'))).toEqual([['von', 'bis']]);
  });

  it('kostet auch dann wenig, wenn eine Kette von Entscheidungen immer mehr aus wenigem macht', async () => {
    const glied = (n: number) => entscheidung(`D${n}`, feel(`{a: D${n - 1}, b: D${n - 1}}`), [`d:#D${n - 1}`]);
    const kette = entscheidung('D0', RAHMEN, ['e:#x']) + Array.from({ length: 60 }, (_, i) => glied(i + 1)).join('');
    const ende = entscheidung('E', feel('if x = 1 then {c: D60} else D60'), ['e:#x', 'd:#D60']);
    expect(await ergibt(kette + ende)).toEqual([['c'], ['a', 'b'], ['von', 'bis']]);
  });

  it('nicht, was nur auf dem Weg dorthin steht', async () => {
    const innen = `<context>${eintrag('rahmen', RAHMEN)}${eintrag('', feel('rahmen.von'))}</context>`;
    expect(await ergibt(entscheidung('E', innen, ['e:#x']))).toEqual([]);
    expect(await ergibt(entscheidung('E', feel('{von: 1, bis: 2}.von')))).toEqual([]);
  });
});
