import { formatEuro } from '@rathausverbund/kosten';
import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { neueDatenbank } from '../../../tools/test/datenbank.ts';
import { dienst, stellbareUhr } from '../../base/index.ts';
import { readStrom } from '../../nachweise/index.ts';
import { baueHaus, type Haus } from '../../pruefstand/haus.ts';
import { leitungskontext } from '../kontext.ts';
import { bucheAusgabe, bucheGegen, rufeMittelAb, schreibeSachbericht, trageZuwendungEin } from './actions.ts';
import {
  type Akte,
  type Ausgabe,
  abgerufen,
  abrufbar,
  ansatzOf,
  anteil,
  ausgegeben,
  pruefeAbruf,
  pruefeAusgabe,
  pruefeZuwendung,
  warnungen,
  type Zuwendung,
} from './model.ts';
import { findAkte, readZuwendungen } from './store.ts';

const PERSON = '01890000-0000-7000-8000-000000000001';
const zuwendung = (mehr: Partial<Zuwendung> = {}): Zuwendung => ({
  id: PERSON,
  bezeichnung: 'Aufbau eines gemeinsamen Dienstleistungszentrums',
  geber: 'Freistaat Sachsen',
  aktenzeichen: 'SMS-2025-0417',
  bescheidVom: '2025-11-20',
  von: '2026-01-01',
  bis: '2028-01-01',
  satz: 9000,
  betrag: 18_000_000,
  positionen: [
    { nr: 1, bezeichnung: 'Personal', ansatz: 15_000_000 },
    { nr: 2, bezeichnung: 'Technik', ansatz: 5_000_000 },
  ],
  ...mehr,
});
const ausgabe = (mehr: Partial<Ausgabe> = {}): Ausgabe => ({
  id: 'a',
  position: 2,
  tag: '2026-03-02',
  beleg: 'RE 4711',
  zweck: 'Scanner',
  betrag: 100_000,
  gegen: null,
  ...mehr,
});
const akte = (mehr: Partial<Akte> = {}): Akte => ({
  zuwendung: zuwendung(),
  ausgaben: [],
  abrufe: [],
  sachbericht: null,
  ...mehr,
});
const HEUTE = '2026-06-15';

describe('Ein Zuwendungsbescheid', () => {
  it('wird angenommen, wie er ist', () => expect(pruefeZuwendung(zuwendung())).toEqual({ ok: true }));

  it.each([
    ['endet, bevor er beginnt', { bis: '2026-01-01' }, 'foerderung.zeitraum'],
    ['ohne Position', { positionen: [] }, 'foerderung.ohne-position'],
    ['mit einem Ansatz von null', { positionen: [{ nr: 1, bezeichnung: 'P', ansatz: 0 }] }, 'foerderung.position'],
    ['über null Euro', { betrag: 0 }, 'foerderung.betrag'],
    ['mit mehr als 100 Prozent', { satz: 10_001 }, 'foerderung.betrag'],
    ['ohne Aktenzeichen', { aktenzeichen: ' ' }, 'foerderung.bescheid'],
    ['mit mehr Geld als Kosten', { betrag: 20_000_001 }, 'foerderung.mehr-als-kosten'],
    ['mit mehr als seinem Anteil', { betrag: 18_000_001 }, 'foerderung.mehr-als-anteil'],
    ['über mehr, als je gezahlt wird', { betrag: 9e15 }, 'foerderung.betrag'],
    [
      'mit zwei Positionen eines Namens',
      {
        positionen: [
          { nr: 1, bezeichnung: 'Personal', ansatz: 15_000_000 },
          { nr: 2, bezeichnung: ' personal', ansatz: 5_000_000 },
        ],
      },
      'foerderung.position-doppelt',
    ],
  ])('%s wird abgelehnt', (_was, mehr, grund) =>
    expect(pruefeZuwendung(zuwendung(mehr))).toMatchObject({ ok: false, grund }),
  );

  it('darf seinen Anteil auf den nächsten Cent aufrunden', () => {
    const drittel = { satz: 3333, positionen: [{ nr: 1, bezeichnung: 'P', ansatz: 1_001 }] };
    expect(pruefeZuwendung(zuwendung({ ...drittel, betrag: 334 }))).toEqual({ ok: true });
    expect(pruefeZuwendung(zuwendung({ ...drittel, betrag: 335 }))).toMatchObject({ ok: false });
  });
});

