import { localDate } from '@rathausverbund/fristen';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Arbeit, belaste, unbekannte } from './belastung.ts';
import type { Prognose } from './prognose.ts';
import { schaetzeBeitritt, simuliere } from './simulation.ts';
import { type Fall, istNamensgleich, type Kandidat, schlageVor } from './vorschlag.ts';
import { wochenAb } from './wochen.ts';

const d = localDate;
const MONTAG = d('2026-11-30');

describe('Die Last einer Woche', () => {
  const wochen = wochenAb(MONTAG, 3);
  const prognose = (erwartet: number, von: number, bis: number): Prognose => ({
    ok: true,
    wochen: wochen.map((montag) => ({ montag, erwartet, von, bis })),
    saison: false,
    geschichte: { wochen: 50, faelle: 500 },
    rueckblick: null,
  });
  const arbeit = (mehr: Partial<Arbeit> = {}): Arbeit => ({
    leistung: 'x',
    minuten: 60,
    prognose: prognose(10, 6, 15),
    offene: [],
    ...mehr,
  });
  const urteile = (a: Arbeit[], minuten: number) =>
    belaste(
      wochen,
      a,
      wochen.map(() => minuten),
    ).map((w) => w.urteil);

  it('sagt vorher, ob die Zeit reicht, und wo Luft ist', () => {
    expect(urteile([arbeit()], 500)[0]).toBe('reicht-nicht');
    expect(urteile([arbeit()], 700)[0]).toBe('knapp');
    expect(urteile([arbeit()], 1000)[0]).toBe('reicht');
    expect(urteile([arbeit()], 2400)[0]).toBe('luft');
  });

  it('legt, was da liegt, in die Woche seiner Frist; Überfälliges in die erste', () => {
    const offene = [null, d('2026-11-02'), d('2026-12-11'), d('2027-05-01')];
    expect(belaste(wochen, [arbeit({ offene })], []).map((w) => w.bestand)).toEqual([120, 60, 0]);
  });

  it('verspricht keine Luft, wenn eine Leistung keine Vorhersage hat', () => {
    const ohne = arbeit({
      leistung: 'y',
      prognose: { ok: false, grund: 'zu-kurz', geschichte: { wochen: 3, faelle: 9 } },
    });
    expect(urteile([arbeit(), ohne], 9000)).toEqual(['unbekannt', 'unbekannt', 'unbekannt']);
    expect(urteile([arbeit({ minuten: null })], 9000)[0]).toBe('unbekannt');
    expect(unbekannte([arbeit(), ohne]).map((a) => a.leistung)).toEqual(['y']);
    // too much is too much, whatever else may come
    expect(urteile([arbeit(), ohne], 100)[0]).toBe('reicht-nicht');
  });
});

