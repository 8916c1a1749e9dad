import { describe, expect, it } from 'vitest';
import { neueDatenbank } from '../../tools/test/datenbank.ts';
import { stellbareUhr } from '../base/index.ts';
import { aufgabeVon, erledige, GEWERBE, reicheBeispielEin } from '../pruefstand/fall.ts';
import { baueHaus, legePersonalAn } from '../pruefstand/haus.ts';
import { dueAt } from './zeitgeber.ts';

const t = await neueDatenbank();
const iso = (ms: number) => new Date(ms).toISOString();
const am = (text: string) => Date.parse(text);

describe('Eine Dauer', () => {
  it('zählt Tage des Kalenders: dieselbe Uhrzeit, auch über die Zeitumstellung', () => {
    expect(iso(dueAt({ dauer: 'P14D' }, am('2026-03-20T10:00:00+01:00')))).toBe(iso(am('2026-04-03T10:00:00+02:00')));
    expect(iso(dueAt({ dauer: 'P14D' }, am('2026-10-20T10:00:00+02:00')))).toBe(iso(am('2026-11-03T10:00:00+01:00')));
    expect(iso(dueAt({ dauer: 'P1M' }, am('2026-01-31T10:00:00+01:00')))).toBe(iso(am('2026-02-28T10:00:00+01:00')));
  });

  it('zählt Stunden als Stunden', () => {
    expect(iso(dueAt({ dauer: 'PT24H' }, am('2026-03-28T10:00:00+01:00')))).toBe(iso(am('2026-03-29T11:00:00+02:00')));
  });

  it('trifft eine Uhrzeit, die es an dem Tag nicht gibt, mit der nächsten', () => {
    expect(iso(dueAt({ dauer: 'P1D' }, am('2026-03-28T02:30:00+01:00')))).toBe('2026-03-29T01:30:00.000Z');
  });
});

describe('Eine Frist, die wiederkehrt,', () => {
  const takt = (dauer: string, ab: string, jetzt: string) => iso(dueAt({ dauer, ab }, am(jetzt)));

  it('bleibt bei ihrem Tag und ihrer Uhrzeit, auch wenn sie zu spät kam', () => {
    expect(takt('P7D', '2026-03-06T09:00:00Z', '2026-03-06T09:00:00Z')).toBe('2026-03-13T09:00:00.000Z');
    expect(takt('P7D', '2026-03-06T09:00:00Z', '2026-03-09T17:00:00Z')).toBe('2026-03-13T09:00:00.000Z');
  });

  it('lässt aus, was inzwischen vorbei ist: Sie kommt das nächste Mal, nicht viele Male auf einmal', () => {
    expect(takt('P7D', '2026-03-06T09:00:00Z', '2026-07-01T00:00:00Z')).toBe('2026-07-03T08:00:00.000Z');
    expect(takt('PT1S', '2000-01-01T00:00:00Z', '2026-07-01T00:00:00.5Z')).toBe('2026-07-01T00:00:01.000Z');
    expect(takt('P7D', '2026-03-06T09:00:00Z', '2026-03-13T09:00:00Z')).toBe('2026-03-20T09:00:00.000Z');
  });

  it('verliert durch eine Zeitumstellung und einen kurzen Monat nichts: Gezählt wird jedes Mal vom ersten Mal an', () => {
    // 02:30 does not exist on 29 March; the day after it does again
    expect(takt('P1D', '2026-03-28T02:30:00+01:00', '2026-03-28T12:00:00Z')).toBe('2026-03-29T01:30:00.000Z');
    expect(takt('P1D', '2026-03-28T02:30:00+01:00', '2026-03-29T12:00:00Z')).toBe('2026-03-30T00:30:00.000Z');
    expect(takt('P1W', '2026-10-23T10:00:00+02:00', '2026-10-23T12:00:00Z')).toBe(iso(am('2026-10-30T10:00:00+01:00')));
    expect(takt('P1M', '2026-01-31T10:00:00+01:00', '2026-02-01T12:00:00Z')).toBe(iso(am('2026-02-28T10:00:00+01:00')));
    expect(takt('P1M', '2026-01-31T10:00:00+01:00', '2026-03-01T12:00:00Z')).toBe(iso(am('2026-03-31T10:00:00+02:00')));
  });

  it('kommt nie wieder, wenn der Kalender ihr nächstes Mal nicht fasst', () => {
    expect(takt('P9999Y', '2026-01-31T10:00:00+01:00', '2026-02-01T12:00:00Z')).toBe('9999-01-01T00:00:00.000Z');
  });
});

describe('Ein Zeitpunkt', () => {
  it('ist als Tag der Beginn des Tages in Berlin, sonst der Augenblick', () => {
    expect(iso(dueAt({ zeitpunkt: '2026-07-01' }, 0))).toBe('2026-06-30T22:00:00.000Z');
    expect(iso(dueAt({ zeitpunkt: '2026-12-01' }, 0))).toBe('2026-11-30T23:00:00.000Z');
    expect(iso(dueAt({ zeitpunkt: '2026-07-01T12:00:00+02:00' }, 0))).toBe('2026-07-01T10:00:00.000Z');
  });
});

describe('Was der Kalender nicht fasst', () => {
  it('ist nie: Eine Dauer darf größer sein als alle Zeit', () => {
    expect(iso(dueAt({ dauer: 'P999999999Y' }, 0))).toBe('9999-01-01T00:00:00.000Z');
  });

  it('eine Zeitzone, die es nicht gibt, ist ein Fehler und nicht nie', () => {
    expect(() => dueAt({ zeitpunkt: '2027-05-15T12:00:00[Europe/Berln]' }, 0)).toThrow(RangeError);
    expect(iso(dueAt({ zeitpunkt: '2027-05-15T12:00:00[Europe/Berlin]' }, 0))).toBe('2027-05-15T10:00:00.000Z');
  });
});

describe('Die Wiedervorlage nach 14 Tagen', () => {
  it('kommt über die Zeitumstellung zur selben Uhrzeit, keine Sekunde früher', async () => {
    const uhr = stellbareUhr(am('2026-03-20T10:00:00+01:00'));
    const h = await baueHaus(t, { uhr });
    const person = await legePersonalAn(h);
    const f = await reicheBeispielEin(h, 'thallwitz', GEWERBE, '08-wiedervorlage');
    await h.leeren();
    await erledige(h, f, person('k.weber'), 'nachfordern', { was: 'Aufenthaltstitel', warum: 'Wir müssen ihn sehen.' });
    await h.leeren();
    uhr.stelle(am('2026-04-03T09:59:59+02:00'));
    await h.leeren();
    expect(await aufgabeVon(h, f)).toBeUndefined();
    uhr.stelle(am('2026-04-03T10:00:00+02:00'));
    await h.leeren();
    expect((await aufgabeVon(h, f))?.element).toBe('Aufgabe_pruefung');
    expect(h.fehler).toEqual([]);
  });
});
