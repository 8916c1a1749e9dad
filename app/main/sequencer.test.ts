import { appendFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  consistencyProof,
  formatAddCheckpoint,
  leafHash,
  type NoteKey,
  parseCheckpoint,
  parseTlogProof,
  rootFromLeaves,
  signCheckpoint,
  verifyConsistency,
  verifyCosignature,
  verifyInclusion,
} from '@rathausverbund/nachweis';
import { nodeKrypto as krypto } from '@rathausverbund/siegel/node';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { neueDatenbank } from '../../tools/test/datenbank.ts';
import { kreisMit, stelle } from '../../tools/test/zeugen.ts';
import { createLog, dienst, echteUhr, oeffentlich } from '../base/index.ts';
import {
  addProtokoll,
  createProtokollschreiber,
  eroeffneProtokoll,
  type ProtokollStand,
  readBeweise,
  readProtokolle,
  readStrom,
  readZeugenKey,
} from '../nachweise/index.ts';
import { createHoleKnoten } from '../nachweise/log/knoten.ts';
import { loadSigner, logDatei } from '../nachweise/schluessel.ts';
import { formatGruppe } from '../nachweise/zeuge/journal.ts';
import { schreibeVorgang } from './pruefstand/ereignisse.ts';
import { startZeuge } from './zeuge.ts';

const t = await neueDatenbank();
const app = t.als('app');
const protokoll = { bund: t.bund, uhr: echteUhr, plattform: t.plattform };
const ordner = mkdtempSync(join(tmpdir(), 'rv-zeuge-'));
const log = { ...createLog('test'), info: () => undefined, fehler: () => undefined };
const haus: Record<string, string> = {};
let zeuge: Awaited<ReturnType<typeof startZeuge>>;
let zeugenKey: NoteKey;

const starteZeuge = (port = 0) =>
  startZeuge({ ordner, name: 'test.invalid/zeuge', port, intern: true }, { krypto, uhr: echteUhr, log });

const schreiber = (url = zeuge.url) =>
  createProtokollschreiber({
    db: t.als('sequencer'),
    protokoll,
    krypto,
    log,
    zeugen: () => kreisMit(1, stelle(zeugenKey, url)),
    leaseMs: 60_000,
    melde: (vkey) => addProtokoll(ordner, vkey),
  });

/** Files a Vorgang of so many events; the commit is the acknowledgement. */
const reicheEin = (k: string, anzahl?: number) => schreibeVorgang(app, protokoll, k, anzahl);

const stand = async (k: string): Promise<ProtokollStand> => {
  const [p] = await app.transaktion(oeffentlich, (tx) => readProtokolle(tx, { koerperschaft: k }));
  if (!p) throw new Error('kein Protokoll');
  return p;
};

const beweise = (k: string, ids: string[]) =>
  app.transaktion(dienst(k, 'Test'), (tx) => readBeweise(tx, krypto, k, ids));

const ereignisse = (k: string, vorgang: string) =>
  app.transaktion(dienst(k, 'Test'), (tx) => readStrom(tx, protokoll, k, vorgang));

const signerOf = (k: string) => loadSigner(t.bund, krypto, logDatei(k, 1), `${t.plattform}/log/${k}/1`, 'log');

async function blaetter(k: string): Promise<{ idx: number; c: Buffer }[]> {
  const { rows } = await t.setup.query<{ idx: number; c: Buffer }>(
    'select idx, c from nachweise.log_leaf where koerperschaft = $1 order by idx',
    [k],
  );
  return rows;
}

