import { describe, expect, it } from 'vitest';
import { aufgabe, ende, geher, modell, pfade, start, uebersetze } from '../test/bpmn.ts';
import { innereEbenen } from './ebenen.ts';
import { leseXml } from './lesen/xml.ts';
import { verlaufAus } from './verlauf.ts';
import { zeichne } from './zeichne.ts';

const form = (id: string, x: number, y: number, breite = 100, hoehe = 80) =>
  `<bpmndi:BPMNShape id="${id}_${x}_di" bpmnElement="${id}"><dc:Bounds x="${x}" y="${y}" width="${breite}" height="${hoehe}"/></bpmndi:BPMNShape>`;
const linie = (id: string, von: number, nach: number) =>
  `<bpmndi:BPMNEdge id="${id}_di" bpmnElement="${id}"><di:waypoint x="${von}" y="40"/><di:waypoint x="${nach}" y="40"/></bpmndi:BPMNEdge>`;
const bild = (ebene: string, inhalt: string) =>
  `<bpmndi:BPMNDiagram id="${ebene}_bild"><bpmndi:BPMNPlane id="${ebene}_ebene" bpmnElement="${ebene}">${inhalt}</bpmndi:BPMNPlane></bpmndi:BPMNDiagram>`;
const mitDi = (xml: string) =>
  xml.replace(
    '<bpmn:definitions ',
    '<bpmn:definitions xmlns:bpmndi="http://www.omg.org/spec/BPMN/20100524/DI" xmlns:dc="http://www.omg.org/spec/DD/20100524/DC" xmlns:di="http://www.omg.org/spec/DD/20100524/DI" ',
  );

/** Two calls of one process, then a sub-process drawn closed, each with a diagram of its own where `mit` says so. */
const verschachtelt = (mit = { gerufen: true, zu: true }) => {
  const ruf = (id: string) =>
    `<bpmn:callActivity id="${id}" name="Ruf ${id}"><bpmn:extensionElements><zeebe:calledElement processId="unten"/></bpmn:extensionElements></bpmn:callActivity>`;
  const innen = `<bpmn:subProcess id="u" name="Zugeklappt"><bpmn:startEvent id="us"/>${aufgabe('t')}${ende('ue')}${pfade('us>t', 't>ue')}</bpmn:subProcess>`;
  const oben = `${start}${ruf('r1')}${ruf('r2')}${innen}${ende()}${pfade('s>r1', 'r1>r2', 'r2>u', 'u>e')}`;
  const unten = `<bpmn:process id="unten" name="Unten" isExecutable="true"><bpmn:startEvent id="gs"/>${aufgabe('g')}${ende('ge')}${pfade('gs>g', 'g>ge')}</bpmn:process>`;
  const bilder = [
    bild(
      'probe',
      form('s', 0, 22, 36, 36) +
        form('r1', 80, 0) +
        form('r2', 220, 0) +
        form('u', 360, 0) +
        form('e', 500, 22, 36, 36) +
        linie('s_r1', 36, 80),
    ),
    mit.gerufen
      ? bild(
          'unten',
          form('gs', 1000, 22, 36, 36) +
            form('g', 1080, 0) +
            form('ge', 1220, 22, 36, 36) +
            linie('gs_g', 1036, 1080) +
            linie('g_ge', 1180, 1220),
        )
      : '',
    mit.zu
      ? bild('u', form('us', 0, 22, 36, 36) + form('t', 80, 0) + form('ue', 220, 22, 36, 36) + linie('us_t', 36, 80))
      : '',
  ];
  return mitDi(modell(oben, unten + bilder.join('')));
};
/** Stands in the second call; the first is done. */
async function mitten(xml: string) {
  const p = await uebersetze(xml);
  const g = geher(p);
  const w = g.tue({ art: 'start', variablen: {} });
  const schritt = w.flatMap((x) => (x.art === 'aufgabe-anlegen' ? [x.schritt] : []))[0] ?? -1;
  g.tue({ art: 'aufgabe-erledigt', schritt, variablen: {} });
  return { p, g, verlauf: verlaufAus(p, g.zustand()) };
}
const hervor = (svg: string) =>
  [...svg.matchAll(/data-element="([^"]+)" class="weg[^"]*"/g)].map((t) => t[1]).toSorted();

