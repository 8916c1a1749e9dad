import { localDate } from '@rathausverbund/fristen';
import { beforeAll, describe, expect, it } from 'vitest';
import { neueDatenbank } from '../../tools/test/datenbank.ts';
import type { Ort } from '../pruefstand/haus.ts';
import { readVertrag } from '../vereinbarungen/index.ts';
import {
  type Akteur,
  berichtige,
  berichtigePool,
  bestreite,
  erfasse,
  erkenneAn,
  korrigiere,
  readBisher,
  readBuchungen,
  readJahreskonten,
  readNachtraege,
  readPools,
  readRechnungen,
  readZaehlungen,
  rechneJahrNach,
  setzeRechnungsangaben,
  stelle,
  stellePoolFest,
  stelleRechnung,
} from './index.ts';
import { baueAbrechnung, LEISTUNG, MONATE, regelMit } from './pruefstand.ts';

const t = await neueDatenbank();
let w: Awaited<ReturnType<typeof baueAbrechnung>>;
let [wurzen, post, naumann, seifert] = [] as unknown as [Akteur, Akteur, Akteur, Akteur];

const regel = regelMit({ stand: 'nicht-steuerbar', satz: 0, grund: 'Beistand' });
/** one euro a page */
const SEITE = { art: 'menge', einheit: 'seite', preis: 10_000 } as const;
const seiten = (wer: Akteur, vereinbarung: string, tag: string, menge: number, leistung: string) =>
  erfasse(w.d, wer, { vereinbarung, leistung, einheit: 'seite', tag, menge, grund: '' });
const jahr = (vereinbarung: string, perioden: readonly number[]) => ({ vereinbarung, jahr: 2026, perioden });
const periode = (vereinbarung: string, p: number) => ({ vereinbarung, jahr: 2026, periode: p });
/** What the own cash books under these agreements. */
const gebucht = async (ort: Ort, nummern: RegExp) =>
  (await w.in(ort, (tx) => readBuchungen(tx, w.d.verzeichnis, 2026)))
    .filter((b) => nummern.test(b.periode))
    .map((b) => b.betrag);
const liste = (ort: Ort) =>
  w.in(ort, async (tx) => [...(await readNachtraege(tx, await readJahreskonten(tx, 2026), 2026)).keys()]);
const ok = async (e: Promise<unknown>) => {
  expect(await e).toEqual({ ok: true });
  await w.leeren();
};

beforeAll(async () => {
  w = await baueAbrechnung(t, '2027-01-05');
  [wurzen, post, naumann, seifert] = ['s.hartig', 'd.lorenz', 'f.naumann', 'c.seifert'].map(w.akteur) as [
    Akteur,
    Akteur,
    Akteur,
    Akteur,
  ];
});

