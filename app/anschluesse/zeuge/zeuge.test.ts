import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createZeuge } from './index.ts';

// answers as https://c2sp.org/tlog-witness describes; which answer, the path says
const ZEILE =
  '— zeuge.example/w1 CMp+6LWBU0anHGH5aNDTJkH/gj79sG+T6+iP2ThYN5krrDJbR1HDnucjL39QsZTSvVjyQLrdk3DXDqI5G2HgLatVs0pWh6Up69HVOw==\n';
const ANTWORTEN: Record<string, [status: number, typ: string, body: string]> = {
  gut: [200, 'text/plain', ZEILE + ZEILE],
  konflikt: [409, 'text/x.tlog.size', '20852014\n'],
  wurzel: [409, 'text/plain', 'anders'],
  fremd: [404, 'text/plain', ''],
  schluessel: [403, 'text/plain', ''],
  beweis: [422, 'text/plain', ''],
  muell: [200, 'text/html', '<html>'],
  leer: [200, 'text/plain', ''],
  riesig: [200, 'text/plain', ZEILE.repeat(2000)],
};
const empfangen: string[] = [];
const server = createServer((request, response) => {
  const teile: Buffer[] = [];
  request.on('data', (teil: Buffer) => teile.push(teil));
  request.on('end', () => {
    empfangen.push(`${request.method} ${Buffer.concat(teile).toString()}`);
    const [, name = '', pfad] = (request.url ?? '').split('/');
    if (name === 'nie') return;
    if (pfad === 'add-checkpoints' && name.startsWith('viele')) {
      const bodies = JSON.parse(Buffer.concat(teile).toString()) as string[];
      const antworten = bodies.map((b) => (b === 'fremd' ? [404, ''] : [200, ZEILE]));
      const json = JSON.stringify(antworten.map(([status, text]) => ({ status, typ: 'text/plain', text })));
      return void response.end(name === 'viele' ? json : '[{}]');
    }
    const [status, typ, body] = (pfad === 'add-checkpoint' ? ANTWORTEN[name] : ANTWORTEN['fremd']) ?? [
      500,
      'text/plain',
      '',
    ];
    response.writeHead(status, { 'content-type': typ }).end(body);
  });
});
let url = '';
beforeAll(async () => {
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(() => {
  server.closeAllConnections();
  server.close();
});

const ask = (name: string) =>
  createZeuge({ url: `${url}/${name}`, zeitlimitMs: 25_000 }).addCheckpoint('old 0\n\nlog.example\n1\nAAAA\n');

describe('Gegenzeichner', () => {
  it('nimmt die Unterschriften und schickt die Vorlage unverändert', async () => {
    expect(await ask('gut')).toEqual({ ok: true, cosignature: ZEILE + ZEILE });
    expect(empfangen.at(-1)).toBe('POST old 0\n\nlog.example\n1\nAAAA\n');
  });

  it('nennt bei Widerspruch den Stand des Zeugen, wenn er ihn sagt', async () => {
    expect(await ask('konflikt')).toMatchObject({ ok: false, code: 'zeuge.konflikt', groesse: 20852014 });
    expect(await ask('wurzel')).toMatchObject({ code: 'zeuge.konflikt', groesse: null });
  });

  it.each([
    ['fremd', 'zeuge.unbekannt'],
    ['schluessel', 'zeuge.schluessel'],
    ['beweis', 'zeuge.beweis'],
    ['muell', 'zeuge.unlesbar'],
    ['leer', 'zeuge.unlesbar'],
    ['riesig', 'zeuge.nicht_erreichbar'],
    ['unbekannter-fehler', 'zeuge.unlesbar'],
  ])('unterscheidet %s', async (name, erwartet) => {
    expect(await ask(name)).toMatchObject({ ok: false, code: erwartet });
  });

  it('benutzt Verbindungen wieder, und merkt nicht, wenn die andere Seite sie schloss', async () => {
    const zeuge = createZeuge({ url: `${url}/gut`, zeitlimitMs: 25_000 });
    let verbindungen = 0;
    const zaehle = () => void (verbindungen += 1);
    server.on('connection', zaehle);
    for (let i = 0; i < 5; i++) expect(await zeuge.addCheckpoint('x')).toMatchObject({ ok: true });
    expect(verbindungen).toBe(1);
    server.closeAllConnections();
    expect(await zeuge.addCheckpoint('x')).toMatchObject({ ok: true });
    await Promise.all(Array.from({ length: 50 }, () => zeuge.addCheckpoint('x')));
    expect(verbindungen).toBeLessThan(10);
    server.off('connection', zaehle);
  });

  it('schickt, was zugleich kommt, in einem Zug, wenn der Zeuge das kann', async () => {
    const zeuge = createZeuge({ url: `${url}/viele`, zeitlimitMs: 25_000 });
    empfangen.length = 0;
    const alle = await Promise.all([...Array(99).keys()].map((i) => zeuge.addCheckpoint(i === 7 ? 'fremd' : `${i}`)));
    expect(empfangen).toHaveLength(2);
    expect(alle.filter((a) => a.ok)).toHaveLength(98);
    expect(alle[7]).toMatchObject({ code: 'zeuge.unbekannt' });
  });

  it('legt einem, der nur den Standard kennt, jeden Stand einzeln vor, und das bleibt so', async () => {
    const zeuge = createZeuge({ url: `${url}/gut`, zeitlimitMs: 25_000 });
    empfangen.length = 0;
    const runde = async () =>
      expect((await Promise.all(['a', 'b', 'c'].map(zeuge.addCheckpoint))).every((a) => a.ok)).toBe(true);
    await runde();
    expect(empfangen).toEqual(['POST ["a","b","c"]', 'POST a', 'POST b', 'POST c']);
    await runde();
    expect(empfangen).toHaveLength(7);
  });

  it('nimmt aus einer Antwort, die nicht zur Frage passt, nichts', async () => {
    const zeuge = createZeuge({ url: `${url}/viele-falsch`, zeitlimitMs: 25_000 });
    const alle = await Promise.all(['a', 'b'].map(zeuge.addCheckpoint));
    expect(alle).toMatchObject([{ code: 'zeuge.unlesbar' }, { code: 'zeuge.unlesbar' }]);
  });

  it('wartet nicht länger, als ihm gesagt ist', async () => {
    const zeuge = createZeuge({ url: `${url}/nie`, zeitlimitMs: 100 });
    expect(await zeuge.addCheckpoint('')).toMatchObject({ code: 'zeuge.nicht_erreichbar' });
  });

  it('sagt, wenn er nicht antwortet', async () => {
    const zeuge = createZeuge({ url: 'http://127.0.0.1:9', zeitlimitMs: 1000 });
    expect(await zeuge.addCheckpoint('')).toMatchObject({ code: 'zeuge.nicht_erreichbar' });
  });
});
