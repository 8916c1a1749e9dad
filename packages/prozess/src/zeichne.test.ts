import { expect, it } from 'vitest';
import { ANZEIGE, aufgabe, ende, geher, modell, pfade, start, uebersetze } from '../test/bpmn.ts';
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
