import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Annahmeanordnung, betragOf, giltAm, pruefeAntrag, waehleAnordnung } from './annahme.ts';

const anordnung = (mehr: Partial<Annahmeanordnung> = {}): Annahmeanordnung => ({
  id: 'a',
  leistung: 'gewerbe-anmeldung',
  hoechstbetrag: 5000,
  ab: '2026-03-01',
  bis: '2026-04-01',
  dienstanweisung: 'Nummer 4.2',
  angeordnetVon: 'p',
  angeordnetAm: new Date('2026-02-20T10:00:00Z'),
  widerrufenAm: null,
  ...mehr,
});
const waehle = (alle: Annahmeanordnung[], betrag: number, tag = '2026-03-10', leistung = 'gewerbe-anmeldung') =>
  waehleAnordnung(alle, { leistung, betrag: { ok: true, betrag }, tag });

describe('Eine Allgemeine Annahmeanordnung', () => {
  it('gilt vom ersten Tag bis vor den ersten Tag danach, und nach einem Widerruf nicht mehr', () => {
    const tage = ['2026-02-28', '2026-03-01', '2026-03-31', '2026-04-01'];
    expect(tage.map((tag) => giltAm(anordnung(), tag))).toEqual([false, true, true, false]);
    expect(giltAm(anordnung({ bis: null }), '2099-01-01')).toBe(true);
    expect(giltAm(anordnung({ widerrufenAm: new Date() }), '2026-03-10')).toBe(false);
  });

  it('deckt genau bis zu ihrem Höchstbetrag und nur ihre Leistung', () => {
    expect(waehle([anordnung()], 5000)).toMatchObject({ ok: true, betrag: 5000 });
    expect(waehle([anordnung()], 5001)).toMatchObject({ grund: 'annahmeanordnung.betrag' });
    expect(waehle([anordnung()], 1, '2026-03-10', 'hundesteuer-anmeldung')).toMatchObject({
      grund: 'annahmeanordnung.keine',
    });
    expect(waehle([], 0)).toMatchObject({ grund: 'annahmeanordnung.keine' });
  });

  it('wird von mehreren die zuletzt erteilte, die den Betrag deckt', () => {
    const alt = anordnung({ id: 'alt', hoechstbetrag: 9000 });
    const neu = anordnung({ id: 'neu', angeordnetAm: new Date('2026-03-02T10:00:00Z') });
    expect(waehle([alt, neu], 5000)).toMatchObject({ anordnung: { id: 'neu' } });
    expect(waehle([alt, neu], 8000)).toMatchObject({ anordnung: { id: 'alt' } });
  });

  it('deckt nie einen Betrag über allen gültigen Höchstbeträgen (zufällig)', () => {
    const eine = fc.record({
      hoechstbetrag: fc.integer({ min: 1, max: 20 }),
      ab: fc.constantFrom('2026-03-01', '2026-03-10', '2026-03-11'),
      bis: fc.constantFrom(null, '2026-03-10', '2026-03-11'),
      widerrufenAm: fc.constantFrom(null, new Date(0)),
    });
    fc.assert(
      fc.property(fc.array(eine, { maxLength: 4 }), fc.integer({ min: 0, max: 25 }), (alle, betrag) => {
        const gueltig = alle.filter(
          (a) => !a.widerrufenAm && a.ab <= '2026-03-10' && (a.bis ?? '9') > '2026-03-10' && a.hoechstbetrag >= betrag,
        );
        expect(
          waehle(
            alle.map((a) => anordnung(a)),
            betrag,
          ).ok,
        ).toBe(gueltig.length > 0);
      }),
    );
  });

  it('nimmt nur, was eine Regel als einen festen Betrag ergeben hat', () => {
    expect(betragOf({ betrag: 5000, begruendung: 'x' })).toEqual({ ok: true, betrag: 5000 });
    expect(betragOf(1200)).toEqual({ ok: true, betrag: 1200 });
    expect(betragOf({ betrag: 5000, von: 5000, bis: 11200 })).toMatchObject({ grund: 'annahmeanordnung.rahmen' });
    for (const rahmen of [{ bis: 11200 }, { mindestens: 0 }, { hoechstens: 11200 }, { Höchstens: 11200 }])
      expect(betragOf({ betrag: 5000, ...rahmen })).toMatchObject({ grund: 'annahmeanordnung.rahmen' });
    expect(betragOf({ betrag: 5000, von: null, bis: null })).toEqual({ ok: true, betrag: 5000 });
    for (const nichts of [undefined, null, {}, { betrag: null }, { betrag: '50' }, { betrag: 12.5 }, { betrag: -1 }])
      expect(betragOf(nichts)).toMatchObject({ grund: 'annahmeanordnung.ohne-regel' });
  });

  it('wird nur mit Betrag, Tagen und Dienstanweisung erteilt, und nie für gestern', () => {
    const gut = { leistung: 'x', hoechstbetrag: 5000, ab: '2026-03-10', bis: null, dienstanweisung: 'Nummer 4.2' };
    const pruefe = (mehr: object) => {
      const r = pruefeAntrag({ ...gut, ...mehr }, '2026-03-10');
      return r.ok ? 'ok' : r.grund;
    };
    expect(pruefe({})).toBe('ok');
    expect(pruefe({ hoechstbetrag: 0 })).toBe('annahmeanordnung.hoechstbetrag');
    expect(pruefe({ hoechstbetrag: Number.NaN })).toBe('annahmeanordnung.hoechstbetrag');
    expect(pruefe({ ab: '2026-03-09' })).toBe('annahmeanordnung.ab');
    expect(pruefe({ ab: '' })).toBe('annahmeanordnung.ab');
    expect(pruefe({ bis: '2026-03-10' })).toBe('annahmeanordnung.bis');
    expect(pruefe({ dienstanweisung: ' ' })).toBe('annahmeanordnung.dienstanweisung');
  });
});
