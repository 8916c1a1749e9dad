import { localDate } from '@rathausverbund/fristen';
import { describe, expect, it } from 'vitest';
import type { Felder } from '../felder.ts';
import * as m from './model.ts';

const d = localDate;
const heute = d('2026-11-26');
const team: m.Team = { id: 't', name: 'Ordnung', leistungen: ['ga'] };
const stelle: m.Planstelle = {
  id: 'p',
  team: 't',
  bezeichnung: 'Stelle 1',
  minuten: 2340,
  ab: d('2026-01-01'),
  bis: d('2027-07-01'),
  mitarbeiter: null,
  vertretung: null,
};
const da: m.Abwesenheit = { id: 'a', planstelle: 'p', ab: d('2026-12-21'), bis: d('2027-01-04') };

describe('Eine Abwesenheit', () => {
  const lies = (ab: string, letzter: string, planstelle = 'p') =>
    m.liesAbwesenheit({ planstelle, ab, letzter }, [stelle], [da]);
  it('geht vom ersten bis zum letzten Tag, auch über das Jahresende', () => {
    expect(lies('28.06.2027', '30.6.2027')).toMatchObject({ ok: true, wert: { ab: '2027-06-28', bis: '2027-07-01' } });
    expect(lies('2027-01-04', '2027-01-04')).toMatchObject({ ok: true, wert: { bis: '2027-01-05' } });
  });
  it.each([
    ['endet nicht vor ihrem Beginn', '10.12.2026', '9.12.2026', 'last.ende-vor-beginn', 'letzter'],
    ['überschneidet keine andere, auch nicht um einen Tag', '3.1.2027', '10.1.2027', 'last.abwesenheit-doppelt', 'ab'],
    ['liegt in der Zeit der Stelle', '30.12.2025', '2.1.2026', 'last.ausserhalb-der-stelle', 'ab'],
    ['reicht nicht über die Stelle hinaus', '30.6.2027', '1.7.2027', 'last.ausserhalb-der-stelle', 'ab'],
    ['hat Tage, die es gibt', '30.2.2027', '1.3.2027', 'last.tag-ungueltig', 'ab'],
    ['dauert keine drei Jahre', '1.2.2026', '1.2.2029', 'last.abwesenheit-zu-lang', 'letzter'],
    ['hat ein Ende', '1.2.2027', '', 'last.tag-ungueltig', 'letzter'],
  ])('%s', (_was, ab, letzter, grund, feld) =>
    expect(lies(ab, letzter)).toMatchObject({ ok: false, grund, angaben: { feld } }),
  );
  it('gehört zu einer Stelle des Hauses', () =>
    expect(lies('1.2.2027', '2.2.2027', 'fremd')).toMatchObject({ grund: 'last.stelle-unbekannt' }));
});

describe('Eine Stelle', () => {
  const lies = (f: Felder) =>
    m.liesPlanstelle({ bezeichnung: 'x', team: 't', stunden: '39', ab: '1.1.2026', ...f }, [team], [stelle], ['k']);
  it('hat Stunden mit Komma', () => expect(lies({ stunden: '19,5' })).toMatchObject({ wert: { minuten: 1170 } }));
  it.each([
    ['-5', 'last.stunden-ungueltig'],
    ['0', 'last.stunden-ungueltig'],
    ['viel', 'last.stunden-ungueltig'],
    ['1e3', 'last.stunden-ungueltig'],
    ['61', 'last.stunden-zu-viel'],
    ['9999', 'last.stunden-zu-viel'],
  ])('hat keine %s Stunden', (stunden, grund) =>
    expect(lies({ stunden })).toMatchObject({ ok: false, grund, angaben: { feld: 'stunden' } }),
  );
  it('kennt nur Team, Person und Vertretung des eigenen Hauses', () => {
    expect(lies({ team: 'fremd' })).toMatchObject({ grund: 'last.team-unbekannt' });
    expect(lies({ mitarbeiter: 'fremd' })).toMatchObject({ grund: 'last.person-unbekannt' });
    expect(lies({ vertretung: 'fremd' })).toMatchObject({ grund: 'last.stelle-unbekannt' });
    expect(lies({ mitarbeiter: 'k', vertretung: 'p' })).toMatchObject({ ok: true });
  });
});

