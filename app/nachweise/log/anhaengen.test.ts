import { nodeKrypto as krypto } from '@rathausverbund/siegel/node';
import { describe, expect, it } from 'vitest';
import { neueDatenbank } from '../../../tools/test/datenbank.ts';
import { type Datenbank, oeffentlich, type Tx } from '../../base/index.ts';
import { rechneNach } from '../nachrechnen.ts';
import { createWelt } from '../pruefstand/welt.ts';
import { readWartende } from './store.ts';

const t = await neueDatenbank();
const sequencer = t.als('sequencer');
const zweiter = t.als('sequencer');
const welt = await createWelt({ app: t.als('app'), sequencer, bund: t.bund, plattform: t.plattform, ordner: t.ordner });
const { rows } = await t.setup.query<{ k: string }>('select koerperschaft as k from kommunen.merkmale limit 40');
const haeuser = rows.map((r) => r.k);
const pruefe = async (k: string) => rechneNach({ db: sequencer, krypto }, k);

/** A handle whose connection is cut before its n-th statement from now on; a new one follows. */
function schneide(db: Datenbank, n: number): Datenbank {
  let rest = n;
  const cut = (tx: Tx): Tx => {
    const zeilen: Tx['zeilen'] = async (sql, werte) => {
      if (rest-- === 0) {
        const [z] = await tx.zeilen<{ pid: number }>('select pg_backend_pid() as pid');
        await zweiter.lesen(tx.kontext, 'select pg_terminate_backend($1)', [z?.pid]);
      }
      return tx.zeilen(sql, werte);
    };
    return {
      ...tx,
      zeilen,
      eine: async <T extends Record<string, unknown>>(sql: string, werte?: unknown[]) =>
        (await zeilen<T>(sql, werte))[0],
    };
  };
  return {
    ...db,
    transaktion: (kontext, fn) => db.transaktion(kontext, (tx) => fn(cut(tx))),
    lesen: (kontext, sql, werte) => db.transaktion(kontext, (tx) => cut(tx).zeilen(sql, werte)),
  };
}

describe('Das Anhängen', () => {
  it('gibt vielen Häusern in einem Zug ihre Plätze, in der Folge des Eingangs', async () => {
    for (const [i, k] of haeuser.entries()) await welt.reicheEin(k, 1 + (i % 9));
    const { blaetter } = await welt.schreiber().tick();
    expect(blaetter).toBe(haeuser.reduce((n, _, i) => n + 1 + (i % 9), 0));
    for (const k of haeuser) expect(await pruefe(k)).toMatchObject({ ok: true, wartend: 0 });
    const { rows: folge } = await t.setup.query<{ n: number }>(
      'select e.n from nachweise.log_leaf b join nachweise.ereignis e on e.koerperschaft = b.koerperschaft and e.id = b.ereignis where b.koerperschaft = $1 order by b.idx',
      [haeuser[8]],
    );
    expect(folge.map((z) => z.n)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9]);
  });

  it('lässt ein Haus warten, bis sein ältestes Ereignis reif ist, und ein anderes nicht darauf', async () => {
    const [altes = '', neues = ''] = haeuser.slice(-2);
    const alle = Array.from({ length: 64 }, (_, i) => i);
    const reif = async (ms: number) =>
      (await sequencer.transaktion(oeffentlich, (tx) => readWartende(tx, alle, ms))).map((l) => l.koerperschaft);
    await welt.reicheEin(altes, 1);
    await t.setup.query(`update nachweise.log_pending set seit = seit - interval '1 min' where koerperschaft = $1`, [
      altes,
    ]);
    await welt.reicheEin(neues, 1);
    await welt.reicheEin(altes, 1);
    expect(await reif(0)).toEqual([altes, neues]);
    expect(await reif(50_000)).toEqual([altes]);
    expect(await reif(70_000)).toEqual([]);
    await welt.schreiber().tick();
    expect(await reif(0)).toEqual([]);
    for (const k of [altes, neues]) expect(await pruefe(k)).toMatchObject({ ok: true, wartend: 0 });
  });

  it('verliert und verdoppelt nichts, wo immer es abgeschnitten wird', async () => {
    const [k = '', neues = ''] = [
      haeuser[1],
      (await t.setup.query<{ k: string }>('select koerperschaft as k from kommunen.merkmale order by 1 desc limit 1'))
        .rows[0]?.k,
    ];
    let eingereicht = (await pruefe(k)).epochen[0]?.blaetter ?? 0;
    let durch = false;
    for (let n = 0; !durch; n++) {
      await welt.reicheEin(k, 3);
      await welt.reicheEin(neues, 1);
      eingereicht += 3;
      durch = await welt
        .schreiber(schneide(sequencer, n))
        .tick()
        .then(
          (r) => r.blaetter >= 4 && r.bezeugt >= 2,
          () => false,
        );
      await t.setup.query(`update nachweise.log_lease set until = '-infinity'`);
      const e = await pruefe(k);
      expect(e.befunde).toEqual([]);
      expect((e.epochen[0]?.blaetter ?? 0) + e.wartend).toBe(eingereicht);
      if (n > 60) throw new Error('Der Schnitt kommt nie ans Ende');
    }
    await welt.schreiber().tick();
    expect(await pruefe(k)).toMatchObject({ ok: true, wartend: 0, epochen: [{ blaetter: eingereicht }] });
  });

  it('bleibt lückenlos, während zwei dauernd schreiben und einer stirbt', async () => {
    const ende = [new AbortController(), new AbortController()] as const;
    const laeufe = [welt.schreiber(sequencer, 1_000), welt.schreiber(zweiter, 1_000)].map((s, i) =>
      s.work((ende[i] ?? ende[0]).signal, 50),
    );
    let zahl = 0;
    for (let i = 0; i < 60; i++) {
      await Promise.all(haeuser.slice(0, 8).map((k) => welt.reicheEin(k, 2)));
      zahl += 16;
      if (i === 30) ende[0].abort();
    }
    const wartend = async () =>
      Number((await t.setup.query('select count(*) as n from nachweise.log_pending')).rows[0].n);
    await expect.poll(wartend, { timeout: 60_000 }).toBe(0);
    ende[1].abort();
    await Promise.all(laeufe);
    expect(zahl).toBe(960);
    for (const k of haeuser.slice(0, 8)) expect(await pruefe(k)).toMatchObject({ ok: true, wartend: 0 });
  });

  it('hält an, was sich nicht zweimal gleich berechnen lässt, und nur das', async () => {
    const [kaputt = '', heil = ''] = haeuser;
    for (let i = 0; i < 3; i++) await welt.reicheEin(kaputt, 8);
    await welt.schreiber().tick();
    await t.setup.query(`update nachweise.log_knoten set hash = sha256(hash) where koerperschaft = $1`, [kaputt]);
    const vorher = (await welt.staende(kaputt))[0]?.groesse;
    await welt.reicheEin(kaputt, 1);
    const gut = await welt.reicheEin(heil, 1);
    await welt.schreiber().tick();
    expect((await welt.staende(kaputt))[0]).toMatchObject({
      groesse: vorher,
      angehalten: expect.stringContaining('Wurzel'),
    });
    const ids = (await welt.ereignisse(heil, gut)).map((e) => e.id);
    expect((await welt.beweise(heil, ids)).size).toBe(1);
  });
});
