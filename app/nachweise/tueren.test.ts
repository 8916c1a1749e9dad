import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { nodeKrypto as krypto } from '@rathausverbund/siegel/node';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { neueDatenbank } from '../../tools/test/datenbank.ts';
import { kreisMit, stelle } from '../../tools/test/zeugen.ts';
import { createLog, dienst, echteUhr, type Kontext, oeffentlich, stellbareUhr, uuidv7 } from '../base/index.ts';
import {
  ANFANG,
  addProtokoll,
  createProtokollschreiber,
  createZeugenwerk,
  readBeweise,
  readProtokolle,
  readStrom,
  readZeugenKey,
  schreibe,
  type Zeugenwerk,
} from './index.ts';

const t = await neueDatenbank();
const app = t.als('app');
const protokoll = { bund: t.bund, uhr: echteUhr, plattform: t.plattform };
const ordner = mkdtempSync(join(tmpdir(), 'rv-zeuge-'));
const MARLENE = uuidv7(1);
const marlene: Kontext = { art: 'person', person: MARLENE, stelle: null, handelndFuer: null, grundlage: null };
let haus: string;
let nachbar: string;
let tick: () => Promise<unknown>;
let werk: Zeugenwerk;

async function reicheEin(p = protokoll): Promise<string> {
  const id = uuidv7(Date.now());
  const umstand = {
    actor: { pseudonym: 'p-1', role: 'buergerin', loa: null },
    fuer: { oertlich: haus, zustaendig: haus, stelle: haus },
    grundlage: { vereinbarung: null, norm: 'GewO § 14', aufgabe: 'Gewerbe', zweck: 'Test' },
  };
  const strom = { art: 'vorgang' as const, id, koerperschaft: haus, leistung: 'g', buerger: MARLENE };
  await app.transaktion(dienst(haus, 'Test'), (tx) =>
    schreibe(tx, p, strom, ANFANG, umstand, [{ kind: 'test.geschehen', data: { i: 0 } }]),
  );
  return id;
}

const ereignisse = (vorgang: string) =>
  app.transaktion(dienst(haus, 'Test'), (tx) => readStrom(tx, protokoll, haus, vorgang));
const beweise = async (kontext: Kontext, vorgang: string) => {
  const ids = (await ereignisse(vorgang)).map((e) => e.id);
  return (await app.transaktion(kontext, (tx) => readBeweise(tx, krypto, haus, ids))).size;
};

beforeAll(async () => {
  const { rows } = await t.setup.query<{ koerperschaft: string }>(
    'select koerperschaft from kommunen.merkmale limit 2',
  );
  [haus, nachbar] = [rows[0]?.koerperschaft ?? '', rows[1]?.koerperschaft ?? ''];
  werk = await createZeugenwerk({ ordner, name: 'test.invalid/zeuge', krypto, uhr: echteUhr });
  const key = readZeugenKey(ordner, krypto);
  if (!key) throw new Error('Der Zeuge hat seinen Schlüssel nicht veröffentlicht');
  const gegenzeichner = {
    async addCheckpoint(body: string) {
      const a = await werk.addCheckpoint(body);
      return a.status === 200
        ? { ok: true as const, cosignature: a.text }
        : { ok: false as const, code: 'zeuge.ungueltig', meldung: a.text };
    },
  };
  tick = createProtokollschreiber({
    db: t.als('sequencer'),
    protokoll,
    krypto,
    log: createLog('test'),
    zeugen: () => kreisMit(1, stelle(key, 'http://127.0.0.1:9', { gegenzeichner })),
    melde: (vkey) => addProtokoll(ordner, vkey),
  }).tick;
});
afterAll(async () => {
  await werk.ende();
  rmSync(ordner, { recursive: true, force: true });
});

describe('Türen des Protokolls', () => {
  it('geben einen Beweis nur, wer das Ereignis lesen darf', async () => {
    const vorgang = await reicheEin();
    await tick();
    expect(await beweise(dienst(haus, 'Test'), vorgang)).toBe(1);
    expect(await beweise(marlene, vorgang)).toBe(1);
    expect(await beweise(dienst(nachbar, 'Test'), vorgang)).toBe(0);
    expect(await beweise({ ...marlene, person: uuidv7(2) }, vorgang)).toBe(0);
    expect(await beweise(oeffentlich, vorgang)).toBe(0);
  });

  it('geben der beauftragten Stelle den Beweis, solange die Vereinbarung gilt', async () => {
    const vorgang = await reicheEin();
    await tick();
    const freigabe = async (von: string, bis: string | null) => {
      await t.setup.query('delete from ctx.freigabe where vereinbarung = $1', [MARLENE]);
      await t.setup.query(
        `insert into ctx.freigabe (besitzer, stelle, leistung, gueltig, vereinbarung) values ($1, $2, 'g', tstzrange($3, $4), $5)`,
        [haus, nachbar, von, bis, MARLENE],
      );
    };
    await freigabe('2026-01-01', null);
    expect(await beweise(dienst(nachbar, 'Test'), vorgang)).toBe(1);
    await freigabe('2020-01-01', '2020-02-01');
    expect(await beweise(dienst(nachbar, 'Test'), vorgang)).toBe(0);
  });

  it('zeigen allen, was öffentlich ist: Schlüssel und Stand', async () => {
    const [p] = await app.transaktion(oeffentlich, (tx) => readProtokolle(tx, { koerperschaft: haus }));
    expect(p).toMatchObject({ origin: `${t.plattform}/log/${haus}/1`, epoche: 1, angehalten: null });
  });

  it.each([
    'insert into nachweise.log_leaf values ($1, 1, 99, $1, $2)',
    'update nachweise.log set angehalten = null where koerperschaft = $1 and wurzel = $2',
    'delete from nachweise.checkpoint where koerperschaft = $1 and wurzel = $2',
    'select idx from nachweise.log_leaf where koerperschaft = $1 and c = $2',
    `select nachweise.log_leasen($1, make_interval(secs => length($2::bytea)))`,
    `select nachweise.log_einreihen(array[$1::uuid], length($2::bytea))`,
    `select nachweise.log_knoten_ablegen(array[$1::uuid], '{1}', '{3}', '{0}', $2)`,
    `select nachweise.log_zeichnen(jsonb_build_array($1::uuid, $2::bytea), now())`,
    `select nachweise.log_anhalten($1, 1, length($2::bytea), '')`,
  ])('sind Anwendung und Arbeiter verschlossen: %s', async (sql) => {
    for (const rolle of ['app', 'worker'] as const) {
      const frage = t.als(rolle).transaktion(dienst(haus, 'Test'), (tx) => tx.zeilen(sql, [haus, Buffer.alloc(32, 1)]));
      await expect(frage).rejects.toMatchObject({ code: '42501' });
    }
  });

  it('nehmen kein Blatt, zu dem es kein Ereignis gibt', async () => {
    await app.transaktion(dienst(haus, 'Test'), (tx) =>
      tx.zeilen('insert into nachweise.log_pending values ($1, $2, $3, now())', [haus, MARLENE, Buffer.alloc(32, 1)]),
    );
    await reicheEin();
    expect(await tick()).toMatchObject({ blaetter: 1, bezeugt: 1 });
  });
});

describe('Ereignisse', () => {
  it('sagen selbst, dass sie unter gestellter Uhr nachgestellt sind', async () => {
    const vorgang = await reicheEin({ ...protokoll, uhr: stellbareUhr(Date.now()) });
    expect((await ereignisse(vorgang))[0]?.ereignis.data).toEqual({ i: 0, nachgestellt: true });
  });
});
