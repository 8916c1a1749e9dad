import { beforeAll, describe, expect, it } from 'vitest';
import { neueDatenbank } from '../../tools/test/datenbank.ts';
import type { Ort } from '../pruefstand/haus.ts';
import { createSterblich, Tod } from '../pruefstand/sterblich.ts';

import {
  type Akteur,
  berichtige,
  berichtigePool,
  createMitteilen,
  erfasse,
  erkenneAn,
  letzte,
  readPools,
  readZaehlungen,
  rechneJahrNach,
  stelle,
  stellePoolFest,
} from './index.ts';
import { am, baueAbrechnung, LEISTUNG, MONATE, regelMit } from './pruefstand.ts';

const t = await neueDatenbank();
let w: Awaited<ReturnType<typeof baueAbrechnung>>;
let wurzen: Akteur;
let post: Akteur;
let abschlag = '';
let hin = '';
let her = '';

const regel = regelMit({ stand: 'steuerpflichtig', satz: 19, grund: 'Hilfstätigkeit' });
const seiten = async (wer: Akteur, vereinbarung: string, tag: string, menge: number, leistung = LEISTUNG) =>
  expect(await erfasse(w.d, wer, { vereinbarung, leistung, einheit: 'seite', tag, menge, grund: '' })).toMatchObject({
    ok: true,
  });
const SEITE = { art: 'menge', einheit: 'seite', preis: 1100 } as const;

beforeAll(async () => {
  w = await baueAbrechnung(t, '2027-01-05');
  [wurzen, post] = [w.akteur('s.hartig'), w.akteur('d.lorenz')];
  abschlag = await w.vereinbare('thallwitz', 'wurzen', regel(SEITE, { abschlag: 1000, minimum: 15_000 }));
  hin = await w.vereinbare('wurzen', 'augustusburg', regel({ art: 'fest', betrag: 120_000 }), 'reisekosten');
  her = await w.vereinbare('augustusburg', 'wurzen', regel(SEITE, { verrechnetMit: hin }));
  await w.leeren();
});

describe('Der Jahresausgleich', () => {
  const jahr = (vereinbarung: string, perioden: readonly number[]) => ({ vereinbarung, jahr: 2026, perioden });

  it('kommt erst, wenn alle Monate gestellt sind', async () => {
    expect(await stelle(w.d, wurzen, jahr(abschlag, [13]))).toMatchObject({
      grund: 'abrechnung.monate-offen',
      angaben: { monate: MONATE.join(', ') },
    });
    expect(await stelle(w.d, wurzen, jahr(abschlag, MONATE))).toEqual({ ok: true });
    expect(await stelle(w.d, wurzen, jahr(abschlag, [12]))).toMatchObject({ grund: 'abrechnung.schon-gestellt' });
  });

  it('bringt Abschläge und späte Zählungen auf das Jahr, mit Minimum und Steuer', async () => {
    await seiten(post, abschlag, '2026-03-02', 500);
    await w.leeren();
    expect(await stelle(w.d, wurzen, jahr(abschlag, [13]))).toEqual({ ok: true });
    await w.leeren();
    const a = await w.ansicht('thallwitz', abschlag, 13);
    // 500 pages are 55.00, the minimum 150.00, the months said 120.00
    expect(a).toMatchObject({
      gleich: true,
      periode: { fassungen: [{ abrechnung: { netto: 3000, steuer: 570, zahlbetrag: 3570 } }] },
    });
    expect(await erkenneAn(w.d, w.akteur('f.naumann'), jahr(abschlag, [...MONATE, 13]))).toEqual({ ok: true });
  });

  it('gleicht zwei Vereinbarungen aus, und nur der Unterschied wird gezahlt', async () => {
    await seiten(post, her, '2026-06-01', 2000);
    await w.leeren();
    const seifert = w.akteur('c.seifert');
    expect(await stelle(w.d, seifert, jahr(hin, MONATE))).toEqual({ ok: true });
    await w.leeren();
    expect(await stelle(w.d, seifert, jahr(hin, [13]))).toMatchObject({ grund: 'abrechnung.monate-offen' });
    expect(await stelle(w.d, wurzen, jahr(her, MONATE))).toEqual({ ok: true });
    await w.leeren();
    expect(await stelle(w.d, seifert, jahr(hin, [13]))).toEqual({ ok: true });
    expect(await stelle(w.d, wurzen, jahr(her, [13]))).toEqual({ ok: true });
    await w.leeren();
    const [a, b] = [await w.ansicht('wurzen', hin, 13), await w.ansicht('augustusburg', her, 13)];
    // what months lose by rounding their tax stays with them: it was stated so
    const [x, y] = [a, b].map((s) => s && letzte(s.periode).abrechnung);
    expect([a?.gleich, b?.gleich]).toEqual([true, true]);
    expect(x?.verrechnung).toMatchObject({ mit: her, gegenforderung: 26_180, betrag: 26_180 });
    expect(x?.zahlbetrag).toBe((x?.verrechnung?.forderung ?? 0) - 26_180);
    expect(Math.abs((x?.verrechnung?.forderung ?? 0) - 142_800)).toBeLessThanOrEqual(12);
    expect(y).toMatchObject({ zahlbetrag: 0, verrechnung: { mit: hin, betrag: 26_180 } });
  });

  it('rechnet jede Seite aus ihrem Protokoll gleich nach', async () => {
    const hash = async (ort: Ort, id: string) =>
      (await rechneJahrNach(w.worker, w.h.ort[ort], 2026)).find((j) => j.vertrag.id === id)?.hash;
    for (const [id, andere] of [
      [abschlag, 'thallwitz'],
      [hin, 'augustusburg'],
      [her, 'augustusburg'],
    ] as const)
      expect(await hash(andere, id)).toBe(await hash('wurzen', id));
  });
});

