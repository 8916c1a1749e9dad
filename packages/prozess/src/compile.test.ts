import { describe, expect, it } from 'vitest';
import zeebe from 'zeebe-bpmn-moddle/resources/zeebe.json' with { type: 'json' };
import { ANZEIGE, aufgabe, ende, gruende, modell, pfade, start, uebersetze } from '../test/bpmn.ts';
import { INHALT, VERSTANDEN } from './lesen/erweiterungen.ts';

describe('ein verstandenes Modell', () => {
  it('sagt, was es von anderen braucht', async () => {
    const p = await uebersetze(ANZEIGE);
    expect(p).toMatchObject({ id: 'anzeige', name: 'Anzeige bearbeiten', version: '1', start: 'Start_eingang' });
    expect(p.aufgaben).toEqual([
      {
        element: 'Aufgabe_pruefen',
        name: 'Anzeige prüfen',
        gruppe: 'gewerbe',
        gruppeBerechnet: false,
        formular: 'pruefen',
        kopf: { ausgaenge: 'bescheinigen, nachfordern', 'ausgang.nachfordern': 'Unterlagen nachfordern' },
      },
    ]);
    expect(p.dienste.map((d) => [d.typ, d.kopf.brief ?? null, d.versuche])).toEqual([
      ['brief-senden', 'nachforderung', 3],
      ['brief-erstellen', 'empfangsbescheinigung', 3],
      ['erinnern', 'vertretung', 3],
    ]);
    expect(p.entscheidungen).toMatchObject([{ decision: 'pruefbedarf', variable: 'pruefung' }]);
    expect(p.nachrichten).toMatchObject([{ element: 'Warten_unterlagen', nachricht: 'unterlagen-eingegangen' }]);
  });

  it('behält Bahnen, Eigenschaften und die Zeichnung', async () => {
    const p = await uebersetze(ANZEIGE);
    expect(p.elemente.find((e) => e.id === 'Aufgabe_pruefen')).toEqual({
      id: 'Aufgabe_pruefen',
      art: 'aufgabe',
      name: 'Anzeige prüfen',
      bahn: 'Ordnungsamt',
      eigenschaften: { frist: 'bearbeitung' },
      rahmen: { x: 520, y: 178, breite: 100, hoehe: 80 },
    });
    expect(p.elemente.find((e) => e.id === 'Pfad_7')?.wegpunkte).toHaveLength(2);
    expect(p.elemente.map((e) => e.art)).toEqual(expect.arrayContaining(['bahn', 'anmerkung', 'verbindung', 'fluss']));
  });

  it('darf ungezeichnete Daten und andere, nicht ausführbare Becken enthalten', async () => {
    const xml = modell(
      `<bpmn:dataObject id="do"/><bpmn:dataObjectReference id="dr" dataObjectRef="do" name="Antrag"/>${start}${aufgabe('a')}${ende()}${pfade('s>a', 'a>e')}`,
      '<bpmn:process id="anderer" isExecutable="false"><bpmn:scriptTask id="sk"/></bpmn:process><bpmn:signal id="sig" name="S"/>',
    );
    expect(await gruende(xml)).toEqual([]);
  });

  it('verwendet nur Zeebe-Erweiterungen, die es in der Beschreibung von Zeebe gibt', () => {
    const typen = new Map(zeebe.types.map((t) => [t.name, t] as const));
    const eigen = (name: string): string[] => {
      const typ = typen.get(name);
      const oberhalb = typ && 'superClass' in typ ? (typ.superClass ?? []) : [];
      return [...(typ?.properties ?? []).map((p) => p.name), ...oberhalb.flatMap(eigen)];
    };
    // Input, Output and the elements with a binding get their attributes from these two.
    const gemeinsam = [...eigen('InputOutputParameter'), ...eigen('BindingTypeSupported')];
    for (const [name, attribute] of [VERSTANDEN, ...Object.values(INHALT)].flatMap(Object.entries<readonly string[]>)) {
      const typ = `${name[0]?.toUpperCase()}${name.slice(1)}`;
      expect(typen.has(typ), typ).toBe(true);
      for (const attribut of attribute) expect([...eigen(typ), ...gemeinsam], `${typ}.${attribut}`).toContain(attribut);
    }
  });
});
