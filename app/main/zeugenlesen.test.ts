import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { formatVkey, noteKey } from '@rathausverbund/nachweis';
import { nodeKrypto as krypto } from '@rathausverbund/siegel/node';
import { afterAll, describe, expect, it } from 'vitest';
import { stellbareUhr } from '../base/index.ts';
import type { Verzeichnis } from '../kommunen/index.ts';
import { OHNE_DATEI } from '../nachweise/index.ts';
import type { KindConfig } from './kind.ts';
import { zeugenOf } from './zeugenkreis.ts';

const ordner = mkdtempSync(join(tmpdir(), 'rv-zeugen-'));
afterAll(() => rmSync(ordner, { recursive: true, force: true }));
const vkey = (name: string, byte: number) =>
  formatVkey(noteKey(krypto.sha256, name, 'zeuge', new Uint8Array(32).fill(byte)));
const datei = join(ordner, 'zeugen.json');
const nachbar = (name: string, byte: number) => ({
  name,
  url: `https://${name}`,
  vkey: vkey(name, byte),
  betreiber: name,
  intern: false,
});
writeFileSync(join(ordner, 'zeuge.vkey'), vkey('demo.invalid/zeuge', 1));

const uhr = stellbareUhr(Date.parse('2026-03-10T10:00:00Z'));
const meldungen: string[] = [];
const kind = {
  config: { PLATTFORM: 'demo.invalid' },
  ordner: { zeugen: datei, zeuge: ordner },
  adressen: { zeuge: 'http://127.0.0.1:1' },
  zeugen: OHNE_DATEI,
} as unknown as KindConfig;
const thallwitz = { id: '0b6b2f0e-3a52-4b07-9a55-6d2f4f0c7a11' };
const verzeichnis = {
  byAgs: (ags: string) => (ags === '14729380' ? thallwitz : undefined),
  byId: () => undefined,
} as unknown as Verzeichnis;
const zeugen = zeugenOf(kind, verzeichnis, (m) => meldungen.push(m), uhr);
/** what counts a while later */
const spaeter = () => {
  uhr.stelle(uhr.jetzt() + 2_000);
  return zeugen();
};
const namen = () => spaeter()?.zeugen.map((z) => z.name);

describe('zeugen.json', () => {
  it('gilt nach einer Änderung ohne Neustart, und ungeändert bleibt der Kreis derselbe', () => {
    const erster = zeugen();
    expect(erster?.zeugen).toHaveLength(1);
    expect(spaeter()).toBe(erster);
    writeFileSync(datei, JSON.stringify({ k: 2, zeugen: [nachbar('landkreis.example', 2)] }));
    // not looked at again within two seconds
    expect(zeugen()).toBe(erster);
    const zweiter = spaeter();
    expect(zweiter?.zeugen.map((z) => z.name)).toEqual(['Zeuge des Betreibers', 'landkreis.example']);
    expect(zweiter?.bedingung('').k).toBe(2);
    writeFileSync(datei, JSON.stringify({ k: 2, zeugen: [nachbar('landkreis.example', 2)] }, null, 2));
    expect(spaeter()).toBe(zweiter);
    expect(meldungen).toEqual([]);
  });

  it.each<[string, string | null, RegExp]>([
    ['zerbrochen', '{"k": 2, "zeugen": [', /zeugen\.json.*Die bisherigen Zeugen gelten weiter\./],
    ['unerfüllbar', JSON.stringify({ k: 9, zeugen: [] }), /Die bisherigen Zeugen gelten weiter\./],
    [
      'für eine unbekannte Kommune',
      JSON.stringify({ k: 1, zeugen: [nachbar('x.example', 3)], je: { '99999999': { k: 1, namen: ['x.example'] } } }),
      /Unbekannte Kommunen: 99999999/,
    ],
    ['verschwunden', null, /nicht mehr da/],
  ])('ändert nichts und sagt es einmal, wenn sie %s ist', (_was, text, satz) => {
    meldungen.length = 0;
    if (text === null) rmSync(datei);
    else writeFileSync(datei, text);
    expect(namen()).toEqual(['Zeuge des Betreibers', 'landkreis.example']);
    expect(namen()).toEqual(['Zeuge des Betreibers', 'landkreis.example']);
    expect(meldungen).toEqual([expect.stringMatching(satz)]);
  });

  it('gilt wieder, sobald sie heil ist, auch mit Regeln für einzelne Kommunen', () => {
    const je = { '14729380': { k: 1, namen: ['neu.example'] } };
    writeFileSync(datei, JSON.stringify({ k: 1, zeugen: [nachbar('neu.example', 4)], je }));
    expect(namen()).toEqual(['Zeuge des Betreibers', 'neu.example']);
    expect(zeugen()?.bedingung(thallwitz.id)).toEqual({ k: 1, namen: ['neu.example'] });
  });
});
