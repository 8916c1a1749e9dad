import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { nodeKrypto as krypto } from '../../../siegel/node/krypto.ts';
import { entriesOf, tausche } from '../probe/tausche.ts';
import { readAnker } from './anker.ts';
import { pruefe } from './pruefe.ts';

const ordner = join(import.meta.dirname, '../../test/alt');
const datei = new Uint8Array(readFileSync(join(ordner, 'ein-stand.asice')));
const gelesen = readAnker(
  krypto.sha256,
  new Map(readdirSync(join(ordner, 'anker')).map((n) => [n, new Uint8Array(readFileSync(join(ordner, 'anker', n)))])),
);

async function judge(file: Uint8Array) {
  if (!gelesen.ok) throw new Error(gelesen.meldung);
  const ergebnis = await pruefe(file, { krypto, anker: gelesen.anker, jetzt: new Date('2026-04-01T00:00:00Z') });
  if (!ergebnis.ok) throw new Error(ergebnis.meldung);
  return ergebnis;
}

describe('ein Bündel der ersten Art, mit drei Dateien je Ereignis und einem Stand', () => {
  it('gilt weiter in allen vier Fragen', async () => {
    const ergebnis = await judge(datei);
    const { unversehrt, vertrauen, zeit, zeugen, verdikt } = ergebnis;
    expect([unversehrt, vertrauen, zeit, zeugen].map((t) => t.antwort)).toEqual(Array(4).fill('holds'));
    expect(verdikt).toBe('holds');
  });

  it('gilt nicht mehr, wenn irgendeine seiner Dateien verändert wird', async () => {
    for (const { name, bytes } of entriesOf(datei).filter((e) => e.name !== 'mimetype')) {
      const falsch = bytes.map((b, i) => (i === Math.floor(bytes.length / 2) ? b ^ 1 : b));
      const file = tausche({ sha256: () => new Uint8Array(32) }, datei, new Map([[name, falsch]]));
      expect((await judge(file)).verdikt, name).not.toBe('holds');
    }
  });

  it('nennt seine Anleitung nicht mehr die eigene', async () => {
    expect((await judge(datei)).hinweise.map((h) => h.code)).toContain('anleitung');
  });
});
