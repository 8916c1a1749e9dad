import { describe, expect, it } from 'vitest';
import { dokument, eingabe, entscheidung, feel, wissen } from '../beispiele/modell.ts';
import { compileDmn, compileFeel, entscheide, toJson } from '../index.ts';

const rechne = (text: string): unknown => {
  const u = compileFeel(text);
  const e = u.ok ? u.evaluate({}) : u;
  const json = e.ok ? toJson(e.wert) : e;
  return json.ok ? json.wert : json.code;
};

describe('Lange Ketten sind lang, nicht tief', () => {
  it.each([
    ['Summe', `1${' + 1'.repeat(2000)}`, 2001],
    ['Differenz und Produkt von links nach rechts', `100${' - 2 * 3'.repeat(10)} / 2 ** 2`, 44.5],
    ['oder', `${'false or '.repeat(2000)}true`, true],
    ['und', `${'true and '.repeat(2000)}false`, false],
    ['unentschieden und falsch', 'null and true and false', false],
    ['unentschieden oder falsch', 'null or false or false', null],
  ])('%s', (_, text, erwartet) => expect(rechne(text)).toBe(erwartet));

  it('eine Entscheidung darf tausend andere hintereinander brauchen', async () => {
    const glied = (n: number) =>
      entscheidung(`D${n}`, feel(n === 0 ? 'x' : `D${n - 1} + 1`), [n === 0 ? 'e:#x' : `d:#D${n - 1}`]);
    const u = await compileDmn(
      dokument(eingabe('x', 'number') + Array.from({ length: 1000 }, (_, n) => glied(n)).join('')),
    );
    expect(u.ok && entscheide(u.modell, 'D999', { x: 1 })).toMatchObject({ ok: true, wert: 1000 });
  });
});

describe('Bereiche mit einem offenen Ende', () => {
  it.each([
    ['overlaps((<5), (>3))', true],
    ['overlaps((<3), (>5))', false],
    ['before((>5), 3)', false],
    ['before((<5), 7)', true],
    ['after((>5), 3)', true],
    ['coincides((<5), (<5))', true],
    ['includes((>5), [6..9])', true],
    ['during([6..9], (<8))', false],
    ['before((>5), "a")', null],
    ['before((!=5), 3)', null],
  ])('%s: %j', (text, erwartet) => expect(rechne(text)).toBe(erwartet));
});

describe('Aufrufe, die nie passen können, werden beim Veröffentlichen abgewiesen', () => {
  const meldungen = async (inhalt: string): Promise<string> => {
    const u = await compileDmn(dokument(inhalt));
    return u.ok ? 'angenommen' : u.fehler.map((f) => f.meldung).join(' ');
  };
  const f = wissen('f', { a: 'number', b: 'number' }, feel('a + b'));
  const aufruf = (...namen: string[]) =>
    `<invocation>${feel('f')}${namen.map((n) => `<binding><parameter name="${n}"/>${feel('1')}</binding>`).join('')}</invocation>`;

  it.each([
    ['ein unbekannter Name', feel('f(a: 1, c: 2)'), 'Die Werte passen nicht zu f(a, b).'],
    ['zu wenige Werte', feel('f(1)'), 'Die Werte passen nicht zu f(a, b).'],
    ['ein unbekannter Name im Kasten', aufruf('a', 'c'), 'Die Werte passen nicht zu f(a, b).'],
    ['passende Namen', feel('f(b: 1, a: 2)'), 'angenommen'],
    ['passende Namen im Kasten', aufruf('b', 'a'), 'angenommen'],
  ])('%s', async (_, inhalt, erwartet) => {
    expect(await meldungen(f + entscheidung('E', inhalt, ['w:#f']))).toContain(erwartet);
  });

  it('auch eine Methode von Java außerhalb der Liste', async () => {
    const java = (methode: string) =>
      wissen('g', { x: 'number' }, feel(`{class: "java.lang.Math", method signature: "${methode}"}`)).replace(
        '<encapsulatedLogic>',
        '<encapsulatedLogic kind="Java">',
      );
    expect(await meldungen(java('random()') + entscheidung('E', feel('g(1)'), ['w:#g']))).toContain(
      'wird nicht unterstützt',
    );
    expect(await meldungen(java('abs(double)') + entscheidung('E', feel('g(1)'), ['w:#g']))).toBe('angenommen');
    expect(rechne('(function(x) external {java: {class: "java.lang.System", method signature: "exit(int)"}})(1)')).toBe(
      'externe-funktion',
    );
  });
});
