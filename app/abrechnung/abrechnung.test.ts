import { beforeAll, describe, expect, it } from 'vitest';
import { neueDatenbank } from '../../tools/test/datenbank.ts';
import { GEWERBE, HUND, reicheBeispielEin } from '../pruefstand/fall.ts';
import {
  type Akteur,
  berichtige,
  bestreite,
  erfasse,
  erkenneAn,
  korrigiere,
  letzte,
  readAbrechnung,
  readBisher,
  readZaehlungen,
  rechneJahrNach,
  stelle,
} from './index.ts';
import { am, baueAbrechnung } from './pruefstand.ts';

const t = await neueDatenbank();
let w: Awaited<ReturnType<typeof baueAbrechnung>>;
let mandat: string;
let delegation: string;
let hund: string;
let gegen: string;
let scan: string;
let wurzen: Akteur;
let thallwitz: Akteur;
let post: Akteur;
const OKTOBER = { jahr: 2026, perioden: [10] };

beforeAll(async () => {
  w = await baueAbrechnung(t, '2026-10-05');
  mandat = (await w.vertrag('thallwitz', 'wurzen', GEWERBE)).id;
  delegation = (await w.vertrag('lossatal', 'wurzen', GEWERBE)).id;
  hund = (await w.vertrag('wurzen', 'augustusburg', HUND)).id;
  gegen = (await w.vertrag('augustusburg', 'wurzen', GEWERBE)).id;
  scan = (await w.vertrag('thallwitz', 'wurzen', 'posteingang')).id;
  [wurzen, thallwitz, post] = ['s.hartig', 'f.naumann', 'd.lorenz'].map(w.akteur) as [Akteur, Akteur, Akteur];
  for (const ort of ['thallwitz', 'thallwitz', 'lossatal', 'augustusburg'] as const)
    await reicheBeispielEin(w.h, ort, GEWERBE, '01-einfach');
  await w.leeren();
});

const zaehlungen = (ort: 'thallwitz' | 'wurzen' | 'lossatal', v: string) => w.in(ort, (tx) => readZaehlungen(tx, v));
const ansicht = (ort: keyof typeof w.h.ort, vereinbarung: string, periode: number) =>
  w.in(ort, (tx) => readAbrechnung(tx, { vereinbarung, jahr: 2026, periode }));
const zeilen = async (ort: keyof typeof w.h.ort, v: string) =>
  (
    await t.setup.query(
      'select count(*)::int as n from abrechnung.eintrag where koerperschaft = $1 and vereinbarung = $2',
      [w.h.ort[ort], v],
    )
  ).rows[0]?.n as number;

