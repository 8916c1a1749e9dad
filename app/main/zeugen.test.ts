import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseCheckpoint, parseVkey, signCheckpoint, verifyCosignature } from '@rathausverbund/nachweis';
import { nodeKrypto as krypto } from '@rathausverbund/siegel/node';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { neueDatenbank } from '../../tools/test/datenbank.ts';
import { kreisMit, stelle } from '../../tools/test/zeugen.ts';
import { createLog, echteUhr, oeffentlich } from '../base/index.ts';
import {
  addProtokoll,
  createProtokollschreiber,
  readProtokolle,
  type Zeugenkreis,
  type Zeugenstelle,
} from '../nachweise/index.ts';
import { readZeugenstaende } from '../nachweise/log/store.ts';
import { loadSigner, logDatei } from '../nachweise/schluessel.ts';
import type { Gegenzeichner } from '../ports/index.ts';
import { schreibeVorgang } from './pruefstand/ereignisse.ts';
import { startZeuge } from './zeuge.ts';

const t = await neueDatenbank();
const app = t.als('app');
const protokoll = { bund: t.bund, uhr: echteUhr, plattform: t.plattform };
const dort = mkdtempSync(join(tmpdir(), 'rv-zeugen-'));
const gesagt: Record<string, unknown>[] = [];
const log = {
  ...createLog('test'),
  info: (_: string, felder: Record<string, unknown> = {}) => void gesagt.push(felder),
  fehler: () => undefined,
};
const kommunen: string[] = [];
const zeugen: Awaited<ReturnType<typeof startZeuge>>[] = [];

const starte = (name: string, port = 0) =>
  startZeuge({ ordner: join(dort, name), name, port, intern: false }, { krypto, uhr: echteUhr, log });
/** The witness with this number, at its own address or reached in another way. */
const zeuge = (i: number, statt?: Gegenzeichner): Zeugenstelle => {
  const z = zeugen[i] ?? expect.fail('kein Zeuge');
  const key = parseVkey(krypto.sha256, z.vkey) ?? expect.fail('kein Schlüssel');
  return stelle(key, z.url, statt ? { gegenzeichner: statt } : {});
};
const stumm: Gegenzeichner = {
  addCheckpoint: async () => ({
    ok: false,
    code: 'zeuge.nicht_erreichbar',
    meldung: 'Der Gegenzeichner antwortet nicht.',
  }),
};

const schreiber = (kreis: Zeugenkreis<Zeugenstelle>) =>
  createProtokollschreiber({
    db: t.als('sequencer'),
    protokoll,
    krypto,
    log,
    zeugen: () => kreis,
    leaseMs: 60_000,
    melde(vkey) {
      for (const name of ['eins', 'zwei', 'drei']) addProtokoll(join(dort, name), vkey);
    },
  });

const reicheEin = (k: string, anzahl?: number) => schreibeVorgang(app, protokoll, k, anzahl);

const stand = async (k: string) => {
  const [p] = await app.transaktion(oeffentlich, (tx) => readProtokolle(tx, { koerperschaft: k }));
  return p ?? expect.fail('kein Protokoll');
};
const bezeugt = async (k: string) => (await stand(k)).bezeugt;
const staende = async (k: string) =>
  Object.fromEntries(
    (await app.transaktion(oeffentlich, (tx) => readZeugenstaende(tx, k))).map((z) => [z.zeuge, z.groesse]),
  );
async function warte(was: () => Promise<boolean>): Promise<void> {
  const ende = Date.now() + 20_000;
  while (!(await was())) {
    if (Date.now() > ende) expect.fail('Es geschah nicht');
    await new Promise((r) => setTimeout(r, 20));
  }
}

beforeAll(async () => {
  const { rows } = await t.setup.query<{ koerperschaft: string }>(
    'select koerperschaft from kommunen.merkmale order by ags limit 40',
  );
  kommunen.push(...rows.map((r) => r.koerperschaft));
  for (const name of ['eins', 'zwei', 'drei']) zeugen.push(await starte(name));
});
afterAll(async () => {
  await Promise.all(zeugen.map((z) => z.stop()));
  rmSync(dort, { recursive: true, force: true });
});

