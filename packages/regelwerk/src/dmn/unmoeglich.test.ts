import { describe, expect, it } from 'vitest';
import { dokument, eingabe, entscheidung, feel, wissen, xml } from '../beispiele/modell.ts';
import { compileDmn, type Entscheid, type EntscheidOptionen, entscheide } from '../index.ts';

const LEISTUNG = { ablehnenBei: 'unmoeglich' } as const;
const X = eingabe('x');

async function entschieden(inhalt: string, x: unknown, optionen: EntscheidOptionen = LEISTUNG): Promise<Entscheid> {
  const u = await compileDmn(dokument(X + inhalt));
  if (!u.ok) throw new Error(JSON.stringify(u.fehler));
  return entscheide(u.modell, 'E', { x }, optionen);
}

/** Two rows: the condition, and everything else. */
function tabelle(ausdruck: string, zelle: string, letzte = '-'): string {
  const zeile = (text: string, wert: string) =>
    `<rule><inputEntry><text>${xml(text)}</text></inputEntry><outputEntry><text>"${wert}"</text></outputEntry></rule>`;
  const eingang = `<input><inputExpression><text>${xml(ausdruck)}</text></inputExpression></input><output/>`;
  const regeln = zeile(zelle, 'trifft') + zeile(letzte, 'sonst');
  return entscheidung('E', `<decisionTable hitPolicy="FIRST">${eingang}${regeln}</decisionTable>`, ['e:#x']);
}

describe('Was sich mit den Werten nicht machen lässt, die da sind', () => {
  it.each([
    ['eine Zahl und ein Text', 'x * 2', '> 3', 'viel', /^Entscheidung „E“, Ausdruck „x \* 2“: „\*“ geht nicht/],
    ['ein Text, wo verglichen wird', 'x', '> 3', 'viel', /^Entscheidung „E“, Regel 1, Ausdruck „> 3“: „>“ geht nicht/],
    [
      'ein Text, wo ein Bereich steht',
      'x',
      '[1..3]',
      'viel',
      /^Entscheidung „E“, Regel 1, Ausdruck „\[1\.\.3\]“: Text/,
    ],
    ['eine Zahl, wo ein Wort steht', 'x', '"a", "b"', 7, /^Entscheidung „E“, Regel 1, Ausdruck „"a", "b"“: Zahl/],
    ['ein Text, wo ja oder nein steht', 'x', 'true', 'true', /Regel 1, Ausdruck „true“: Text lässt sich nicht mit/],
    ['ein Teil einer Zahl', 'x.a.b', '"c"', 7, /Ausdruck „x\.a\.b“: Ein Wert der Art Zahl hat kein „a“/],
    ['kein Tag', 'date(x) < date("2026-01-01")', 'true', 'kein Tag', /„date“ hat mit diesen Werten kein Ergebnis/],
    ['Teilen durch null', '1 / x', '> 3', 0, /„\/“ geht nicht mit Zahl und Zahl oder hat kein Ergebnis/],
    ['ein Tag ohne Uhr', 'date(x) < today()', 'true', '2020-01-01', /Für „today\(\)“ ist kein Tag angegeben/],
    ['in einem Zweig, der nicht gilt', 'if x * 2 > 3 then 1 else 2', '1', 'viel', /„\*“ geht nicht/],
  ])(
    '%s: das Recht lehnt ab, mit Stelle und Grund, statt die letzte Zeile zu nehmen',
    async (_, a, zelle, x, grund) => {
      const e = await entschieden(tabelle(a, zelle), x);
      expect(e).toMatchObject({ ok: false, code: 'nicht-berechenbar', meldung: expect.stringMatching(grund) });
    },
  );

  it('für DMN ist es null: die letzte Zeile gilt', async () => {
    for (const optionen of [{}, { ablehnenBei: 'nie' } as const])
      expect(await entschieden(tabelle('x * 2', '> 3'), 'viel', optionen)).toMatchObject({ ok: true, wert: 'sonst' });
  });

  it('nennt auch hinter fünfzig Hinweisen die Entscheidung, in der es geschah', async () => {
    const fehlt = 'for i in 1..60 return x.nichts';
    const inhalt =
      entscheidung('D', feel(`[${fehlt}, x * 2]`), ['e:#x']) + entscheidung('E', feel('count(D)'), ['d:#D']);
    expect(await entschieden(inhalt, { a: 1 })).toMatchObject({
      ok: false,
      meldung: expect.stringMatching(/^Entscheidung „D“, Ausdruck „.*“: „\*“ geht nicht/),
    });
  });

  it('nennt die Entscheidung, wo kein einzelner Ausdruck schuld ist', async () => {
    const kasten = `<conditional><if>${feel('x')}</if><then>${feel('1')}</then><else>${feel('2')}</else></conditional>`;
    expect(await entschieden(entscheidung('E', kasten, ['e:#x']), 'vielleicht')).toMatchObject({
      ok: false,
      meldung: 'Entscheidung „E“: Nach „if“ steht Text statt wahr oder falsch.',
    });
  });
});

