import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { createEntschluessler, createVerschluessler, isVerschluesselt } from './kennwort.ts';
import { readZeilen, writeZeilen } from './zeilen.ts';

const ordner = mkdtempSync(join(tmpdir(), 'rv-kennwort-'));
afterAll(() => rmSync(ordner, { recursive: true }));
const datei = join(ordner, 'gesichert');
const KENNWORT = 'Größe sieben Äpfel am Rathaus';
const zeilen = Array.from({ length: 5_000 }, (_, i) => `Zeile ${i} mit geheimem Inhalt`);
const lies = async (kennwort: string, von = datei) => {
  const oeffne = await createEntschluessler(von, kennwort);
  if (!oeffne) return null;
  const out: string[] = [];
  for await (const z of readZeilen(oeffne())) out.push(z);
  return out;
};

describe('Eine Datei unter einem Kennwort', () => {
  it('gibt mit dem Kennwort heraus, was hineinging, und ohne es nichts', async () => {
    await writeZeilen(datei, zeilen, await createVerschluessler(KENNWORT));
    expect(await isVerschluesselt(datei)).toBe(true);
    expect(await lies(KENNWORT)).toEqual(zeilen);
    // the same passphrase, typed with letters put together
    expect(await lies(KENNWORT.normalize('NFD'))).toEqual(zeilen);
    expect(await lies(`${KENNWORT}!`)).toBeNull();
    expect(await lies('')).toBeNull();
  });

  it('sieht jedes Mal anders aus', async () => {
    const zweite = join(ordner, 'zweite');
    await writeZeilen(zweite, zeilen, await createVerschluessler(KENNWORT));
    expect(readFileSync(zweite).equals(readFileSync(datei))).toBe(false);
  });

  it('gibt nichts heraus, wenn ein Byte anders ist oder eines fehlt', async () => {
    const gut = readFileSync(datei);
    const andere = join(ordner, 'andere');
    for (const at of [0, 40, 55, 70, gut.length >> 1, gut.length - 1]) {
      writeFileSync(
        andere,
        gut.map((b, i) => (i === at ? b ^ 1 : b)),
      );
      expect(await lies(KENNWORT, andere), String(at)).toBeNull();
    }
    for (const bis of [0, 10, 66, gut.length - 1]) {
      writeFileSync(andere, gut.subarray(0, bis));
      expect(await lies(KENNWORT, andere), String(bis)).toBeNull();
    }
  });

  it('ist eine andere als eine ohne', async () => {
    await writeZeilen(join(ordner, 'offen'), zeilen);
    expect(await isVerschluesselt(join(ordner, 'offen'))).toBe(false);
  });
});
