import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  appendLeaves,
  consistencyProof,
  formatAddCheckpoint,
  formatVkey,
  type HoleKnoten,
  parseNote,
  signCheckpoint,
  verifyCosignature,
} from '@rathausverbund/nachweis';
import { nodeKrypto as krypto } from '@rathausverbund/siegel/node';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createServer } from '../../base/http/server.ts';
import { createLog, createSchluesselbund, echteUhr } from '../../base/index.ts';
import { loadSigner } from '../schluessel.ts';
import { addProtokoll, readZeugenKey } from './ordner.ts';
import { zeugenRoutes } from './routes.ts';
import { createZeugenwerk, type Zeugenwerk } from './zeuge.ts';

const ORIGIN = 'verbund.example/log/0b6b2f0e-3a52-4b07-9a55-6d2f4f0c7a11/1';
const nummer = (i: number) => `verbund.example/log/0b6b2f0e-3a52-4b07-9a55-${String(i).padStart(12, '0')}/1`;
let ordner: string;
beforeEach(() => {
  ordner = mkdtempSync(join(tmpdir(), 'rv-zeuge-'));
});
afterEach(async () => {
  await Promise.all(laufende.splice(0).map((w) => w.ende()));
  rmSync(ordner, { recursive: true, force: true });
});

const laufende: Zeugenwerk[] = [];
const start = async () => {
  const werk = await createZeugenwerk({ ordner, name: 'verbund.example/zeuge', krypto, uhr: echteUhr });
  laufende.push(werk);
  return werk;
};

/** A log of random leaves which grows at will and asks for cosignatures. */
async function neuesProtokoll(name = 'fremd', origin = ORIGIN) {
  const signer = await loadSigner(createSchluesselbund(join(ordner, name)), krypto, 'log.key', origin, 'log');
  const knoten = new Map<string, Uint8Array>();
  const hole: HoleKnoten = async (orte) => orte.map((o) => knoten.get(`${o.ebene}/${o.index}`) ?? new Uint8Array());
  let groesse = 0;
  return {
    vkey: formatVkey(signer.key),
    async anfrage(neu: number, oldSize: number, statt?: Uint8Array) {
      const mehr = Array.from({ length: neu - groesse }, () => krypto.random(32));
      const a = await appendLeaves(krypto.sha256, groesse, hole, mehr);
      for (const k of a.knoten) knoten.set(`${k.ebene}/${k.index}`, k.hash);
      groesse = neu;
      const checkpoint = await signCheckpoint(krypto, signer, { origin, groesse, wurzel: statt ?? a.wurzel });
      const proof = await consistencyProof(krypto.sha256, oldSize, groesse, hole);
      return formatAddCheckpoint({ oldSize, proof, checkpoint });
    },
  };
}

