import { describe, expect, it } from 'vitest';
import {
  aufgabe,
  beiEreignis,
  dauer,
  dienst,
  ESKALATION,
  ende,
  fertige,
  geher,
  modell,
  pfade,
  rand,
  SIGNAL,
  start,
  teilprozess,
  uebersetze,
  VERWEISE,
} from '../../test/bpmn.ts';
import { verwaltungsakteOhneMensch } from '../automatik.ts';
import { plane } from '../wandern.ts';

const VERWALTUNGSAKTE = new Set(['brief.erlassen']);
const bescheid = dienst('b').replace('type="tun"', 'type="brief.erlassen"');
const warte = `<bpmn:intermediateCatchEvent id="z" name="Abwarten">${dauer()}</bpmn:intermediateCatchEvent>`;
const ablauf = (inhalt: string, ...wege: string[]) =>
  modell(`${start}${inhalt}${bescheid}${ende()}${pfade(...wege)}`, VERWEISE);

/** The reasons why an instance of `von`, where the given tasks are done, cannot go to `nach`; both may be published. */
async function bleibt(von: string, nach: string, erledigt: readonly string[] = []) {
  const [alt, neu] = [await uebersetze(von), await uebersetze(nach)];
  expect(verwaltungsakteOhneMensch(neu, VERWALTUNGSAKTE)).toEqual([]);
  const g = geher(alt);
  g.tue({ art: 'start', variablen: {} });
  for (const element of erledigt) fertige(g, element);
  expect(plane(alt, neu, g.zustand())).toMatchObject({ ok: true });
  const plan = plane(alt, neu, g.zustand(), {}, { verwaltungsakte: VERWALTUNGSAKTE });
  return plan.ok ? [] : plan.gruende.map((x) => `${x.element}: ${x.meldung}`);
}

describe('ein Vorgang wechselt die Fassung', () => {
  const erstWarten = ablauf(warte + aufgabe('h'), 's>z', 'z>h', 'h>b', 'b>e');
  const erstFragen = ablauf(warte + aufgabe('h'), 's>h', 'h>z', 'z>b', 'b>e');

  it('nicht an der Aufgabe vorbei, die vor dem Bescheid steht', async () => {
    expect(await bleibt(erstWarten, erstFragen)).toEqual([
      'b: Dieser Verwaltungsakt könnte in der neuen Fassung ergehen, ohne dass in diesem Vorgang ein Mensch entschieden hat (§ 35a VwVfG): Die Aufgabe liegt dort vor „Abwarten“, und so weit ist der Vorgang schon.',
    ]);
  });

  it('wenn ein Mensch schon entschieden hat, es noch tut, oder kein Bescheid mehr kommt', async () => {
    const beide = ablauf(warte + aufgabe('g') + aufgabe('h'), 's>g', 'g>z', 'z>h', 'h>b', 'b>e');
    expect(
      await bleibt(beide, beide.replace(pfade('s>g', 'g>z', 'z>h', 'h>b'), pfade('s>g', 'g>h', 'h>z', 'z>b')), ['g']),
    ).toEqual([]);
    expect(await bleibt(erstFragen, erstWarten, ['h'])).toEqual([]);
    expect(await bleibt(erstWarten, erstWarten)).toEqual([]);
    const ohne = modell(`${start}${warte}${ende()}${pfade('s>z', 'z>e')}`);
    expect(await bleibt(erstWarten, ohne)).toEqual([]);
  });

  it('nicht über eine Zwischenfassung, die den Menschen schon hinter sich glaubt', async () => {
    const [v1, v2, v3] = [
      erstWarten,
      ablauf(warte + aufgabe('g') + aufgabe('h'), 's>g', 'g>z', 'z>h', 'h>b', 'b>e'),
      ablauf(warte + aufgabe('g'), 's>g', 'g>z', 'z>b', 'b>e'),
    ];
    expect(await bleibt(v1, v2)).toEqual([]);
    const [alt, neu] = [await uebersetze(v2), await uebersetze(v3)];
    const g = geher(await uebersetze(v1));
    g.tue({ art: 'start', variablen: {} });
    const plan = plane(alt, neu, g.zustand(), {}, { verwaltungsakte: VERWALTUNGSAKTE });
    expect(plan).toMatchObject({ ok: false, gruende: [{ element: 'b' }] });
  });

  it('nicht mit einem Zweig, der ohne Mensch an einem Gateway angekommen ist', async () => {
    const xml = (...wege: string[]) =>
      ablauf(
        `<bpmn:parallelGateway id="auf"/>${dienst('d')}${aufgabe('h')}${aufgabe('i')}<bpmn:parallelGateway id="zu"/>`,
        's>auf',
        'auf>d',
        'b>e',
        'd>zu',
        ...wege,
      );
    const alt = xml('auf>i', 'i>zu', 'zu>h', 'h>b');
    const neu = xml('auf>i', 'i>zu', 'zu>b').replace(pfade('auf>d'), pfade('auf>h', 'h>d'));
    // the branch at the gateway has not been by a person; the other one will be
    expect(await bleibt(alt, neu, ['d'])).toEqual([]);
    const ohneI = (x: string) => x.replace(aufgabe('i'), dienst('i'));
    expect(await bleibt(ohneI(alt), ohneI(neu), ['d'])).toEqual([expect.stringMatching(/^b: /)]);
  });

  it('nicht aus einem Teilprozess, hinter dem niemand mehr gefragt wird; wohl, wenn noch jemand gefragt wird', async () => {
    const teil = (inhalt: string) => teilprozess('u', `${inhalt}${ende('ue')}`);
    const xml = (innen: string, dazu: string, ...wege: string[]) =>
      ablauf(`${teil(innen)}${dazu}`, 's>u', 'b>e', ...wege);
    const alt = xml(`${warte}${pfade('us>z', 'z>ue')}`, aufgabe('h'), 'u>h', 'h>b');
    expect(await bleibt(alt, xml(`${warte}${aufgabe('g')}${pfade('us>g', 'g>z', 'z>ue')}`, '', 'u>b'))).toEqual([
      expect.stringMatching(/^b: /),
    ]);
    expect(await bleibt(alt, xml(`${warte}${aufgabe('g')}${pfade('us>z', 'z>g', 'g>ue')}`, '', 'u>b'))).toEqual([]);
    const daneben = (x: string) => beiEreignis('v', SIGNAL, `${x}${ende('ve')}`);
    const innen = `${warte}${daneben(`${aufgabe('i')}${pfade('vs>i', 'i>ve')}`)}${pfade('us>z', 'z>ue')}`;
    const mitRand = (...wege: string[]) =>
      ablauf(`${teil(innen)}${rand('r', 'u', ESKALATION)}${aufgabe('h')}`, 'b>e', ...wege);
    expect(await bleibt(mitRand('s>u', 'u>h', 'r>h', 'h>b'), mitRand('s>h', 'h>u', 'u>b', 'r>b'))).toEqual([
      expect.stringMatching(/^b: /),
    ]);
  });
});