describe('Mehrere Zeugen', () => {
  it('zeichnen zu dritt denselben Stand vieler Protokolle, jeder mit seiner Zeile', async () => {
    const viele = kommunen.slice(0, 30);
    const lauf = schreiber(kreisMit(3, zeuge(0), zeuge(1), zeuge(2)));
    for (const k of viele) await reicheEin(k, 2);
    expect(await lauf.tick()).toMatchObject({ blaetter: 60, bezeugt: 30 });
    for (const k of viele) await reicheEin(k);
    expect(await lauf.tick()).toMatchObject({ blaetter: 30, bezeugt: 30 });
    const s = await stand(viele[7] ?? '');
    const note = parseCheckpoint(s.checkpoint ?? '')?.note ?? expect.fail('kein Prüfpunkt');
    for (const i of [0, 1, 2]) expect((await verifyCosignature(krypto, zeuge(i).key, note)).state).toBe('gut');
    expect(note.signatures).toHaveLength(4);
    expect(await staende(viele[7] ?? '')).toEqual({ eins: 3, zwei: 3, drei: 3 });
  });

  it('ein toter hält weder das Schreiben noch die anderen auf; gesagt wird es einmal', async () => {
    const k = kommunen[31] ?? '';
    const kreis = kreisMit(2, zeuge(0), zeuge(1), zeuge(2, stumm));
    const lauf = schreiber(kreis);
    gesagt.length = 0;
    for (let i = 1; i <= 4; i++) {
      await reicheEin(k);
      expect(await lauf.tick()).toMatchObject({ blaetter: 1, bezeugt: 1 });
    }
    expect(gesagt).toEqual([{ lage: 'unerreichbar', zeuge: 'drei' }]);
    expect(await staende(k)).toEqual({ eins: 4, zwei: 4 });
    // back again, it catches up by itself, and what it knew of others is asked for
    await schreiber(kreisMit(3, zeuge(0), zeuge(1), zeuge(2))).tick();
    expect(await staende(k)).toEqual({ eins: 4, zwei: 4, drei: 4 });
  });

  it('einer, der ablehnt, wird einmal genannt, und sein Wort zählt nicht', async () => {
    const k = kommunen[32] ?? '';
    const fremd = await starte('fremd'); // nobody named our logs to it
    zeugen.push(fremd);
    const lauf = schreiber(kreisMit(1, zeuge(0), zeuge(3)));
    gesagt.length = 0;
    for (let i = 1; i <= 3; i++) {
      await reicheEin(k);
      expect(await lauf.tick()).toMatchObject({ bezeugt: 1 });
    }
    expect(gesagt.filter((g) => g['koerperschaft'] === k)).toEqual([
      {
        lage: 'abgelehnt',
        meldung: expect.stringContaining('kennt dieses Protokoll nicht'),
        zeuge: 'fremd',
        koerperschaft: k,
      },
    ]);
    const zuWenig = schreiber(kreisMit(2, zeuge(0), zeuge(3)));
    await reicheEin(k);
    expect(await zuWenig.tick()).toMatchObject({ blaetter: 1, bezeugt: 0 });
    expect(await stand(k)).toMatchObject({ groesse: 4, bezeugt: 3, angehalten: null });
  });

  it('für jede Kommune zählt, was für sie gilt', async () => {
    const [k, anderes] = [kommunen[33] ?? '', kommunen[34] ?? ''];
    const alle = kreisMit(1, zeuge(0), zeuge(1, stumm));
    const kreis = { ...alle, bedingung: (id: string) => (id === k ? { k: 1, namen: ['zwei'] } : alle.bedingung(id)) };
    const lauf = schreiber(kreis);
    await reicheEin(k);
    await reicheEin(anderes);
    expect(await lauf.tick()).toMatchObject({ blaetter: 2 });
    expect([await bezeugt(k), await bezeugt(anderes)]).toEqual([0, 1]);
    expect(await staende(k)).toEqual({ eins: 1 });
  });

  it('zeichnet jemand mit falschem Schlüssel oder über einen anderen Stand, zählt es nicht', async () => {
    const k = kommunen[35] ?? '';
    const { url } = zeuge(0);
    const gegenzeichner: Gegenzeichner = {
      async addCheckpoint(body) {
        const a = await fetch(`${url}/add-checkpoint`, { method: 'POST', body });
        return { ok: true, cosignature: (await a.text()).replace('— eins ', '— zwei ') };
      },
    };
    await reicheEin(k);
    const lauf = schreiber(kreisMit(1, zeuge(1, gegenzeichner)));
    expect(await lauf.tick()).toMatchObject({ blaetter: 1, bezeugt: 0 });
    expect(await staende(k)).toEqual({});
  });

  it('sind sie verschieden schnell, treffen sie sich doch immer wieder auf einem Stand', async () => {
    const k = kommunen[36] ?? '';
    const langsam = (z: Zeugenstelle, ms: number): Gegenzeichner => ({
      async addCheckpoint(body) {
        await new Promise((r) => setTimeout(r, ms));
        return z.gegenzeichner.addCheckpoint(body);
      },
    });
    const kreis = kreisMit(2, zeuge(0, langsam(zeuge(0), 90)), zeuge(1, langsam(zeuge(1), 230)));
    const halt = new AbortController();
    const arbeit = schreiber(kreis).work(halt.signal, 30);
    const gesehen = new Set<number>();
    let n = 0;
    await warte(async () => {
      await reicheEin(k);
      n += 1;
      const s = await app.transaktion(oeffentlich, (tx) => readProtokolle(tx, { koerperschaft: k }));
      gesehen.add(s[0]?.bezeugt ?? 0);
      return gesehen.size > 4;
    });
    // appending did not wait for them
    await warte(async () => (await stand(k)).groesse === n);
    await warte(async () => (await bezeugt(k)) === n);
    halt.abort();
    await arbeit;
    expect(n).toBeGreaterThan(5);
  });

  it('weiß irgendeiner von einem anderen Baum, steht das Protokoll, auch wenn sein Wort nicht zählt', async () => {
    const [k, anderes] = [kommunen[37] ?? '', kommunen[38] ?? ''];
    const lauf = schreiber(kreisMit(1, zeuge(0)));
    await reicheEin(k, 2);
    await reicheEin(anderes, 2);
    await lauf.tick();
    const s = await stand(k);
    const signer = await loadSigner(t.bund, krypto, logDatei(k, 1), s.origin, 'log');
    const gabel = await signCheckpoint(krypto, signer, { origin: s.origin, groesse: 1, wurzel: krypto.random(32) });
    expect(await zeuge(2).gegenzeichner.addCheckpoint(`old 0\n\n${gabel}`)).toMatchObject({ ok: true });
    const kreis = kreisMit(1, zeuge(0), zeuge(2));
    const nurErster = { ...kreis, bedingung: () => ({ k: 1, namen: ['eins'] }) };
    const neu = schreiber(nurErster);
    await reicheEin(k);
    await reicheEin(anderes);
    expect(await neu.tick()).toMatchObject({ blaetter: 1 });
    expect((await stand(k)).angehalten).toContain('einen anderen Anfang dieses Protokolls (1 Blätter)');
    expect(await stand(anderes)).toMatchObject({ groesse: 3, bezeugt: 3, angehalten: null });
  });

  it('eine unverständliche Antwort hält nichts an', async () => {
    const k = kommunen[39] ?? '';
    const wirr: Gegenzeichner = {
      addCheckpoint: async () => ({ ok: false, code: 'zeuge.konflikt', meldung: '', groesse: null }),
    };
    await reicheEin(k, 2);
    const lauf = schreiber(kreisMit(1, zeuge(0), zeuge(1, wirr)));
    expect(await lauf.tick()).toMatchObject({ blaetter: 2, bezeugt: 1 });
    expect((await stand(k)).angehalten).toBeNull();
  });
});