describe('Eine Dienstvereinbarung', () => {
  const alt = { id: 'v', titel: 'Alt', geschlossen: d('2025-01-01'), ab: d('2025-01-01'), bis: d('2026-01-01') };
  const lies = (f: Felder) =>
    m.liesDienstvereinbarung({ titel: 'DV', geschlossen: '1.12.2025', ab: '1.1.2026', ...f }, [alt]);
  it('gilt ab einem Tag, mit oder ohne Ende', () => {
    expect(lies({})).toMatchObject({ ok: true, wert: { ab: '2026-01-01', bis: null } });
    expect(m.geltende([alt], d('2025-12-31'))).toBe(alt);
    expect(m.geltende([alt], d('2026-01-01'))).toBeUndefined();
  });
  it('gilt nicht vor ihrem Abschluss, nicht neben einer anderen, nicht ohne Titel', () => {
    expect(lies({ geschlossen: '2.1.2026' })).toMatchObject({ grund: 'last.vor-abschluss' });
    expect(lies({ geschlossen: '1.1.2025', ab: '31.12.2025' })).toMatchObject({ grund: 'last.vereinbarung-doppelt' });
    expect(lies({ titel: ' ' })).toMatchObject({ grund: 'last.text-fehlt', angaben: { feld: 'titel' } });
  });
});

describe('Ein Team', () => {
  it('teilt keine Leistung mit einem anderen und hat mindestens eine', () => {
    expect(m.liesTeam({ name: 'B', 'leistung.ga': 'ja' }, ['ga', 'hs'], [team])).toMatchObject({
      grund: 'last.leistung-vergeben',
    });
    expect(m.liesTeam({ name: 'B' }, ['ga'], [])).toMatchObject({ grund: 'last.team-ohne-leistung' });
    expect(m.liesTeam({ name: 'Ordnung', 'leistung.hs': 'ja' }, ['hs'], [team])).toMatchObject({
      grund: 'last.team-doppelt',
    });
    expect(m.liesTeam({ name: 'B', 'leistung.hs': 'ja' }, ['ga', 'hs'], [team])).toMatchObject({
      wert: { leistungen: ['hs'] },
    });
  });
});

describe('Der Aufwand', () => {
  const lies = (minuten: string) =>
    m.liesAufwand({ leistung: 'ga', minuten, ab: '1.1.2026', grund: 'geschätzt' }, ['ga']);
  it('liegt zwischen einer Minute und einer Woche', () => {
    for (const falsch of ['0', '-3', '2401', '1,5', '']) expect([falsch, lies(falsch).ok]).toEqual([falsch, false]);
    expect(lies('45')).toMatchObject({ ok: true, wert: { minuten: 45 } });
  });
  it('gilt ab seinem Tag', () => {
    const alle = [
      { leistung: 'ga', ab: d('2026-01-01'), minuten: 40, grund: '' },
      { leistung: 'ga', ab: d('2026-12-01'), minuten: 50, grund: '' },
    ];
    expect(m.aufwandAm(alle, 'ga', heute)?.minuten).toBe(40);
    expect(m.aufwandAm(alle, 'ga', d('2026-12-01'))?.minuten).toBe(50);
    expect(m.aufwandAm(alle, 'ga', d('2025-12-31'))).toBeUndefined();
  });
});

describe('Frühere Zahlen', () => {
  const lies = (wochen: string) =>
    m.liesVorgeschichte({ leistung: 'ga', quelle: 'Altverfahren', wochen }, ['ga'], heute);
  it('stehen je Woche in einer Zeile, auch KW 53', () => {
    expect(lies('KW 53/2020; 3\n\n2025-W01;0\n')).toMatchObject({
      ok: true,
      wochen: [
        { montag: '2020-12-28', faelle: 3 },
        { montag: '2024-12-30', faelle: 0 },
      ],
    });
  });
  it.each([
    ['KW 53/2025; 3', 'last.zeile-unlesbar'],
    ['KW 12/2025; -3', 'last.zeile-unlesbar'],
    ['KW 12/2025; 3; 4', 'last.zeile-unlesbar'],
    ['KW 12/2025; 999999', 'last.zeile-unlesbar'],
    ['KW 12/2025; 3\n2025-W12; 4', 'last.woche-doppelt'],
    ['KW 48/2026; 3', 'last.woche-nicht-vorbei'],
    ['', 'last.text-fehlt'],
  ])('werden ganz abgelehnt bei %j', (wochen, grund) =>
    expect(lies(wochen)).toMatchObject({ ok: false, grund, angaben: { feld: 'wochen' } }),
  );
});
