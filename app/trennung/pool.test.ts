import { afterAll, describe, expect, inject, it } from 'vitest';
import { neueDatenbank } from '../../tools/test/datenbank.ts';
import { ablehnen, createDatenbank, echteUhr, oeffentlich, type Tx, uuidv7 } from '../base/index.ts';
import { antrag } from './antrag.ts';
import { aktiviereOrte, GEWERBE, HUND, imDienst, mitarbeit, signiere } from './welt.ts';

const t = await neueDatenbank();
const o = await aktiviereOrte(t);
const { host, port } = inject('cluster');

/** A pool of one connection: whoever comes next gets what the one before left. */
const eins = createDatenbank(
  { host, port, database: t.name, user: 'rvtest_app', password: 'a' },
  { uhr: echteUhr, signiere, groesse: 1 },
);
const viele = t.als('app');
afterAll(() => eins.ende());

for (const ort of [o.thallwitz, o.bennewitz])
  await viele.transaktion(imDienst(ort), (tx) =>
    tx.zeilen('select * from eingang.einreichen($1)', [
      JSON.stringify(antrag({ koerperschaft: ort, leistung: GEWERBE, buerger: null })),
    ]),
  );

const wer = async (tx: Tx) =>
  tx.eine<{ art: string | null; stelle: string | null; n: number; pid: number; marke: string }>(
    `select ctx.art() as art, ctx.stelle() as stelle, (select count(*) from vorgaenge.vorgang) as n, pg_backend_pid() as pid, current_setting('rv.ctx', true) as marke`,
  );
const thallwitz = mitarbeit(o.thallwitz);
const bennewitz = mitarbeit(o.bennewitz);

describe('Dieselbe Verbindung für den Nächsten', () => {
  const danach: [string, (tx: Tx) => Promise<unknown>][] = [
    ['einer abgeschlossenen Anfrage', wer],
    ['einer abgelehnten Anfrage', async () => ablehnen('probe.nein')],
    ['einem SQL-Fehler', (tx) => tx.zeilen('select 1/0')],
    ['einem Fehler der Anwendung', () => Promise.reject(new Error('Fehler'))],
    [
      'einem set_config für die ganze Sitzung',
      (tx) => tx.zeilen(`select set_config('rv.ctx', current_setting('rv.ctx'), false)`),
    ],
    ['einem Paket ohne Antwort', async (tx) => tx.sende('select 1')],
    ['einem Paket, das scheitert', async (tx) => tx.sende('select 1/0')],
    ['einem Paket, das sich selbst abschließt', async (tx) => tx.sende('commit')],
    [
      'einem Paket mit set_config für die ganze Sitzung',
      async (tx) => tx.sende(`select set_config('rv.ctx', current_setting('rv.ctx'), false)`),
    ],
    ['einem Paket, das nie losgeschickt wurde', async (tx) => (tx.sende('select 1'), ablehnen('probe.nein'))],
    ['einer einzelnen Frage', () => eins.lesen(thallwitz, 'select 1')],
    ['einer einzelnen Frage, die scheitert', () => eins.lesen(thallwitz, 'select 1/0')],
    ['einem abgebrochenen Befehl', (tx) => tx.zeilen('select pg_cancel_backend(pg_backend_pid()), pg_sleep(1)')],
  ];
  it.each(danach)('trägt nach %s nichts vom Vorigen', async (_name, tue) => {
    const vorher = await eins.transaktion(thallwitz, wer);
    expect(vorher).toMatchObject({ stelle: o.thallwitz, n: 1 });
    await eins.transaktion(thallwitz, tue).catch(() => undefined);
    expect(await eins.transaktion(bennewitz, wer)).toMatchObject({ stelle: o.bennewitz, n: 1, pid: vorher?.pid });
    expect(await eins.transaktion(oeffentlich, wer)).toMatchObject({ stelle: null, n: 0, pid: vorher?.pid });
  });

  it('ersetzt eine Verbindung, die mitten in der Arbeit getötet wurde', async () => {
    const vorher = await eins.transaktion(thallwitz, wer);
    const getoetet = eins.transaktion(thallwitz, async (tx) => {
      await tx.fuehreAus('update vorgaenge.vorgang set betreff = $1', ['halb fertig']);
      await t.setup.query('select 1');
      await viele.lesen(oeffentlich, 'select pg_terminate_backend($1)', [vorher?.pid]);
      await tx.zeilen('select pg_sleep(5)');
    });
    await expect(getoetet).rejects.toThrow();
    const naechster = await eins.transaktion(bennewitz, wer);
    expect(naechster).toMatchObject({ stelle: o.bennewitz, n: 1 });
    expect(naechster?.pid).not.toBe(vorher?.pid);
    const { rowCount } = await t.setup.query(`select 1 from vorgaenge.vorgang where betreff = 'halb fertig'`);
    expect(rowCount).toBe(0);
  });

  it.each(['commit', 'rollback'])(
    'lässt nach einem eingeschleusten %s mitten im Paket nichts mehr schreiben',
    async (wort) => {
      const schreibe = (tx: Tx) =>
        tx.sende(
          `insert into base.auftrag (id, art, koerperschaft, faellig) values (gen_random_uuid(), 'probe', '${o.thallwitz}', now())`,
        );
      const anzahl = async () => (await t.setup.query(`select 1 from base.auftrag where art = 'probe'`)).rowCount;
      await eins.transaktion(thallwitz, async (tx) => schreibe(tx));
      expect(await anzahl()).toBe(1);
      const paket = eins.transaktion(thallwitz, async (tx) => (tx.sende(wort), schreibe(tx)));
      await expect(paket).rejects.toMatchObject({ code: '42501' });
      const fragend = eins.transaktion(
        thallwitz,
        async (tx) => (await tx.zeilen('select 1'), tx.sende(wort), schreibe(tx)),
      );
      await expect(fragend).rejects.toMatchObject({ code: '42501' });
      expect(await anzahl()).toBe(1);
      await t.setup.query(`delete from base.auftrag where art = 'probe'`);
    },
  );

  it('gehört dem Nächsten allein: wer seine Transaktion aufhebt, kommt später nicht mehr hinein', async () => {
    let aufgehoben: Tx | undefined;
    await eins.transaktion(thallwitz, async (tx) => void (aufgehoben = tx));
    const fremd = await eins.transaktion(bennewitz, async () =>
      aufgehoben
        ?.zeilen<{ k: string }>('select koerperschaft as k from vorgaenge.vorgang')
        .catch(() => 'verweigert' as const),
    );
    expect(fremd).toBe('verweigert');
  });
});