describe('Was in einem gerufenen oder zugeklappten Teilprozess liegt,', () => {
  it('wird auf seiner eigenen Zeichnung gezeichnet, je Aufruf mit dem eigenen Weg', async () => {
    const { p, verlauf } = await mitten(verschachtelt());
    expect(innereEbenen(p, verlauf)).toEqual([
      { element: 'r1', namen: ['Ruf r1'], gezeichnet: true },
      { element: 'r2', namen: ['Ruf r2'], gezeichnet: true },
    ]);
    const [haupt, erster, zweiter] = [undefined, 'r1', 'r2'].map((e) => zeichne(p, verlauf, e));
    expect(hervor(haupt ?? '')).toEqual(['r1', 'r2', 's', 's_r1']);
    expect(haupt).not.toContain('data-element="r1/g"');
    expect(hervor(erster ?? '')).toEqual(['r1/g', 'r1/g_ge', 'r1/ge', 'r1/gs', 'r1/gs_g']);
    expect(hervor(zweiter ?? '')).toEqual(['r2/g', 'r2/gs', 'r2/gs_g']);
    expect(zweiter).toContain('<title>Ruf r2</title>');
    expect(zweiter).toContain('Aufgabe g (hier steht der Vorgang)');
    expect(erster).not.toContain('hier steht der Vorgang');
    // its own coordinates, its own size
    expect(erster).toContain('viewBox="980 -20 296 120" width="296" height="120"');
    for (const svg of [haupt, erster, zweiter])
      expect(await leseXml(svg ?? '')).toMatchObject({ meldung: expect.stringContaining('kein BPMN-2.0-Modell') });
  });

  it('auch im zugeklappten Teilprozess, sobald der Vorgang dort ist', async () => {
    const { p, g } = await mitten(verschachtelt());
    const schritt = g.zustand().token.find((t) => t.element === 'r2/g')?.schritt ?? -1;
    g.tue({ art: 'aufgabe-erledigt', schritt, variablen: {} });
    const verlauf = verlaufAus(p, g.zustand());
    expect(innereEbenen(p, verlauf).map((e) => e.element)).toEqual(['r1', 'r2', 'u']);
    expect(hervor(zeichne(p, verlauf, 'u'))).toEqual(['t', 'us', 'us_t']);
    expect(zeichne(p, verlauf)).not.toContain('data-element="t"');
  });

  it('sagt es, wenn das Modell davon keine Zeichnung hat', async () => {
    const { p, verlauf } = await mitten(verschachtelt({ gerufen: false, zu: false }));
    expect(innereEbenen(p, verlauf)).toMatchObject([
      { element: 'r1', gezeichnet: false },
      { element: 'r2', gezeichnet: false },
    ]);
    expect(zeichne(p, verlauf, 'r1')).toBe('');
  });

  it('zeigt ein offen gezeichneter Teilprozess schon auf der Zeichnung, auf der er selbst steht', async () => {
    const offen = `${start}<bpmn:subProcess id="u" name="Offen"><bpmn:startEvent id="us"/>${aufgabe('t')}${ende('ue')}${pfade('us>t', 't>ue')}</bpmn:subProcess>${ende()}${pfade('s>u', 'u>e')}`;
    const p = await uebersetze(mitDi(modell(offen, bild('probe', form('u', 0, 0, 300, 200) + form('t', 100, 60)))));
    const g = geher(p);
    g.tue({ art: 'start', variablen: {} });
    const verlauf = verlaufAus(p, g.zustand());
    expect(innereEbenen(p, verlauf)).toEqual([]);
    expect(hervor(zeichne(p, verlauf))).toEqual(['t', 'u']);
  });

  it('nennt auch, worin der Aufruf selbst liegt', async () => {
    const tief = verschachtelt().replace(
      '<bpmn:userTask id="t" name="Aufgabe t"></bpmn:userTask>',
      '<bpmn:callActivity id="t" name="Ruf t"><bpmn:extensionElements><zeebe:calledElement processId="unten"/></bpmn:extensionElements></bpmn:callActivity>',
    );
    const { p, g } = await mitten(tief);
    const schritt = g.zustand().token.find((t) => t.element === 'r2/g')?.schritt ?? -1;
    g.tue({ art: 'aufgabe-erledigt', schritt, variablen: {} });
    const verlauf = verlaufAus(p, g.zustand());
    expect(innereEbenen(p, verlauf).at(-1)).toEqual({ element: 't', namen: ['Zugeklappt', 'Ruf t'], gezeichnet: true });
    expect(hervor(zeichne(p, verlauf, 't'))).toEqual(['t/g', 't/gs', 't/gs_g']);
  });
});
