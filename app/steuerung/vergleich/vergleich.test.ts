import { beforeAll, describe, expect, it } from 'vitest';
import { neueDatenbank } from '../../../tools/test/datenbank.ts';
import { stellbareUhr } from '../../base/index.ts';
import { reicheBeispielEin } from '../../pruefstand/fall.ts';
import { baueHaus, type Haus, type Ort } from '../../pruefstand/haus.ts';
import { leitungskontext } from '../kontext.ts';
import { gibFrei, readDatensaetze, zieheZurueck } from '../offen/actions.ts';
import { vergleiche, widerrufe, willigeEin } from './actions.ts';

const GA = 'gewerbe-anmeldung';
const PERSON = '01890000-0000-7000-8000-000000000001';
const t = await neueDatenbank();
const uhr = stellbareUhr(Date.parse('2026-05-04T08:00:00Z'));
let h: Haus;
const wir = (ort: Ort) => ({
  person: PERSON,
  stelle: h.ort[ort],
  einwohner: h.verzeichnis.byId(h.ort[ort])?.einwohner ?? 0,
});
const sieht = async (ort: Ort) =>
  [...(await vergleiche(h, wir(ort)))].flatMap(([g, { werte }]) => werte.map((w) => [g, w.koerperschaft, w.leistung]));

beforeAll(async () => {
  h = await baueHaus(t, { uhr });
  for (const [ort, n] of [
    ['wurzen', 6],
    ['thallwitz', 5],
    ['augustusburg', 4],
  ] as const)
    for (let i = 0; i < n; i++) await reicheBeispielEin(h, ort, GA, '01-einfach');
});

describe('Der Vergleich', () => {
  it('zeigt ohne eigene Einwilligung nichts, auch wenn andere eingewilligt haben', async () => {
    expect(await willigeEin(h, wir('wurzen'), 'mengen')).toEqual({ ok: true });
    expect(await sieht('thallwitz')).toEqual([]);
    const roh = await h.db.lesen(
      leitungskontext(wir('thallwitz'), 'Test'),
      `select * from steuerung.vergleich('mengen')`,
    );
    expect(roh).toEqual([]);
  });

  it('zeigt denen, die eingewilligt haben, nur die Zahlen derer, die eingewilligt haben', async () => {
    expect(await willigeEin(h, wir('thallwitz'), 'mengen')).toEqual({ ok: true });
    const alle = [
      ['mengen', h.ort.thallwitz, GA],
      ['mengen', h.ort.wurzen, GA],
    ].sort();
    expect((await sieht('wurzen')).sort()).toEqual(alle);
    expect((await sieht('thallwitz')).sort()).toEqual(alle);
  });

  it('legt unter fünf Fällen keine Zahl offen', async () => {
    expect(await willigeEin(h, wir('augustusburg'), 'mengen')).toEqual({ ok: true });
    expect((await sieht('augustusburg')).map(([, k]) => k)).not.toContain(h.ort.augustusburg);
  });

  it('gibt keine Tafel der Werte und Einwilligungen anderer her', async () => {
    for (const tafel of ['vergleichswert', 'einwilligung']) {
      const zeilen = await h.db.lesen<{ koerperschaft: string }>(
        leitungskontext(wir('wurzen'), 'Test'),
        `select koerperschaft from steuerung.${tafel}`,
      );
      expect([...new Set(zeilen.map((z) => z.koerperschaft))]).toEqual([h.ort.wurzen]);
    }
  });

  it('verrät nicht, wie viele nicht eingewilligt haben und wo eine von ihnen läge: die Antwort bleibt dieselbe', async () => {
    const vorher = await sieht('wurzen');
    for (let i = 0; i < 20; i++) await reicheBeispielEin(h, 'bennewitz', GA, '01-einfach');
    expect(await sieht('wurzen')).toEqual(vorher);
  });

  it('gilt je Gruppe: wer bei Mengen einwilligt, zeigt keine Zeiten', async () => {
    expect((await sieht('wurzen')).every(([g]) => g === 'mengen')).toBe(true);
    expect(await willigeEin(h, wir('wurzen'), 'personen')).toEqual({ ok: false, grund: 'vergleich.gruppe' });
  });

  it('endet mit dem Widerruf sofort', async () => {
    expect(await widerrufe(h, wir('thallwitz'), 'mengen')).toEqual({ ok: true });
    expect((await sieht('wurzen')).map(([, k]) => k)).toEqual([h.ort.wurzen]);
    expect(await sieht('thallwitz')).toEqual([]);
    expect(await widerrufe(h, wir('thallwitz'), 'mengen')).toMatchObject({ grund: 'vergleich.nicht-eingewilligt' });
  });
});

describe('Offene Daten', () => {
  const oeffentlich = () =>
    h.db.transaktion(
      { art: 'anonym', person: null, stelle: null, handelndFuer: null, grundlage: null },
      readDatensaetze,
    );

  it('gibt es erst nach der Freigabe, und die erst nach dem Ende des Quartals', async () => {
    expect(await gibFrei(h, wir('wurzen'), '2026-Q2')).toEqual({ ok: false, grund: 'offen.laeuft-noch' });
    expect(await gibFrei(h, wir('wurzen'), '2026-Q5')).toEqual({ ok: false, grund: 'offen.unbekannt' });
    expect(await oeffentlich()).toEqual([]);
    uhr.stelle(Date.parse('2026-07-01T08:00:00Z'));
    expect(await gibFrei(h, wir('wurzen'), '2026-Q2')).toEqual({ ok: true });
    expect(await gibFrei(h, wir('wurzen'), '2026-Q2')).toEqual({ ok: false, grund: 'offen.schon-freigegeben' });
    expect((await oeffentlich()).map((d) => [d.koerperschaft, d.quartal])).toEqual([[h.ort.wurzen, '2026-Q2']]);
  });

  it('zählen, was die Körperschaft in eigenem Namen tut', async () => {
    const [d] = await oeffentlich();
    expect(d?.inhalt.zeilen).toEqual([GA]);
    expect(d?.inhalt.werte).toEqual([
      [0, 6, 0, 6],
      [0, 6, 0, 6],
    ]);
  });

  it('kommen nach einer Rücknahme unverändert wieder, auch wenn inzwischen anderes zu zählen wäre', async () => {
    const vorher = await oeffentlich();
    expect(await zieheZurueck(h, wir('wurzen'), '2026-Q2')).toEqual({ ok: true });
    expect(await oeffentlich()).toEqual([]);
    await t.setup.query(`update vorgaenge.vorgang set eingegangen = '2026-04-02T08:00:00Z' where koerperschaft = $1`, [
      h.ort.wurzen,
    ]);
    expect(await gibFrei(h, wir('wurzen'), '2026-Q2')).toEqual({ ok: true });
    expect(await oeffentlich()).toEqual(vorher);
  });
});
