import { createHash, createPublicKey, verify } from 'node:crypto';
import { nodeKrypto as krypto } from '@rathausverbund/siegel/node';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { neueDatenbank } from '../../tools/test/datenbank.ts';
import { createServer } from '../base/http/server.ts';
import { createLog, dienst, echteUhr, uuidv7 } from '../base/index.ts';
import { ANFANG, createProtokollschreiber, registerProtokolle, schreibe } from './index.ts';
import { parseKachel } from './kacheln.ts';

const t = await neueDatenbank();
const app = t.als('app');
const protokoll = { bund: t.bund, uhr: echteUhr, plattform: t.plattform };
const log = { ...createLog('test'), info: () => undefined };
const server = createServer(log);
const { tick } = createProtokollschreiber({ db: t.als('sequencer'), protokoll, krypto, log, zeugen: () => null });
let haus: string;
let url: string;

async function wachse(anzahl: number): Promise<void> {
  const strom = { art: 'vorgang' as const, id: uuidv7(Date.now()), koerperschaft: haus, leistung: 'g', buerger: null };
  const umstand = {
    actor: { pseudonym: 'p-1', role: 'buergerin', loa: null },
    fuer: { oertlich: haus, zustaendig: haus, stelle: haus },
    grundlage: { vereinbarung: null, norm: 'GewO § 14', aufgabe: 'Gewerbe', zweck: 'Test' },
  };
  const angaben = Array.from({ length: anzahl }, (_, i) => ({ kind: 'test.geschehen', data: { i } }));
  await app.transaktion(dienst(haus, 'Test'), (tx) => schreibe(tx, protokoll, strom, ANFANG, umstand, angaben));
  await tick();
}

beforeAll(async () => {
  const { rows } = await t.setup.query<{ koerperschaft: string }>(
    'select koerperschaft from kommunen.merkmale limit 1',
  );
  haus = rows[0]?.koerperschaft ?? '';
  registerProtokolle(server, { db: app, zeugen: () => null });
  url = `${await server.listen({ port: 0, host: '127.0.0.1' })}/log/${haus}/1`;
});
afterAll(() => server.close());

// A follower as somebody else would write it from the C2SP texts: it shares no line with our own trees and notes.
const sha = (...teile: Buffer[]) => createHash('sha256').update(Buffer.concat(teile)).digest();
const node = (l: Buffer, r: Buffer) => sha(Buffer.of(1), l, r);
const get = async (pfad: string): Promise<Buffer> => {
  const a = await fetch(`${url}/${pfad}`);
  if (a.status !== 200) throw new Error(`${pfad}: ${a.status}`);
  return Buffer.from(await a.arrayBuffer());
};
const adresse = (n: number) => {
  const teile = [String(n % 1000).padStart(3, '0')];
  for (let m = Math.floor(n / 1000); m > 0; m = Math.floor(m / 1000))
    teile.unshift(`x${String(m % 1000).padStart(3, '0')}`);
  return teile.join('/');
};

async function fetchCheckpoint(vkey: string) {
  const [text = '', unterschriften = ''] = (await get('checkpoint')).toString().split('\n\n');
  const [origin = '', groesse = '', wurzel = ''] = text.split('\n');
  const [name = '', , key = ''] = /^(.*)\+([0-9a-f]{8})\+(.*)$/.exec(vkey)?.slice(1) ?? [];
  const spki = Buffer.concat([Buffer.from('302a300506032b6570032100', 'hex'), Buffer.from(key, 'base64').subarray(1)]);
  const [, , sig = ''] =
    unterschriften
      .split('\n')
      .find((z) => z.startsWith(`— ${name} `))
      ?.split(' ') ?? [];
  const gut = verify(
    null,
    Buffer.from(`${text}\n`),
    createPublicKey({ key: spki, format: 'der', type: 'spki' }),
    Buffer.from(sig, 'base64').subarray(4),
  );
  return { origin, name, groesse: Number(groesse), wurzel: Buffer.from(wurzel, 'base64'), gut };
}

/** All hashes of one level that a tree of this size has, from its tiles. */
async function fetchEbene(ebene: number, groesse: number): Promise<Buffer[]> {
  const anzahl = Math.floor(groesse / 256 ** ebene);
  const hashes: Buffer[] = [];
  for (let n = 0; n * 256 < anzahl; n++) {
    const w = Math.min(256, anzahl - n * 256);
    const kachel = await get(`tile/${ebene}/${adresse(n)}${w < 256 ? `.p/${w}` : ''}`);
    expect(kachel.length).toBe(32 * w);
    for (let i = 0; i < w; i++) hashes.push(kachel.subarray(32 * i, 32 * i + 32));
  }
  return hashes;
}

async function fetchBlaetter(groesse: number): Promise<Buffer[]> {
  const blaetter: Buffer[] = [];
  for (let n = 0; n * 256 < groesse; n++) {
    const w = Math.min(256, groesse - n * 256);
    let rest = await get(`tile/entries/${adresse(n)}${w < 256 ? `.p/${w}` : ''}`);
    for (; rest.length > 0; rest = rest.subarray(2 + rest.readUInt16BE()))
      blaetter.push(rest.subarray(2, 2 + rest.readUInt16BE()));
  }
  return blaetter;
}