describe('Gezählt', () => {
  it('wird ein Vorgang am Tag seiner Eröffnung, einmal, in beiden Protokollen', async () => {
    expect(await w.zaehle()).toBeGreaterThanOrEqual(4);
    expect(w.h.fehler).toEqual([]);
    const [unten, oben] = [await zaehlungen('thallwitz', mandat), await zaehlungen('wurzen', mandat)];
    expect(unten.map((z) => [z.einheit, z.tag, z.menge, z.gegenN])).toEqual([
      ['fall', '2026-10-05', 1, null],
      ['fall', '2026-10-05', 1, null],
    ]);
    // the same facts with the same proofs, there taken over from Thallwitz
    expect(oben.map((z) => [z.quelle, z.c, z.menge])).toEqual(unten.map((z) => [z.quelle, z.c, z.menge]));
    expect(oben.map((z) => z.gegenN)).toEqual(unten.map((z) => z.n));
  });

  it('ist schon vor jeder Abrechnung, was es bisher gekostet hat, auf beiden Seiten gleich', async () => {
    const v = await w.vertrag('thallwitz', 'wurzen', GEWERBE);
    const bisher = (ort: 'thallwitz' | 'wurzen', bis: string) =>
      w.in(ort, async (tx) => [...(await readBisher(tx, v, { von: '2026-10-01', bis }))]);
    for (const ort of ['thallwitz', 'wurzen'] as const) {
      expect(await bisher(ort, '2026-11-01')).toEqual([[GEWERBE, 2 * 3800]]);
      expect(await bisher(ort, '2026-10-05')).toEqual([[GEWERBE, 0]]);
    }
  });

  it('wird nichts zweimal, auch wenn der Lauf sich wiederholt oder zwei zugleich laufen', async () => {
    const vorher = await zeilen('wurzen', mandat);
    expect(await Promise.all([w.zaehle(), w.zaehle()])).toEqual([0, 0]);
    expect(await zeilen('wurzen', mandat)).toBe(vorher);
  });

  it('trägt das Ereignis der einen Seite die Prüfsumme des Ereignisses der anderen', async () => {
    const ereignisse = async (ort: 'thallwitz' | 'wurzen') =>
      (
        await t.setup.query<{ c: string; kind: string }>(
          `select encode(c, 'hex') as c, kind from nachweise.ereignis where koerperschaft = $1 and kind = 'leistung.gezaehlt'`,
          [w.h.ort[ort]],
        )
      ).rows.map((r) => r.c);
    const dort = await ereignisse('thallwitz');
    for (const z of await zaehlungen('wurzen', mandat)) expect(dort).toContain(z.c);
    expect((await ereignisse('wurzen')).length).toBeGreaterThanOrEqual(3);
  });

  it('zählt bei Delegation die beauftragte Stadt, die auftraggebende übernimmt', async () => {
    expect((await zaehlungen('wurzen', delegation)).filter((z) => z.einheit === 'fall')).toMatchObject([
      { gegenN: null },
    ]);
    expect((await zaehlungen('lossatal', delegation)).map((z) => z.einheit).toSorted()).toEqual(['einwohner', 'fall']);
  });

  it('nimmt Seiten nur von der Poststelle, die sie öffnet, und nur für Tage, die waren', async () => {
    const seite = { vereinbarung: scan, leistung: 'posteingang', einheit: 'seite' as const, grund: '' };
    const e = (tag: string, menge: number, wer = post) => erfasse(w.d, wer, { ...seite, tag, menge });
    expect(await e('2026-10-05', 120)).toEqual({ ok: true });
    expect(await e('2026-10-06', 1)).toMatchObject({ grund: 'abrechnung.tag-zukunft' });
    expect(await e('2024-12-31', 1)).toMatchObject({ grund: 'abrechnung.tag-ausserhalb' });
    expect(await e('31.10.', 1)).toMatchObject({ grund: 'abrechnung.tag-ungueltig' });
    for (const menge of [0, -3, 1.5])
      expect(await e('2026-10-05', menge)).toMatchObject({ grund: 'abrechnung.menge-ungueltig' });
    expect(await e('2026-10-05', 1, thallwitz)).toMatchObject({ grund: 'abrechnung.nicht-unsere-zaehlung' });
    expect(await e('2026-10-05', 1, w.akteur('k.weber'))).toMatchObject({ grund: 'abrechnung.nicht-berechtigt' });
    expect(await e('2026-10-05', 1, w.akteur('h.reichelt'))).toMatchObject({ grund: 'abrechnung.unbekannt' });
    await w.leeren();
    expect((await zaehlungen('thallwitz', scan)).map((z) => z.menge)).toEqual([120]);
  });

  it('wird berichtigt mit Grund, nie unter null, nie geändert', async () => {
    const [z] = await zaehlungen('wurzen', scan);
    const k = (richtig: number, grund = 'Deckblatt mitgezählt') =>
      korrigiere(w.d, post, { vereinbarung: scan, quelle: z?.quelle ?? '', richtig, grund });
    expect(await k(-1)).toMatchObject({ grund: 'abrechnung.menge-ungueltig' });
    expect(await k(120)).toMatchObject({ grund: 'abrechnung.menge-unveraendert' });
    expect(await k(119, ' ')).toMatchObject({ grund: 'abrechnung.ohne-grund' });
    expect(await k(119)).toEqual({ ok: true });
    await w.leeren();
    expect((await zaehlungen('thallwitz', scan)).map((x) => x.menge)).toEqual([-1, 120]);
  });
});

