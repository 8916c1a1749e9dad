import { join } from 'node:path';
import { type Pruefergebnis, pruefe } from '@rathausverbund/nachweis';
import { nodeKrypto } from '@rathausverbund/siegel/node';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createServer } from '../../base/http/server.ts';
import { createLog, createTexte } from '../../base/index.ts';
import { pruefenTexte, registerPruefen } from './index.ts';

const t = createTexte([join(import.meta.dirname, '..', 'texte'), pruefenTexte]);
const server = createServer(createLog('test'));
const gesehen: number[] = [];
const lines = ['Dokument a.pdf unverändert', 'Gesiegelt von <b>X</b>', 'Zugegangen', 'Im Protokoll', 'Zeitstempel'];
const teil = (antwort: 'holds' | 'does not hold' | 'cannot be decided', meldung: string) => ({
  antwort,
  gruende: [{ code: 'c', meldung }],
});
/** what the page shall show; without it the real verifier judges */
let ergebnis: Pruefergebnis | undefined;

beforeAll(async () => {
  registerPruefen(server, {
    t,
    demo: true,
    pruefseite: { html: '<!doctype html><title>Prüfseite</title>', sha256: 'c0ffee'.repeat(10) },
    pruefprogramm: { text: '// Prüfprogramm', sha256: 'beef'.repeat(16) },
    pruefe: async (bytes) => {
      gesehen.push(bytes.length);
      return ergebnis ?? pruefe(bytes, { krypto: nodeKrypto, jetzt: new Date('2026-06-15T10:00:00Z') });
    },
  });
  await server.ready();
});
afterAll(() => server.close());

function lade(inhalt: Buffer, o: { dateiname?: string; ganz?: boolean } = {}) {
  const kopf = `--grenze\r\ncontent-disposition: form-data; name="datei"; filename="${o.dateiname ?? 'a.pdf'}"\r\ncontent-type: application/pdf\r\n\r\n`;
  const payload = Buffer.concat([Buffer.from(kopf), inhalt, Buffer.from(o.ganz === false ? '' : '\r\n--grenze--\r\n')]);
  return server.inject({
    method: 'POST',
    url: '/pruefen',
    payload,
    headers: { 'content-type': 'multipart/form-data; boundary=grenze' },
  });
}

describe('Die Prüfseite', () => {
  it('ist ein Feld und ein Satz, ohne Skript', async () => {
    const { body } = await server.inject('/pruefen');
    expect(body.match(/type="file"/g)).toHaveLength(1);
    expect(body).not.toContain('<script');
  });

  it('gibt sich selbst mit, als Datei und mit Prüfsumme', async () => {
    const { body } = await server.inject('/pruefen');
    expect(body).toContain('href="/pruefen.html"');
    expect(body).toContain('c0ffee'.repeat(10));
    const datei = await server.inject('/pruefen.html');
    expect(datei.body).toContain('<title>Prüfseite</title>');
    expect(datei.headers['content-disposition']).toBe('attachment; filename="pruefen.html"');
  });

  it('gibt auch den Befehl mit, als eine Datei und mit Prüfsumme', async () => {
    const { body } = await server.inject('/pruefen');
    expect(body).toContain('href="/pruefen.mjs"');
    expect(body).toContain('beef'.repeat(16));
    const datei = await server.inject('/pruefen.mjs');
    expect(datei.body).toBe('// Prüfprogramm');
    expect(datei.headers['content-disposition']).toBe('attachment; filename="pruefen.mjs"');
  });

  it('sagt das Urteil in Worten, fünf Zeilen klappen zu Gründen auf, TEST steht rot da', async () => {
    ergebnis = {
      ok: true,
      art: 'pdf',
      verdikt: 'cannot be decided',
      test: true,
      hinweise: [{ code: 'test', meldung: 'TEST: Prüfstück.' }],
      lines,
      unversehrt: teil('holds', 'G1'),
      vertrauen: teil('does not hold', 'G2'),
      zeit: teil('holds', 'G3'),
      zeugen: teil('cannot be decided', 'G4'),
    };
    const a = await lade(Buffer.from('%PDF'), { dateiname: '<script>.pdf' });
    expect(a.statusCode).toBe(200);
    expect(a.headers['cache-control']).toBe('no-store');
    expect(a.body).toContain('Das lässt sich nicht sicher entscheiden');
    expect(a.body.match(/<details/g)).toHaveLength(5);
    for (const s of ['G1', 'G2', 'G3', 'G4', 'TEST: Prüfstück.', 'kern-badge--danger']) expect(a.body).toContain(s);
    expect(a.body).not.toMatch(/<script|<b>X/);
  });

  it('sagt bei einem PDF ohne Nachweis, was fehlt und woher man es bekommt; bei einem schlechten nicht', async () => {
    const gut = {
      ok: true,
      art: 'pdf',
      verdikt: 'cannot be decided',
      test: false,
      hinweise: [],
      lines,
      unversehrt: teil('holds', 'G1'),
      vertrauen: teil('holds', 'G2'),
      zeit: teil('holds', 'G3'),
      zeugen: teil('cannot be decided', 'G4'),
    } as const;
    ergebnis = gut;
    const a = (await lade(Buffer.from('%PDF'))).body;
    expect(a).toContain('Das Dokument ist unverändert und gesiegelt.');
    expect(a).toContain('Laden Sie unter „Meine Anträge“');
    ergebnis = { ...gut, vertrauen: teil('cannot be decided', 'G2') };
    const b = (await lade(Buffer.from('%PDF'))).body;
    expect(b).not.toContain('unverändert und gesiegelt');
    expect(b).toContain('Für ein klares Ja fehlt etwas.');
  });

  it('sagt bei Unlesbarem einen ganzen Satz', async () => {
    ergebnis = undefined;
    const a = await lade(Buffer.from('zufall'));
    expect(a.statusCode).toBe(422);
    expect(a.body).toContain('Diese Datei können wir nicht prüfen');
    expect(a.body).toContain('Endung .asice');
    expect(a.body).toMatch(/kern-alert__body"><p>[A-ZÄÖÜ][^<]+\.<\/p>/);
  });

  it('prüft nichts, wenn die Datei fehlt, leer, abgebrochen oder zu groß ist', async () => {
    const vorher = gesehen.length;
    const json = await server.inject({ method: 'POST', url: '/pruefen', payload: {} });
    const faelle: [number, { statusCode: number; body: string }][] = [
      [422, await lade(Buffer.alloc(0), { dateiname: '' })],
      [422, json],
      [400, await lade(Buffer.from('halb'), { ganz: false })],
      [413, await lade(Buffer.alloc(25 * 1024 * 1024 + 1))],
    ];
    for (const [status, a] of faelle) {
      expect(a.statusCode).toBe(status);
      expect(a.body).toContain('id="fehlerliste"');
    }
    expect(gesehen).toHaveLength(vorher);
  });
});
