import { describe, expect, it } from 'vitest';
import { aufgabe, dienst, ende, geher, gruende, modell, pfade, start, uebersetze } from '../test/bpmn.ts';
import { innereEbenen } from './ebenen.ts';
import { verlaufAus } from './verlauf.ts';
import { zeichne } from './zeichne.ts';

const ruf = (id: string, prozess: string) => `<bpmn:callActivity id="${id}" calledElement="${prozess}"/>`;
/** A file with one process of its own id; `dazu` stands beside it. */
const datei = (id: string, inhalt: string, dazu = '') =>
  modell(inhalt, dazu).replace('id="probe" name="Probe"', `id="${id}" name="Prozess ${id}"`);
const haupt = modell(`${start}${ruf('r', 'unten')}${ende()}${pfade('s>r', 'r>e')}`);
const unten = datei('unten', `${start}${aufgabe('a')}${ende()}${pfade('s>a', 'a>e')}`);

describe('Ein gerufener Prozess in einer eigenen Datei', () => {
  it('läuft wie einer in derselben, auch über mehrere Dateien hinweg', async () => {
    const p = await uebersetze(haupt, {
      'oben.bpmn': datei('unten', `${start}${ruf('r', 'tief')}${ende()}${pfade('s>r', 'r>e')}`),
      'tief.bpmn': datei('tief', `${start}${aufgabe('a')}${ende()}${pfade('s>a', 'a>e')}`),
    });
    const g = geher(p);
    const [w] = g.tue({ art: 'start', variablen: { betrag: 3 } });
    expect(w).toMatchObject({ art: 'aufgabe-anlegen', element: 'r/r/a' });
    g.tue({ art: 'aufgabe-erledigt', schritt: w && 'schritt' in w ? w.schritt : -1, variablen: { gut: true } });
    expect(g.zustand()).toMatchObject({ fertig: 'ende', variablen: { betrag: 3, gut: true } });
    expect([...p.bereiche].map(([id, b]) => [id, b.datei])).toEqual([
      ['r/r', 'tief.bpmn'],
      ['r', 'oben.bpmn'],
      ['', undefined],
    ]);
  });

  it('darf Kennungen haben, die es im Prozess selbst auch gibt, und Nachrichten seiner eigenen Datei', async () => {
    const wartet = `<bpmn:receiveTask id="a" messageRef="m"/>`;
    const p = await uebersetze(haupt, {
      'unten.bpmn': datei(
        'unten',
        `${start}${wartet}${ende()}${pfade('s>a', 'a>e')}`,
        '<bpmn:message id="m" name="unterlagen"/>',
      ),
    });
    expect(p.nachrichten).toEqual([{ element: 'r/a', name: '', nachricht: 'unterlagen' }]);
  });

  it('kann einen Prozess der ersten Datei rufen', async () => {
    const beide = modell(
      `${start}${ruf('r', 'unten')}${ende()}${pfade('s>r', 'r>e')}`,
      `<bpmn:process id="zweiter" isExecutable="true">${start.replace('"s"', '"zs"')}${aufgabe('za')}${ende('ze')}${pfade('zs>za', 'za>ze')}</bpmn:process>`,
    );
    const p = await uebersetze(beide, {
      'unten.bpmn': datei('unten', `${start}${ruf('x', 'zweiter')}${ende()}${pfade('s>x', 'x>e')}`),
    });
    expect(p.aufgaben.map((a) => a.element)).toEqual(['r/x/za']);
  });

  it('wird auf seiner eigenen Zeichnung gezeichnet', async () => {
    const NS =
      'xmlns:bpmndi="http://www.omg.org/spec/BPMN/20100524/DI" xmlns:dc="http://www.omg.org/spec/DD/20100524/DC" xmlns:di="http://www.omg.org/spec/DD/20100524/DI"';
    const form = (id: string, x: number) =>
      `<bpmndi:BPMNShape id="${id}_di" bpmnElement="${id}"><dc:Bounds x="${x}" y="0" width="100" height="80"/></bpmndi:BPMNShape>`;
    const mitBild = (xml: string, prozess: string, formen: string) =>
      xml
        .replace('<bpmn:definitions ', `<bpmn:definitions ${NS} `)
        .replace(
          '</bpmn:definitions>',
          `<bpmndi:BPMNDiagram id="bild"><bpmndi:BPMNPlane id="ebene" bpmnElement="${prozess}">${formen}</bpmndi:BPMNPlane></bpmndi:BPMNDiagram></bpmn:definitions>`,
        );
    const p = await uebersetze(mitBild(haupt, 'probe', form('s', 0) + form('r', 200) + form('e', 400)), {
      'unten.bpmn': mitBild(unten, 'unten', form('s', 1000) + form('a', 1200)),
    });
    const g = geher(p);
    g.tue({ art: 'start', variablen: {} });
    const verlauf = verlaufAus(p, g.zustand());
    expect(innereEbenen(p, verlauf)).toEqual([{ element: 'r', namen: ['r'], gezeichnet: true }]);
    expect(zeichne(p, verlauf)).not.toContain('r/a');
    expect(zeichne(p, verlauf, 'r')).toContain('data-element="r/a"');
    expect(zeichne(p, verlauf, 'r')).toContain('viewBox="980 -20');
  });

  it.each<[string, Record<string, string>, string[]]>([
    ['fehlt', {}, ['r: Den aufgerufenen Prozess „unten“ gibt es nicht als ausführbaren.']],
    ['ist kein XML', { 'a.bpmn': '<' }, [expect.stringMatching(/^a\.bpmn datei: Die Datei ist kein lesbares XML/)]],
    ['ist leer', { 'a.bpmn': '' }, ['a.bpmn datei: Die Datei ist leer.']],
    [
      'ist doppelt da',
      { 'a.bpmn': unten, 'b.bpmn': unten },
      ['b.bpmn unten (Prozess unten): Den Prozess „unten“ gibt es auch in a.bpmn.'],
    ],
    [
      'heißt wie der Prozess selbst',
      { 'a.bpmn': unten, 'b.bpmn': modell(`${start}${ende()}${pfade('s>e')}`) },
      ['b.bpmn probe (Probe): Den Prozess „probe“ gibt es auch in der Datei des Prozesses selbst.'],
    ],
    [
      'wird von niemandem gerufen',
      { 'a.bpmn': unten, 'b.bpmn': datei('anderer', `${start}${ende()}${pfade('s>e')}`) },
      ['b.bpmn anderer (Prozess anderer): Den Prozess „anderer“ ruft kein Schritt auf.'],
    ],
    [
      'ist nur gezeichnet',
      { 'a.bpmn': unten, 'b.bpmn': datei('x', `${start}${ende()}${pfade('s>e')}`).replace('="true"', '="false"') },
      ['b.bpmn datei: Die Datei enthält keinen ausführbaren Prozess (isExecutable="true").'],
    ],
    [
      'ruft im Kreis',
      { 'a.bpmn': datei('unten', `${start}${ruf('x', 'probe')}${ende()}${pfade('s>x', 'x>e')}`) },
      ['probe (Probe): Jeder Prozess der Datei wird von einem anderen aufgerufen; einer muss der erste sein.'],
    ],
    [
      'ruft sich selbst',
      { 'a.bpmn': datei('unten', `${start}${ruf('x', 'unten')}${ende()}${pfade('s>x', 'x>e')}`) },
      ['a.bpmn x: Der Prozess „unten“ ruft sich selbst auf.'],
    ],
    [
      'enthält, was es nicht gibt',
      {
        'a.bpmn': unten
          .replace('<bpmn:userTask id="a"', '<bpmn:transaction id="a"')
          .replace('userTask>', 'transaction>'),
      },
      [expect.stringMatching(/^a\.bpmn a .*/)],
    ],
    [
      'sagt von sich, was niemand beachtet',
      { 'a.bpmn': unten.replace('isExecutable="true"', 'isExecutable="true" activiti:candidateStarterUsers="x"') },
      [expect.stringMatching(/^a\.bpmn unten \(Prozess unten\): .*candidateStarterUsers/)],
    ],
  ])('wird abgewiesen, mit Datei und Grund, wenn er %s', async (_, weitere, erwartet) => {
    expect(await gruende(haupt, weitere)).toEqual(erwartet);
  });

  it('Prozesse, die nur einander rufen, ruft keiner auf', async () => {
    const kreis = (von: string, nach: string) => datei(von, `${start}${ruf('x', nach)}${ende()}${pfade('s>x', 'x>e')}`);
    expect(await gruende(haupt, { 'a.bpmn': unten, 'b.bpmn': kreis('p', 'q'), 'c.bpmn': kreis('q', 'p') })).toEqual([
      'b.bpmn p (Prozess p): Den Prozess „p“ ruft kein Schritt auf.',
      'c.bpmn q (Prozess q): Den Prozess „q“ ruft kein Schritt auf.',
    ]);
  });

  it('was in einem zweimal gerufenen falsch ist, wird einmal gesagt', async () => {
    const zweimal = modell(`${start}${ruf('r', 'unten')}${ruf('q', 'unten')}${ende()}${pfade('s>r', 'r>q', 'q>e')}`);
    const falsch = datei('unten', `${start}${dienst('a', '<zeebe:unbekannt/>')}${ende()}${pfade('s>a', 'a>e')}`);
    expect(await gruende(zweimal, { 'a.bpmn': falsch })).toHaveLength(1);
  });
});
