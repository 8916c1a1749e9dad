import { describe, expect, it } from 'vitest';
import {
  aufgabe,
  dauer,
  dienst,
  ende,
  erweitert,
  FEHLER,
  fertige,
  geher,
  gruende,
  mehrfach,
  modell,
  NACHRICHT,
  pfade,
  rand,
  start,
  uebersetze,
  VERWEISE,
} from '../test/bpmn.ts';
import { wandere } from './wandern.ts';

const nachricht = '<bpmn:message id="m" name="widerruf"/><bpmn:message id="n" name="antwort"/>';
const randNachricht = (an: string, unterbrechend: boolean) =>
  `<bpmn:boundaryEvent id="r" attachedToRef="${an}" cancelActivity="${unterbrechend}"><bpmn:messageEventDefinition messageRef="m"/></bpmn:boundaryEvent>`;
const randZeit = (an: string, angabe: string) =>
  `<bpmn:boundaryEvent id="z" attachedToRef="${an}"><bpmn:timerEventDefinition>${angabe}</bpmn:timerEventDefinition></bpmn:boundaryEvent>`;

describe('angeheftete Ereignisse', () => {
  it('nehmen unterbrechend die Aufgabe und ihre übrigen Ereignisse weg', async () => {
    const p = await uebersetze(
      modell(
        `${start}${aufgabe('t')}${randNachricht('t', true)}${randZeit('t', '<bpmn:timeDuration>P14D</bpmn:timeDuration>')}${dienst('d')}${ende()}` +
          pfade('s>t', 't>e', 'r>d', 'z>e', 'd>e'),
        nachricht,
      ),
    );
    const g = geher(p);
    expect(g.tue({ art: 'start', variablen: {} }).map((w) => w.art)).toEqual([
      'aufgabe-anlegen',
      'warten-auf',
      'zeitgeber',
    ]);
    expect(g.tue({ art: 'nachricht', name: 'widerruf', variablen: { grund: 'x' } })).toMatchObject([
      { art: 'warten-beendet', schritt: 3 },
      { art: 'aufgabe-entfernen', schritt: 2 },
      { art: 'zeitgeber-entfernen', schritt: 4 },
      { art: 'dienst', eingabe: { grund: 'x' } },
    ]);
    expect(g.code({ art: 'aufgabe-erledigt', schritt: 2, variablen: {} })).toBe('schritt-unbekannt');
    expect(g.code({ art: 'nachricht', name: 'widerruf', variablen: {} })).toBe('nachricht-unerwartet');
  });

  it('bleiben als nicht unterbrechende Nachricht offen und kommen mehrmals', async () => {
    const p = await uebersetze(
      modell(
        `${start}${aufgabe('t')}${randNachricht('t', false)}${dienst('d')}${ende()}${pfade('s>t', 't>e', 'r>d', 'd>e')}`,
        nachricht,
      ),
    );
    const g = geher(p);
    g.tue({ art: 'start', variablen: {} });
    expect(g.tue({ art: 'nachricht', name: 'widerruf', variablen: {} })).toMatchObject([{ art: 'dienst', schritt: 5 }]);
    expect(g.tue({ art: 'nachricht', name: 'widerruf', variablen: {} })).toMatchObject([{ art: 'dienst', schritt: 7 }]);
    expect(g.tue({ art: 'aufgabe-erledigt', schritt: 2, variablen: {} })).toEqual([
      { art: 'warten-beendet', schritt: 3 },
    ]);
    g.tue({ art: 'dienst-erledigt', schritt: 5, variablen: {} });
    expect(g.tue({ art: 'dienst-erledigt', schritt: 7, variablen: {} })).toEqual([
      { art: 'beendet', ergebnis: 'ende' },
    ]);
  });

  it('begrenzen eine Empfangsaufgabe durch einen Zeitpunkt', async () => {
    const p = await uebersetze(
      modell(
        `${start}<bpmn:receiveTask id="t" messageRef="n"/>${randZeit('t', '<bpmn:timeDate>=bis</bpmn:timeDate>')}${ende()}${ende('spaet')}` +
          pfade('s>t', 't>e', 'z>spaet'),
        nachricht,
      ),
    );
    const g = geher(p);
    expect(g.tue({ art: 'start', variablen: { bis: '2026-05-15T12:00:00+02:00' } })).toEqual([
      { art: 'warten-auf', schritt: 2, nachricht: 'antwort' },
      { art: 'zeitgeber', schritt: 3, faellig: { zeitpunkt: '2026-05-15T12:00:00+02:00' } },
    ]);
    expect(g.tue({ art: 'zeit', schritt: 3 })).toEqual([
      { art: 'warten-beendet', schritt: 2 },
      { art: 'beendet', ergebnis: 'ende' },
    ]);
    expect(g.zustand().weg.map((w) => w.element)).toEqual(['s', 't', 'z', 'spaet']);
  });
});