describe('Ein Vorschlag', () => {
  const fall = (mehr: Partial<Fall> = {}): Fall => ({
    vorgang: '0198-00000000',
    betreff: 'Fahrradladen, Petra Krämer',
    befangen: [],
    abgelehnt: [],
    kennen: [],
    ...mehr,
  });
  const kraft = (person: string, mehr: Partial<Kandidat> = {}): Kandidat => ({
    person,
    name: `Vorname ${person}`,
    kann: true,
    da: true,
    vertritt: [],
    ...mehr,
  });
  const namen = (f: Fall, k: Kandidat[]) => schlageVor(f, k).map((v) => [v.person, v.grund]);

  it('nennt zuerst, wer den Vorgang kennt, dann dessen Vertretung', () => {
    const k = [kraft('a'), kraft('b', { vertritt: ['c'] }), kraft('c', { da: false }), kraft('d')];
    expect(namen(fall({ kennen: ['c', 'd'] }), k)).toEqual([
      ['d', 'kennt'],
      ['b', 'vertritt'],
      ['a', 'kann'],
    ]);
  });

  it('nennt nie, wer befangen, abgelehnt, abwesend oder nicht zuständig ist', () => {
    const menge = fc.subarray(['a', 'b', 'c', 'd', 'e']);
    fc.assert(
      fc.property(menge, menge, menge, menge, menge, (befangen, abgelehnt, kennen, da, koennen) => {
        const k = ['a', 'b', 'c', 'd', 'e'].map((p) => kraft(p, { da: da.includes(p), kann: koennen.includes(p) }));
        const wer = schlageVor(fall({ befangen, abgelehnt, kennen }), k).map((v) => v.person);
        for (const p of wer)
          expect(!befangen.includes(p) && !abgelehnt.includes(p) && da.includes(p) && koennen.includes(p)).toBe(true);
        expect(new Set(wer).size).toBe(wer.length);
      }),
    );
  });

  it('wechselt unter Gleichen mit der Nummer des Vorgangs, ohne zu zählen, wer wie viel hat', () => {
    const k = [kraft('a'), kraft('b'), kraft('c')];
    const erste = [0, 1, 2, 3].map((n) => schlageVor(fall({ vorgang: `x-0000000${n}` }), k)[0]?.person);
    expect(erste).toEqual(['a', 'b', 'c', 'a']);
  });

  it('weist auf gleiche Namen nur hin: entscheiden muss ein Mensch', () => {
    expect(istNamensgleich('Fahrradladen, Petra Krämer', 'Jonas Kraemer')).toBe(false);
    expect(istNamensgleich('Fahrradladen, Petra Krämer', 'Jonas Krämer')).toBe(true);
    expect(istNamensgleich('Weberei Schmidt', 'Katrin Weber')).toBe(false);
    const [erster, zweiter] = schlageVor(fall(), [kraft('a', { name: 'Uta Krämer' }), kraft('b')]);
    expect([erster?.person, zweiter?.person, zweiter?.namensgleich]).toEqual(['b', 'a', true]);
  });
});

describe('Eine Annahme', () => {
  const orte = [
    { einwohner: 16_000, faelle: 64, wochen: 10 },
    { einwohner: 4000, faelle: 20, wochen: 10 },
  ];
  it('schätzt einen Beitritt nach Einwohnern, vom ruhigsten bis zum lebhaftesten Ort', () => {
    const e = schaetzeBeitritt(5000, orte);
    if (!e.ok) throw new Error(e.grund);
    expect(e.zuwachs.erwartet).toBeCloseTo(2.1);
    expect(e.zuwachs.von).toBeCloseTo(2 - Math.sqrt(2.1));
    expect(e.zuwachs.bis).toBeCloseTo(2.5 + Math.sqrt(2.1));
  });
  it('schätzt nicht aus einem Ort, aus zu wenigen Wochen oder aus nichts', () => {
    for (const o of [
      orte.slice(0, 1),
      orte.map((x) => ({ ...x, wochen: 7 })),
      orte.map((x) => ({ ...x, faelle: 0 })),
      [],
    ])
      expect(schaetzeBeitritt(5000, o)).toEqual({ ok: false, grund: 'last.kein-vergleich' });
  });
  it('nimmt einer Vakanz genau ihre Wochen, in kurzen Wochen weniger, und nie unter null', () => {
    const wochen = wochenAb(MONTAG, 4).map((montag) => ({
      montag,
      arbeit: { erwartet: 600, von: 300, bis: 900 },
      bestand: 0,
      verfuegbar: 2000,
      urteil: 'reicht' as const,
    }));
    const vakanz = { minuten: 1170, ab: d('2026-12-07'), wochen: 2 };
    const e = simuliere(wochen, [5, 5, 4, 5], { mehr: null, vakanz });
    expect(e.map((w) => w.verfuegbar)).toEqual([2000, 830, 1064, 2000]);
    expect(simuliere(wochen, [5, 5, 5, 5], { mehr: null, vakanz: { ...vakanz, minuten: 3600 } })[1]?.verfuegbar).toBe(
      0,
    );
    const mehr = { erwartet: 100, von: 50, bis: 200 };
    expect(simuliere(wochen, [5, 5, 4, 5], { mehr, vakanz: null })[2]?.arbeit).toEqual({
      erwartet: 680,
      von: 340,
      bis: 1060,
    });
  });
});
