import { localDate } from '@rathausverbund/fristen';
import { beforeAll, describe, expect, it } from 'vitest';
import { neueDatenbank } from '../../../tools/test/datenbank.ts';
import { stellbareUhr } from '../../base/index.ts';
import { GEWERBE } from '../../pruefstand/fall.ts';
import { baueHaus, type Haus, legePersonalAn } from '../../pruefstand/haus.ts';
import { leitungskontext } from '../kontext.ts';
import { geltungenOf, kostenIn, rechneAllein } from './allein.ts';
import { nimmAlleinZurueck, readAllein, trageAlleinEin } from './eintragen.ts';
import { angaben } from './pruefstand.ts';

const d = localDate;

describe('Eine eigene Angabe', async () => {
  const t = await neueDatenbank();
  const uhr = stellbareUhr(Date.parse('2026-11-26T08:00:00Z'));
  let h: Haus;
  let person: Awaited<ReturnType<typeof legePersonalAn>>;
  const alle = () => h.db.transaktion(leitungskontext(person('f.naumann'), 'Test'), readAllein);
  const jahr = async (von: string, bis: string) =>
    kostenIn(geltungenOf(await alle(), GEWERBE), [{ von: d(von), bis: d(bis) }]);

  beforeAll(async () => {
    h = await baueHaus(t, { uhr });
    person = await legePersonalAn(h);
  });

  it('gilt ab ihrem Tag; rückwirkend nur, wenn jemand es so einträgt und sagt, warum', async () => {
    const l = person('f.naumann');
    expect(await trageAlleinEin(h, l, angaben(), ' ')).toMatchObject({ grund: 'alleinkosten.rueckwirkend' });
    expect(await alle()).toEqual([]);
    expect(await trageAlleinEin(h, l, angaben(), 'Erste Angabe für 2026')).toEqual({ ok: true });
    const vorher = await jahr('2026-01-01', '2026-11-26');
    expect(await trageAlleinEin(h, l, angaben({ ab: d('2026-11-26'), stellen: 500 }), '')).toEqual({ ok: true });
    expect(await jahr('2026-01-01', '2026-11-26')).toBe(vorher);
    expect(await jahr('2026-11-26', '2026-11-27')).toBeGreaterThan(vorher / 40);
  });

  it('bleibt gespeichert, wenn sie zurückgenommen wird: einmal, mit Grund, und wieder gilt, was vor ihr galt', async () => {
    const l = person('f.naumann');
    const [neu] = await alle();
    const nimm = (wer: typeof l, grund = 'Komma vergessen') => nimmAlleinZurueck(h, wer, neu?.id ?? '', grund);
    expect(await nimm(l, ' ')).toMatchObject({ grund: 'alleinkosten.ohne-grund' });
    expect(await nimm(person('s.hartig'))).toMatchObject({ grund: 'alleinkosten.unbekannt' });
    expect(await nimmAlleinZurueck(h, l, 'unsinn', 'x')).toMatchObject({ grund: 'alleinkosten.unbekannt' });
    const beide = await Promise.all([nimm(l), nimm(l)]);
    expect(beide.map((e) => e.ok).sort()).toEqual([false, true]);
    expect(beide.find((e) => !e.ok)).toMatchObject({ grund: 'alleinkosten.schon-zurueck' });
    expect((await alle()).map((e) => e.zurueck?.grund ?? null)).toEqual(['Komma vergessen', null]);
    const ganzes = rechneAllein(angaben()).jahr;
    expect(await jahr('2026-01-01', '2027-01-01')).toBe(ganzes);
    const { rows } = await t.setup.query<{ kind: string }>(
      `select kind from nachweise.ereignis where koerperschaft = $1 and kind like 'alleinkosten.%' order by n`,
      [l.stelle],
    );
    expect(rows.map((r) => r.kind)).toEqual([
      'alleinkosten.eingetragen',
      'alleinkosten.eingetragen',
      'alleinkosten.zurueckgenommen',
    ]);
  });

  it('sieht nur das eigene Haus, auch nicht, wer in seinem Namen handelt', async () => {
    const wurzen = { ...leitungskontext(person('s.hartig'), 'Test'), handelndFuer: h.ort.thallwitz };
    expect(await h.db.transaktion(wurzen, readAllein)).toEqual([]);
  });

  it('hat einen Tag und Zahlen, die es geben kann', async () => {
    const l = person('f.naumann');
    expect(await trageAlleinEin(h, l, angaben({ stellen: 0 }), 'x')).toMatchObject({ grund: 'alleinkosten.stellen' });
    expect(await trageAlleinEin(h, l, angaben({ ab: d('0001-01-01') }), 'x')).toMatchObject({
      grund: 'alleinkosten.tag',
    });
    expect(await trageAlleinEin(h, l, angaben({ ab: d('9999-12-31') }), 'x')).toMatchObject({
      grund: 'alleinkosten.tag',
    });
  });
});
