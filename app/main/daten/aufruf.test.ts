import { describe, expect, it } from 'vitest';
import { HILFE, liesAufruf } from './aufruf.ts';

describe('npm run daten', () => {
  it('legt die Schlüssel neben die Daten, wenn nichts anderes gesagt ist', () => {
    expect(liesAufruf(['sichern', '/mnt/s/'])).toEqual({
      befehl: 'sichern',
      ziel: '/mnt/s/',
      schluessel: '/mnt/s-schluessel',
      kennwort: null,
    });
    expect(liesAufruf(['sichern', '/s', '--kennwort', '/w'])).toMatchObject({ kennwort: '/w' });
    expect(liesAufruf(['wiederherstellen', '/s', '--kennwort', '/w', '--trotz-luecken'])).toMatchObject({
      schluessel: null,
      kennwort: '/w',
      trotzLuecken: true,
    });
    expect(liesAufruf(['sichern', '--schluessel', '/k', '/s'])).toMatchObject({ ziel: '/s', schluessel: '/k' });
    expect(liesAufruf(['wiederherstellen', '/s', '--ersetzen'])).toEqual({
      befehl: 'wiederherstellen',
      quelle: '/s',
      schluessel: null,
      kennwort: null,
      ersetzen: true,
      grabsteine: null,
      trotzLuecken: false,
    });
    expect(liesAufruf(['wiederherstellen', '/s', '--grabsteine', '/g'])).toMatchObject({ grabsteine: { datei: '/g' } });
    expect(liesAufruf(['wiederherstellen', '/s', '--ohne-grabsteine'])).toMatchObject({ grabsteine: 'ohne' });
    expect(liesAufruf(['nachrechnen'])).toEqual({ befehl: 'nachrechnen' });
    expect(liesAufruf(['umziehen', '--programme', '/p'])).toEqual({ befehl: 'umziehen', programme: '/p' });
    expect(liesAufruf(['umziehen', '--von', 'postgres://x'])).toEqual({ befehl: 'umziehen', von: 'postgres://x' });
  });

  it.each([
    [[], 'Es fehlt, was zu tun ist.'],
    [['sichern'], 'Der Zielordner fehlt.'],
    [['sichern', 'a', 'b'], '„b“ ist zu viel.'],
    [['sichern', 'a', '--schluessel'], 'Nach --schluessel fehlt der Ordner.'],
    [['sichern', 'a', '--kennwort'], 'Nach --kennwort fehlt die Datei.'],
    [['sichern', 'a', '--ersetzen'], '--ersetzen gehört zu wiederherstellen.'],
    [['sichern', 'a', '--trotz-luecken'], '--trotz-luecken gehört zu wiederherstellen.'],
    [['wiederherstellen'], 'Der Ordner mit der Sicherung fehlt.'],
    [['wiederherstellen', 'a', '--grabsteine'], 'Nach --grabsteine fehlt die Datei.'],
    [
      ['wiederherstellen', 'a', '--grabsteine', 'g', '--ohne-grabsteine'],
      '--grabsteine und --ohne-grabsteine widersprechen sich.',
    ],
    [['sichern', 'a', '--ohne-grabsteine'], '--ohne-grabsteine gehört zu wiederherstellen.'],
    [['nachrechnen', 'x'], 'nachrechnen hat keine Angaben.'],
    [['sichern', 'a', '--egal'], 'Die Angabe --egal gibt es nicht.'],
    [['nachrechnen', '--kennwort', 'w'], '--kennwort gehört zu sichern und wiederherstellen.'],
    [['umziehen'], 'Nennen Sie --programme ORDNER oder --von ADRESSE, eines von beiden.'],
    [
      ['umziehen', '--programme', 'a', '--von', 'postgres://b'],
      'Nennen Sie --programme ORDNER oder --von ADRESSE, eines von beiden.',
    ],
    [['umziehen', '--von', 'b'], '--von ist keine Adresse: postgres://…'],
    [['umziehen', 'a'], '„a“ ist zu viel.'],
    [['loeschen'], '„loeschen“ gibt es nicht.'],
  ])('lehnt %j mit einem Satz und 3 ab', (woerter, meldung) => {
    expect(liesAufruf(woerter)).toEqual({ befehl: 'hilfe', code: 3, meldung });
  });

  it('nennt alles in der Hilfe', () => {
    expect(liesAufruf(['--hilfe'])).toMatchObject({ code: 0 });
    for (const wort of ['sichern', 'wiederherstellen', 'nachrechnen', 'umziehen', '--kennwort', '--von'])
      expect(HILFE).toContain(wort);
  });
});
