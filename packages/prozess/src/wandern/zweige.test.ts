import { describe, expect, it } from 'vitest';
import {
  aufgabe,
  dienst,
  ende,
  fertige,
  geher,
  modell,
  pfade,
  rand,
  SIGNAL,
  start,
  uebersetze,
  VERWEISE,
} from '../../test/bpmn.ts';
import { advance } from '../advance.ts';
import { plane, wandere } from '../wandern.ts';

const tor = (id: string, art = 'parallelGateway') => `<bpmn:${art} id="${id}"/>`;
const bescheid = dienst('b');
const NEBENEINANDER = modell(
  `${start}${tor('auf')}${aufgabe('x')}${aufgabe('y')}${tor('zu')}${bescheid}${ende()}` +
    pfade('s>auf', 'auf>x', 'auf>y', 'x>zu', 'y>zu', 'zu>b', 'b>e'),
);
const NACHEINANDER = modell(
  `${start}${aufgabe('x')}${aufgabe('y')}${bescheid}${ende()}${pfade('s>x', 'x>y', 'y>b', 'b>e')}`,
);

async function beginnt(xml: string, erledigt: readonly string[] = []) {
  const g = geher(await uebersetze(xml));
  g.tue({ art: 'start', variablen: {} });
  for (const element of erledigt) fertige(g, element);
  return g.zustand();
}
async function meldungen(von: string, nach: string, erledigt: readonly string[] = [], zuordnung = {}) {
  const [alt, neu] = [await uebersetze(von), await uebersetze(nach)];
  const zustand = await beginnt(von, erledigt);
  const plan = plane(alt, neu, zustand, zuordnung);
  const w = wandere(alt, neu, zustand, zuordnung);
  expect(w.ok).toBe(plan.ok);
  return plan.ok ? [] : plan.gruende.map((g) => `${g.element}: ${g.meldung}`);
}

describe('Zweige eines Vorgangs', () => {
  it('bleiben, wenn in der neuen Fassung einer zum anderen käme: Der Bescheid erginge sonst zweimal', async () => {
    expect(await meldungen(NEBENEINANDER, NACHEINANDER)).toEqual([
      'x: In der neuen Fassung kommt von hier aus „Aufgabe y“, wo der Vorgang auch schon steht: Was danach kommt, geschähe doppelt. Warten Sie, bis einer der beiden Schritte erledigt ist.',
    ]);
    const angeheftet = modell(
      `${start}${tor('auf')}${aufgabe('x')}${rand('r', 'x', SIGNAL, false)}${aufgabe('y')}${tor('zu')}${tor('v', 'exclusiveGateway')}${ende()}` +
        pfade('s>auf', 'auf>x', 'auf>v', 'r>v', 'v>y', 'x>zu', 'y>zu', 'zu>e'),
      VERWEISE,
    );
    expect(await meldungen(NEBENEINANDER, angeheftet)).toEqual([expect.stringMatching(/^x: .*geschähe doppelt/)]);
  });

  it('bleiben, wenn zwei Schritte zu einem würden', async () => {
    const neu = modell(`${start}${aufgabe('c')}${bescheid}${ende()}${pfade('s>c', 'c>b', 'b>e')}`);
    expect(await meldungen(NEBENEINANDER, neu, [], { x: 'c', y: 'c' })).toEqual([
      'y: Bei „Aufgabe c“ stünde der Vorgang zweimal: Was danach kommt, geschähe doppelt.',
    ]);
  });

  it('bleiben, wenn ein Gateway in der neuen Fassung auf einen Zweig wartet, den es nicht gibt', async () => {
    const grund =
      'zu: Dieses Gateway wartet in der neuen Fassung auf einen Zweig, den der Vorgang nicht hat und der nicht mehr kommen kann.';
    expect(await meldungen(NACHEINANDER, NEBENEINANDER)).toEqual([grund]);
    const drei = NEBENEINANDER.replace('</bpmn:process>', `${aufgabe('z')}${pfade('auf>z', 'z>zu')}</bpmn:process>`);
    expect(await meldungen(NEBENEINANDER, drei)).toEqual([grund]);
    expect(await meldungen(NEBENEINANDER, drei, ['x'])).toEqual([grund]);
    const davor = modell(`${start}${aufgabe('w')}${ende()}${pfade('s>w', 'w>e')}`);
    const mitDavor = (xml: string) =>
      xml
        .replace('</bpmn:process>', `${aufgabe('w')}${pfade('s>w', 'w>auf')}</bpmn:process>`)
        .replace(pfade('s>auf'), '');
    expect(await meldungen(davor, mitDavor(drei))).toEqual([]);
  });

  it('gehen, wenn sie nebeneinander bleiben, im selben Kreis laufen oder schon im alten Modell so liefen', async () => {
    expect(await meldungen(NEBENEINANDER, NEBENEINANDER.replace('Aufgabe x', 'Anders'), ['y'])).toEqual([]);
    const kreis = NEBENEINANDER.replace(pfade('s>auf'), pfade('s>v', 'v>auf'))
      .replace(pfade('b>e'), pfade('b>w', 'w>v:=nochmal = true', 'w>e'))
      .replace(
        '</bpmn:process>',
        `${tor('v', 'exclusiveGateway')}<bpmn:exclusiveGateway id="w" default="w_e"/></bpmn:process>`,
      );
    expect(await meldungen(NEBENEINANDER, kreis)).toEqual([]);
    expect(await meldungen(kreis, NEBENEINANDER)).toEqual([]);
    const ohneGateway = NEBENEINANDER.replace(pfade('x>zu', 'y>zu', 'zu>b'), pfade('x>y', 'y>b')).replace(
      tor('zu'),
      '',
    );
    expect(await meldungen(ohneGateway, ohneGateway)).toEqual([]);
    const steht = NEBENEINANDER.replace(tor('auf'), '<bpmn:exclusiveGateway id="auf" default="auf_y"/>').replace(
      pfade('auf>x'),
      pfade('auf>x:=links = true'),
    );
    expect(await meldungen(steht, steht)).toEqual([]);
  });

  it('gehen, wenn erledigt ist, was im Weg stand; ein geschehener Wechsel wird immer nachvollzogen', async () => {
    const [alt, neu] = [await uebersetze(NACHEINANDER), await uebersetze(NACHEINANDER)];
    expect(plane(alt, neu, await beginnt(NACHEINANDER, ['x']))).toMatchObject({ ok: true });
    const [neben, nach] = [await uebersetze(NEBENEINANDER), await uebersetze(NACHEINANDER)];
    const w = wandere(neben, nach, await beginnt(NEBENEINANDER), {}, { geschehen: true });
    expect(w).toMatchObject({ ok: true });
    if (w.ok) expect(advance(nach, w.zustand, { art: 'abbruch' })).toMatchObject({ ok: true });
  });
});
