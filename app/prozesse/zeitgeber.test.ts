import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { neueDatenbank } from '../../tools/test/datenbank.ts';
import { createLog, dienst, type Kontext, stellbareUhr, type Uhr } from '../base/index.ts';
import { artenVon, aufgabeVon, erledige, type Fall, GEWERBE, reicheBeispielEin } from '../pruefstand/fall.ts';
import { baueHaus, type Haus, legePersonalAn } from '../pruefstand/haus.ts';
import { behebeStoerung, type Person, readStoerungen } from './index.ts';
import type { Zeitgeber } from './zeitgeber.ts';
import { createZeitlauf } from './zeitlauf.ts';

const t = await neueDatenbank();
const uhr = stellbareUhr(Date.parse('2026-03-20T10:00:00+01:00'));
const stumm = { ...createLog('test'), fehler: () => undefined };
let h: Haus;
let person: (sub: string) => Person;
beforeAll(async () => {
  h = await baueHaus(t, { uhr });
  person = await legePersonalAn(h);
});
beforeEach(() => void (h.fehler.length = 0));

/** A case that waits for papers, whose timer has just fallen due. */
async function faellig(): Promise<Fall> {
  const f = await reicheBeispielEin(h, 'thallwitz', GEWERBE, '08-wiedervorlage');
  await h.leeren();
  await erledige(h, f, person('k.weber'), 'nachfordern', { was: 'Ausweis', warum: 'Wir müssen ihn sehen.' });
  await h.leeren();
  uhr.stelle(uhr.jetzt() + 15 * 86_400_000);
  return f;
}
const zeilen = async (f: Fall) =>
  (await t.setup.query('select * from prozesse.zeitgeber where vorgang = $1', [f.vorgang])).rows;
const feuere = (z: Zeitgeber, kontext: Kontext) => createLaufzeitDesWorkers().feuere(z, kontext);
const createLaufzeitDesWorkers = () => h.laufzeitUeber(h.dienste);
const abgelaufen = async (f: Fall) => (await artenVon(h, f)).filter((a) => a === 'frist.abgelaufen');
const ohne = { gibAuf: async () => undefined };

