import { once } from 'node:events';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { formatAddCheckpoint, formatAnker, type NoteSigner, parseVkey, signCheckpoint } from '@rathausverbund/nachweis';
import { nodeKrypto as krypto } from '@rathausverbund/siegel/node';
import { afterAll, describe, expect, it } from 'vitest';
import { newSigner } from '../../../packages/nachweis/src/probe/schluessel.ts';
import { rufeZeuge, startZeugenprozess } from '../../../tools/test/zeugenprozess.ts';
import { parseAuftrag } from './auftrag.ts';
import { folgeListe } from './liste.ts';

const dort = mkdtempSync(join(tmpdir(), 'rv-allein-'));
afterAll(() => rmSync(dort, { recursive: true, force: true }));
const ordner = (name: string) => join(dort, name);
const originOf = (plattform: string, nr: number, epoche = 1) =>
  `${plattform}/log/0b6b2f0e-3a52-4b07-9a55-${String(nr).padStart(12, '0')}/${epoche}`;
const log = (origin: string) => newSigner(krypto, origin, 'log');

/** The anchors of an installation, as it hands them out. */
function liste(name: string, ...logs: NoteSigner[]): string {
  const eintraege = logs.map((l) => ({ key: l.key, koerperschaft: 'Gemeinde' }));
  mkdirSync(ordner(name), { recursive: true });
  writeFileSync(join(ordner(name), 'anker.json'), formatAnker({ test: true, logs: eintraege, k: 0, zeugen: [] }));
  return join(ordner(name), 'anker.json');
}

async function vorlage(signer: NoteSigner, groesse: number, oldSize = 0): Promise<string> {
  const checkpoint = await signCheckpoint(krypto, signer, {
    origin: signer.key.name,
    groesse,
    wurzel: krypto.sha256(Buffer.from(String(groesse))),
  });
  return formatAddCheckpoint({ oldSize, proof: [], checkpoint });
}

const schicke = (url: string, body: string) => fetch(`${url}/add-checkpoint`, { method: 'POST', body });

describe('npm run zeuge', { timeout: 120_000 }, () => {
  it('bezeugt die Protokolle seiner Listen, allein aus seinem Ordner, auch nach einem Neustart', async () => {
    const [eins, fremd] = [await log(originOf('a.example', 1)), await log(originOf('b.example', 2))];
    const args = ['--ordner', ordner('z'), '--name', 'zeuge.example', '--port', '0', '--logs', liste('a', eins)];
    const zeuge = await startZeugenprozess(...args);
    expect(zeuge.ausgabe()).toContain('Er kennt 1 Protokolle');
    expect(zeuge.ausgabe()).toContain(`"vkey":"${zeuge.vkey}"`);
    expect(parseVkey(krypto.sha256, zeuge.vkey)).toMatchObject({ name: 'zeuge.example', art: 'zeuge' });
    expect(await (await fetch(zeuge.url)).json()).toEqual({ name: 'zeuge.example', vkey: zeuge.vkey, intern: false });
    expect((await schicke(zeuge.url, await vorlage(eins, 4))).status).toBe(200);
    expect((await schicke(zeuge.url, await vorlage(fremd, 4))).status).toBe(404);

    const zweiter = await rufeZeuge(...args);
    expect([zweiter.code, zweiter.text]).toEqual([1, expect.stringContaining('wird schon benutzt')]);
    const port = new URL(zeuge.url).port;
    const belegt = await rufeZeuge('--ordner', ordner('z2'), '--name', 'z2', '--port', port);
    expect([belegt.code, belegt.text]).toEqual([1, expect.stringContaining('Der Port ist schon belegt')]);
    expect(await zeuge.stop()).toBe(0);

    const umbenannt = await rufeZeuge('--ordner', ordner('z'), '--name', 'anders.example', '--port', '0');
    expect([umbenannt.code, umbenannt.text]).toEqual([3, expect.stringContaining('heißt zeuge.example')]);
    writeFileSync(join(ordner('z'), 'zeuge.json'), JSON.stringify({ name: 'zeuge.example', port: 0 }));
    const wieder = await startZeugenprozess('--ordner', ordner('z'));
    expect(wieder.vkey).toBe(zeuge.vkey);
    const alt = await schicke(wieder.url, await vorlage(eins, 3));
    expect([alt.status, await alt.text()]).toEqual([409, '4\n']);
    expect(await wieder.stop()).toBe(0);
  });

  it('fängt mit beschädigtem Gedächtnis nicht von vorn an und ohne brauchbare Liste gar nicht', async () => {
    const zeuge = await startZeugenprozess('--ordner', ordner('k'), '--name', 'k', '--port', '0');
    expect(await zeuge.stop()).toBe(0);
    writeFileSync(join(ordner('k'), 'stand', 'journal'), '');
    const kaputt = await rufeZeuge('--ordner', ordner('k'), '--name', 'k', '--port', '0');
    expect([kaputt.code, kaputt.text]).toEqual([1, expect.stringContaining('beschädigt')]);
    const leer = await rufeZeuge('--ordner', ordner('l'), '--name', 'l', '--port', '0', '--logs', 'http://127.0.0.1:9');
    expect([leer.code, leer.text]).toEqual([2, expect.stringContaining('nicht erreichbar')]);
  });

  it('sagt bei falschem Aufruf, wie es geht', async () => {
    const { code, text } = await rufeZeuge();
    expect([code, text]).toEqual([3, expect.stringContaining('Aufruf: npm run zeuge')]);
  });
});

