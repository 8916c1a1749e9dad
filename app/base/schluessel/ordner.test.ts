import {
  cpSync,
  existsSync,
  linkSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import { createSchluesselbund, type Schluesselbund, SchluesselVernichtet } from './index.ts';
import { altName, dekName, GRABSTEINE, kekName, neuName, TAGEBUCH } from './namen.ts';
import { createOrdnerlager } from './ordner.ts';

const K = '0198a000-0000-7000-8000-00000000000a';
const fall = (n: number) => `0198a000-0000-7000-8000-${String(n).padStart(12, '0')}`;
const AM = new Date('2026-11-25T10:00:00Z');
const wurzeln: string[] = [];
let ordner: string;
let bund: Schluesselbund;
const text = (s: string) => Buffer.from(s);
/** the same folder, opened by another process: nothing in its memory */
const neuGeoeffnet = () => createSchluesselbund(ordner, createOrdnerlager(ordner, { ruheMs: 50 }));
const liegt = (name: string) => existsSync(join(ordner, name));
const alleDateien = () => readdirSync(ordner, { recursive: true, withFileTypes: true }).filter((d) => d.isFile());
const journale = () => readdirSync(join(ordner, TAGEBUCH)).map((n) => join(ordner, TAGEBUCH, n));

beforeEach(() => {
  ordner = mkdtempSync(join(tmpdir(), 'rv-lager-'));
  wurzeln.push(ordner);
  bund = neuGeoeffnet();
});
afterAll(() => wurzeln.forEach((o) => rmSync(o, { recursive: true, force: true })));

describe('Ein neuer Schlüssel', () => {
  it('ist sofort benutzbar, auch im anderen Prozess, und steht bis dahin im Tagebuch', async () => {
    const fertig = bund.createDek(K, fall(1));
    const geheim = bund.encrypt(K, fall(1), text('x'), 'z');
    expect(neuGeoeffnet().decrypt(K, fall(1), geheim, 'z').toString()).toBe('x');
    await fertig;
    expect(
      journale()
        .map((j) => readFileSync(j, 'utf8'))
        .join(''),
    ).toContain(`dek/${K}/01/${fall(1)} `);
  });

  it('kommt aus dem Tagebuch zurück, wenn ein Stromausfall seine Datei nahm oder leerte', async () => {
    await Promise.all([bund.createDek(K, fall(1)), bund.createDek(K, fall(2))]);
    const geheim = [1, 2].map((n) => bund.encrypt(K, fall(n), text(`Fall ${n}`), 'z'));
    rmSync(join(ordner, 'dek'), { recursive: true });
    const eins = neuGeoeffnet();
    expect(eins.decrypt(K, fall(1), geheim[0] as Buffer, 'z').toString()).toBe('Fall 1');
    writeFileSync(join(ordner, dekName(K, fall(2))), '');
    expect(
      neuGeoeffnet()
        .decrypt(K, fall(2), geheim[1] as Buffer, 'z')
        .toString(),
    ).toBe('Fall 2');
  });

  it('verliert durch eine halbe Zeile davor nichts', async () => {
    await bund.createDek(K, fall(1));
    const [journal = ''] = journale();
    writeFileSync(journal, `${readFileSync(journal, 'utf8')}\ndek/${K}/99/halb AAAA`);
    await bund.createDek(K, fall(2));
    const geheim = bund.encrypt(K, fall(2), text('da'), 'z');
    rmSync(join(ordner, 'dek'), { recursive: true });
    expect(neuGeoeffnet().decrypt(K, fall(2), geheim, 'z').toString()).toBe('da');
    expect(liegt(`dek/${K}/99/halb`)).toBe(false);
  });

  it('räumt volle Tagebücher weg, wenn alle ihre Schlüssel für sich dauerhaft sind', async () => {
    await Promise.all(Array.from({ length: 600 }, (_, n) => bund.createDek(K, fall(n))));
    await expect.poll(() => journale().length, { timeout: 20_000 }).toBe(0);
    await bund.createDek(K, fall(601));
    expect(journale()).toHaveLength(1);
  });
});

describe('Ein vernichteter Schlüssel', () => {
  it('öffnet in keinem Prozess mehr etwas, auch in einem, der ihn im Gedächtnis hat', async () => {
    await bund.createDek(K, fall(1));
    const geheim = bund.encrypt(K, fall(1), text('geheim'), 'z');
    const anderer = neuGeoeffnet();
    expect(anderer.decrypt(K, fall(1), geheim, 'z').toString()).toBe('geheim');
    bund.lager.destroy(K, fall(1), AM);
    for (const b of [bund, anderer, neuGeoeffnet()]) {
      expect(() => b.decrypt(K, fall(1), geheim, 'z')).toThrow(SchluesselVernichtet);
      expect(() => b.encrypt(K, fall(1), text('x'), 'z')).toThrow(SchluesselVernichtet);
      await expect(b.createDek(K, fall(1))).rejects.toThrow(SchluesselVernichtet);
    }
    expect(bund.lager.tombstones()).toEqual([{ koerperschaft: K, id: fall(1), am: AM }]);
  });

  it('ist weg: nirgends im Ordner stehen seine Bytes, auch nicht im Tagebuch', async () => {
    await bund.createDek(K, fall(1));
    const bytes = readFileSync(join(ordner, dekName(K, fall(1))));
    bund.lager.destroy(K, fall(1), AM);
    expect(liegt(dekName(K, fall(1)))).toBe(false);
    for (const d of alleDateien()) {
      const inhalt = readFileSync(join(d.parentPath, d.name));
      expect(inhalt.includes(bytes) || inhalt.includes(bytes.toString('base64')), d.name).toBe(false);
    }
  });

  it('bleibt weg, wenn seine Datei, das Tagebuch und sein KEK aus der Sicherung zurückkommen', async () => {
    await bund.createDek(K, fall(1));
    await bund.createDek(K, fall(2));
    const geheim = bund.encrypt(K, fall(1), text('geheim'), 'z');
    const sicherung = mkdtempSync(join(tmpdir(), 'rv-sicherung-'));
    wurzeln.push(sicherung);
    cpSync(ordner, sicherung, { recursive: true });
    bund.lager.destroy(K, fall(1), AM);
    for (const o of ['dek', 'kek', TAGEBUCH])
      cpSync(join(sicherung, o), join(ordner, o), { recursive: true, force: true });
    expect(liegt(dekName(K, fall(1)))).toBe(true);
    const b = neuGeoeffnet();
    expect(() => b.decrypt(K, fall(1), geheim, 'z')).toThrow(SchluesselVernichtet);
    expect(liegt(dekName(K, fall(1)))).toBe(false);
    expect(b.encrypt(K, fall(2), text('x'), 'z').length).toBeGreaterThan(28);
  });

  it('hat einen Grabstein, auch nach einem halb geschriebenen', async () => {
    await bund.createDek(K, fall(1));
    writeFileSync(join(ordner, GRABSTEINE), `\n${K} ${fall(9)} 2026-1`);
    bund.lager.destroy(K, fall(1), AM);
    expect(neuGeoeffnet().lager.isDestroyed(K, fall(1))).toBe(true);
    expect(neuGeoeffnet().lager.isDestroyed(K, fall(9))).toBe(false);
  });
});

describe('Der Wechsel des Hausschlüssels', () => {
  const lege = async (n: number) => {
    await Promise.all(Array.from({ length: n }, (_, i) => bund.createDek(K, fall(i))));
    return Array.from({ length: n }, (_, i) => bund.encrypt(K, fall(i), text(`Fall ${i}`), 'z'));
  };
  const alleLesbar = (b: Schluesselbund, geheim: Buffer[]) =>
    geheim.forEach((g, i) => expect(b.decrypt(K, fall(i), g, 'z').toString()).toBe(`Fall ${i}`));

  it('wickelt jeden Schlüssel neu, während gelesen und angelegt wird, und behält den alten nicht', async () => {
    const geheim = await lege(30);
    const alter = readFileSync(join(ordner, kekName(K)));
    let fertig = false;
    const dreht = bund.lager.rotate(K).finally(() => (fertig = true));
    for (let n = 30; !fertig; n++) {
      alleLesbar(neuGeoeffnet(), geheim);
      if (n < 60) {
        await bund.createDek(K, fall(n));
        geheim.push(bund.encrypt(K, fall(n), text(`Fall ${n}`), 'z'));
      }
      await new Promise((r) => setTimeout(r, 20));
    }
    expect(await dreht).toBeGreaterThanOrEqual(30);
    expect(readFileSync(join(ordner, kekName(K))).equals(alter)).toBe(false);
    expect([altName(K), neuName(K)].filter(liegt)).toEqual([]);
    alleLesbar(neuGeoeffnet(), geheim);
    for (const d of alleDateien()) expect(readFileSync(join(d.parentPath, d.name)).includes(alter), d.name).toBe(false);
  });

  it.each(['vor dem Tausch', 'nach dem Tausch', 'vor dem zweiten Namen'])(
    'geht nach einem Absturz %s weiter',
    async (wo) => {
      const geheim = await lege(4);
      const [key, alt, neu] = [kekName(K), altName(K), neuName(K)].map((n) => join(ordner, n)) as [
        string,
        string,
        string,
      ];
      writeFileSync(neu, Buffer.alloc(32, 7));
      if (wo !== 'vor dem zweiten Namen') linkSync(key, alt);
      if (wo === 'nach dem Tausch') renameSync(neu, key);
      alleLesbar(neuGeoeffnet(), geheim);
      expect(await neuGeoeffnet().lager.rotate(K)).toBe(4);
      alleLesbar(neuGeoeffnet(), geheim);
      expect([alt, neu].filter(existsSync)).toEqual([]);
      expect(readFileSync(key).equals(Buffer.alloc(32, 7))).toBe(true);
    },
  );

  it('lässt einen vernichteten Schlüssel nicht wieder entstehen', async () => {
    await lege(3);
    bund.lager.destroy(K, fall(1), AM);
    expect(await bund.lager.rotate(K)).toBe(2);
    expect(liegt(dekName(K, fall(1)))).toBe(false);
  });
});
