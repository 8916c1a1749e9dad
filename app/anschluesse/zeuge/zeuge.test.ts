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
    const [status, typ, body] = (pfad === 'add-checkpoint' ? ANTWORTEN[name] : undefined) ?? [500, 'text/plain', ''];
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
  createZeuge({ url: `${url}/${name}`, zeitlimitMs: 2000 }).addCheckpoint('old 0\n\nlog.example\n1\nAAAA\n');

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
    const zeuge = createZeuge({ url: `${url}/gut`, zeitlimitMs: 2000 });
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

  it('wartet nicht länger, als ihm gesagt ist', async () => {
    const zeuge = createZeuge({ url: `${url}/nie`, zeitlimitMs: 100 });
    expect(await zeuge.addCheckpoint('')).toMatchObject({ code: 'zeuge.nicht_erreichbar' });
  });

  it('sagt, wenn er nicht antwortet', async () => {
    const zeuge = createZeuge({ url: 'http://127.0.0.1:9', zeitlimitMs: 1000 });
    expect(await zeuge.addCheckpoint('')).toMatchObject({ code: 'zeuge.nicht_erreichbar' });
  });
});
