import { beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { neueDatenbank } from '../../tools/test/datenbank.ts';
import {
  type Auftrag,
  createLog,
  createWarteschlange,
  dienst,
  drehe,
  erledigt,
  type Handler,
  type Log,
  stellbareUhr,
  stelleEin,
  uuidv7,
} from './index.ts';

const t = await neueDatenbank();
const uhr = stellbareUhr(Date.now());
const [app, worker] = [t.als('app', uhr), t.als('worker', uhr)];
const haus = uuidv7(Date.now());
const fehler: string[] = [];
const log = {
  ...createLog('test'),
  fehler: (_w: string, f: unknown) => void fehler.push(String((f as Error).message)),
};
const schlange = (handler: Handler, art = 'probe') => createWarteschlange(worker, new Map([[art, handler]]), log);
const stelle = (n: number, art = 'probe', faellig?: number) =>
  app.transaktion(dienst(haus, 'Test'), async (tx) => {
    for (let i = 0; i < n; i++)
      stelleEin(tx, uhr, { art, koerperschaft: haus, angaben: { i }, ...(faellig ? { faellig } : {}) });
  });
const beende: Handler = async (a, k) => void (await worker.transaktion(k, (tx) => erledigt(tx, a)));
const reihen = async () =>
  (
    await t.setup.query<{
      versuche: number;
      ruht: boolean;
      fehler: string | null;
      faellig: Date;
      lease_bis: Date | null;
    }>('select versuche, ruht, fehler, faellig, lease_bis from base.auftrag')
  ).rows;
const laeuftAb = () => t.setup.query(`update base.auftrag set lease_bis = now() - interval '1 second'`);

beforeAll(() => t.setup.query('select 1'));
beforeEach(async () => {
  fehler.length = 0;
  await t.setup.query('delete from base.auftrag');
});

describe('Die Warteschlange', () => {
  it('gibt jeden Auftrag genau einem von drei Arbeitern', async () => {
    await stelle(60);
    const getan: string[] = [];
    const arbeiter = Array.from({ length: 3 }, () =>
      schlange(async (a, k) => {
        getan.push(a.id);
        await beende(a, k);
      }),
    );
    await Promise.all(arbeiter.map((s) => s.leeren()));
    expect(getan).toHaveLength(60);
    expect(new Set(getan).size).toBe(60);
    expect(await reihen()).toEqual([]);
  });

  it('nimmt nichts vor seiner Zeit, und Älteres zuerst', async () => {
    await stelle(1, 'probe', uhr.jetzt() + 1000);
    await stelle(1, 'probe', uhr.jetzt() - 1000);
    const s = schlange(beende);
    expect([await s.step(), await s.step()]).toEqual([true, false]);
    uhr.stelle(uhr.jetzt() + 1000);
    expect([await s.step(), await s.step()]).toEqual([true, false]);
  });

  it('lässt einen Auftrag in Arbeit in Ruhe, bis seine Frist abläuft; der Erste darf dann nicht mehr abschließen', async () => {
    await stelle(1);
    let erster: Auftrag | undefined;
    await schlange(async (a) => void (erster = a)).step(); // crashed: neither done nor failed
    const zweiter = schlange(beende);
    expect(await zweiter.step()).toBe(false);
    await laeuftAb();
    let uebernommen: Auftrag | undefined;
    await schlange(async (a) => void (uebernommen = a)).step();
    expect(uebernommen).toMatchObject({ id: erster?.id, versuche: 2, fence: 2 });
    const schliesse = (a: Auftrag | undefined) =>
      worker.transaktion(dienst(haus, 'Test'), (tx) => erledigt(tx, a as Auftrag));
    expect(await schliesse(erster)).toBe(false);
    expect(await reihen()).toHaveLength(1);
    expect(await schliesse(uebernommen)).toBe(true);
  });

  it('wartet nach jedem Fehlschlag länger und gibt nach zehn auf, ohne zu vergessen', async () => {
    await stelle(1);
    const s = schlange(async () => {
      throw new Error('geht nicht');
    });
    const pausen: number[] = [];
    for (let i = 1; i <= 10; i++) {
      const vorher = uhr.jetzt();
      expect(await s.step(), `Versuch ${i}`).toBe(true);
      expect(await s.step(), `gleich nach Versuch ${i}`).toBe(false);
      const [r] = await reihen();
      pausen.push(Math.round(((r?.faellig.getTime() ?? 0) - vorher) / 1000));
      expect(r).toMatchObject({ versuche: i, ruht: i === 10, fehler: 'geht nicht', lease_bis: null });
      uhr.stelle(vorher + 3_600_000);
    }
    expect(pausen).toEqual([2, 4, 8, 16, 32, 64, 128, 256, 512, 1024]);
    uhr.stelle(uhr.jetzt() + 100 * 86_400_000);
    expect(await s.step()).toBe(false);
    expect(fehler).toHaveLength(10);
  });

  it('behält einen Auftrag, der länger dauert als seine Frist, solange daran gearbeitet wird: Er läuft einmal', async () => {
    await stelle(1);
    let laeufe = 0;
    const bis = async () => (await reihen())[0]?.lease_bis?.getTime() ?? 0;
    /** twenty seconds go by, for the database and for this process */
    const vergehe = async () => {
      await t.setup.query(`update base.auftrag set lease_bis = lease_bis - interval '20 seconds'`);
      const vorher = await bis();
      vi.advanceTimersByTime(20_000);
      await expect.poll(bis, { timeout: 20_000 }).toBeGreaterThan(vorher);
    };
    const langsam: Handler = async (a, k) => {
      laeufe += 1;
      for (let i = 0; i < 8; i++) await vergehe();
      await worker.transaktion(k, async (tx) => expect(await erledigt(tx, a)).toBe(true));
    };
    vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] });
    try {
      const s = createWarteschlange(worker, new Map([['probe', langsam]]), log, { leaseSekunden: 60 });
      const halt = new AbortController();
      const arbeit = s.work(halt.signal, 3);
      while ((await reihen()).length > 0) await new Promise((r) => setTimeout(r, 100));
      halt.abort();
      await arbeit;
    } finally {
      vi.useRealTimers();
    }
    expect([laeufe, fehler]).toEqual([1, []]);
  });

  it('gibt einen Auftrag auf, der zehnmal begonnen und nie fertig wurde, und sagt es', async () => {
    await stelle(1);
    let laeufe = 0;
    // as if the machine had died each time
    const stirbt = schlange(async () => void (laeufe += 1));
    for (let i = 0; i < 12; i++) {
      await stirbt.step();
      await laeuftAb();
    }
    expect(laeufe).toBe(10);
    expect(await reihen()).toMatchObject([{ ruht: true, fehler: expect.stringContaining('zehnmal begonnen') }]);
    const [r] = (await t.setup.query<{ gescheitert: Date | null }>('select gescheitert from base.auftrag')).rows;
    expect(r?.gescheitert).not.toBeNull();
  });

  it('behält einen Auftrag, den hier niemand kann, und sagt es', async () => {
    await stelle(1, 'erfunden');
    await schlange(beende).step();
    expect(await reihen()).toMatchObject([{ versuche: 1, fehler: 'kein Handler für erfunden' }]);
  });

  it('stellt nichts ein, was zurückgenommen wird, und nichts für ein fremdes Haus', async () => {
    await app.transaktion(dienst(haus, 'Test'), async (tx) => {
      stelleEin(tx, uhr, { art: 'probe', koerperschaft: haus });
      return { ok: false };
    });
    expect(await reihen()).toEqual([]);
    const fremd = app.transaktion(dienst(haus, 'Test'), async (tx) =>
      stelleEin(tx, uhr, { art: 'probe', koerperschaft: uuidv7(Date.now()) }),
    );
    await expect(fremd).rejects.toThrow('row-level security');
  });

  it('arbeitet weiter, bis sie anhalten soll, auch wenn ein Auftrag scheitert', async () => {
    await stelle(5);
    const halt = new AbortController();
    let n = 0;
    const s = schlange(async (a, k) => {
      if (++n === 5) halt.abort();
      if (n === 2) throw new Error('einer scheitert');
      await beende(a, k);
    });
    await s.work(halt.signal, 2);
    expect(await reihen()).toHaveLength(1);
  });

  it('fragt seltener, solange die Datenbank weg ist, und sagt das einmal; jeder andere Fehler wird jedes Mal gesagt', async () => {
    const gesagt: string[] = [];
    const horcht: Log = { info: () => undefined, fehler: (_w, f) => void gesagt.push((f as Error).message) };
    /** @returns the pauses between these steps, in milliseconds */
    async function pausen(schritte: (Error | boolean)[]): Promise<(number | undefined)[]> {
      const halt = new AbortController();
      const gewartet = vi.spyOn(globalThis, 'setTimeout');
      let n = 0;
      const step = async () => {
        const s = schritte[n++];
        if (n >= schritte.length) halt.abort();
        if (s instanceof Error) throw s;
        return s === true;
      };
      await drehe(step, halt.signal, horcht, 'probe', 10);
      const ms = gewartet.mock.calls.map((c) => c[1]);
      gewartet.mockRestore();
      return ms;
    }
    const weg = Object.assign(new Error('weg'), { code: 'ECONNREFUSED' });
    expect(await pausen([weg, weg, weg, weg, false])).toEqual([20, 40, 80, 160, 10]);
    expect(gesagt).toEqual(['weg']);
    expect(await pausen([weg, true, weg, false])).toEqual([20, 20, 10]);
    expect(gesagt).toEqual(['weg', 'weg', 'weg']);
    await pausen([new Error('kaputt'), new Error('kaputt'), true]);
    expect(gesagt.slice(3)).toEqual(['kaputt', 'kaputt']);
  });
});