describe('Eine Ausgabe', () => {
  it.each([
    ['vor dem Zeitraum', { tag: '2025-12-31' }, 'foerderung.ausserhalb'],
    ['nach dem Zeitraum', { tag: '2028-01-01' }, 'foerderung.ausserhalb'],
    ['in der Zukunft', { tag: '2026-06-16' }, 'foerderung.zukunft'],
    ['mit negativem Betrag', { betrag: -1 }, 'foerderung.ausgabe-betrag'],
    ['mit dem Betrag null', { betrag: 0 }, 'foerderung.ausgabe-betrag'],
    ['ohne Beleg', { beleg: '' }, 'foerderung.ohne-beleg'],
    ['zu einer Position, die es nicht gibt', { position: 3 }, 'foerderung.position-unbekannt'],
    ['über alle Kosten hinaus', { betrag: 20_000_001 }, 'foerderung.erschoepft'],
  ])('%s wird abgelehnt', (_was, mehr, grund) =>
    expect(pruefeAusgabe(akte(), ausgabe(mehr), HEUTE)).toEqual({ ok: false, grund }),
  );

  it('mit demselben Beleg, Tag und Betrag wird abgelehnt, solange die erste nicht zurückgenommen ist', () => {
    const erste = ausgabe({ beleg: 're  4711 ' });
    const nein = { ok: false, grund: 'foerderung.beleg-doppelt' };
    expect(pruefeAusgabe(akte({ ausgaben: [erste] }), ausgabe({ position: 1 }), HEUTE)).toEqual(nein);
    const weg = { ...erste, id: 'b', betrag: -erste.betrag, gegen: erste.id };
    expect(pruefeAusgabe(akte({ ausgaben: [erste, weg] }), ausgabe(), HEUTE)).toEqual({ ok: true });
    for (const mehr of [{ tag: '2026-03-03' }, { betrag: 100_001 }, { beleg: 'RE 4711/2' }])
      expect(pruefeAusgabe(akte({ ausgaben: [erste] }), ausgabe(mehr), HEUTE)).toEqual({ ok: true });
  });

  it('überschreitet nie die Summe der Ansätze, wie auch gebucht wird', () =>
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1, max: 9_000_000 }), { maxLength: 12 }), (betraege) => {
        const a = akte();
        for (const betrag of betraege) {
          const neu = ausgabe({ betrag });
          if (pruefeAusgabe(a, neu, HEUTE).ok) a.ausgaben.push(neu);
        }
        expect(ausgegeben(a)).toBeLessThanOrEqual(ansatzOf(a.zuwendung));
      }),
    ));
});

describe('Ein Mittelabruf', () => {
  it('geht höchstens über den Anteil an dem, was gezahlt ist oder bald fällig wird', () => {
    const a = akte({ ausgaben: [ausgabe({ betrag: 100_000 })] });
    expect(abrufbar(a, 50_000)).toBe(135_000);
    expect(pruefeAbruf(a, { betrag: 135_000, faellig: 50_000 }, HEUTE)).toMatchObject({
      ok: true,
      faelligBis: '2026-08-15',
    });
    expect(pruefeAbruf(a, { betrag: 135_001, faellig: 50_000 }, HEUTE)).toMatchObject({
      grund: 'foerderung.abruf-zu-frueh',
    });
  });

  it.each([
    ['über mehr, als bewilligt ist', { betrag: 18_000_001, faellig: 20_000_000 }, HEUTE, 'foerderung.abruf-zu-hoch'],
    ['über nichts', { betrag: 0, faellig: 0 }, HEUTE, 'foerderung.abruf-betrag'],
    ['mit negativen Fälligkeiten', { betrag: 1, faellig: -1 }, HEUTE, 'foerderung.abruf-betrag'],
    ['vor dem Zeitraum', { betrag: 1, faellig: 100 }, '2025-12-31', 'foerderung.abruf-zeit'],
  ])('%s wird abgelehnt', (_was, neu, heute, grund) =>
    expect(pruefeAbruf(akte(), neu, heute)).toEqual({ ok: false, grund }),
  );

  it('nimmt nicht mehr bald fällige Zahlungen an, als der Finanzierungsplan noch hergibt', () => {
    const a = akte({ ausgaben: [ausgabe({ betrag: 19_970_000 })] });
    expect(pruefeAbruf(a, { betrag: 1, faellig: 30_000 }, HEUTE)).toMatchObject({ ok: true });
    expect(pruefeAbruf(a, { betrag: 1, faellig: 30_001 }, HEUTE)).toEqual({
      ok: false,
      grund: 'foerderung.abruf-faellig',
      angaben: { frei: formatEuro(30_000) },
    });
  });

  it('überschreitet in keiner Folge von Abrufen Zuwendung und Anteil', () =>
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.integer({ min: 1, max: 9_000_000 }), fc.nat(9_000_000)), { maxLength: 10 }),
        (folge) => {
          const a = akte({ ausgaben: [ausgabe({ betrag: 4_000_000 })] });
          for (const [betrag, faellig] of folge) {
            const e = pruefeAbruf(a, { betrag, faellig }, HEUTE);
            if (!e.ok) continue;
            a.abrufe.push({
              nr: a.abrufe.length + 1,
              tag: HEUTE,
              faelligBis: e.faelligBis,
              faellig,
              betrag,
              regel: '',
            });
            expect(abgerufen(a)).toBeLessThanOrEqual(anteil(a.zuwendung, ausgegeben(a) + faellig));
          }
          expect(abgerufen(a)).toBeLessThanOrEqual(a.zuwendung.betrag);
        },
      ),
    ));
});