/** The log is whole: places without gap, the signed root is that of all leaves, every older checkpoint is its beginning. */
async function expectGanz(k: string): Promise<void> {
  const alle = await blaetter(k);
  const s = await stand(k);
  expect(alle.map((b) => Number(b.idx))).toEqual(alle.map((_, i) => i));
  expect(s.groesse).toBe(alle.length);
  const wurzel = rootFromLeaves(
    krypto.sha256,
    alle.map((b) => b.c),
  );
  expect(Buffer.from(wurzel).equals(s.wurzel ?? Buffer.alloc(0))).toBe(true);
  expect(parseCheckpoint(s.checkpoint ?? '')?.checkpoint).toMatchObject({ origin: s.origin, groesse: s.groesse });
  const { rows } = await t.setup.query<{ groesse: number; wurzel: Buffer }>(
    'select groesse, wurzel from nachweise.checkpoint where koerperschaft = $1',
    [k],
  );
  for (const c of rows) {
    const alt = Number(c.groesse);
    const proof = await app.transaktion(oeffentlich, (tx) =>
      consistencyProof(krypto.sha256, alt, s.groesse, createHoleKnoten(tx, k, 1)),
    );
    const frage = { alt, neu: s.groesse, wurzelAlt: c.wurzel, wurzelNeu: wurzel, proof };
    expect(verifyConsistency(krypto.sha256, frage)).toBe(true);
  }
}

beforeAll(async () => {
  for (const [name, ags] of [
    ['thallwitz', '14729380'],
    ['wurzen', '14729410'],
    ['bennewitz', '14729030'],
    ['lossatal', '14729245'],
  ] as const) {
    const { rows } = await t.setup.query<{ koerperschaft: string }>(
      'select koerperschaft from kommunen.merkmale where ags = $1',
      [ags],
    );
    haus[name] = rows[0]?.koerperschaft ?? '';
  }
  zeuge = await starteZeuge();
  const key = readZeugenKey(ordner, krypto);
  if (!key) throw new Error('Der Zeuge hat seinen Schlüssel nicht veröffentlicht');
  zeugenKey = key;
});
afterAll(async () => {
  await zeuge.stop();
  rmSync(ordner, { recursive: true, force: true });
});