describe('ein angeheftetes Ereignis, dessen Zuordnung misslingt', () => {
  const misslingt = erweitert('<zeebe:ioMapping><zeebe:output source="=fehler()" target="x"/></zeebe:ioMapping>');
  const xml = modell(
    `${start}<bpmn:parallelGateway id="p"/>${aufgabe('a')}${aufgabe('b')}${rand('r', 'a', misslingt + NACHRICHT)}${aufgabe('c')}${ende()}${ende('e2')}${ende('e3')}` +
      pfade('s>p', 'p>a', 'p>b', 'a>e', 'b>e2', 'r>c', 'c>e3'),
    VERWEISE,
  );

  it('steht als Störung da, auch wenn alle anderen Zweige zu Ende sind', async () => {
    const g = geher(await uebersetze(xml));
    g.tue({ art: 'start', variablen: {} });
    g.tue({ art: 'nachricht', name: 'hallo', variablen: {} });
    expect(fertige(g, 'b')).toEqual([]);
    expect(g.zustand().token).toMatchObject([{ element: 'r', vorfall: { phase: 'verlassen' } }]);
  });

  it('wandert mit in eine neue Fassung', async () => {
    const g = geher(await uebersetze(xml));
    g.tue({ art: 'start', variablen: {} });
    g.tue({ art: 'nachricht', name: 'hallo', variablen: {} });
    expect(wandere(g.prozess, await uebersetze(xml), g.zustand())).toMatchObject({ ok: true, zustand: g.zustand() });
  });
});

describe('an einem Skript', () => {
  const skript = (ext: string) => `<bpmn:scriptTask id="t">${erweitert(ext)}</bpmn:scriptTask>`;
  const xml = (ext: string, angeheftet: string) =>
    modell(`${start}${skript(ext)}${angeheftet}${ende()}${ende('spaet')}${pfade('s>t', 't>e', 'r>spaet')}`, VERWEISE);
  const feel = '<zeebe:script expression="=1" resultVariable="x"/>';

  it('das ein Dienst tut, läuft eine Frist wie an jedem Dienst', async () => {
    const g = geher(await uebersetze(xml('<zeebe:taskDefinition type="rechnen"/>', rand('r', 't', dauer()))));
    expect(g.tue({ art: 'start', variablen: {} })).toMatchObject([
      { art: 'dienst', typ: 'rechnen' },
      { art: 'zeitgeber', schritt: 3 },
    ]);
    expect(g.tue({ art: 'zeit', schritt: 3 })).toMatchObject([{ art: 'dienst-entfernen' }, { art: 'beendet' }]);
  });

  it('in FEEL kann nichts eintreten, was es auch wäre', async () => {
    const grund = 'r: Ein Skript in FEEL ist sofort gerechnet: Angeheftet werden kann nur eine Kompensation.';
    for (const was of [dauer(), NACHRICHT, FEHLER])
      expect(await gruende(xml(feel, rand('r', 't', was)))).toEqual([grund]);
  });
});

describe('eine manuelle Aufgabe', () => {
  const manuell = (schleife: string) =>
    modell(`${start}<bpmn:manualTask id="h">${schleife}</bpmn:manualTask>${ende()}${pfade('s>h', 'h>e')}`);

  it('wird durchschritten, so oft sie auch zu tun ist', async () => {
    const g = geher(await uebersetze(manuell(mehrfach())));
    expect(g.tue({ art: 'start', variablen: { liste: [1, 2] } })).toEqual([{ art: 'beendet', ergebnis: 'ende' }]);
  });

  it('gibt nichts zurück, was sich sammeln ließe', async () => {
    expect(await gruende(manuell(mehrfach('outputCollection="alle" outputElement="=x"')))).toEqual([
      'h: Von einer manuellen Aufgabe kommt kein Ergebnis zurück, das sich sammeln ließe (outputCollection).',
    ]);
  });
});

describe('Zwischenereignisse', () => {
  it('warten auf die Zeit; eine Nachricht ohne Korrelation nimmt jede gleichen Namens', async () => {
    const p = await uebersetze(
      modell(
        `${start}<bpmn:intermediateCatchEvent id="z"><bpmn:timerEventDefinition><bpmn:timeDuration>PT2H</bpmn:timeDuration></bpmn:timerEventDefinition></bpmn:intermediateCatchEvent>` +
          `<bpmn:intermediateCatchEvent id="w"><bpmn:messageEventDefinition messageRef="n"/></bpmn:intermediateCatchEvent>${ende()}` +
          pfade('s>z', 'z>w', 'w>e'),
        nachricht,
      ),
    );
    const g = geher(p);
    expect(g.tue({ art: 'start', variablen: {} })).toEqual([
      { art: 'zeitgeber', schritt: 2, faellig: { dauer: 'PT2H' } },
    ]);
    g.tue({ art: 'zeit', schritt: 2 });
    const ergebnis = g.tue({ art: 'nachricht', name: 'antwort', korrelation: 'egal', variablen: { ja: true } });
    expect(ergebnis.at(-1)).toEqual({ art: 'beendet', ergebnis: 'ende' });
    expect(g.zustand().variablen).toEqual({ ja: true });
  });
});
