import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { neueDatenbank } from '../../tools/test/datenbank.ts';
import { dienst } from '../base/index.ts';
import { darfAusstellen } from '../nachweise/index.ts';
import { behebeStoerung, readStoerungen } from '../prozesse/index.ts';
import { artenVon, type Fall, GEWERBE, reicheBeispielEin } from '../pruefstand/fall.ts';
import { legePersonalAn } from '../pruefstand/haus.ts';
import { baueStempelwelt, MINUTE, STUNDE, type Stempelwelt } from './pruefstand/stempelwelt.ts';

const t = await neueDatenbank();
let w: Stempelwelt;
beforeAll(async () => {
  w = await baueStempelwelt(t);
}, 120_000);
afterAll(() => w.stop());

const darf = (k: string) => w.h.worker.transaktion(dienst(k, 'Test'), (tx) => darfAusstellen(tx, w.uhr, k));

describe('Ohne Zeitstempel', () => {
  const stoerungen = (f: Fall) =>
    w.h.worker.transaktion(dienst(f.koerperschaft, 'Test'), (tx) => readStoerungen(tx, f.koerperschaft, f.vorgang));

  it('wird nach vier Stunden nichts mehr ausgestellt, aber weiter angenommen; mit dem Stempel geht es von selbst weiter', async () => {
    const person = await legePersonalAn(w.h);
    const k = w.h.ort.thallwitz;
    const tot = w.stempellauf({ url: 'http://127.0.0.1:9/tsa' });
    await w.fuehre(k, 'bescheid.erlassen');
    w.vor(3 * STUNDE);
    expect(await tot.tick()).toMatchObject({ ok: false });
    expect(await darf(k)).toEqual({ ok: true });
    w.vor(STUNDE + MINUTE);
    expect(await tot.tick()).toMatchObject({ ok: false });
    expect(await darf(k)).toEqual({ ok: false, grund: 'nachweis.zeit_veraltet' });
    // the service is down for everybody
    expect(await darf(w.h.ort.bennewitz)).toEqual({ ok: false, grund: 'nachweis.zeit_veraltet' });

    const f = await reicheBeispielEin(w.h, 'thallwitz', GEWERBE, '01-einfach');
    await w.h.leeren();
    for (let i = 0; i < 12; i++) {
      w.vor(31_000);
      await w.h.leeren();
    }
    expect(await artenVon(w.h, f)).toContain('antrag.eingegangen');
    expect(await artenVon(w.h, f)).not.toContain('bescheinigung.ausgestellt');
    const [wartet] = await stoerungen(f);
    expect(wartet?.meldung).toContain('kein Zeitstempel');
    expect(await behebeStoerung(w.h.aufgaben, person('k.weber'), f.vorgang, wartet?.schritt ?? 0)).toEqual({
      ok: false,
      grund: 'stoerung.wartet',
    });
    expect((await t.setup.query('select ruht, versuche from base.auftrag where bezug = $1', [f.vorgang])).rows).toEqual(
      [{ ruht: false, versuche: 0 }],
    );

    await w.schreiber.tick();
    expect(await w.stempellauf().tick()).toMatchObject({ ok: true });
    expect(await darf(k)).toEqual({ ok: true });
    w.vor(31_000);
    await w.h.leeren();
    expect(await artenVon(w.h, f)).toContain('bescheinigung.ausgestellt');
    expect(await stoerungen(f)).toEqual([]);
    w.zurueck();
  });

  it('hindert eine ruhige Nacht nicht, und ein angehaltenes Protokoll nur sein eigenes Haus', async () => {
    await w.schreiber.tick();
    w.vor(2 * STUNDE);
    await w.stempellauf().tick();
    w.vor(12 * STUNDE);
    expect(await darf(w.h.ort.thallwitz)).toEqual({ ok: true });
    w.zurueck();
    await t.setup.query(`update nachweise.log set angehalten = 'Probe' where koerperschaft = $1`, [w.h.ort.bennewitz]);
    expect(await darf(w.h.ort.bennewitz)).toEqual({ ok: false, grund: 'nachweis.protokoll_steht' });
    expect(await darf(w.h.ort.thallwitz)).toEqual({ ok: true });
  });
});