describe('Nach dem Jahresausgleich', () => {
  let v = '';
  const richtig = async (richtig: number) => {
    const erste = (await w.in('wurzen', (tx) => readZaehlungen(tx, v))).at(-1);
    return korrigiere(w.d, post, { vereinbarung: v, quelle: erste?.quelle ?? '', richtig, grund: 'Leerseiten' });
  };

  it('ist kein Monat mehr zu berichtigen: der Unterschied steht schon im Jahresausgleich', async () => {
    v = await w.vereinbare('thallwitz', 'wurzen', regel(SEITE), LEISTUNG);
    await ok(seiten(post, v, '2026-03-02', 100, LEISTUNG));
    await ok(stelle(w.d, wurzen, jahr(v, MONATE)));
    await ok(richtig(60));
    await ok(stelle(w.d, wurzen, jahr(v, [13])));
    expect((await w.ansicht('thallwitz', v, 13))?.periode.fassungen[0]?.abrechnung.zahlbetrag).toBe(-4_000);
    for (const vorher of ['gestellt', 'anerkannt']) {
      expect([vorher, await berichtige(w.d, wurzen, periode(v, 3), 'Leerseiten')]).toEqual([
        vorher,
        { ok: false, grund: 'abrechnung.jahr-zu' },
      ]);
      if (vorher === 'gestellt') await ok(erkenneAn(w.d, naumann, jahr(v, [...MONATE, 13])));
    }
    expect(await w.ansicht('wurzen', v, 3)).toMatchObject({ jahrZu: true, nachtrag: null });
    expect((await gebucht('wurzen', /./)).reduce((a, b) => a + b, 0)).toBe(6_000);
  });

  it('sagt das Erfassen, dass der Jahresausgleich zu berichtigen ist, und beide Seiten sehen es', async () => {
    expect(await liste('wurzen')).toEqual([]);
    expect(await seiten(post, v, '2026-05-04', 30, LEISTUNG)).toEqual({ ok: true, ausgleich: [2026] });
    expect(await richtig(50)).toEqual({ ok: true, ausgleich: [2026] });
    expect(await seiten(post, v, '2027-01-04', 5, LEISTUNG)).toEqual({ ok: true });
    await w.leeren();
    for (const ort of ['wurzen', 'thallwitz'] as const) {
      expect(await w.ansicht(ort, v, 13)).toMatchObject({
        gleich: true,
        periode: { stand: 'anerkannt' },
        nachtrag: { anlass: 'gezaehlt', bisher: -4_000, neu: -2_000 },
      });
      expect(await liste(ort)).toEqual([v]);
    }
    const nach = await rechneJahrNach(w.worker, w.h.ort.thallwitz, 2026);
    const dreizehn = nach.find((j) => j.vertrag.id === v)?.perioden.find((p) => p.periode === 13);
    expect(dreizehn).toMatchObject({ gleich: true, nachtrag: { anlass: 'gezaehlt', bisher: -4_000, neu: -2_000 } });
    const vertrag = await w.in('wurzen', (tx) => readVertrag(tx, v));
    if (!vertrag) throw new Error('Die Vereinbarung fehlt');
    const bisher = await w.in('wurzen', (tx) => readBisher(tx, vertrag, { von: '2026-01-01', bis: '2027-01-01' }));
    expect([...bisher]).toEqual([[LEISTUNG, 8_000]]);
  });

  it('berichtigt der Gläubiger auch den anerkannten Jahresausgleich; er wird neu anerkannt, der alte bleibt', async () => {
    expect(await berichtige(w.d, naumann, periode(v, 13), 'x')).toMatchObject({ grund: 'abrechnung.nur-glaeubiger' });
    expect(await berichtige(w.d, wurzen, periode(v, 13), ' ')).toMatchObject({ grund: 'abrechnung.ohne-grund' });
    await ok(berichtige(w.d, wurzen, periode(v, 13), 'Nachgezählt'));
    expect(await berichtige(w.d, wurzen, periode(v, 13), 'noch einmal')).toMatchObject({
      grund: 'abrechnung.nichts-zu-berichtigen',
    });
    const a = await w.ansicht('thallwitz', v, 13);
    expect(a).toMatchObject({ gleich: true, nachtrag: null, periode: { stand: 'berichtigt' } });
    expect(a?.periode.fassungen.map((f) => f.abrechnung.zahlbetrag)).toEqual([-4_000, -2_000]);
    expect(await liste('thallwitz')).toEqual([]);
    // the new version may be disputed like any other
    const streit = { zeile: 0, grund: 'Woher kommen 30 Seiten?' };
    await ok(bestreite(w.d, naumann, periode(v, 13), streit));
    await ok(erkenneAn(w.d, naumann, jahr(v, [13])));
    expect((await w.ansicht('wurzen', v, 13))?.periode.stand).toBe('anerkannt');
  });

  it('folgen Buchungen und Nachrechnen: zusammen wird gezahlt, was das Jahr gekostet hat', async () => {
    for (const ort of ['wurzen', 'thallwitz'] as const) {
      expect(await gebucht(ort, /-13$/)).toEqual([-4_000, 2_000]);
      expect((await gebucht(ort, /./)).reduce((a, b) => a + b, 0)).toBe(8_000);
    }
    const hash = async (ort: Ort) =>
      (await rechneJahrNach(w.worker, w.h.ort[ort], 2026)).find((j) => j.vertrag.id === v);
    const [a, b] = [await hash('wurzen'), await hash('thallwitz')];
    expect(a?.hash).toBe(b?.hash);
    expect(a?.perioden.every((p) => p.gleich && p.nachtrag === null)).toBe(true);
  });

  it('folgt die Rechnung: die Korrektur nennt die frühere und ist der Unterschied', async () => {
    for (const [wer, leitwegId] of [
      [wurzen, ''],
      [naumann, '04011000-12345-03'],
    ] as const) {
      const angaben = { leitwegId, ustId: '', steuernummer: '239/123/45678', ansprechpartner: 'Kämmerei' };
      expect(await setzeRechnungsangaben(w.d, wer, angaben)).toEqual({ ok: true });
    }
    const deps = { ...w.d, leistungsname: (l: string) => l };
    await ok(stelleRechnung(deps, wurzen, periode(v, 13)));
    expect(await seiten(post, v, '2026-06-01', 7, LEISTUNG)).toEqual({ ok: true, ausgleich: [2026] });
    await ok(berichtige(w.d, wurzen, periode(v, 13), 'Im Juni nachgetragen'));
    await ok(stelleRechnung(deps, wurzen, periode(v, 13)));
    const rechnungen = await w.in('wurzen', (tx) => readRechnungen(tx, periode(v, 13)));
    expect(rechnungen.map((r) => [r.rechnung.art, r.rechnung.summen.faellig])).toEqual([
      ['380', -2_000],
      ['384', 700],
    ]);
    expect(rechnungen[1]?.rechnung.vorgaenger).toMatchObject([{ nummer: rechnungen[0]?.nummer }]);
  });
});