describe('Eine Abrechnung', () => {
  it('gibt es erst, wenn der Monat vorbei ist', async () => {
    expect(await stelle(w.d, wurzen, { vereinbarung: mandat, ...OKTOBER })).toMatchObject({
      grund: 'abrechnung.laeuft-noch',
    });
    w.uhr.stelle(am('2026-11-02'));
  });

  it('stellt nur, wer gearbeitet hat, und einmal', async () => {
    const m = { vereinbarung: mandat, ...OKTOBER };
    expect(await stelle(w.d, thallwitz, m)).toMatchObject({ grund: 'abrechnung.nur-glaeubiger' });
    expect(await stelle(w.d, w.akteur('p.zschoche'), m)).toMatchObject({ grund: 'abrechnung.nicht-berechtigt' });
    expect(await stelle(w.d, w.akteur('c.seifert'), m)).toMatchObject({ grund: 'abrechnung.unbekannt' });
    expect(await stelle(w.d, wurzen, { ...m, perioden: [] })).toMatchObject({ grund: 'abrechnung.nichts-gewaehlt' });
    expect(await stelle(w.d, wurzen, { ...m, perioden: [13] })).toMatchObject({ grund: 'abrechnung.laeuft-noch' });
    expect(await stelle(w.d, wurzen, { ...m, jahr: 2024 })).toMatchObject({ grund: 'abrechnung.nichts-vereinbart' });
    expect(await stelle(w.d, wurzen, m)).toEqual({ ok: true });
    expect(await stelle(w.d, wurzen, m)).toMatchObject({ grund: 'abrechnung.schon-gestellt' });
    await w.leeren();
  });

  it('rechnet die andere Seite aus ihrem Konto wortgleich nach', async () => {
    const [a, b] = [await ansicht('wurzen', mandat, 10), await ansicht('thallwitz', mandat, 10)];
    expect(a).toMatchObject({ gleich: true, periode: { stand: 'gestellt' } });
    expect(b).toMatchObject({ gleich: true, periode: { stand: 'gestellt' } });
    if (!a || !b) throw new Error('keine Abrechnung');
    expect(letzte(b.periode).hash).toBe(letzte(a.periode).hash);
    expect(letzte(b.periode)).toMatchObject({
      nummer: 'WUR-AB-2026-000001',
      faellig: '2026-12-02',
      abrechnung: { netto: 7600, steuer: 0, zahlbetrag: 7600, zeilen: [{ einheit: 'fall', menge: 2, preis: 380000 }] },
    });
  });

  it('wird durch spätere Zählungen nicht falsch: sie warten auf den Jahresausgleich', async () => {
    w.uhr.stelle(am('2026-10-31', '23:30'));
    await reicheBeispielEin(w.h, 'thallwitz', GEWERBE, '01-einfach');
    w.uhr.stelle(am('2026-11-02', '11:00'));
    await w.leeren();
    expect(await w.zaehle()).toBe(1);
    expect(await ansicht('thallwitz', mandat, 10)).toMatchObject({ gleich: true });
  });

  it('kann der Auftraggeber Zeile für Zeile bestreiten, mit Grund', async () => {
    const g = { vereinbarung: mandat, jahr: 2026, periode: 10 };
    const b = (zeile: number, grund: string, wer = thallwitz) => bestreite(w.d, wer, g, { zeile, grund });
    expect(await b(0, ' ')).toMatchObject({ grund: 'abrechnung.ohne-grund' });
    expect(await b(7, 'x')).toMatchObject({ grund: 'abrechnung.zeile-unbekannt' });
    expect(await b(0, 'x', wurzen)).toMatchObject({ grund: 'abrechnung.nur-schuldner' });
    expect(await berichtige(w.d, thallwitz, g, 'x')).toMatchObject({ grund: 'abrechnung.nur-glaeubiger' });
    expect(await b(0, 'Ein Fall war eine Doppelmeldung.')).toEqual({ ok: true });
    await w.leeren();
    expect(await ansicht('wurzen', mandat, 10)).toMatchObject({
      periode: { stand: 'bestritten', streit: [{ zeile: 0, grund: 'Ein Fall war eine Doppelmeldung.' }] },
    });
  });

  it('wird nur durch Gegenbuchung berichtigt: die alte Fassung bleibt', async () => {
    const g = { vereinbarung: mandat, jahr: 2026, periode: 10 };
    const faelle = await zaehlungen('wurzen', mandat);
    const doppelt = faelle.at(-1)?.quelle ?? '';
    const k = (wer: Akteur, richtig: number) =>
      korrigiere(w.d, wer, { vereinbarung: mandat, quelle: doppelt, richtig, grund: 'Doppelmeldung' });
    expect(await k(thallwitz, 0)).toMatchObject({ grund: 'abrechnung.nicht-unsere-zaehlung' });
    expect(await k(wurzen, 2)).toMatchObject({ grund: 'abrechnung.menge-ungueltig' });
    expect(await k(wurzen, 0)).toEqual({ ok: true });
    // the late case of 31 October is in it, too
    expect(await berichtige(w.d, wurzen, g, 'Doppelmeldung, dafür ein Fall vom 31.')).toMatchObject({ ok: true });
    expect(await berichtige(w.d, wurzen, g, 'noch einmal')).toMatchObject({
      grund: 'abrechnung.nichts-zu-berichtigen',
    });
    await w.leeren();
    const a = await ansicht('thallwitz', mandat, 10);
    expect(a).toMatchObject({ gleich: true, periode: { stand: 'berichtigt', streit: [] } });
    expect(a?.periode.fassungen.map((f) => [f.nummer, f.abrechnung.netto])).toEqual([
      ['WUR-AB-2026-000001', 7600],
      ['WUR-AB-2026-000002', 7600],
    ]);
  });

  it('wird anerkannt und ist dann zu', async () => {
    const m = { vereinbarung: mandat, ...OKTOBER };
    const g = { ...m, periode: 10 };
    expect(await erkenneAn(w.d, wurzen, m)).toMatchObject({ grund: 'abrechnung.nur-schuldner' });
    expect(await erkenneAn(w.d, thallwitz, { ...m, perioden: [9] })).toMatchObject({
      grund: 'abrechnung.nicht-gestellt',
    });
    expect(await erkenneAn(w.d, thallwitz, m)).toEqual({ ok: true });
    expect(await erkenneAn(w.d, thallwitz, m)).toMatchObject({ grund: 'abrechnung.schon-anerkannt' });
    expect(await bestreite(w.d, thallwitz, g, { zeile: 0, grund: 'x' })).toMatchObject({
      grund: 'abrechnung.schon-anerkannt',
    });
    await w.leeren();
    expect(await berichtige(w.d, wurzen, g, 'x')).toMatchObject({ grund: 'abrechnung.schon-anerkannt' });
    expect(await ansicht('wurzen', mandat, 10)).toMatchObject({ periode: { stand: 'anerkannt' } });
  });

  it('wird nicht anerkannt, wenn das eigene Konto etwas anderes ergibt', async () => {
    expect(await stelle(w.d, wurzen, { vereinbarung: scan, ...OKTOBER })).toEqual({ ok: true });
    await w.leeren();
    const { rows } = await t.setup.query(
      `update abrechnung.tagesstand set menge = 117 where koerperschaft = $1 and vereinbarung = $2 and menge = 119 returning tag`,
      [w.h.ort.thallwitz, scan],
    );
    expect(rows).toHaveLength(1);
    expect(await erkenneAn(w.d, thallwitz, { vereinbarung: scan, ...OKTOBER })).toMatchObject({
      grund: 'abrechnung.weicht-ab',
    });
    await t.setup.query(`update abrechnung.tagesstand set menge = 119 where koerperschaft = $1 and menge = 117`, [
      w.h.ort.thallwitz,
    ]);
    expect(await erkenneAn(w.d, thallwitz, { vereinbarung: scan, ...OKTOBER })).toEqual({ ok: true });
    await w.leeren();
  });
});