describe('Was kein Fehler ist', () => {
  it.each([
    ['ein fehlender Wert', tabelle('x * 2', '> 3'), null, 'sonst'],
    ['ein fehlender Eintrag', tabelle('x.a.b', '"c"'), {}, 'sonst'],
    ['keine Regel, die zutrifft', tabelle('x', '> 3', '7'), 1, null],
    ['eine Stelle, die eine Liste nicht hat', tabelle('x[3]', '> 3'), [1], 'sonst'],
    ['ein Schlüssel, den es nicht gibt', tabelle('get value(x, "b")', '> 3'), { a: 1 }, 'sonst'],
    ['eine eigene Bedingung, die nicht gilt', tabelle('x', '1 > 3'), 'viel', 'sonst'],
    ['ein Text in einer Liste von Wörtern', tabelle('x', '"a", "viel"'), 'viel', 'trifft'],
  ])('%s', async (_, inhalt, x, wert) => {
    expect(await entschieden(inhalt, x)).toMatchObject({ ok: true, wert });
  });

  it('wer fragt, ob etwas herauskommt, hat daran gedacht', async () => {
    for (const [text, wert] of [
      ['if number(x) = null then "unlesbar" else "Zahl"', 'unlesbar'],
      ['if null != date(x) then "Tag" else "kein Tag"', 'kein Tag'],
    ] as const)
      expect(await entschieden(entscheidung('E', feel(text), ['e:#x']), 'viel')).toMatchObject({ ok: true, wert });
    const danach = entscheidung('E', feel('if number(x) = null then x * 2 else 1'), ['e:#x']);
    expect(await entschieden(danach, 'viel')).toMatchObject({ ok: false });
  });
});

describe('Eine Regel ohne Uhr', () => {
  const fehler = async (inhalt: string) => {
    const u = await compileDmn(dokument(X + inhalt), { ohneUhr: true });
    return u.ok ? [] : u.fehler;
  };
  const GRUND = /^„today\(\)“ gibt es hier nicht: .*Nehmen Sie den Tag als Wert herein.*„tag“/;

  it.each([
    ['ein Ausdruck', entscheidung('E', feel('date(x) < today()'), ['e:#x'])],
    ['eine Spalte', tabelle('date(x) < today()', 'true')],
    ['eine Zelle', tabelle('date(x)', '< today()')],
    ['ein Wissensmodell', wissen('W', {}, feel('today()')) + entscheidung('E', feel('W()'), ['w:#W'])],
    ['die Funktion als Wert', entscheidung('E', feel('[today]'))],
  ])('%s: „today()“ wird beim Übersetzen abgelehnt, mit Grund und Ausweg', async (_, inhalt) => {
    expect(await fehler(inhalt)).toEqual([
      expect.objectContaining({ decision: expect.any(String), meldung: expect.stringMatching(GRUND) }),
    ]);
  });

  it('ein Wert darf so heißen, und wer den Zeitpunkt gibt, darf fragen', async () => {
    const benannt = eingabe('today') + entscheidung('E', feel('today'), ['e:#today']);
    expect(await fehler(benannt)).toEqual([]);
    const jetzt = '2026-05-01T10:00:00+02:00[Europe/Berlin]';
    expect(await entschieden(tabelle('date(x) < today()', 'true'), '2020-01-01', { ...LEISTUNG, jetzt })).toMatchObject(
      {
        wert: 'trifft',
      },
    );
  });
});
