import { localDate } from '@rathausverbund/fristen';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { DEMO_ORTE } from '../../demo/welt.ts';
import { createSatz, type Satz } from '../../dokumente/index.ts';
import { bundleKind, inPdf, pruefePdf, textAus } from '../../dokumente/satz/pruefwerkzeuge.ts';
import type { Akte } from '../foerderung/model.ts';
import { jahresbericht } from './jahr.ts';
import { type Bericht, setzeBericht } from './satz.ts';
import { verwendungsnachweis } from './verwendung.ts';

const [wurzen] = DEMO_ORTE;
if (!wurzen) throw new Error('Die Demo hat keine Orte');
let satz: Satz;
beforeAll(async () => {
  satz = createSatz({ kindDatei: await bundleKind() });
});
afterAll(() => satz.stop());

async function pdf(b: Bericht): Promise<Uint8Array> {
  const wer = { auftritt: wurzen?.auftritt as never, kuerzel: 'W', test: true };
  const e = await setzeBericht(satz, b, wer, {
    jetzt: Date.parse('2026-06-15T08:00:00Z'),
    heute: localDate('2026-06-15'),
  });
  if (!e.ok) throw new Error([e.meldung, ...e.einzelheiten].join('\n'));
  return e.pdf;
}

const akte: Akte = {
  zuwendung: {
    id: 'z',
    bezeichnung: 'Gemeinsames Dienstleistungszentrum',
    geber: 'Freistaat Sachsen',
    aktenzeichen: 'Z-4711',
    bescheidVom: '2025-06-11',
    von: '2025-07-01',
    bis: '2028-07-01',
    satz: 9000,
    betrag: 900_000,
    positionen: [
      { nr: 1, bezeichnung: 'Personal', ansatz: 600_000 },
      { nr: 2, bezeichnung: 'Technik', ansatz: 400_000 },
    ],
  },
  ausgaben: [
    {
      id: 'a',
      position: 1,
      tag: '2026-01-31',
      beleg: 'PK 1',
      zweck: 'Personalkosten Januar',
      betrag: 100_001,
      gegen: null,
    },
    { id: 'b', position: 2, tag: '2026-02-03', beleg: 'RE 9', zweck: 'Scanner', betrag: 50_000, gegen: null },
    { id: 'c', position: 2, tag: '2026-02-03', beleg: 'RE 9', zweck: 'doppelt', betrag: -50_000, gegen: 'b' },
  ],
  abrufe: [{ nr: 1, tag: '2026-02-10', faelligBis: '2026-04-10', faellig: 0, betrag: 90_000, regel: 'x' }],
  sachbericht: { inhalt: 'Die Leitstelle arbeitet.\n\nDie Scanner stehen.', angelegt: new Date(0) },
};

describe('Der Verwendungsnachweis', () => {
  it('nennt Bescheid, Sachbericht, jede Buchung und die Finanzierung auf den Cent', async () => {
    const datei = await pdf(verwendungsnachweis(akte));
    pruefePdf(datei);
    expect(inPdf(datei, '/MarkInfo')).toBe(true);
    const text = textAus(datei) ?? '';
    for (const teil of [
      'Z-4711',
      'Die Scanner stehen.',
      'PK 1',
      'Gegenbuchung: doppelt',
      'Name, Amt, Unterschrift',
      '1.000,01 €',
      '900,00 €',
      '100,01 €',
    ])
      expect(text).toContain(teil);
  });

  it('sagt, wenn der Sachbericht fehlt', () =>
    expect(verwendungsnachweis({ ...akte, sachbericht: null }).abschnitte[1]?.absaetze).toEqual([
      'Der Sachbericht ist noch nicht geschrieben.',
    ]));
});

describe('Der Jahresbericht', () => {
  const quartal = (name: string, werte: (number | null)[][]) => ({
    koerperschaft: 'w',
    quartal: name,
    freigegeben: new Date(0),
    inhalt: { zeilen: ['gewerbe'], spalten: ['a', 'b', 'c'], werte },
  });
  const jahr = {
    jahr: 2026,
    stand: '2026-06-15',
    quartale: [
      quartal('2026-Q2', [
        [null, null, 9, null],
        [null, null, 9, null],
      ]),
      quartal('2026-Q1', [
        [5, 6, 7, 18],
        [5, 6, 7, 18],
      ]),
    ],
    zeiten: [
      { leistung: 'gewerbe', art: 'bescheid' as const, monat: null, anzahl: 18, haelfte: 20.4, neunZehntel: 72 },
      { leistung: 'gewerbe', art: 'bescheinigung' as const, monat: null, anzahl: 18, haelfte: 0.001, neunZehntel: 0.5 },
    ],
    widersprueche: null,
    kosten: [{ leistung: 'hund', an: 'a', regel: '9,50 € je Hund und Jahr', bisher: null }],
    gegenueber: [
      {
        leistung: 'hund',
        tage: [{ von: localDate('2026-03-01'), bis: localDate('2026-06-16') }],
        gemeinsam: 98_765,
        allein: 123_456,
      },
    ],
  };
  const namen = { leistung: (l: string) => `Leistung ${l}`, haus: () => 'Stadt Augustusburg' };

  it('zählt nur, was freigegeben ist, und rechnet über Verdecktes keine Summe', async () => {
    const b = jahresbericht(jahr, namen);
    expect(b.abschnitte[0]?.tabelle?.zeilen).toEqual([
      ['Leistung gewerbe', '18', 'verdeckt', 'verdeckt'],
      ['Summe', '18', 'verdeckt', 'verdeckt'],
    ]);
    const datei = await pdf(b);
    pruefePdf(datei);
    const text = textAus(datei) ?? '';
    for (const teil of [
      'Jahresbericht 2026',
      '20,4 Stunden',
      '3 Tage',
      'unter 1 Minute',
      '1. Quartal',
      'weniger als fünf Widersprüche',
      '1.234,56 €',
      '987,65 €',
      'bis 15.06.2026',
    ])
      expect(text).toContain(teil);
  });

  it('sagt ohne Freigabe und ohne Vereinbarung, was fehlt', () => {
    const { abschnitte } = jahresbericht(
      { ...jahr, quartale: [], zeiten: [], kosten: [], gegenueber: [], widersprueche: 0 },
      namen,
    );
    expect(abschnitte.map((a) => a.absaetze[0]?.slice(0, 30))).toEqual([
      'Für dieses Jahr ist noch kein ',
      'Für dieses Jahr liegen keine Z',
      'Keine andere Kommune arbeitet ',
      'Es gab keine Widersprüche.',
      'Alle Zahlen zählen Vorgänge, k',
    ]);
  });
});