it('Kosten eines Pools, die nach dem Jahresausgleich berichtigt werden, sagen dasselbe', async () => {
  const r = regel({ art: 'umlage', pool: 'scanstelle', nach: 'seite' }, { ab: localDate('2026-12-01') });
  const v = await w.vereinbare('bennewitz', 'wurzen', r, 'vergabeakte');
  await ok(seiten(post, v, '2026-12-01', 10, 'vergabeakte'));
  const p = { pool: 'scanstelle', jahr: 2026, monat: 12, kosten: 10_000, grund: 'Kostenstelle' };
  await ok(stellePoolFest(w.d, wurzen, p));
  await ok(stelle(w.d, wurzen, jahr(v, [12])));
  await ok(stelle(w.d, wurzen, jahr(v, [13])));
  const feststellung = (await w.in('wurzen', (tx) => readPools(tx, 2026)))[0]?.feststellungen[0]?.id ?? '';
  const neu = { ...p, feststellung, kosten: 9_000, grund: 'Gutschrift' };
  expect(await berichtigePool(w.d, wurzen, { ...neu, kosten: 1e12 })).toMatchObject({
    grund: 'abrechnung.kosten-zu-gross',
  });
  expect(await berichtigePool(w.d, wurzen, neu)).toEqual({ ok: true, ausgleich: [2026] });
  expect((await w.ansicht('wurzen', v, 13))?.nachtrag).toEqual({ anlass: 'gezaehlt', bisher: 0, neu: -1_000 });
});