describe('Ein Zeitgeber', () => {
  it('wirkt nur einmal, wenn dem Ersten die Frist abläuft und ein Zweiter ihn übernimmt', async () => {
    const f = await faellig();
    let erster = true;
    const lauf = createZeitlauf(
      h.worker,
      {
        ...ohne,
        async feuere(z, kontext) {
          if (erster) {
            erster = false;
            await t.setup.query(`update prozesse.zeitgeber set lease_bis = now() - interval '1 second'`);
            await lauf.leeren();
            expect(await abgelaufen(f)).toHaveLength(1);
          }
          await feuere(z, kontext);
        },
      },
      stumm,
    );
    await lauf.leeren();
    expect(await abgelaufen(f)).toHaveLength(1);
    expect(await zeilen(f)).toEqual([]);
    expect((await aufgabeVon(h, f))?.element).toBe('Aufgabe_pruefung');
  });

  it('bleibt liegen, solange ein anderer ihn hält, und wird von zweien zugleich nur einmal gefeuert', async () => {
    const f = await faellig();
    const gefeuert: number[] = [];
    const lauf = () =>
      createZeitlauf(h.worker, { ...ohne, feuere: async (z, k) => (gefeuert.push(z.schritt), feuere(z, k)) }, stumm);
    await Promise.all([lauf().leeren(), lauf().leeren(), lauf().leeren()]);
    expect(gefeuert).toHaveLength(1);
    expect(await abgelaufen(f)).toHaveLength(1);
  });

  it('wird nach jedem Fehlschlag später wiederholt; gibt er auf, sieht ihn eine Person und weckt ihn', async () => {
    const f = await faellig();
    const [termin = { faellig: null }] = await zeilen(f);
    let kaputt = true;
    let aufgegeben = '';
    const laufzeit = createLaufzeitDesWorkers();
    const lauf = createZeitlauf(
      h.worker,
      {
        feuere: async (z, k) => {
          if (kaputt) throw new Error('Die Uhr klemmt');
          await feuere(z, k);
        },
        gibAuf: async (z, k, meldung) => {
          aufgegeben = meldung;
          await laufzeit.gibZeitgeberAuf(z, k, meldung);
        },
      },
      stumm,
    );
    for (let i = 1; i <= 10; i++) {
      expect([i, await lauf.step()]).toEqual([i, true]);
      expect(await lauf.step()).toBe(false);
      uhr.stelle(uhr.jetzt() + 3_600_000);
    }
    expect(await lauf.step()).toBe(false);
    expect(aufgegeben).toBe('Die Uhr klemmt');
    const stoerungen = await h.db.transaktion(dienst(f.koerperschaft, 'Test'), (tx) =>
      readStoerungen(tx, f.koerperschaft, f.vorgang),
    );
    expect(stoerungen).toMatchObject([{ meldung: 'Die Uhr klemmt' }]);
    // tried later and later, it still knows for when it was set
    expect((await zeilen(f))[0]).toMatchObject({ ruht: true, termin: termin.faellig });
    kaputt = false;
    const [s] = stoerungen;
    expect(await behebeStoerung(h.aufgaben, person('k.weber'), f.vorgang, s?.schritt ?? 0)).toEqual({ ok: true });
    await lauf.leeren();
    expect(await abgelaufen(f)).toHaveLength(1);
    expect((await aufgabeVon(h, f))?.element).toBe('Aufgabe_pruefung');
  });

  it('der zehnmal begonnen wurde und nie zu Ende kam, wird aufgegeben und gemeldet', async () => {
    const f = await faellig();
    let begonnen = 0;
    const aufgegeben: string[] = [];
    // as if the machine had died each time
    const haengt = createZeitlauf(
      { ...h.worker, transaktion: () => Promise.reject(new Error('abgebrochen')) },
      { feuere: () => Promise.reject(new Error(`Lauf ${++begonnen}`)), gibAuf: async () => undefined },
      stumm,
    );
    for (let i = 0; i < 10; i++) {
      await haengt.step().catch(() => undefined);
      await t.setup.query(`update prozesse.zeitgeber set lease_bis = now() - interval '1 second'`);
    }
    expect(begonnen).toBe(10);
    const lauf = createZeitlauf(
      h.worker,
      { feuere: async () => void begonnen++, gibAuf: async (_z, _k, meldung) => void aufgegeben.push(meldung) },
      stumm,
    );
    await lauf.leeren();
    expect(begonnen).toBe(10);
    expect(aufgegeben).toEqual([expect.stringContaining('zehnmal begonnen')]);
    expect(await zeilen(f)).toMatchObject([{ ruht: true }]);
    await t.setup.query('delete from prozesse.zeitgeber where vorgang = $1', [f.vorgang]);
  });

  it('der lange braucht, hält die anderen nicht auf', async () => {
    await t.setup.query(
      `insert into prozesse.zeitgeber (koerperschaft, leistung, vorgang, schritt, faellig)
       select $1, 'lang', gen_random_uuid(), n, to_timestamp($2 / 1000.0) - make_interval(secs => 100 - n) from generate_series(1, 40) n`,
      [h.ort.wurzen, uhr.jetzt()],
    );
    let andere = 0;
    let weiter = () => {};
    const alleAnderen = new Promise<void>((gib) => {
      weiter = gib;
    });
    const lauf = createZeitlauf(
      h.worker,
      {
        feuere: async (z) => {
          if (z.schritt === 1) await alleAnderen;
          else if (++andere === 39) weiter();
        },
        gibAuf: async () => undefined,
      },
      stumm,
    );
    await lauf.leeren();
    expect(andere).toBe(39);
    await t.setup.query(`delete from prozesse.zeitgeber where leistung = 'lang'`);
  });

  it('kommt nicht zu früh, wenn die Uhr der Anwendung vorspringt', async () => {
    const id = '01990000-0000-7000-8000-000000000001';
    await t.setup.query(
      `insert into prozesse.zeitgeber (koerperschaft, leistung, vorgang, schritt, faellig) values ($1, 'x', $2, 1, now() + interval '10 minutes')`,
      [h.ort.wurzen, id],
    );
    const gefeuert: string[] = [];
    const mitUhr = (vor: number) => {
      const echt: Uhr = { jetzt: () => Date.now() + vor, versetzt: false };
      return createZeitlauf(
        t.als('worker', echt),
        { ...ohne, feuere: async (z) => void gefeuert.push(z.vorgang) },
        stumm,
      );
    };
    expect(await mitUhr(3_600_000).step()).toBe(false);
    await t.setup.query(`update prozesse.zeitgeber set faellig = now() - interval '1 minute' where vorgang = $1`, [id]);
    // one that lags behind makes it late, not lost
    expect(await mitUhr(-3_600_000).step()).toBe(false);
    expect(await mitUhr(0).step()).toBe(true);
    expect(gefeuert).toEqual([id]);
    await t.setup.query('delete from prozesse.zeitgeber where vorgang = $1', [id]);
  });
});

describe('Zehntausend Zeitgeber, die nach einer Pause zugleich fällig sind', () => {
  it('halten keinen neuen Antrag auf und werden alle abgearbeitet', { timeout: 400_000 }, async () => {
    await t.setup.query(
      `insert into prozesse.zeitgeber (koerperschaft, leistung, vorgang, schritt, faellig)
       select $1, 'x', gen_random_uuid(), 1, to_timestamp($2 / 1000.0) - interval '1 day' from generate_series(1, 10000)`,
      [h.ort.wurzen, uhr.jetzt()],
    );
    const rest = async () =>
      Number((await t.setup.query(`select count(*) as n from prozesse.zeitgeber where leistung = 'x'`)).rows[0].n);
    const halt = new AbortController();
    const arbeit = h.schlangeUeber(h.dienste).work(halt.signal, 3);
    await expect.poll(rest, { timeout: 20_000 }).toBeLessThan(10_000);
    const f = await reicheBeispielEin(h, 'thallwitz', GEWERBE, '01-einfach');
    await expect.poll(async () => (await aufgabeVon(h, f))?.element, { timeout: 20_000 }).toBe('Aufgabe_feststellung');
    // however fast the machine is: the application was ready while most of them were still waiting
    expect(await rest()).toBeGreaterThan(5_000);
    await expect.poll(rest, { timeout: 300_000, interval: 500 }).toBe(0);
    halt.abort();
    await arbeit;
    expect(h.fehler).toEqual([]);
  });
});