describe('Protokollschreiber', () => {
  it('gibt jedem Ereignis einen gegengezeichneten Platz, den jeder nachrechnen kann', async () => {
    const k = haus['thallwitz'] ?? '';
    expect(await eroeffneProtokoll(app, protokoll, k, 'demo')).toBe(true);
    expect(await eroeffneProtokoll(app, protokoll, k, 'demo')).toBe(false);
    const vorgang = await reicheEin(k, 5);
    const lauf = schreiber();
    expect(await lauf.tick()).toEqual({ blaetter: 6, mehr: false, bezeugt: 1 });
    expect(await lauf.tick()).toEqual({ blaetter: 0, mehr: false, bezeugt: 0 });
    const gespeichert = await ereignisse(k, vorgang);
    const b = await beweise(
      k,
      gespeichert.map((e) => e.id),
    );
    expect(b.size).toBe(5);
    const alle = await blaetter(k);
    for (const e of gespeichert) {
      const p = parseTlogProof(b.get(e.id) ?? '');
      if (!p) throw new Error('Beweis unlesbar');
      const { groesse, wurzel } = p.gelesen.checkpoint;
      const c = alle[p.index]?.c ?? Buffer.alloc(0);
      const frage = { index: p.index, groesse, blattHash: leafHash(krypto.sha256, c), proof: p.proof, wurzel };
      expect(verifyInclusion(krypto.sha256, frage)).toBe(true);
      expect((await verifyCosignature(krypto, zeugenKey, p.gelesen.note)).state).toBe('gut');
    }
    await expectGanz(k);
    const [erstes] = await ereignisse(k, k);
    expect(erstes?.ereignis.kind).toBe('demo.angelegt');
  });

  it('bleibt lückenlos, während eingereicht wird und zwei Schreiber zugleich arbeiten', async () => {
    const k = haus['wurzen'] ?? '';
    const [a, b] = [schreiber(), schreiber()];
    let fertig = false;
    const reichend = (async () => {
      for (let i = 0; i < 30; i++) await Promise.all([reicheEin(k, 3), reicheEin(k, 2)]);
      fertig = true;
    })();
    while (!fertig) await Promise.all([a.tick(), b.tick()]);
    await reichend;
    await Promise.all([a.tick(), b.tick()]);
    await a.tick();
    expect(await blaetter(k)).toHaveLength(150);
    await expectGanz(k);
    expect(await stand(k)).toMatchObject({ angehalten: null, groesse: 150, bezeugt: 150 });
  });

  it('hält nur das Protokoll an, von dem der Zeuge mehr weiß; eingereicht wird weiter', async () => {
    const [k, anderes] = [haus['bennewitz'] ?? '', haus['thallwitz'] ?? ''];
    const alt = await reicheEin(k, 2);
    const lauf = schreiber();
    await lauf.tick();
    const s = await stand(k);
    // as after the restore of an old backup: the witness has seen nine leaves, two are left here;
    // what the witness remembers is replaced while it does not run
    await zeuge.stop();
    const neu = { origin: s.origin, groesse: 9, wurzel: krypto.random(32) };
    appendFileSync(join(ordner, 'stand', 'journal'), formatGruppe([neu]));
    zeuge = await starteZeuge();

    const neustart = schreiber();
    await reicheEin(anderes);
    const spaet = await reicheEin(k);
    await neustart.tick();
    const gestoppt = await stand(k);
    expect(gestoppt.angehalten).toContain('Der Zeuge kennt 9 Blätter');
    // nothing was signed beside what the witness knows
    expect(gestoppt.groesse).toBe(2);
    const [gutesAltes, neues] = [await ereignisse(k, alt), await ereignisse(k, spaet)];
    expect(
      (
        await beweise(
          k,
          gutesAltes.map((e) => e.id),
        )
      ).size,
    ).toBe(2);
    expect(
      (
        await beweise(
          k,
          neues.map((e) => e.id),
        )
      ).size,
    ).toBe(0);
    expect(await stand(anderes)).toMatchObject({ angehalten: null, groesse: 7, bezeugt: 7 });
    await reicheEin(k);
    expect((await neustart.tick()).blaetter).toBe(0);
  });

  it('stoppt auch im Betrieb, wenn der Zeuge zur selben Größe eine andere Wurzel kennt', async () => {
    const k = haus['lossatal'] ?? '';
    await reicheEin(k, 1);
    const lauf = schreiber('http://127.0.0.1:9');
    await lauf.tick();
    const s = await stand(k);
    const wurzel = krypto.random(32);
    const checkpoint = await signCheckpoint(krypto, await signerOf(k), { origin: s.origin, groesse: 1, wurzel });
    const body = formatAddCheckpoint({ oldSize: 0, proof: [], checkpoint });
    expect((await fetch(`${zeuge.url}/add-checkpoint`, { method: 'POST', body })).status).toBe(200);
    await schreiber().tick();
    expect((await stand(k)).angehalten).toContain('anderen Stand');
  });

  it('schreibt ohne Zeugen weiter und holt die Gegenzeichnung nach, sobald er wieder da ist', async () => {
    const k = haus['wurzen'] ?? '';
    const port = Number(new URL(zeuge.url).port);
    const lauf = schreiber();
    await lauf.tick();
    await zeuge.stop();
    const vorgang = await reicheEin(k, 4);
    expect(await lauf.tick()).toMatchObject({ blaetter: 4, bezeugt: 0 });
    await reicheEin(k, 1);
    await lauf.tick();
    expect(await stand(k)).toMatchObject({ groesse: 155, bezeugt: 150, angehalten: null });
    const ids = (await ereignisse(k, vorgang)).map((e) => e.id);
    expect((await beweise(k, ids)).size).toBe(0);
    zeuge = await starteZeuge(port);
    expect(await lauf.tick()).toMatchObject({ blaetter: 0 });
    expect((await beweise(k, ids)).size).toBe(4);
    await expectGanz(k);
  });

  it('macht nach einem Neustart mit demselben Schlüssel weiter und gibt nie einen neuen', async () => {
    const k = haus['thallwitz'] ?? '';
    const vorher = await stand(k);
    await reicheEin(k, 2);
    await schreiber().tick();
    expect(await stand(k)).toMatchObject({ vkey: vorher.vkey, groesse: vorher.groesse + 2 });
    const datei = join(t.ordner, 'schluessel', logDatei(k, 1));
    const schluessel = readFileSync(datei);
    rmSync(datei);
    await reicheEin(k, 1);
    await schreiber().tick();
    expect((await stand(k)).angehalten).toContain('Schlüssel');
    writeFileSync(datei, schluessel);
  });
});