describe('Aufruf des Zeugen', () => {
  const gut = ['--ordner', '/x', '--name', 'z.example', '--port', '80'];
  it.each([
    [['--ordner']],
    [['--ordner', '--name']],
    [['--name', 'z', '--port', '1']],
    [[...gut, '--name', 'y']],
    [[...gut, '--unbekannt', 'y']],
    [[...gut, 'datei']],
    [['--ordner', '/x', '--name', 'a b', '--port', '1']],
    [['--ordner', '/x', '--name', 'a+b', '--port', '1']],
    [['--ordner', '/x', '--name', 'a', '--port', '65536']],
    [['--ordner', '/x', '--name', 'a', '--port', 'acht']],
    [['--ordner', '/x', '--name', 'a']],
  ])('%j wird abgewiesen', (args) => {
    const a = parseAuftrag(args);
    expect(a).toMatchObject({ ok: false, meldung: expect.stringContaining('Aufruf: npm run zeuge') });
  });

  it('geht vor dem, was in zeuge.json steht', () => {
    mkdirSync(ordner('c'));
    const datei = join(ordner('c'), 'zeuge.json');
    writeFileSync(datei, JSON.stringify({ name: 'z', port: 1, host: '0.0.0.0', logs: ['a', 'b'] }));
    const auftrag = { ordner: ordner('c'), name: 'z', port: 2, host: '0.0.0.0', logs: ['c'] };
    expect(parseAuftrag(['--ordner', ordner('c'), '--port', '2', '--logs', 'c'])).toEqual({ ok: true, auftrag });
    for (const text of ['{', '[]', '{"name":"z","port":1,"mehr":1}', '{"name":"z","port":"1"}']) {
      writeFileSync(datei, text);
      expect(parseAuftrag(['--ordner', ordner('c')]), text).toMatchObject({ ok: false });
    }
  });
});

describe('Die Liste einer Anlage', () => {
  it('bringt neue Kommunen und Epochen, aber keinen anderen Schlüssel und keine fremde Plattform', async () => {
    const [eins, zwei] = [await log(originOf('p.example', 1)), await log(originOf('p.example', 1, 2))];
    const quelle = liste('p', eins);
    const o = ordner('folgt');
    expect(await folgeListe(o, quelle)).toEqual({ ok: true, plattform: 'p.example', neu: 1, abgewiesen: [] });
    expect(await folgeListe(o, quelle)).toMatchObject({ neu: 0, abgewiesen: [] });
    const falsch = await log(originOf('p.example', 1));
    const fremd = await log(originOf('q.example', 1));
    liste('p', falsch, zwei, fremd);
    const f = await folgeListe(o, quelle);
    expect(f).toMatchObject({ ok: true, neu: 1 });
    expect(f.ok ? f.abgewiesen : []).toEqual([
      expect.stringContaining('einen anderen Schlüssel als bisher'),
      expect.stringContaining('gehört nicht zur Plattform p.example'),
    ]);
    // a second source cannot speak for a platform that has one
    expect(await folgeListe(o, liste('r', await log(originOf('p.example', 9))))).toMatchObject({ ok: false });
  });

  it('kommt auch von der Adresse der Anlage', async () => {
    const datei = readFileSync(liste('h', await log(originOf('h.example', 1))));
    const server = createServer((anfrage, antwort) =>
      anfrage.url === '/anker/anker.json' ? antwort.end(datei) : antwort.writeHead(404).end(),
    ).listen(0, '127.0.0.1');
    await once(server, 'listening');
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    expect(await folgeListe(ordner('netz'), `${url}/`)).toMatchObject({ ok: true, plattform: 'h.example', neu: 1 });
    expect(await folgeListe(ordner('netz'), `${url}/anker/anker.json`)).toMatchObject({ ok: true, neu: 0 });
    expect(await folgeListe(ordner('netz'), `${url}/anders.json`)).toMatchObject({ ok: false });
    server.close();
  });

  it('wird mit einem Satz abgelehnt, wenn sie nicht lesbar ist', async () => {
    writeFileSync(join(dort, 'unsinn.json'), '{"logs": 1}');
    for (const quelle of [join(dort, 'unsinn.json'), join(dort, 'fehlt.json'), dort, 'http://127.0.0.1:9'])
      expect(await folgeListe(ordner('n'), quelle)).toMatchObject({
        ok: false,
        meldung: expect.stringContaining('Liste'),
      });
    expect(await folgeListe(ordner('n'), liste('leer'))).toMatchObject({
      ok: false,
      meldung: expect.stringContaining('noch kein Protokoll'),
    });
  });
});
