import { createServer, type Server } from 'node:http';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { fehlerseite } from './buehne.ts';
import { createDraht, type Draht } from './draht.ts';

const gewirkt: string[] = [];
let hinten: Server;
let draht: Draht;

const starte = () =>
  new Promise<number>((gib) => {
    hinten = createServer((anfrage, antwort) => {
      gewirkt.push(anfrage.method ?? '');
      antwort.end('getan');
    }).listen(0, '127.0.0.1', () => gib((hinten.address() as { port: number }).port));
  });
const frage = (method: string) =>
  fetch(`http://127.0.0.1:${draht.port}/`, { method, headers: { connection: 'close' } }).then((a) => a.text());

beforeEach(async () => {
  gewirkt.length = 0;
  const port = await starte();
  draht = await createDraht([port, port]);
});
afterEach(async () => {
  await draht.stop();
  hinten.closeAllConnections();
  await new Promise((r) => hinten.close(r));
});

describe('Die Leitung vor den Webprozessen', () => {
  it('schneidet eine Anfrage ab, bevor sie wirkt', async () => {
    draht.anders('schneiden');
    await expect(frage('POST')).rejects.toThrow();
    expect(gewirkt).toEqual([]);
    expect(draht.getroffen).toEqual({ schneiden: 1, schlucken: 0, verzoegern: 0 });
  });

  it('verschluckt eine Antwort, nachdem sie gewirkt hat', async () => {
    draht.anders('schlucken');
    await expect(frage('POST')).rejects.toThrow();
    expect(gewirkt).toEqual(['POST']);
  });

  it('verzögert, und lässt in Ruhe, was nichts ändert', async () => {
    draht.anders('verzoegern');
    const beginn = performance.now();
    expect(await frage('GET')).toBe('getan');
    const rasch = performance.now() - beginn;
    expect(await frage('POST')).toBe('getan');
    expect(performance.now() - beginn).toBeGreaterThan(rasch + 1_400);
    draht.anders(null);
    expect(await frage('POST')).toBe('getan');
  });

  it('nimmt den nächsten Webprozess, wenn einer fehlt, und reißt ab, wenn keiner da ist', async () => {
    const { port } = hinten.address() as { port: number };
    const halb = await createDraht([1, port]);
    for (let i = 0; i < 3; i++)
      expect((await fetch(`http://127.0.0.1:${halb.port}/`, { headers: { connection: 'close' } })).status).toBe(200);
    await halb.stop();
    const keiner = await createDraht([1]);
    await expect(fetch(`http://127.0.0.1:${keiner.port}/`)).rejects.toThrow();
    await keiner.stop();
  });
});

describe('Eine Fehlerseite', () => {
  const klar = (html: string) => fehlerseite(503, 'GET /', html);
  const gut = '<html lang="de"><p>Gerade nicht erreichbar. Bitte versuchen Sie es noch einmal.</p></html>';

  it('ist klar, wenn sie deutsch ist und einen Rat gibt', () => expect(klar(gut)).toMatchObject({ klar: true }));

  it.each([
    ['in einer anderen Sprache', gut.replace('lang="de"', 'lang="en"')],
    ['ohne Rat', '<html lang="de"><p>Fehler</p></html>'],
    ['mit Innerem', gut.replace('Gerade', 'connect ECONNREFUSED')],
    ['mit einem Stapel', gut.replace('Gerade', 'at f (file.mjs:1:2)')],
  ])('ist es nicht %s', (_, html) => expect(klar(html)).toMatchObject({ klar: false }));
});