describe('Gewarnt wird', () => {
  it.each([
    ['neunzig Tage vor dem Ende', '2027-10-02', 'zeitraum-endet'],
    ['am letzten Tag', '2027-12-31', 'zeitraum-endet'],
    ['nach dem Ende', '2028-01-01', 'zeitraum-vorbei'],
  ])('%s', (_was, heute, art) => expect(warnungen(akte(), heute)[0]).toMatchObject({ art }));

  it('nicht, solange nichts anliegt', () => expect(warnungen(akte(), '2027-10-01')).toEqual([]));

  it('wenn eine Position um mehr als zwanzig Prozent überzogen ist, nicht bei genau zwanzig', () => {
    const genau = [ausgabe({ betrag: 6_000_000 })];
    expect(warnungen(akte({ ausgaben: genau }), HEUTE)).toEqual([]);
    expect(warnungen(akte({ ausgaben: [...genau, ausgabe({ id: 'b', betrag: 1 })] }), HEUTE)).toEqual([
      { art: 'position-ueberzogen', position: 'Technik', prozent: 20, erlaubt: 20 },
    ]);
  });

  it('wenn abgerufenes Geld nach der Frist noch nicht ausgegeben ist', () => {
    const abruf = { nr: 1, tag: '2026-03-01', faelligBis: '2026-05-01', faellig: 100_000, betrag: 90_000, regel: '' };
    expect(warnungen(akte({ abrufe: [abruf] }), HEUTE)).toEqual([{ art: 'unbelegt', betrag: 90_000 }]);
    expect(warnungen(akte({ abrufe: [abruf] }), '2026-05-01')).toEqual([]);
  });
});

