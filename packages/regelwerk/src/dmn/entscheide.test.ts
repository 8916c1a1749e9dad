import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { compileDmn, entscheide, type Modell, Zahl } from '../index.ts';

const beispiel = (name: string): string => readFileSync(join(import.meta.dirname, '..', 'beispiele', name), 'utf8');

async function modellAus(xml: string): Promise<Modell> {
  const uebersetzung = await compileDmn(xml);
  if (!uebersetzung.ok) throw new Error(JSON.stringify(uebersetzung.fehler));
  return uebersetzung.modell;
}

const hund = (beginn: string, geburtstag = '2020-01-01', gefaehrlich = false) => ({
  gefaehrlich,
  'Beginn der Haltung': beginn,
  Geburtstag: geburtstag,
});

describe('Hundesteuer', () => {
  it.each([
    ['erster Hund, ganzes Jahr', hund('2025-05-10'), 1, null, 6000],
    ['zweiter Hund, ganzes Jahr', hund('2025-05-10'), 2, null, 9000],
    ['aufgenommen am 10. Mai: Juni bis Dezember', hund('2026-05-10'), 1, null, 3500],
    ['aufgenommen am 31. Januar: ab Februar', hund('2026-01-31'), 1, null, 5500],
    ['im Dezember aufgenommen: in diesem Jahr nichts', hund('2026-12-01'), 1, null, 0],
    ['Welpe: erst nach vollendetem dritten Monat', hund('2026-02-01', '2026-01-15'), 1, null, 4000],
    ['abgegeben am 3. März: bis Ende März', hund('2025-05-10'), 1, '2026-03-03', 1500],
    ['vor der Steuerpflicht wieder abgegeben', hund('2026-05-10'), 1, '2026-05-20', 0],
    ['schon im Vorjahr abgegeben', hund('2024-05-10'), 1, '2025-05-20', 0],
    ['gefährlicher Hund', hund('2025-05-10', '2020-01-01', true), 1, null, 15000],
    ['weiterer gefährlicher Hund, sieben Monate', hund('2026-05-10', '2020-01-01', true), 2, null, 17500],
  ])('%s', async (_, h, nummer, ende, erwartet) => {
    const modell = await modellAus(beispiel('hundesteuer.dmn'));
    const eingabe = { Hund: h, 'Nummer des Hundes': nummer, Steuerjahr: 2026, 'Ende der Haltung': ende };
    expect(entscheide(modell, 'Hundesteuer', eingabe)).toMatchObject({ ok: true, wert: erwartet });
  });

  it('nennt Regel, Werte und Gründe in der Reihenfolge der Entscheidungen', async () => {
    const modell = await modellAus(beispiel('hundesteuer.dmn'));
    const ergebnis = entscheide(modell, 'Hundesteuer', {
      Hund: hund('2026-05-10'),
      'Nummer des Hundes': 2,
      Steuerjahr: 2026,
    });
    expect(ergebnis.ok && ergebnis.spur.map((s) => s.decision)).toEqual([
      'Jahressatz',
      'Beginn der Steuerpflicht',
      'Volle Monate',
      'Hundesteuer',
    ]);
    expect(ergebnis.ok && ergebnis.spur[0]).toEqual({
      decision: 'Jahressatz',
      wert: new Zahl(9000),
      regeln: [
        {
          tabelle: 'Jahressatz',
          regel: 2,
          id: 'weiterer',
          eingaben: { gefährlich: false, Nummer: new Zahl(2) },
          ausgaben: { Cent: new Zahl(9000) },
          begruendung: 'Für jeden weiteren Hund beträgt die Steuer 90 Euro im Jahr.',
          lesart: {
            titel: 'Jahressatz',
            eingaben: { gefährlich: { titel: 'gefährlich' }, Nummer: { titel: 'Nummer' } },
            ausgaben: { Cent: { titel: 'Cent' } },
          },
        },
      ],
      begruendung: 'Für jeden weiteren Hund beträgt die Steuer 90 Euro im Jahr.',
      hinweise: [],
      lesart: { titel: 'Jahressatz' },
    });
  });

  it('weist falsche Eingaben mit ihrem Namen zurück', async () => {
    const modell = await modellAus(beispiel('hundesteuer.dmn'));
    const falsch = entscheide(modell, 'Hundesteuer', {
      Hund: hund('2026-02-30'),
      'Nummer des Hundes': 1,
      Steuerjahr: 2026,
    });
    expect(falsch).toMatchObject({
      ok: false,
      code: 'falsche-eingabe',
      meldung: expect.stringContaining('Beginn der Haltung'),
    });
    const nummer = entscheide(modell, 'Jahressatz', { Hund: hund('2026-02-01'), 'Nummer des Hundes': 0 });
    expect(nummer).toMatchObject({
      ok: false,
      code: 'falscher-wert',
      meldung: expect.stringMatching(/Jahressatz.*Nummer.*>= 1/),
    });
  });
});

describe('Gewerbe', () => {
  it.each([
    ['Anmeldung', 'natuerlich', 5000],
    ['Anmeldung', 'juristisch', 6500],
    ['Ummeldung', 'juristisch', 3000],
    ['Abmeldung', 'natuerlich', 0],
  ])('%s, %s Person: %d Cent', async (anlass, person, cent) => {
    const modell = await modellAus(beispiel('gewerbe.dmn'));
    expect(entscheide(modell, 'Gebuehr', { Anlass: anlass, Person: person })).toMatchObject({ ok: true, wert: cent });
  });

  it('findet die fehlende Erlaubnis und sagt, warum', async () => {
    const modell = await modellAus(beispiel('gewerbe.dmn'));
    const ohne = entscheide(modell, 'Erlaubnisprüfung', { Tätigkeit: 'Bewachungsgewerbe' });
    expect(ohne).toMatchObject({ ok: true, wert: { 'Erlaubnis fehlt': true, Behörde: 'Landratsamt' } });
    expect(ohne.ok && ohne.spur[0]?.begruendung).toBe('Bewachung braucht eine Erlaubnis nach § 34a GewO.');
    const mit = entscheide(modell, 'Erlaubnisprüfung', {
      Tätigkeit: 'Bewachungsgewerbe',
      'Erlaubnis erteilt am': '2024-01-01',
    });
    expect(mit).toMatchObject({ ok: true, wert: { 'Erlaubnis fehlt': false, Behörde: null } });
  });

  it('nimmt nur erlaubte Werte an', async () => {
    const modell = await modellAus(beispiel('gewerbe.dmn'));
    expect(entscheide(modell, 'Gebuehr', { Anlass: 'Anmeldung', Person: 'Verein' })).toMatchObject({
      ok: false,
      code: 'falsche-eingabe',
    });
    expect(entscheide(modell, 'Unbekannt', {})).toMatchObject({ ok: false, code: 'unbekannte-entscheidung' });
  });
});