describe('Die Verrechnung', () => {
  it('stellt Forderung und Gegenforderung nebeneinander, gezahlt wird am Jahresende', async () => {
    const bestand = { leistung: HUND, einheit: 'hund' as const, tag: '2026-10-05', menge: 1050 };
    const erfasst = await erfasse(w.d, wurzen, { vereinbarung: hund, ...bestand, grund: 'Fachverfahren, Stand 5.10.' });
    expect(erfasst).toEqual({ ok: true });
    expect(await erfasse(w.d, wurzen, { vereinbarung: hund, ...bestand, grund: '' })).toMatchObject({
      grund: 'abrechnung.ohne-grund',
    });
    await w.leeren();
    expect(await stelle(w.d, w.akteur('c.seifert'), { vereinbarung: hund, ...OKTOBER })).toEqual({ ok: true });
    expect(await stelle(w.d, wurzen, { vereinbarung: gegen, ...OKTOBER })).toEqual({ ok: true });
    await w.leeren();
    const hunde = Math.round((1050 * 27 * 950) / 365);
    expect((await ansicht('wurzen', hund, 10))?.periode.fassungen[0]?.abrechnung).toMatchObject({
      brutto: hunde,
      zahlbetrag: 0,
      verrechnung: { mit: gegen, gegenforderung: 3800, betrag: 3800, vortrag: hunde - 3800 },
    });
    expect(await ansicht('augustusburg', gegen, 10)).toMatchObject({
      gleich: true,
      periode: { fassungen: [{ abrechnung: { zahlbetrag: 0, verrechnung: { betrag: 3800, vortrag: 0 } } }] },
    });
  });
});

