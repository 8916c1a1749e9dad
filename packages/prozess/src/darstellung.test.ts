import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { band } from '../test/befehle.ts';
import { uebersetze } from '../test/bpmn.ts';
import { erzeuge } from '../test/erzeuger.ts';
import { type Gliederungspunkt, gliederung } from './gliederung.ts';
import { leseXml } from './lesen/xml.ts';
import { type Besuch, verlaufAus } from './verlauf.ts';
import { zeichne } from './zeichne.ts';

const alle = (liste: readonly Gliederungspunkt[]): string[] => liste.flatMap((x) => [x.element, ...alle(x.unter)]);

describe('beliebige Modelle', () => {
  it('stehen in der Gliederung vollständig und ohne Wiederholung', async () => {
    await fc.assert(
      fc.asyncProperty(band, async (zahlen) => {
        const p = await uebersetze(erzeuge(zahlen));
        const gegliedert = alle(gliederung(p, verlaufAus(p, { weg: [], token: [] })));
        expect(gegliedert.toSorted()).toEqual([...p.knoten.keys()].toSorted());
      }),
      { numRuns: 60 },
    );
  });

  it('ergeben eine Zeichnung, die gültiges XML ist und zu jedem besuchten Element etwas sagt', async () => {
    await fc.assert(
      fc.asyncProperty(band, async (zahlen) => {
        const p = await uebersetze(erzeuge(zahlen));
        const rahmen = (i: number) => ({ x: i * 10, y: i * 7, breite: i % 2 ? 36 : 100, hoehe: i % 2 ? 36 : 80 });
        const elemente = p.elemente.map((el, i) => (el.art === 'fluss' ? el : { ...el, rahmen: rahmen(i) }));
        const besuche = new Map<string, Besuch[]>(
          elemente.map((el) => [el.id, [{ von: '<früh>', wer: 'A & B' }, { offen: true as const }]]),
        );
        const svg = zeichne({ ...p, elemente }, { besuche, fluesse: new Set() });
        expect(svg).not.toMatch(/NaN|undefined|<früh>/);
        // Read as XML it is well-formed: the only complaint is that an SVG is no model.
        expect(await leseXml(svg)).toMatchObject({ meldung: expect.stringContaining('kein BPMN-2.0-Modell') });
        for (const id of p.knoten.keys())
          if (!id.includes('/')) expect(svg).toContain(`data-element="${id}" class="weg offen"`);
      }),
      { numRuns: 40 },
    );
  });
});