describe('Eine Anfrage, die einen SQL-Fehler verschluckt', () => {
  it('wird nicht als erledigt beantwortet', async () => {
    const id = uuidv7(Date.now());
    const antwort = viele.transaktion(imDienst(o.thallwitz), async (tx) => {
      await tx.fuehreAus(
        `insert into konten.mitarbeiter (koerperschaft, id, sub, name, funktion) values ($1, $2, 'x', 'x', 'x')`,
        [o.thallwitz, id],
      );
      await tx.zeilen('select 1/0').catch(() => undefined);
      return { ok: true as const };
    });
    const erledigt = await antwort.then(
      (a) => a.ok,
      () => false,
    );
    const { rowCount } = await t.setup.query('select 1 from konten.mitarbeiter where id = $1', [id]);
    expect({ erledigt, gespeichert: rowCount === 1 }).toEqual({ erledigt: false, gespeichert: false });
  });
});

describe('Wiederholung', () => {
  const sperre = (tx: Tx, n: number) =>
    tx.zeilen('select vorgaenge.nummernblock($1, $2, $3, 1)', [o.thallwitz, HUND, n]);

  it('löst eine echte Verklemmung auf: beide werden fertig', async () => {
    let laeufe = 0;
    let warten: (() => void)[] = [];
    // the first run of each waits until both hold their first lock
    const beide = () =>
      new Promise<void>(
        (weiter) => (warten.push(weiter), warten.length === 2 && (warten.forEach((w) => w()), (warten = []))),
      );
    const lauf = (erst: number, dann: number) => {
      let versuch = 0;
      return viele.transaktion(imDienst(o.thallwitz), async (tx) => {
        laeufe++;
        await sperre(tx, erst);
        if (++versuch === 1) await beide();
        await sperre(tx, dann);
        return 'fertig';
      });
    };
    await viele.transaktion(imDienst(o.thallwitz), async (tx) => (await sperre(tx, 3001), await sperre(tx, 3002)));
    expect(await Promise.all([lauf(3001, 3002), lauf(3002, 3001)])).toEqual(['fertig', 'fertig']);
    // the one that gave way may be back before the other has gone on, and gives way once more
    expect(laeufe).toBeGreaterThanOrEqual(3);
  });

  it.each(['40001', '40P01'])('gibt bei %s nach drei Versuchen auf', async (code) => {
    let laeufe = 0;
    const immer = viele.transaktion(oeffentlich, async () => {
      laeufe++;
      throw Object.assign(new Error('besetzt'), { code });
    });
    await expect(immer).rejects.toThrow('besetzt');
    expect(laeufe).toBe(3);
  });

  it('wiederholt nichts anderes', async () => {
    let laeufe = 0;
    await expect(viele.transaktion(oeffentlich, (tx) => (laeufe++, tx.zeilen('select 1/0')))).rejects.toMatchObject({
      code: '22012',
    });
    expect(laeufe).toBe(1);
  });
});
