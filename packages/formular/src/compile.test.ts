import { bedingung } from '@rathausverbund/regelwerk';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { BEISPIEL } from './beispiel.ts';
import { compileFormular } from './index.ts';

const deps = { compileBedingung: bedingung };
const compile = (yaml: string) => compileFormular(parse(yaml), deps);
const mitFeld = (feld: string) =>
  `titel: T\nversion: "1"\nschritte:\n  - id: s\n    titel: S\n    felder:\n      - {id: a, art: text, beschriftung: A}\n      - ${feld}\n`;

function fehler(yaml: string): string[] {
  const ergebnis = compile(yaml);
  return ergebnis.ok ? [] : ergebnis.fehler.map((f) => `${f.pfad}: ${f.meldung}`);
}

describe('a form of an author', () => {
  it('is compiled, version as text', () => {
    const ergebnis = compile(BEISPIEL);
    expect(ergebnis.ok ? [] : ergebnis.fehler).toEqual([]);
    if (!ergebnis.ok) return;
    expect(ergebnis.formular.version).toBe('1');
    expect(ergebnis.formular.schritte.map((s) => s.id)).toEqual(['halter', 'hund', 'gefahr', 'zahlung']);
    expect(ergebnis.formular.schritte[0]?.felder[1]).toMatchObject({
      art: 'datum',
      spaetestens: { art: 'heute', tage: 0, monate: -216 },
    });
  });

  const falsche: [feld: string, stelle: string, grund: string][] = [
    ['{id: b, art: farbe, beschriftung: B}', 'schritte[0].felder[1].art', 'unbekannt'],
    ['{id: b, beschriftung: B}', 'schritte[0].felder[1].art', 'fehlt'],
    ['{id: b, art: constructor, beschriftung: B}', 'schritte[0].felder[1].art', 'unbekannt'],
    ['{id: b, art: text, beschriftung: B, plficht: true}', 'schritte[0].felder[1].plficht', 'Unbekannter Schlüssel'],
    ['{id: b, art: text, beschriftung: B, min: 1}', 'schritte[0].felder[1].min', 'Unbekannter Schlüssel'],
    ['{id: b, art: text}', 'schritte[0].felder[1].beschriftung', 'fehlt'],
    ['{id: b, art: text, beschriftung: 7}', 'schritte[0].felder[1].beschriftung', 'Text'],
    ['{id: b, art: text, beschriftung: B, pflicht: "ja"}', 'schritte[0].felder[1].pflicht', 'true oder false'],
    ['{id: b, art: auswahl, beschriftung: B, werte: []}', 'schritte[0].felder[1].werte', 'mindestens einem'],
    ['{id: b, art: auswahl, beschriftung: B, werte: [{wert: 1, beschriftung: X}]}', 'werte[0].wert', 'Text'],
    [
      '{id: b, art: auswahl, beschriftung: B, werte: [{wert: x, beschriftung: X}, {wert: x, beschriftung: Y}]}',
      'werte[1].wert',
      'doppelt',
    ],
    ['{id: b, art: zahl, beschriftung: B, min: 5, max: 1}', 'schritte[0].felder[1].min', 'größer'],
    ['{id: b, art: zahl, beschriftung: B, min: 1.5}', 'schritte[0].felder[1].min', 'ganze Zahl'],
    ['{id: b, art: datum, beschriftung: B, spaetestens: morgen frueh}', 'felder[1].spaetestens', 'Möglich'],
    ['{id: b, art: datum, beschriftung: B, spaetestens: a}', 'schritte', 'kein anderes Datumsfeld'],
    ['{id: b, art: text, beschriftung: B, muster: "[", musterMeldung: M}', 'felder[1].muster', 'regulärer'],
    ['{id: b, art: text, beschriftung: B, muster: "a+"}', 'felder[1].musterMeldung', 'fehlt'],
    ['{id: b, art: text, beschriftung: B, zeigeWenn: "a = "}', 'felder[1].zeigeWenn', 'kein gültiges FEEL'],
    ['{id: b, art: text, beschriftung: B, zeigeWenn: "a.gibtsnicht = 1"}', 'schritte', 'gibt es davor nicht'],
    [
      '{id: b, art: text, beschriftung: B, zeigeWenn: "gibtsnicht = 1"}',
      'schritte',
      '„gibtsnicht“. Ein solches Feld gibt es davor nicht',
    ],
    [
      '{id: b, art: text, beschriftung: B, zeigeWenn: "b = 1"}',
      'schritte',
      '„b“. Ein solches Feld gibt es davor nicht',
    ],
    ['{id: a, art: text, beschriftung: B}', 'schritte', 'bei zwei Feldern'],
    ['{id: a.b, art: text, beschriftung: B}', 'schritte', 'zugleich Feld und Gruppe'],
  ];
  it.each(falsche)('is refused with %s', (feld, stelle, grund) => {
    const gefunden = fehler(mitFeld(feld));
    expect(
      gefunden.some((f) => f.includes(stelle) && f.includes(grund)),
      gefunden.join('\n'),
    ).toBe(true);
  });

  it('may not name fields that FEEL or JavaScript understand otherwise', () => {
    const namen = [
      '__proto__',
      'constructor',
      'a.__proto__.b',
      'x.toString',
      'x.if',
      'heute',
      'Straße',
      'x y',
      'x..y',
      '.x',
      '1x',
    ];
    for (const id of namen) {
      const gefunden = fehler(mitFeld(`{id: "${id}", art: text, beschriftung: B}`));
      expect(gefunden.join(), id).toContain('schritte[0].felder[1].id: Erlaubt sind');
    }
  });

  it('tells all faults at once, and survives sources that are no form', () => {
    const alle = fehler('titel: ""\nfarbe: rot\nschritte:\n  - {id: A, titel: S, felder: [7]}\n');
    expect(alle.length).toBeGreaterThanOrEqual(5);
    for (const source of [null, undefined, 7, 'x', [], { schritte: {} }, { schritte: [null] }]) {
      expect(compileFormular(source, deps).ok).toBe(false);
    }
    const boese: unknown = JSON.parse('{"titel":"T","version":"1","schritte":[],"__proto__":{"x":1}}');
    expect(compileFormular(boese, deps)).toMatchObject({
      ok: false,
      fehler: [{ pfad: '__proto__' }, { pfad: 'schritte' }],
    });
  });
});