describe('Zeuge', () => {
  it('zeichnet gegen, merkt sich den Stand über einen Neustart und lässt nichts zurückdrehen', async () => {
    const log = await neuesProtokoll();
    addProtokoll(ordner, log.vkey);
    const erster = await start();
    const eins = await log.anfrage(3, 0);
    const a = await erster.addCheckpoint(eins);
    expect(a).toMatchObject({ status: 200, typ: 'text/plain' });
    const key = readZeugenKey(ordner, krypto);
    const note = parseNote(eins.slice(eins.indexOf('\n\n') + 2) + a.text);
    if (!key || !note) throw new Error('unlesbar');
    expect((await verifyCosignature(krypto, key, note)).state).toBe('gut');
    expect((await erster.addCheckpoint(await log.anfrage(8, 3))).status).toBe(200);

    const zweiter = await start();
    expect(zweiter.vkey).toBe(erster.vkey);
    expect(await zweiter.addCheckpoint(eins)).toEqual({ status: 409, typ: 'text/x.tlog.size', text: '8\n' });
    expect((await zweiter.addCheckpoint(await log.anfrage(8, 8))).status).toBe(200);
    expect((await zweiter.addCheckpoint(await log.anfrage(8, 8, krypto.random(32)))).status).toBe(409);
    expect((await zweiter.addCheckpoint(await log.anfrage(9, 8, krypto.random(32)))).status).toBe(422);
  });

  it('zeichnet von zwei gleichzeitigen Ständen nur einen', async () => {
    const log = await neuesProtokoll();
    addProtokoll(ordner, log.vkey);
    const werk = await start();
    const [a, b] = [await log.anfrage(2, 0), await log.anfrage(2, 0, krypto.random(32))];
    const status = (await Promise.all([werk.addCheckpoint(a), werk.addCheckpoint(b)])).map((x) => x.status);
    expect(status).toEqual([200, 409]);
  });

  it('lernt ein neues Protokoll im Lauf und kennt keines, das ihm niemand nannte', async () => {
    const log = await neuesProtokoll();
    const werk = await start();
    expect((await werk.addCheckpoint(await log.anfrage(1, 0))).status).toBe(404);
    addProtokoll(ordner, log.vkey);
    writeFileSync(join(ordner, 'protokolle', 'kaputt.vkey'), 'kein Schlüssel');
    expect((await werk.addCheckpoint(await log.anfrage(1, 0))).status).toBe(200);
  });

  it('verweigert lieber, als mit beschädigtem oder verlorenem Gedächtnis von vorn anzufangen', async () => {
    const log = await neuesProtokoll();
    addProtokoll(ordner, log.vkey);
    await (await start()).addCheckpoint(await log.anfrage(3, 0));
    const journal = join(ordner, 'stand', 'journal');
    writeFileSync(journal, '');
    await expect(start()).rejects.toThrow('beschädigt');
    rmSync(journal);
    await expect(start()).rejects.toThrow('beschädigt');
  });

  it('traut zu einem Protokoll nur dem Schlüssel, der ihm zuerst genannt wurde', async () => {
    const [log, anderes] = [await neuesProtokoll(), await neuesProtokoll('fremd2')];
    addProtokoll(ordner, log.vkey);
    addProtokoll(ordner, anderes.vkey);
    const werk = await start();
    expect((await werk.addCheckpoint(await anderes.anfrage(1, 0))).status).toBe(403);
    expect((await werk.addCheckpoint(await log.anfrage(1, 0))).status).toBe(200);
  });

  it('zeichnet viele Protokolle zugleich, jedes für sich, und hat nach dem Neustart jeden Stand', async () => {
    const logs = await Promise.all(Array.from({ length: 40 }, (_, i) => neuesProtokoll(`viele${i}`, nummer(i))));
    for (const log of logs) addProtokoll(ordner, log.vkey);
    const werk = await start();
    const runde = async (alt: number, neu: number) =>
      Promise.all(logs.map(async (l) => (await werk.addCheckpoint(await l.anfrage(neu, alt))).status));
    expect(new Set(await runde(0, 3))).toEqual(new Set([200]));
    expect(new Set(await runde(3, 9))).toEqual(new Set([200]));
    await werk.ende();
    const wieder = await start();
    const zurueck = logs.map(async (l) => (await wieder.addCheckpoint(await l.anfrage(9, 3))).text);
    expect(new Set(await Promise.all(zurueck))).toEqual(new Set(['9\n']));
  });

  it('antwortet auf Unfug über HTTP mit 400 und sagt, wer er ist', async () => {
    const server = createServer(createLog('test'));
    const werk = await start();
    zeugenRoutes(server, werk, { name: 'verbund.example/zeuge', intern: true });
    const post = (payload: string) =>
      server.inject({ method: 'POST', url: '/add-checkpoint', headers: { 'content-type': 'text/plain' }, payload });
    for (const unfug of ['x', 'old 0\n\n', 'old -1\n\nx\n', '\n\n'])
      expect((await post(unfug)).statusCode, JSON.stringify(unfug)).toBe(400);
    expect((await post('x'.repeat(70_000))).statusCode).toBe(413);
    const log = await neuesProtokoll();
    const gut = await log.anfrage(3, 0);
    expect((await post(gut)).statusCode).toBe(404);
    addProtokoll(ordner, log.vkey);
    expect((await post(gut.replace(/^old 0/, 'old 4'))).statusCode).toBe(400);
    expect((await post(gut.replace(/^old 0/, 'old 00'))).statusCode).toBe(400);
    expect((await post(gut.replace(/^old 0/, 'old 2'))).headers['content-type']).toBe('text/x.tlog.size');
    expect((await post(gut.replace('\n3\n', '\n4\n'))).statusCode).toBe(403);
    expect((await post(gut.replace('old 0\n', `old 0\n${'A'.repeat(43)}=\n`))).statusCode).toBe(422);
    expect((await post(gut.replace('old 0\n', `old 0\n${`${'A'.repeat(43)}=\n`.repeat(64)}`))).statusCode).toBe(400);
    const antwort = await post(gut);
    expect([antwort.statusCode, antwort.headers['content-type']]).toEqual([200, 'text/plain; charset=utf-8']);
    expect((await server.inject('/add-checkpoint')).statusCode).toBe(404);
    const alle = (payload: string) => server.inject({ method: 'POST', url: '/add-checkpoints', payload });
    const zugleich = await alle(JSON.stringify([await log.anfrage(5, 3), 'x', gut]));
    expect(zugleich.json()).toMatchObject([
      { status: 200, typ: 'text/plain' },
      { status: 400 },
      { status: 409, typ: 'text/x.tlog.size', text: '5\n' },
    ]);
    for (const unfug of ['', '[', '[]', '{}', '[1]', JSON.stringify(Array(129).fill('x')), `["${'x'.repeat(70_000)}"]`])
      expect((await alle(unfug)).statusCode, unfug.slice(0, 20)).toBe(400);
    expect((await alle('x'.repeat(1_100_000))).statusCode).toBe(413);
    expect((await server.inject('/')).json()).toEqual({ name: 'verbund.example/zeuge', vkey: werk.vkey, intern: true });
    await server.close();
  });
});