/** RFC 6962, 2.1, over leaf hashes. */
function root(h: Buffer[]): Buffer {
  if (h.length === 1) return h[0] as Buffer;
  let k = 1;
  while (k * 2 < h.length) k *= 2;
  return node(root(h.slice(0, k)), root(h.slice(k)));
}

describe('Ein Protokoll als Kacheln', () => {
  let frueher: { groesse: number; wurzel: Buffer };

  it('lässt sich allein aus Kacheln nachrechnen', async () => {
    await wachse(300);
    const { vkey } = (await (await fetch(`${url}/stand`)).json()) as { vkey: string };
    const c = await fetchCheckpoint(vkey);
    expect(c).toMatchObject({ gut: true, groesse: 300, origin: `${t.plattform}/log/${haus}/1`, name: c.origin });
    const hashes = await fetchEbene(0, 300);
    expect(root(hashes)).toEqual(c.wurzel);
    expect((await fetchBlaetter(300)).map((b) => sha(Buffer.of(0), b))).toEqual(hashes);
    expect(await fetchEbene(1, 300)).toEqual([root(hashes.slice(0, 256))]);
    frueher = c;
  });

  it('zeigt, dass ein späterer Stand den früheren fortsetzt', async () => {
    await wachse(500);
    const { vkey } = (await (await fetch(`${url}/stand`)).json()) as { vkey: string };
    const c = await fetchCheckpoint(vkey);
    expect(c).toMatchObject({ gut: true, groesse: 800 });
    const [oben, letzte] = [await fetchEbene(1, 800), (await fetchEbene(0, 800)).slice(768)];
    expect(oben).toHaveLength(3);
    // the root from the upper level and the right edge alone
    const [a, b, d] = oben as [Buffer, Buffer, Buffer];
    expect(node(node(a, b), node(d, root(letzte)))).toEqual(c.wurzel);
    expect(root((await fetchEbene(0, 800)).slice(0, frueher.groesse))).toEqual(frueher.wurzel);
  });

  it('behält volle Kacheln für immer und fragt nach dem Stand jedes Mal', async () => {
    const kopf = async (pfad: string) => {
      const { headers } = await fetch(`${url}/${pfad}`);
      return [headers.get('content-type'), headers.get('cache-control')];
    };
    const immer = 'public, max-age=31536000, immutable';
    expect(await kopf('tile/0/000')).toEqual(['application/octet-stream', immer]);
    expect(await kopf('tile/entries/000')).toEqual(['application/octet-stream', immer]);
    expect(await kopf('checkpoint')).toEqual(['text/plain; charset=utf-8', 'no-cache']);
    expect((await kopf('tile/0/004'))[1]).toBe('no-store');
    // a partial tile of an older checkpoint stays there when the full one has come
    expect(await get('tile/0/001.p/44')).toEqual((await get('tile/0/001')).subarray(0, 44 * 32));
  });

  it.each([
    ['tile/0/003', 404],
    ['tile/0/003.p/33', 404],
    ['tile/entries/003.p/33', 404],
    ['tile/0/004', 404],
    ['tile/1/000', 404],
    ['tile/1/000.p/4', 404],
    ['tile/2/000.p/1', 404],
    ['tile/63/000', 404],
    ['tile/0/x999/x999/x999/x999/999', 404],
    ['tile/0/003.p/32', 200],
    ['tile/1/000.p/3', 200],
    ['tile/64/000', 400],
    ['tile/00/000', 400],
    ['tile/0/0', 400],
    ['tile/0/1000', 400],
    ['tile/0/x000/001', 400],
    ['tile/0/001/x000', 400],
    ['tile/0/x001', 400],
    ['tile/0/000.p/0', 400],
    ['tile/0/000.p/256', 400],
    ['tile/0/000.p/01', 400],
    ['tile/-1/000', 400],
    ['tile/entries/000/', 400],
    ['tile/leaves/000', 400],
    ['tile/0/000.p/', 400],
    ['tile/data/000%00', 400],
    [`../../${'0'.repeat(8)}-0000-4000-8000-${'0'.repeat(12)}/1/checkpoint`, 404],
    ['../2/checkpoint', 404],
    ['../01/checkpoint', 404],
    ['../99999999999/tile/0/000', 404],
    ['../../x/1/stand', 404],
  ])('%s → %i', async (pfad, status) => {
    expect((await fetch(`${url}/${pfad}`)).status).toBe(status);
  });

  it('liest große Nummern, wie sie geschrieben werden', () => {
    const ziel = { art: 'tile', ebene: 2, index: 1234067, breite: 7 };
    expect(parseKachel('2/x001/x234/067.p/7')).toEqual(ziel);
    expect(adresse(1234067)).toBe('x001/x234/067');
  });
});