describe('Zwei Jahresausgleiche, die einander verrechnen', () => {
  let [hin, her] = ['', ''];
  const dreizehn = async (ort: Ort, v: string) => {
    const a = await w.ansicht(ort, v, 13);
    const f = a?.periode.fassungen.at(-1)?.abrechnung;
    return [f?.verrechnung?.forderung, f?.verrechnung?.gegenforderung, f?.zahlbetrag];
  };

  it('beruhen auf denselben Beträgen; wer mit einem früheren rechnet, wird nicht anerkannt', async () => {
    hin = await w.vereinbare('wurzen', 'augustusburg', regel({ art: 'fest', betrag: 120_000 }), 'reisekosten');
    her = await w.vereinbare('augustusburg', 'wurzen', regel(SEITE, { verrechnetMit: hin }), 'reisekosten');
    await ok(seiten(post, her, '2026-06-01', 500, 'reisekosten'));
    await ok(stelle(w.d, seifert, jahr(hin, MONATE)));
    await ok(stelle(w.d, wurzen, jahr(her, MONATE)));
    await ok(stelle(w.d, seifert, jahr(hin, [13])));
    const [f] = await dreizehn('wurzen', hin);
    expect(await dreizehn('wurzen', hin)).toEqual([f, 50_000, (f ?? 0) - 50_000]);
    await ok(seiten(post, her, '2026-06-02', 300, 'reisekosten'));
    await ok(stelle(w.d, wurzen, jahr(her, [13])));
    expect(await dreizehn('wurzen', her)).toEqual([80_000, f, 0]);
    expect(await w.ansicht('wurzen', hin, 13)).toMatchObject({ gleich: true, nachtrag: { anlass: 'gegenleistung' } });
    expect(await w.ansicht('augustusburg', her, 13)).toMatchObject({
      gleich: true,
      nachtrag: null,
      andereVeraltet: true,
    });
    expect(await erkenneAn(w.d, wurzen, jahr(hin, [13]))).toMatchObject({ grund: 'abrechnung.verrechnung-diese' });
    expect(await erkenneAn(w.d, seifert, jahr(her, [13]))).toMatchObject({ grund: 'abrechnung.verrechnung-andere' });
    const deps = { ...w.d, leistungsname: (l: string) => l };
    const angaben = { leitwegId: '04011000-12345-03', ustId: '', steuernummer: '', ansprechpartner: 'Kämmerei' };
    for (const wer of [wurzen, seifert]) expect(await setzeRechnungsangaben(w.d, wer, angaben)).toEqual({ ok: true });
    await ok(stelleRechnung(deps, seifert, periode(hin, 13)));
    await ok(berichtige(w.d, seifert, periode(hin, 13), 'Gegenleistung gestiegen'));
    expect(await dreizehn('augustusburg', hin)).toEqual([f, 80_000, (f ?? 0) - 80_000]);
    // no line has changed, only what is due: the correction takes all back and says it anew
    await ok(stelleRechnung(deps, seifert, periode(hin, 13)));
    const [erste, korrektur] = await w.in('augustusburg', (tx) => readRechnungen(tx, periode(hin, 13)));
    expect([erste?.rechnung.summen.faellig, korrektur?.rechnung.summen]).toMatchObject([
      (f ?? 0) - 50_000,
      { brutto: 0, faellig: -30_000 },
    ]);
    await ok(erkenneAn(w.d, wurzen, jahr(hin, [13])));
    await ok(erkenneAn(w.d, seifert, jahr(her, [13])));
  });

  it('kommen auch wieder überein, wenn sich beide Forderungen geändert haben, und keiner wartet auf den anderen', async () => {
    expect(await seiten(post, her, '2026-07-01', 1_000, 'reisekosten')).toEqual({ ok: true, ausgleich: [2026] });
    await w.leeren();
    await ok(berichtige(w.d, wurzen, periode(her, 13), 'Juli nachgetragen'));
    const [f] = await dreizehn('wurzen', hin);
    expect(await dreizehn('augustusburg', her)).toEqual([180_000, f, 180_000 - (f ?? 0)]);
    // the one that was recognised is the one that rests on an old figure now
    expect(await w.ansicht('augustusburg', hin, 13)).toMatchObject({
      periode: { stand: 'anerkannt' },
      nachtrag: { anlass: 'gegenleistung', neu: 0 },
    });
    expect(await erkenneAn(w.d, seifert, jahr(her, [13]))).toMatchObject({ grund: 'abrechnung.verrechnung-andere' });
    await ok(berichtige(w.d, seifert, periode(hin, 13), 'Gegenleistung gestiegen'));
    await ok(erkenneAn(w.d, wurzen, jahr(hin, [13])));
    await ok(erkenneAn(w.d, seifert, jahr(her, [13])));
    expect(
      [...(await liste('wurzen')), ...(await liste('augustusburg'))].filter((v) => v === hin || v === her),
    ).toEqual([]);
  });
});
