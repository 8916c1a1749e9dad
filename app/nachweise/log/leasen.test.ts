import { describe, expect, it } from 'vitest';
import { neueDatenbank } from '../../../tools/test/datenbank.ts';
import { oeffentlich, uuidv7 } from '../../base/index.ts';
import { createLeasen } from './leasen.ts';
import { openLog } from './store.ts';

const t = await neueDatenbank();
const [eine, andere] = [t.als('sequencer'), t.als('sequencer')];
const neu = (db = eine) => createLeasen(db, uuidv7(Date.now()), 600_000);
/** as if the time of all who write now were over */
async function laeuftAb(): Promise<void> {
  for (const tabelle of ['log_lease', 'log_schreiber'])
    await t.setup.query(`update nachweise.${tabelle} set until = clock_timestamp() where until > clock_timestamp()`);
}
const { rows } = await t.setup.query<{ k: string; shard: number }>(
  'select koerperschaft as k, nachweise.log_shard(koerperschaft) as shard from kommunen.merkmale',
);
const oeffne = (l: ReturnType<typeof neu>, k: string) =>
  l.db.transaktion(oeffentlich, (tx) => openLog(tx, k, 1, `o/${k}`, 'vkey'));
const isOffen = async (k: string) =>
  ((await t.setup.query('select 1 from nachweise.log where koerperschaft = $1', [k])).rowCount ?? 0) > 0;

describe('Die Fristen der Protokollschreiber', () => {
  it('verteilen alle Häuser auf die Fächer, jedes immer auf dasselbe', () => {
    expect(new Set(rows.map((r) => r.shard)).size).toBeGreaterThan(55);
    expect(rows.every((r) => r.shard === (Number.parseInt(r.k.slice(-2), 16) & 63))).toBe(true);
  });

  it('geben einem allein alles und dreien je ein Drittel', async () => {
    const [a, b, c] = [neu(), neu(andere), neu(andere)];
    expect((await a.erneuere()).length).toBe(64);
    expect(await b.erneuere()).toEqual([]);
    expect(await a.erneuere()).toEqual([]);
    expect(a.shards().length).toBe(32);
    expect((await b.erneuere()).length).toBe(32);
    for (let runde = 0; runde < 3; runde++) for (const l of [a, b, c]) await l.erneuere();
    const alle = [a, b, c].map((l) => l.shards());
    expect(alle.map((s) => s.length).sort()).toEqual([20, 22, 22]);
    expect(new Set(alle.flat()).size).toBe(64);
    await b.gibFrei();
    await c.gibFrei();
    await a.erneuere();
    expect(a.shards().length).toBe(64);
    await a.gibFrei();
  });

  it('gehen auf den Nächsten über, wenn einer verstummt', async () => {
    const [a, b] = [neu(), neu(andere)];
    await a.erneuere();
    await b.erneuere();
    expect(b.shards().length).toBeLessThan(64);
    await laeuftAb();
    await b.erneuere();
    expect(b.shards().length).toBe(64);
    await b.gibFrei();
  });

  it('lassen nichts schreiben, wer sie verschlafen hat, auch wenn niemand sie nahm', async () => {
    const [a, b] = [neu(), neu(andere)];
    const [k = '', k2 = ''] = rows.map((r) => r.k);
    await a.erneuere();
    await laeuftAb();
    await expect(oeffne(a, k)).rejects.toThrow('abgelaufen');
    await b.erneuere();
    await expect(oeffne(a, k)).rejects.toThrow('abgelaufen');
    expect(await isOffen(k)).toBe(false);
    await oeffne(b, k);
    expect(await isOffen(k)).toBe(true);
    // whoever never showed a lease writes nothing at all
    await expect(eine.transaktion(oeffentlich, (tx) => openLog(tx, k2, 1, 'o', 'v'))).rejects.toThrow('abgelaufen');
    await b.gibFrei();
  });

  it('gehen nicht über, solange ein Schreiben läuft; verlängern wartet darauf nicht', async () => {
    const [a, b] = [neu(), neu(andere)];
    const k = rows.at(-1)?.k ?? '';
    await a.erneuere();
    await a.db.transaktion(oeffentlich, async (tx) => {
      await a.erneuere();
      await laeuftAb();
      await b.erneuere();
      expect(b.shards()).toEqual([]);
      await openLog(tx, k, 1, `o/${k}`, 'vkey');
    });
    expect(await isOffen(k)).toBe(true);
    await b.erneuere();
    expect(b.shards().length).toBe(64);
    await b.gibFrei();
  });
});
