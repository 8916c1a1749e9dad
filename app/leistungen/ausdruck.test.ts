import { advance, compileProzess, type Zustand } from '@rathausverbund/prozess';
import { describe, expect, it } from 'vitest';
import { compileAusdruck, type Variablen } from './ausdruck.ts';

const rechne = (text: string, variablen: Variablen = {}) => {
  const a = compileAusdruck(text);
  return a.ok ? a.ausdruck.rechne(variablen) : a;
};

/** A process of scripts, one behind the other, each writing the variable of its name. */
async function laufe(skripte: Readonly<Record<string, string>>, variablen: Record<string, number>): Promise<Zustand> {
  const namen = Object.keys(skripte);
  const weg = ['start', ...namen, 'ende'];
  const xml = `<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:zeebe="http://camunda.org/schema/zeebe/1.0" targetNamespace="x"><process id="p" isExecutable="true"><startEvent id="start"/>${namen
    .map(
      (n) =>
        `<scriptTask id="${n}"><extensionElements><zeebe:script expression="=${skripte[n]?.replaceAll('<', '&lt;').replaceAll('"', '&quot;')}" resultVariable="${n}"/></extensionElements></scriptTask>`,
    )
    .join('')}<endEvent id="ende"/>${weg
    .slice(1)
    .map((nach, i) => `<sequenceFlow id="f${i}" sourceRef="${weg[i]}" targetRef="${nach}"/>`)
    .join('')}</process></definitions>`;
  const p = await compileProzess(xml, {
    compileAusdruck: (text) => {
      const a = compileAusdruck(text);
      return a.ok ? { ok: true, evaluate: (v: Variablen) => a.ausdruck.rechne(v) } : a;
    },
  });
  if (!p.ok) throw new Error(JSON.stringify(p.fehler));
  const f = advance(p.prozess, null, { art: 'start', variablen });
  if (!f.ok) throw new Error(f.meldung);
  return f.zustand;
}

describe('Zahlen zwischen zwei Schritten', () => {
  it('bleiben Zahlen, auch nach einer Teilung, die nicht aufgeht', async () => {
    const z = await laufe(
      {
        anteil: 'tage / 365',
        betrag: 'round half up(6000 * anteil, 0)',
        stufe: 'if betrag > 100 then "hoch" else "niedrig"',
      },
      { tage: 245 },
    );
    expect(z).toMatchObject({
      fertig: 'ende',
      variablen: { anteil: expect.closeTo(245 / 365, 15), betrag: 4027, stufe: 'hoch' },
    });
  });

  it.each([3, 7, 365])('x durch %d und wieder mal %d ergibt auf den Cent wieder x', async (n) => {
    const z = await laufe({ teil: `x / ${n}`, ganz: `round half up(teil * ${n}, 0)` }, { x: 123_456_789 });
    expect(z.variablen['ganz']).toBe(123_456_789);
  });

  it('werden abgelehnt, wo eine Ziffer vor dem Komma falsch würde', () => {
    expect(rechne('9007199254740993 + 0')).toMatchObject({
      ok: false,
      meldung: 'Die Zahl ist zu groß, um genau gespeichert zu werden.',
    });
  });
});

describe('Was nicht zu berechnen ist', () => {
  it('wird mit Grund abgelehnt, wenn Werte da waren und nichts herauskam', () => {
    expect(rechne('6000 * anteil', { anteil: 'viel' })).toEqual({
      ok: false,
      meldung: '„*“ geht nicht mit Zahl und Text oder hat kein Ergebnis.',
    });
    expect(rechne('date(tag)', { tag: '2026-02-30' })).toMatchObject({ ok: false });
  });

  it('auch wo es sonst als nein zählte und ein Weg gewählt würde', () => {
    const zuSpaet = 'if date(ende) < today() then "zu spät" else "rechtzeitig"';
    expect(rechne(zuSpaet, { ende: '2020-12-31' })).toEqual({
      ok: false,
      meldung: 'Für „today()“ ist kein Tag angegeben.',
    });
    expect(rechne('betrag > 100 or eilig', { betrag: 'viel', eilig: true })).toMatchObject({ ok: false });
  });

  it('ist nichts, wo ein Wert nur fehlt: Bedingungen warten darauf', () => {
    expect(rechne('betrag > 100', { betrag: null })).toEqual({ ok: true, wert: null });
    expect(rechne('date(antrag.tag) > date("2026-01-01")', { antrag: {} })).toEqual({ ok: true, wert: null });
    expect(rechne('antrag.hunde[1].name', { antrag: { hunde: [] } })).toEqual({ ok: true, wert: null });
  });

  it('darf geprüft werden: ein Ausdruck, der damit umgeht, gilt', () => {
    expect(rechne('if number(text) = null then "unlesbar" else "Zahl"', { text: 'x' })).toEqual({
      ok: true,
      wert: 'unlesbar',
    });
  });
});
