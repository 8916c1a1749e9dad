import { describe, expect, it } from 'vitest';
import {
  aufgabe,
  ende,
  erweitert,
  fertige,
  geher,
  gruende,
  mehrfach,
  modell,
  offen,
  pfade,
  start,
  uebersetze,
} from '../test/bpmn.ts';
import { compileAusdruck } from '../test/feel.ts';
import { advance } from './advance.ts';
import { uebernimm } from './uebernahme.ts';

const reihe = (n: number, element: (id: string) => string) => {
  const ids = Array.from({ length: n }, (_, i) => `n${i}`);
  const fluss = (von: string, nach: string) =>
    `<bpmn:sequenceFlow id="${von}_${nach}" sourceRef="${von}" targetRef="${nach}"/>`;
  return modell(
    start +
      ids.map(element).join('') +
      ende() +
      fluss('s', 'n0') +
      ids
        .slice(1)
        .map((id, i) => fluss(`n${i}`, id))
        .join('') +
      fluss(`n${n - 1}`, 'e'),
  );
};

/** Time of the processor, not on the clock: what others have the machine do does not count. A loop over all pairs takes far more. */
const RASCH = 10_000;
async function rasch<T>(tue: () => Promise<T>): Promise<T> {
  const beginn = process.cpuUsage();
  const ergebnis = await tue();
  expect(process.cpuUsage(beginn).user / 1000).toBeLessThan(RASCH);
  return ergebnis;
}

