import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { libxmlParser } from '@rathausverbund/xoev/node';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { neueDatenbank } from '../../tools/test/datenbank.ts';
import { createServer, type Server } from '../base/http/server.ts';
import { createDateien, createLog, createTexte, dienst, echteUhr } from '../base/index.ts';
import { meldungenOrdner } from '../base/meldungen/index.ts';
import { aktiviere, readVerzeichnis } from '../kommunen/index.ts';
import { createKatalog } from '../leistungen/index.ts';
import { createNummern } from '../vorgaenge/index.ts';
import { registerEingang } from './routes.ts';

const WURZEN = '14729410';
const BENNEWITZ = '14729030';
const fremde = join(process.env['STANDARDS_DIR'] ?? '../shared/standards', 'xgewerbeanzeige');
const datenbank = await neueDatenbank();
let server: Server;

beforeAll(async () => {
  await aktiviere(datenbank.setup, WURZEN, 'WUR', Date.now());
  const db = datenbank.als('app');
  const verzeichnis = await readVerzeichnis(db, '2026-06-15');
  server = createServer(createLog('test'));
  registerEingang(server, {
    db,
    protokoll: { bund: datenbank.bund, uhr: echteUhr, plattform: datenbank.plattform },
    verzeichnis,
    nummern: createNummern(),
    dateien: createDateien(join(datenbank.ordner, 'dateien'), datenbank.bund),
    katalog: await createKatalog(db, datenbank.ordner, { dienste: new Set() }),
    parser: libxmlParser,
    t: createTexte([meldungenOrdner]),
  });
  await server.ready();
});
afterAll(() => server?.close());

const sende = (bytes: string | Buffer, ags = WURZEN, art: string | undefined = 'application/xml') =>
  server.inject({
    method: 'POST',
    url: `/api/eingang/${ags}`,
    payload: bytes,
    headers: art ? { 'content-type': art } : {},
  });
const eingaenge = async () => {
  const wurzen = (await datenbank.setup.query('select koerperschaft from kommunen.merkmale where ags = $1', [WURZEN]))
    .rows[0];
  return datenbank
    .als('app')
    .lesen(dienst(wurzen.koerperschaft, 'Test'), 'select stand, grund from eingang.eingang order by empfangen');
};

describe('Die Tür für Nachrichten', () => {
  it('bewahrt Unlesbares auf und sagt, warum es nicht angenommen ist', async () => {
    const a = await sende('<offen><nicht-geschlossen>');
    expect(a.statusCode).toBe(422);
    expect(a.json()).toMatchObject({ stand: 'abgewiesen', neu: true });
    expect(a.json().grund).not.toBe('');
    expect(a.json().meldung).toContain('aufbewahrt');
    expect(await eingaenge()).toHaveLength(1);
  });

  it('nimmt jede Art von Inhalt als Bytes, auch ohne Angabe und als JSON', async () => {
    for (const [i, art] of ['text/xml', 'application/octet-stream', 'application/json', undefined].entries()) {
      const a = await sende(`<fremd nr="${i}"/>`, WURZEN, art);
      expect([art, a.statusCode, a.json().stand]).toEqual([art, 422, 'abgewiesen']);
    }
  });

  it('macht aus denselben Bytes keinen zweiten Eingang', async () => {
    const [erste, zweite] = [await sende('<doppelt/>'), await sende('<doppelt/>')];
    expect(zweite.json()).toMatchObject({ eingang: erste.json().eingang, neu: false });
  });

  it('weist eine Entitätenbombe ab', async () => {
    const bombe = `<!DOCTYPE a [<!ENTITY x "${'y'.repeat(100)}">${Array.from({ length: 9 }, (_, i) => `<!ENTITY x${i} "${`&x${i ? i - 1 : ''};`.repeat(10)}">`).join('')}]><a>&x8;</a>`;
    expect((await sende(bombe)).statusCode).toBe(422);
  });

  it('unterscheidet leer, zu groß, unbekannte und nicht aktive Kommune', async () => {
    const faelle: [number, string, Awaited<ReturnType<typeof sende>>][] = [
      [400, 'nachricht.leer', await sende('')],
      [413, 'nachricht.zu-gross', await sende(Buffer.alloc(5 * 1024 * 1024 + 1, 32))],
      [404, 'nachricht.tuer-unbekannt', await sende('<a/>', BENNEWITZ)],
      [404, 'nachricht.tuer-unbekannt', await sende('<a/>', '..%2f..%00')],
      [404, 'nachricht.tuer-unbekannt', await sende('<a/>', '99999999')],
    ];
    for (const [status, code, a] of faelle) {
      expect([a.statusCode, a.json().code]).toEqual([status, code]);
      expect(a.json().meldung).toMatch(/\.$/);
    }
  });

  it.skipIf(!existsSync(fremde))('legt fremde Gewerbeanzeigen zur Klärung, Unbekanntes nicht', async () => {
    for (const name of ['xgwa2.0-valid.xml', 'xgwa2.1-valid.xml', 'xgwa1.3-invalid-xsd.xml']) {
      const a = await sende(readFileSync(join(fremde, name)));
      expect([name, a.statusCode, a.json().stand]).toEqual([name, 200, 'klaerung']);
      expect(a.json().hinweis).toContain('nicht gegen das Schema geprüft');
    }
    expect((await sende(readFileSync(join(fremde, 'xy-unknown.xml')))).statusCode).toBe(422);
    expect((await sende(readFileSync(join(fremde, 'xgwa2.0-valid.xml')).subarray(0, 900))).statusCode).toBe(422);
  });
});