describe('Eine Umlage', () => {
  it('verteilt, was der Pool kostete, auf den Cent auf alle, die mitmachen', async () => {
    const r = regel({ art: 'umlage', pool: 'scanstelle', nach: 'seite' });
    const ids = [];
    for (const von of ['thallwitz', 'bennewitz', 'lossatal'] as const)
      ids.push(await w.vereinbare(von, 'wurzen', r, 'vergabeakte'));
    const p = { pool: 'scanstelle', jahr: 2026, monat: 11, kosten: 10_000, grund: 'Kostenstelle 1110' };
    expect(await stellePoolFest(w.d, wurzen, p)).toMatchObject({ grund: 'abrechnung.pool-leer' });
    for (const id of ids) await seiten(post, id, '2026-11-10', 100, 'vergabeakte');
    const november = (vereinbarung: string) => ({ vereinbarung, jahr: 2026, perioden: [11] });
    expect(await stelle(w.d, wurzen, november(ids[0] ?? ''))).toMatchObject({ grund: 'abrechnung.pool.fehlt' });
    expect(await stellePoolFest(w.d, wurzen, { ...p, kosten: 0 })).toMatchObject({
      grund: 'abrechnung.kosten-ungueltig',
    });
    expect(await stellePoolFest(w.d, wurzen, { ...p, pool: 'x' })).toMatchObject({
      grund: 'abrechnung.pool-unbekannt',
    });
    expect(await stellePoolFest(w.d, w.akteur('f.naumann'), p)).toMatchObject({ grund: 'abrechnung.pool-unbekannt' });
    expect(await stellePoolFest(w.d, wurzen, { ...p, grund: '' })).toMatchObject({ grund: 'abrechnung.ohne-grund' });
    expect(await stellePoolFest(w.d, post, p)).toMatchObject({ grund: 'abrechnung.nicht-berechtigt' });
    expect(await stellePoolFest(w.d, wurzen, p)).toEqual({ ok: true });
    for (const id of ids) expect(await stelle(w.d, wurzen, november(id))).toEqual({ ok: true });
    await w.leeren();
    const netto = [];
    for (const [i, ort] of (['thallwitz', 'bennewitz', 'lossatal'] as const).entries()) {
      const a = await w.ansicht(ort, ids[i] ?? '', 11);
      expect(a?.gleich).toBe(true);
      netto.push(a && letzte(a.periode).abrechnung.netto);
    }
    expect(netto.toSorted()).toEqual([3333, 3333, 3334]);
    // stated is stated: only a counter-entry changes it
    expect(await stellePoolFest(w.d, wurzen, { ...p, kosten: 9_000 })).toMatchObject({
      grund: 'abrechnung.pool-schon-fest',
    });
    const pools = (ort: Ort) => w.in(ort, (tx) => readPools(tx, 2026));
    const [pool] = await pools('wurzen');
    const feststellung = pool?.feststellungen[0]?.id ?? '';
    const neu = { ...p, feststellung, kosten: 9_000, grund: 'Gutschrift des Herstellers' };
    const b = (mehr: object, wer = wurzen) => berichtigePool(w.d, wer, { ...neu, ...mehr });
    expect(await b({ grund: ' ' })).toMatchObject({ grund: 'abrechnung.ohne-grund' });
    expect(await b({ kosten: -1 })).toMatchObject({ grund: 'abrechnung.kosten-ungueltig' });
    expect(await b({ kosten: 10_000 })).toMatchObject({ grund: 'abrechnung.pool-unveraendert' });
    expect(await b({ feststellung: ids[0] })).toMatchObject({ grund: 'abrechnung.pool-nicht-fest' });
    expect(await b({}, w.akteur('f.naumann'))).toMatchObject({ grund: 'abrechnung.pool-unbekannt' });
    expect(await b({}, post)).toMatchObject({ grund: 'abrechnung.nicht-berechtigt' });
    expect(await b({})).toEqual({ ok: true });
    // the one taken back cannot be taken back again
    expect(await b({ kosten: 8_000 })).toMatchObject({ grund: 'abrechnung.pool-nicht-fest' });
    await w.leeren();
    for (const ort of ['wurzen', 'bennewitz'] as const)
      expect((await pools(ort)).map((x) => x.feststellungen.map((f) => [f.kosten, f.grund, f.zu]))).toEqual([
        [
          [10_000, 'Kostenstelle 1110', null],
          [9_000, 'Gutschrift des Herstellers', feststellung],
        ],
      ]);
    expect(await pools('augustusburg')).toEqual([]);
    const g = { vereinbarung: ids[1] ?? '', jahr: 2026, periode: 11 };
    expect(await berichtige(w.d, wurzen, g, 'Rechnung des Herstellers war niedriger')).toEqual({ ok: true });
    await w.leeren();
    expect(await w.ansicht('bennewitz', ids[1] ?? '', 11)).toMatchObject({
      gleich: true,
      periode: { stand: 'berichtigt' },
    });
  });
});

describe('Ein Absturz', () => {
  it('an jeder Stelle der Mitteilung lässt jeden Eintrag genau einmal auf der anderen Seite ankommen', async () => {
    const sterblich = createSterblich(w.h.worker);
    const teileMit = createMitteilen({ db: sterblich, protokoll: w.h.protokoll });
    const da = async () => (await w.in('thallwitz', (tx) => readZaehlungen(tx, abschlag))).length;
    let n = 0;
    for (let starb = true; starb; ) {
      const vorher = await da();
      await seiten(post, abschlag, '2026-12-01', ++n);
      const { rows } = await t.setup.query('select * from base.auftrag where art = $1', ['abrechnung.mitteilen']);
      expect(rows).toHaveLength(1);
      sterblich.stirb(n);
      await teileMit(rows[0], { art: 'dienst', person: null, stelle: null, handelndFuer: null, grundlage: null }).catch(
        (f) => expect(f).toBeInstanceOf(Tod),
      );
      starb = sterblich.lebe();
      await w.leeren();
      expect(await da()).toBe(vorher + 1);
    }
    expect(n).toBeGreaterThan(8);
    expect(w.h.fehler).toEqual([]);
    expect(am('2027-01-05')).toBe(w.uhr.jetzt());
  });
});
