import { expect, it } from 'vitest';
import {
  AUSGLEICH,
  aufgabe,
  beiEreignis,
  dauer,
  ende,
  FEHLER,
  modell,
  NACHRICHT,
  pfade,
  rand,
  SIGNAL,
  start,
  teilprozess,
  uebersetze,
  VERWEISE,
} from '../test/bpmn.ts';
import { doppelteEreignisse } from './doppelt.ts';

const doppelte = async (inhalt: string) =>
  doppelteEreignisse(await uebersetze(modell(inhalt, VERWEISE))).map((k) => k.id);
const JEDER_FEHLER = '<bpmn:errorEventDefinition/>';

it('Zwei Ereignisse an derselben Tätigkeit, von denen nur das erste je einträte, werden genannt', async () => {
  const an = (eins: string, zwei: string) =>
    doppelte(
      `${start}${teilprozess('u', `${aufgabe('t')}${ende('ue')}${pfade('us>t', 't>ue')}`)}${rand('r1', 'u', eins)}${rand('r2', 'u', zwei, zwei === FEHLER || zwei === JEDER_FEHLER)}` +
        `${ende()}${ende('e1')}${ende('e2')}${pfade('s>u', 'u>e', 'r1>e1', 'r2>e2')}`,
    );
  expect(await an(FEHLER, FEHLER)).toEqual(['r2']);
  expect(await an(NACHRICHT, NACHRICHT)).toEqual(['r2']);
  expect(await an(FEHLER, JEDER_FEHLER)).toEqual([]);
  expect(await an(SIGNAL, SIGNAL)).toEqual([]);
  expect(await an(dauer(), dauer())).toEqual([]);
});

it('ebenso zwei Kompensationen, zwei Ereignis-Teilprozesse und zwei Nachrichten nach einem Gateway', async () => {
  const zurueck = (id: string) =>
    `${rand(`r${id}`, 'a', AUSGLEICH)}<bpmn:userTask id="${id}" isForCompensation="true"/><bpmn:association id="v${id}" sourceRef="r${id}" targetRef="${id}"/>`;
  expect(
    await doppelte(`${start}${aufgabe('a')}${zurueck('x')}${zurueck('y')}${ende()}${pfade('s>a', 'a>e')}`),
  ).toEqual(['ry']);
  const daneben = (id: string) => beiEreignis(id, FEHLER, `${ende(`${id}e`)}${pfade(`${id}s>${id}e`)}`);
  expect(await doppelte(`${start}${ende()}${pfade('s>e')}${daneben('x')}${daneben('y')}`)).toEqual(['ys']);
  const wartet = (id: string) => `<bpmn:intermediateCatchEvent id="${id}">${NACHRICHT}</bpmn:intermediateCatchEvent>`;
  expect(
    await doppelte(
      `${start}<bpmn:eventBasedGateway id="g"/>${wartet('x')}${wartet('y')}${ende()}${pfade('s>g', 'g>x', 'g>y', 'x>e', 'y>e')}`,
    ),
  ).toEqual(['y']);
});