describe('Grenzen', () => {
  it('ein Modell mit 10.000 Elementen wird gelesen und läuft Schritt für Schritt', async () => {
    const p = await rasch(() => uebersetze(reihe(5000, (id) => `<bpmn:userTask id="${id}"/>`)));
    expect(p.knoten.size + p.fluesse.size).toBe(10_003);
    const g = geher(p);
    g.tue({ art: 'start', variablen: {} });
    for (let i = 0; i < 300; i += 1) g.tue({ art: 'aufgabe-erledigt', schritt: i + 2, variablen: {} });
    // The way remembered has an end; the events know the rest.
    expect(JSON.stringify(g.zustand()).length).toBeLessThan(12_000);
  });

  it('ein größeres wird abgelehnt', async () => {
    expect(await rasch(() => gruende(reihe(12_000, (id) => `<bpmn:userTask id="${id}"/>`)))).toEqual([
      'probe (Probe): Das Modell ist zu groß: Es darf höchstens 20000 Elemente haben.',
    ]);
  });

  it('tausende Gateways hintereinander: gelesen in kurzer Zeit, im Lauf nach 1000 Schritten angehalten', async () => {
    const p = await rasch(() => uebersetze(reihe(5000, (id) => `<bpmn:exclusiveGateway id="${id}"/>`)));
    expect(geher(p).code({ art: 'start', variablen: {} })).toBe('grenze-erreicht');
  });

  it('ein Kreis aus tausenden Gateways wird in kurzer Zeit gefunden', async () => {
    const kreis = reihe(4000, (id) => `<bpmn:exclusiveGateway id="${id}"/>`).replace(
      '</bpmn:process>',
      `${pfade('n3999>n0:=x')}</bpmn:process>`,
    );
    const meldungen = await rasch(() => gruende(kreis));
    expect(meldungen.filter((m) => m.includes('besteht nur aus Gateways'))).toHaveLength(4000);
  });

  it('viele inklusive Gateways warten nicht länger, als sie müssen', async () => {
    const p = await uebersetze(reihe(900, (id) => `<bpmn:inclusiveGateway id="${id}"/>`));
    await rasch(async () => expect(advance(p, null, { art: 'start', variablen: {} })).toMatchObject({ ok: true }));
  });

  it('ein inklusives Gateway mit tausenden Zugängen hinter einem langen Weg hält nicht auf', async () => {
    const wege = Array.from(
      { length: 4000 },
      (_, i) =>
        `<bpmn:sequenceFlow id="z${i}" sourceRef="g" targetRef="j"><bpmn:conditionExpression>=nie</bpmn:conditionExpression></bpmn:sequenceFlow>`,
    );
    const xml = reihe(2500, (id) => `<bpmn:userTask id="${id}"/>`).replace(
      '</bpmn:process>',
      '<bpmn:exclusiveGateway id="v"/><bpmn:inclusiveGateway id="g" default="g_j"/><bpmn:inclusiveGateway id="j"/>' +
        `${aufgabe('a')}${aufgabe('b')}${wege.join('')}` +
        `${pfade('s>v', 'n2499>v', 'v>g', 'g>a:=true', 'g>b:=true', 'g>j', 'a>j', 'b>j', 'j>e')}</bpmn:process>`,
    );
    const g = geher(await uebersetze(xml));
    g.tue({ art: 'start', variablen: { nie: false } });
    const beginn = process.memoryUsage().heapUsed;
    await rasch(async () => fertige(g, 'a'));
    expect(process.memoryUsage().heapUsed - beginn).toBeLessThan(100_000_000);
    expect(offen(g).sort()).toEqual(['b', 'n0']);
    fertige(g, 'b');
    expect(g.zustand().token).toMatchObject([{ element: 'n0' }]);
  });

  it('ein Ausdruck von einer Million Zeichen wird abgelehnt, ohne ihn zu lesen', async () => {
    const x = (feel: string) =>
      modell(
        `${start}<bpmn:exclusiveGateway id="x" default="x_e"/>${aufgabe('a')}${ende()}${pfade('s>x', `x>a:=${feel}`, 'x>e', 'a>e')}`,
      );
    expect((await gruende(x('('.repeat(9000)))).join('').length).toBeLessThan(800);
    expect(await rasch(() => gruende(x(`1${' + 1'.repeat(250_000)} > 2`)))).toEqual([
      'x_a: Bedingung: Der Ausdruck ist zu lang: Er darf höchstens 10000 Zeichen haben.',
    ]);
  });

  it('tief verschachteltes und verstümmeltes XML wird mit Gründen abgelehnt', async () => {
    const tief = (n: number) =>
      modell(
        '<bpmn:subProcess id="x">'.repeat(n).replace(/id="x"/g, () => `id="x${(zahl += 1)}"`) +
          '</bpmn:subProcess>'.repeat(n),
      );
    let zahl = 0;
    expect(await rasch(() => gruende(tief(2000)))).not.toEqual([]);
    expect(await rasch(() => gruende('<a>'.repeat(100_000)))).not.toEqual([]);
    const ganz = reihe(20, (id) => `<bpmn:userTask id="${id}"/>`);
    for (let i = 0; i < ganz.length; i += 97) expect(await gruende(ganz.slice(0, i))).not.toEqual([]);
    const u = await rasch(() => uebernimm(tief(2000), { compileAusdruck }));
    expect(u).toMatchObject({ ok: true });
  });

  it('beliebig viele Elemente, beliebig tiefe Bahnen und Erweiterungen bringen nichts zum Absturz', async () => {
    const tief = (auf: (i: number) => string, zu: string, n = 8000) =>
      Array.from({ length: n }, (_, i) => auf(i)).join('') + zu.repeat(n);
    const bahnen = tief(
      (i) => `<bpmn:lane id="l${i}"><bpmn:childLaneSet id="c${i}">`,
      '</bpmn:childLaneSet></bpmn:lane>',
    );
    const zeebe = tief(() => '<zeebe:input>', '</zeebe:input>', 20_000);
    const eigen = erweitert(`<zeebe:ioMapping>${zeebe}</zeebe:ioMapping>`);
    const modelle = {
      viele: modell('<bpmn:task/>'.repeat(150_000)),
      bahnen: modell(`<bpmn:laneSet id="ls">${bahnen}</bpmn:laneSet>${start}${ende()}${pfade('s>e')}`),
      zeebe: modell(`${start}${aufgabe('a', eigen)}${ende()}${pfade('s>a', 'a>e')}`),
    };
    expect(await rasch(() => gruende(modelle.viele))).toEqual([expect.stringContaining('zu groß')]);
    expect(await rasch(() => gruende(modelle.bahnen))).toEqual([]);
    expect(await rasch(() => gruende(modelle.zeebe))).toContain(
      'a (Aufgabe a): „input“ in der Zeebe-Erweiterung „ioMapping“ wird nicht unterstützt.',
    );
    for (const xml of Object.values(modelle))
      expect(await rasch(() => uebernimm(xml, { compileAusdruck }))).toMatchObject({ ok: true });
  });

  it('was der Leser nicht unterbringt, hält ihn nicht auf', async () => {
    const unwahr = ' isSequential="x"'.repeat(100_000);
    expect(await rasch(() => gruende(modell(`<bpmn:task ${unwahr}/>`)))).not.toEqual([]);
    expect(await rasch(() => gruende(modell(`<bpmn:documentation>${unwahr}</bpmn:documentation>`)))).toHaveLength(1);
    const viel = (n: number) => modell(`${start}${ende()}${pfade('s>e')}`, '<bpmn:quatsch/>'.repeat(n));
    expect(await gruende(viel(900))).toHaveLength(1);
    expect(await rasch(() => gruende(viel(100_000)))).toEqual([
      'datei: Die Datei enthält mehr als 1000 Stellen, die BPMN 2.0 nicht kennt.',
    ]);
  });

  it('ein fremdes Modell mit 10.000 Elementen, von denen keines hier läuft, wird in kurzer Zeit übernommen', async () => {
    const u = await rasch(() =>
      uebernimm(
        reihe(5000, (id) => `<bpmn:task id="${id}" activiti:x="y"/>`),
        { compileAusdruck },
      ),
    );
    expect(u.ok && u.prozesse[0]?.prozess?.knoten.size).toBe(5002);
    expect(u.ok && u.prozesse[0]?.hinweise).toHaveLength(5000);
  });

  it('eine Schleife, die nie wartet, hält den Befehl an und lässt den Stand, wie er war', async () => {
    const skript =
      '<bpmn:extensionElements><zeebe:script expression="=1" resultVariable="x"/></bpmn:extensionElements>';
    const p = await uebersetze(
      modell(
        `${start}${aufgabe('a')}<bpmn:exclusiveGateway id="v"/><bpmn:scriptTask id="k">${skript}</bpmn:scriptTask><bpmn:exclusiveGateway id="x" default="x_v"/>${ende()}` +
          pfade('s>a', 'a>v', 'v>k', 'k>x', 'x>e:=nie = true', 'x>v'),
      ),
    );
    const g = geher(p);
    g.tue({ art: 'start', variablen: {} });
    expect(await rasch(async () => g.code({ art: 'aufgabe-erledigt', schritt: 2, variablen: {} }))).toBe(
      'grenze-erreicht',
    );
    expect(g.tue({ art: 'aufgabe-erledigt', schritt: 2, variablen: { nie: true } }).at(-1)).toMatchObject({
      art: 'beendet',
    });
  });

  it('zu viele Zweige zugleich werden abgelehnt', async () => {
    const viele = modell(
      `${start}<bpmn:subProcess id="u">${mehrfach()}<bpmn:startEvent id="us"/>${aufgabe('t', mehrfach())}${ende('ue')}${pfade('us>t', 't>ue')}</bpmn:subProcess>${ende()}${pfade('s>u', 'u>e')}`,
    );
    const liste = Array.from({ length: 100 }, (_, i) => i);
    expect(advance(await uebersetze(viele), null, { art: 'start', variablen: { liste } })).toMatchObject({
      code: 'grenze-erreicht',
      meldung: expect.stringContaining('Mehr als 500 Schritte wären zugleich offen.'),
    });
  });

  it('Daten, die sich bei jedem Durchgang verdoppeln, halten mit einer Störung an, ehe sie den Speicher füllen', async () => {
    const skript = (id: string, feel: string, variable: string) =>
      `<bpmn:scriptTask id="${id}">${erweitert(`<zeebe:script expression="=${feel}" resultVariable="${variable}"/>`)}</bpmn:scriptTask>`;
    const xml = modell(
      `${start}<bpmn:exclusiveGateway id="v"/>${skript('x', 'x + x', 'x')}${skript('n', 'n + 1', 'n')}<bpmn:exclusiveGateway id="w" default="w_e"/>${ende()}` +
        pfade('s>v', 'v>x', 'x>n', 'n>w', 'w>v:=n < 41', 'w>e'),
    );
    const p = await uebersetze(xml);
    const w = await rasch(async () => advance(p, null, { art: 'start', variablen: { x: 'ja', n: 0 } }));
    const halt = { art: 'vorfall', element: 'x', meldung: expect.stringContaining('Die Daten sind zu groß') };
    expect(w).toMatchObject({ ok: true, wirkungen: [halt] });
    expect(JSON.stringify(w).length).toBeLessThan(2_000_000);
  });

  it('zu große Antworten werden abgelehnt, und viele große zusammen auch', async () => {
    const p = await uebersetze(modell(`${start}${aufgabe('a')}${aufgabe('b')}${ende()}${pfade('s>a', 'a>b', 'b>e')}`));
    const text = 'x'.repeat(900_000);
    const g = geher(p);
    expect(g.code({ art: 'start', variablen: { text: text + text } })).toBe('variablen-ungueltig');
    const w = advance(p, null, { art: 'start', variablen: { liste: Array.from({ length: 200_000 }, () => 1) } });
    expect(w).toMatchObject({ ok: false, code: 'variablen-ungueltig' });
    g.tue({ art: 'start', variablen: { a: text } });
    const variablen = { a: text, b: text, c: text, d: text, e: text };
    const zustand = { ...g.zustand(), variablen };
    expect(advance(p, zustand, { art: 'aufgabe-erledigt', schritt: 2, variablen: {} })).toMatchObject({
      ok: false,
      code: 'grenze-erreicht',
      meldung: expect.stringContaining('zu groß'),
    });
  });
});
