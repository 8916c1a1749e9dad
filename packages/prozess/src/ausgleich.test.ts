import { describe, expect, it } from 'vitest';
import {
  AUSGLEICH,
  aufgabe,
  beiEreignis,
  dienst,
  ende,
  endet,
  FEHLER,
  fertige,
  geher,
  gruende,
  mit,
  modell,
  offen,
  pfade,
  rand,
  start,
  teilprozess,
  uebersetze,
  wirft,
} from '../test/bpmn.ts';

describe('Kompensation', () => {
  const zurueck = (id: string) => `<bpmn:userTask id="${id}" name="Zurück ${id}" isForCompensation="true"/>`;
  const verbinde = (...paare: string[]) =>
    paare
      .map((p) => p.split('>'))
      .map(([a, b]) => `<bpmn:association id="${a}_${b}" sourceRef="${a}" targetRef="${b}"/>`)
      .join('');
  const zwei = `${aufgabe('a')}${rand('ra', 'a', AUSGLEICH)}${zurueck('za')}${aufgabe('b')}${rand('rb', 'b', AUSGLEICH)}${zurueck('zb')}${verbinde('ra>za', 'rb>zb')}`;

  it('findet ihre Verbindung, wo Werkzeuge sie ablegen: neben den Becken oder außen um den Teilprozess', async () => {
    const innen = `${aufgabe('a')}${rand('ra', 'a', AUSGLEICH)}${zurueck('za')}${endet('ue', AUSGLEICH)}${pfade('us>a', 'a>ue')}`;
    const xml = (mitte: string, aussen = '') =>
      modell(`${start}${teilprozess('u', innen)}${ende()}${pfade('s>u', 'u>e')}${mitte}`, aussen);
    const becken = `<bpmn:collaboration id="k"><bpmn:participant id="b" processRef="probe"/>${verbinde('ra>za')}</bpmn:collaboration>`;
    for (const m of [xml('', becken), xml(verbinde('ra>za'))]) {
      const g = geher(await uebersetze(m));
      g.tue({ art: 'start', variablen: {} });
      fertige(g, 'a');
      expect(offen(g)).toEqual(['za']);
    }
  });

  it('hat ihre Tätigkeit im selben Bereich wie das Ereignis', async () => {
    const innen = `${aufgabe('b')}${rand('rb', 'b', AUSGLEICH)}${ende('ue')}${pfade('us>b', 'b>ue')}`;
    const xml = modell(
      `${start}${aufgabe('a')}${rand('ra', 'a', AUSGLEICH)}${zurueck('za')}${teilprozess('u', innen)}${ende()}${pfade('s>a', 'a>u', 'u>e')}${verbinde('ra>za', 'rb>za')}`,
    );
    expect(await gruende(xml)).toEqual([
      'rb: Von diesem Ereignis führt keine Verbindung (Association) zu einer Tätigkeit zur Kompensation.',
    ]);
  });

  it('macht das Letzte zuerst rückgängig und wartet, bis alles rückgängig ist', async () => {
    const g = await mit(
      `${start}${zwei}${aufgabe('c')}${wirft('w', AUSGLEICH)}${aufgabe('d')}${ende()}${pfade('s>a', 'a>b', 'b>c', 'c>w', 'w>d', 'd>e')}`,
    );
    fertige(g, 'a');
    fertige(g, 'b');
    expect(g.zustand().erledigt).toEqual([
      { element: 'a', durch: 'za' },
      { element: 'b', durch: 'zb' },
    ]);
    fertige(g, 'c');
    expect(offen(g)).toEqual(['zb']);
    fertige(g, 'zb');
    expect(offen(g)).toEqual(['za']);
    fertige(g, 'za');
    expect(offen(g)).toEqual(['d']);
    expect(g.zustand()).not.toHaveProperty('erledigt');
  });

  it('betrifft nur, was getan ist, und auf Wunsch nur eine Tätigkeit', async () => {
    const nur = '<bpmn:compensateEventDefinition activityRef="a"/>';
    const g = await mit(`${start}${zwei}${endet('w', nur)}${pfade('s>a', 'a>b', 'b>w')}`);
    fertige(g, 'a');
    fertige(g, 'b');
    expect(offen(g)).toEqual(['za']);
    expect(fertige(g, 'za')).toEqual([{ art: 'beendet', ergebnis: 'ende' }]);
    const h = await mit(`${start}${wirft('w', AUSGLEICH)}${zwei}${ende()}${pfade('s>w', 'w>a', 'a>b', 'b>e')}`);
    expect(offen(h)).toEqual(['a']);
  });

  it('erreicht auch das, was in einem fertigen Teilprozess getan wurde', async () => {
    const g = await mit(
      `${start}${teilprozess('u', `${zwei}${ende('ue')}${pfade('us>a', 'a>b', 'b>ue')}`)}${endet('w', AUSGLEICH)}${pfade('s>u', 'u>w')}`,
    );
    fertige(g, 'a');
    fertige(g, 'b');
    expect(offen(g)).toEqual(['zb']);
    fertige(g, 'zb');
    fertige(g, 'za');
    expect(g.zustand().fertig).toBe('ende');
  });

  it('räumt nach einem Fehler auf, im Ereignis-Teilprozess', async () => {
    const g = await mit(
      `${start}${zwei}${endet('k', FEHLER)}${pfade('s>a', 'a>b', 'b>k')}${beiEreignis('x', FEHLER, `${wirft('w', AUSGLEICH)}${ende('xe')}${pfade('xs>w', 'w>xe')}`)}`,
    );
    fertige(g, 'a');
    fertige(g, 'b');
    expect(offen(g)).toEqual(['zb']);
    fertige(g, 'zb');
    fertige(g, 'za');
    expect(g.zustand().fertig).toBe('ende');
  });

  it('die selbst scheitert, beginnt den Ereignis-Teilprozess, der sie verlangt, nicht noch einmal', async () => {
    const zurueckDurchDienst = dienst('za').replace('<bpmn:serviceTask', '<bpmn:serviceTask isForCompensation="true"');
    const g = await mit(
      `${start}${aufgabe('a')}${rand('ra', 'a', AUSGLEICH)}${zurueckDurchDienst}${verbinde('ra>za')}${endet('k', FEHLER)}${pfade('s>a', 'a>k')}` +
        beiEreignis('x', FEHLER, `${wirft('w', AUSGLEICH)}${ende('xe')}${pfade('xs>w', 'w>xe')}`),
    );
    fertige(g, 'a');
    const schritt = g.zustand().token.find((t) => t.element === 'za')?.schritt ?? 0;
    expect(g.tue({ art: 'dienst-fehler', schritt, code: 'F1', variablen: {} })).toMatchObject([
      { art: 'vorfall', element: 'za' },
    ]);
  });

  it('einer Tätigkeit, die niemand rückgängig macht, wird abgewiesen; die eines Teilprozesses gilt auch für sein Inneres', async () => {
    const nur = (ziel: string) => `<bpmn:compensateEventDefinition activityRef="${ziel}"/>`;
    const xml = (ziel: string) =>
      modell(
        `${start}${teilprozess('u', `${zwei}${ende('ue')}${pfade('us>a', 'a>b', 'b>ue')}`)}${aufgabe('c')}${endet('w', nur(ziel))}${pfade('s>u', 'u>c', 'c>w')}`,
      );
    expect(await gruende(xml('u'))).toEqual([]);
    expect(await gruende(xml('c'))).toEqual([
      'w: Zu „Aufgabe c“ gibt es nichts, das sie rückgängig macht: Es fehlt ein angeheftetes Ereignis zur Kompensation.',
    ]);
  });

  it('beginnt keinen Ereignis-Teilprozess; die Meldung sagt, was statt dessen geht', async () => {
    const innen = `${zwei}${ende('ue')}${pfade('us>a', 'a>b', 'b>ue')}${beiEreignis('x', AUSGLEICH, `${ende('xe')}${pfade('xs>xe')}`)}`;
    expect(await gruende(modell(`${start}${teilprozess('u', innen)}${ende()}${pfade('s>u', 'u>e')}`))).toEqual([
      expect.stringMatching(/^xs: Kompensation kann keinen Ereignis-Teilprozess beginnen\. Heften Sie sie außen an/),
    ]);
  });

  it('braucht eine Verbindung zur Tätigkeit', async () => {
    expect(
      await gruende(modell(`${start}${aufgabe('a')}${rand('ra', 'a', AUSGLEICH)}${ende()}${pfade('s>a', 'a>e')}`)),
    ).toEqual(['ra: Von diesem Ereignis führt keine Verbindung (Association) zu einer Tätigkeit zur Kompensation.']);
  });

  const nur = (ziel: string) => `<bpmn:compensateEventDefinition activityRef="${ziel}"/>`;
  it('eines Teilprozesses gilt auch, wenn er in einem anderen lag', async () => {
    const innen = teilprozess('v', `${zwei}${ende('ve')}${pfade('vs>a', 'a>b', 'b>ve')}`);
    const g = await mit(
      `${start}${teilprozess('u', `${innen}${ende('ue')}${pfade('us>v', 'v>ue')}`)}${endet('w', nur('v'))}${pfade('s>u', 'u>w')}`,
    );
    fertige(g, 'a');
    fertige(g, 'b');
    expect(offen(g)).toEqual(['zb']);
  });

  it('reicht nicht aus einem Teilprozess hinaus, wohl aber aus einem Ereignis-Teilprozess in seinen Bereich', async () => {
    const xml = (teil: string, dazu: string) =>
      modell(`${start}${zwei}${teil}${ende()}${dazu}`, '<bpmn:error id="err" errorCode="F1"/>');
    const drin = teilprozess('u', `${wirft('w', nur('a'))}${ende('ue')}${pfade('us>w', 'w>ue')}`);
    expect(await gruende(xml(drin, pfade('s>a', 'a>b', 'b>u', 'u>e')))).toEqual([
      'w: „Aufgabe a“ liegt nicht im selben Teilprozess wie dieses Ereignis und kann von hier aus nicht rückgängig gemacht werden.',
    ]);
    const daneben = beiEreignis('x', FEHLER, `${endet('w', nur('a'))}${pfade('xs>w')}`);
    expect(await gruende(xml(daneben, pfade('s>a', 'a>b', 'b>e')))).toEqual([]);
  });
});
