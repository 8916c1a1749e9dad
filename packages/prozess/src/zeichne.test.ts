import { expect, it } from 'vitest';
import {
  ANZEIGE,
  aufgabe,
  dauer,
  ende,
  geher,
  modell,
  pfade,
  rand,
  start,
  teilprozess,
  uebersetze,
} from '../test/bpmn.ts';
import { gliederung } from './gliederung.ts';
import { verlaufAus } from './verlauf.ts';
import { zeichne } from './zeichne.ts';

it('zeichnet den Prozess und hebt den zurückgelegten Weg hervor', async () => {
  const p = await uebersetze(ANZEIGE);
  const g = geher(p);
  g.tue({ art: 'start', variablen: { antrag: {} } });
  g.tue({ art: 'entscheidung-gefallen', schritt: 2, wert: { person: true } });
  const svg = zeichne(p, g.zustand().weg);
  expect(svg).toContain('<title>Anzeige bearbeiten</title>');
  expect(svg).toContain(
    'Zurückgelegter Weg: Anzeige eingegangen → Prüfbedarf feststellen → Muss eine Person prüfen? → Anzeige prüfen',
  );
  const hervorgehoben = [...svg.matchAll(/data-element="(\w+)" class="weg"/g)].map((t) => t[1]).sort();
  expect(hervorgehoben).toEqual(
    ['Aufgabe_pruefen', 'Gateway_einfach', 'Pfad_1', 'Pfad_2', 'Pfad_person', 'Regel_pruefung', 'Start_eingang'].sort(),
  );
  expect(svg).not.toMatch(/<script|href|url\(/);
});

it('verbirgt keinen Namen, der wie Auszeichnung aussieht', async () => {
  const boese = ANZEIGE.replace(
    'name="Anzeige prüfen"',
    'name="&lt;script&gt;alert(1)&lt;/script&gt; &amp; &quot;x&quot;"',
  );
  const svg = zeichne(await uebersetze(boese));
  expect(svg).not.toContain('<script');
  expect(svg).toContain('&#60;script&#62;');
});

it('schweigt, wenn das Modell keine Zeichnung enthält', async () => {
  expect(zeichne(await uebersetze(modell(`${start}${aufgabe('a')}${ende()}${pfade('s>a', 'a>e')}`)))).toBe('');
});

it('zeigt Zeiten, Personen, die Zahl der Besuche und wo der Vorgang steht', async () => {
  const p = await uebersetze(ANZEIGE);
  const besuche = new Map([
    ['Regel_pruefung', [{ von: '3.5., 9:00', bis: '3.5., 9:00' }]],
    [
      'Aufgabe_pruefen',
      [
        { von: '3.5., 9:01', bis: '3.5., 9:30', wer: 'E. Muster' },
        { von: '4.5., 8:00', wer: 'K. Beispiel', offen: true as const },
      ],
    ],
  ]);
  const svg = zeichne(p, { besuche, fluesse: new Set(['Pfad_2']) });
  expect(svg).toContain('>2×</text>');
  expect(svg).toContain('class="weg offen"');
  expect(svg).toContain(
    '<title>Anzeige prüfen, Aufgabe: 3.5., 9:01 bis 3.5., 9:30, E. Muster; 4.5., 8:00, K. Beispiel, noch offen</title>',
  );
  expect(svg).toContain('>K. Beispiel</text>');
  expect(svg).toContain('Anzeige prüfen (hier steht der Vorgang)');
  expect(svg).toMatch(/data-element="Pfad_2" class="weg"/);
  expect(svg).not.toMatch(/data-element="Pfad_1" class="weg"/);
});

it('gliedert jedes Element genau einmal, in der Reihenfolge des Weges, mit den gegangenen Wegen', async () => {
  const p = await uebersetze(ANZEIGE);
  const g = geher(p);
  g.tue({ art: 'start', variablen: { antrag: {} } });
  g.tue({ art: 'entscheidung-gefallen', schritt: 2, wert: { person: true } });
  const punkte = gliederung(p, verlaufAus(p, g.zustand()));
  expect(punkte.map((x) => [x.name || x.element, x.stand]).slice(0, 4)).toEqual([
    ['Anzeige eingegangen', 'erledigt'],
    ['Prüfbedarf feststellen', 'erledigt'],
    ['Muss eine Person prüfen?', 'erledigt'],
    ['Bescheinigung ausstellen', 'nicht-erreicht'],
  ]);
  expect(punkte.find((x) => x.element === 'Gateway_einfach')?.wege).toEqual([
    { name: 'Nichts zu prüfen', nach: 'Bescheinigung ausstellen', gegangen: false },
    { name: 'Person nötig', nach: 'Anzeige prüfen', gegangen: true },
  ]);
  expect(punkte.find((x) => x.element === 'Aufgabe_pruefen')).toMatchObject({
    art: 'Aufgabe',
    stand: 'offen',
    unter: [{ element: 'Rand_erinnern', art: 'Angeheftetes Ereignis' }],
  });
  const alle = (liste: typeof punkte): string[] => liste.flatMap((x) => [x.element, ...alle(x.unter)]);
  expect(alle(punkte).toSorted()).toEqual([...p.knoten.keys()].toSorted());
});

it('gliedert Teilprozesse als Unterpunkte', async () => {
  const p = await uebersetze(
    modell(
      `${start}${teilprozess('u', `${aufgabe('t')}${ende('ue')}${pfade('us>t', 't>ue')}`)}${rand('r', 'u', dauer())}${ende()}${pfade('s>u', 'u>e', 'r>e')}`,
    ),
  );
  const [, u] = gliederung(p, verlaufAus(p, { weg: [], token: [] }));
  expect(u?.unter.map((x) => x.element)).toEqual(['us', 't', 'ue', 'r']);
});