describe('Nachgerechnet aus dem eigenen Protokoll', () => {
  it('ergibt jede Seite dieselbe Prüfsumme je Vereinbarung', async () => {
    const rechne = (ort: keyof typeof w.h.ort) => rechneJahrNach(w.worker, w.h.ort[ort], 2026);
    const [wur, thw, aug] = [await rechne('wurzen'), await rechne('thallwitz'), await rechne('augustusburg')];
    const hash = (r: typeof wur, id: string) => r.find((j) => j.vertrag.id === id)?.hash;
    for (const [id, andere] of [
      [mandat, thw],
      [scan, thw],
      [hund, aug],
      [gegen, aug],
    ] as const) {
      expect(hash(wur, id)).toMatch(/^[0-9a-f]{64}$/);
      expect(hash(andere, id)).toBe(hash(wur, id));
    }
    expect(wur.flatMap((j) => j.perioden).every((p) => p.gleich)).toBe(true);
  });

  it('nennt die Zeile, wenn im Protokoll etwas anderes steht als gestellt wurde', async () => {
    // nothing of the tables of sums is read: emptied, the answer is the same
    const rechne = () => rechneJahrNach(w.worker, w.h.ort.thallwitz, 2026);
    const vorher = await rechne();
    await t.setup.query('begin');
    for (const tabelle of ['eintrag', 'tagesstand'])
      await t.setup.query(`delete from abrechnung.${tabelle} where koerperschaft = $1`, [w.h.ort.thallwitz]);
    await t.setup.query('commit');
    expect(await rechne()).toEqual(vorher);
  });
});

describe('Fremde Konten', () => {
  const frage = (ort: keyof typeof w.h.ort) =>
    w.in(ort, (tx) => tx.zeilen('select * from abrechnung.eintraege_der_anderen($1, 0, 100)', [mandat]));

  it('liest nur die andere Partei, nicht ein drittes Haus, auch wenn es sich selbst als Partei einträgt', async () => {
    expect((await frage('thallwitz')).length).toBeGreaterThan(0);
    expect(await frage('bennewitz')).toEqual([]);
    await w.in('bennewitz', (tx) =>
      tx.fuehreAus('insert into abrechnung.konto (koerperschaft, vereinbarung, gegenueber) values ($1, $2, $3)', [
        w.h.ort.bennewitz,
        mandat,
        w.h.ort.thallwitz,
      ]),
    );
    expect(await frage('bennewitz')).toEqual([]);
  });
});