describe('In der Datenbank', async () => {
  const t = await neueDatenbank();
  const uhr = stellbareUhr(Date.parse('2026-06-15T08:00:00Z'));
  let h: Haus;
  let id = '';
  const wurzen = () => ({ person: PERSON, stelle: h.ort.wurzen });
  const lies = () => h.db.transaktion(leitungskontext(wurzen(), 'Test'), (tx) => findAkte(tx, id));
  const arten = async () =>
    (
      await h.db.transaktion(dienst(h.ort.wurzen, 'Test'), (tx) =>
        readStrom(tx, h.protokoll, h.ort.wurzen, h.ort.wurzen),
      )
    )
      .map((e) => e.ereignis.kind)
      .filter((k) => k.startsWith('foerderung.'));

  beforeAll(async () => {
    h = await baueHaus(t, { uhr });
    const e = await trageZuwendungEin(h, wurzen(), zuwendung());
    if (!e.ok) throw new Error(e.grund);
    id = e.id;
  });

  it('steht jede Buchung mit ihrem Ereignis, und eine Gegenbuchung hebt sie auf', async () => {
    const b = await bucheAusgabe(h, wurzen(), id, ausgabe());
    if (!b.ok) throw new Error(b.grund);
    expect(await bucheGegen(h, wurzen(), id, b.id, 'falscher Beleg')).toEqual({ ok: true });
    expect(await bucheGegen(h, wurzen(), id, b.id, 'noch einmal')).toEqual({
      ok: false,
      grund: 'foerderung.schon-storniert',
    });
    expect((await lies())?.ausgaben.map((a) => a.betrag)).toEqual([100_000, -100_000]);
    expect(await arten()).toEqual([
      'foerderung.zuwendung-eingetragen',
      'foerderung.ausgabe-gebucht',
      'foerderung.ausgabe-storniert',
    ]);
  });

  it('zählt jedes Formular einmal, auch wenn es zugleich zweimal kommt', async () => {
    const vorher = (await lies())?.ausgaben.length ?? 0;
    const neu = ausgabe({ beleg: 'RE 99', betrag: 1 });
    const schluessel = '01890000-0000-7000-8000-000000000077';
    const zwei = await Promise.all([1, 2].map(() => bucheAusgabe(h, wurzen(), id, neu, schluessel)));
    expect(zwei.map((e) => ('schon' in e ? 'schon' : e.ok)).toSorted()).toEqual(['schon', true]);
    expect(new Set(zwei.map((e) => ('id' in e ? e.id : ''))).size).toBe(1);
    expect((await lies())?.ausgaben).toHaveLength(vorher + 1);
    expect(await bucheAusgabe(h, wurzen(), id, { ...neu, betrag: 2 }, schluessel)).toEqual({
      ok: false,
      grund: 'foerderung.schon-abgesandt',
    });
    const bescheid = zuwendung({ aktenzeichen: 'B-2' });
    const trage = (z = bescheid) => trageZuwendungEin(h, wurzen(), z, schluessel);
    const [eins, nochmal] = [await trage(), await trage()];
    expect(nochmal).toEqual(eins);
    expect(await trage({ ...bescheid, geber: 'Bund' })).toEqual({ ok: false, grund: 'foerderung.schon-abgesandt' });
  });

  it('bleibt nach einer Ablehnung alles, wie es war', async () => {
    const vorher = await lies();
    expect(await bucheAusgabe(h, wurzen(), id, ausgabe({ tag: '2024-01-01' }))).toMatchObject({ ok: false });
    expect(await rufeMittelAb(h, wurzen(), id, { betrag: 90_000, faellig: 0 })).toMatchObject({ ok: false });
    expect(await schreibeSachbericht(h, wurzen(), id, ' ')).toMatchObject({ ok: false });
    expect(await lies()).toEqual(vorher);
    expect((await arten()).filter((k) => k !== 'foerderung.zuwendung-eingetragen')).toHaveLength(3);
  });

  it('werden zwei gleichzeitige Abrufe nacheinander geprüft: nur einer geht', async () => {
    const abruf = { betrag: 90_000, faellig: 100_000 };
    const beide = await Promise.all([1, 2].map(() => rufeMittelAb(h, wurzen(), id, abruf)));
    expect(beide.map((e) => e.ok).sort()).toEqual([false, true]);
    expect((await lies())?.abrufe).toHaveLength(1);
    expect(await rufeMittelAb(h, wurzen(), id, { ...abruf, nr: 1 })).toEqual({ ok: true, nr: 1, schon: true });
    expect(await rufeMittelAb(h, wurzen(), id, { ...abruf, betrag: 1, nr: 1 })).toEqual({
      ok: false,
      grund: 'foerderung.abruf-inzwischen',
    });
  });

  it('sieht niemand sonst etwas davon, auch nicht, wer für Wurzen arbeitet', async () => {
    const augustusburg = {
      ...leitungskontext({ person: PERSON, stelle: h.ort.augustusburg }, 'Test'),
      handelndFuer: h.ort.wurzen,
    };
    expect(await h.db.transaktion(augustusburg, readZuwendungen)).toEqual([]);
    expect(await bucheAusgabe(h, { person: PERSON, stelle: h.ort.augustusburg }, id, ausgabe())).toEqual({
      ok: false,
      grund: 'foerderung.unbekannt',
    });
  });

  it('lässt sich keine Buchung ändern oder löschen', async () => {
    for (const sql of ['update steuerung.ausgabe set betrag = 1', 'delete from steuerung.ausgabe'])
      await expect(h.db.lesen(leitungskontext(wurzen(), 'Test'), sql)).rejects.toThrow(/permission denied/);
  });
});
