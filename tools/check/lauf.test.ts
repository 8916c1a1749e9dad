import { describe, expect, it } from 'vitest';
import { alsText, laufe } from './lauf.ts';

const gut = { name: 'Gut', pruefe: async () => ({ fehler: [] }) };

describe('Ein Lauf der Prüfungen', () => {
  it('macht eine Prüfung, die abbricht, rot statt sie zu übergehen', async () => {
    const kaputt = { name: 'Kaputt', pruefe: () => Promise.reject(new Error('kein Werkzeug')) };
    const gelaufen = await laufe(
      [kaputt, gut],
      2,
      () => 0,
      () => {},
    );
    expect(gelaufen.find((g) => g.name === 'Kaputt')?.fehler).toEqual(['abgebrochen: kein Werkzeug']);
    expect(gelaufen).toHaveLength(2);
  });

  it('hat nie mehr als zwei zugleich offen', async () => {
    let [offen, meiste] = [0, 0];
    const eine = {
      name: 'Eine',
      async pruefe() {
        meiste = Math.max(meiste, ++offen);
        await new Promise((r) => setTimeout(r, 5));
        offen--;
        return { fehler: [] };
      },
    };
    await laufe(
      [eine, eine, eine, eine, eine],
      2,
      () => 0,
      () => {},
    );
    expect(meiste).toBe(2);
  });

  it('schreibt eine Zeile mit Urteil, Zeit und Einzelheiten', () => {
    expect(alsText({ name: 'Typen', ms: 1234, fehler: [], umfang: '3 von 3' })).toBe(
      'ok      Typen                1,2 s  3 von 3',
    );
    expect(alsText({ name: 'Typen', ms: 0, fehler: ['a.ts:1'] }).split('\n')).toEqual([
      'FEHLER  Typen                0,0 s  1 Funde',
      '        a.ts:1',
    ]);
  });
});
