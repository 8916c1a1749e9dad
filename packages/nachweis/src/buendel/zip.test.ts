import { inflateRawSync } from 'node:zlib';
import { zipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import { concat, utf8 } from '../bytes.ts';
import { isSafePath, readZip, writeZip, ZIP_LIMITS } from './zip.ts';

const entries = [
  { name: 'mimetype', bytes: utf8('x/y'), stored: true },
  { name: 'dokumente/Größe.txt', bytes: utf8('hallo '.repeat(1000)), stored: false },
  { name: 'leer', bytes: new Uint8Array(), stored: false },
];
const good = writeZip(entries);
const refusal = (bytes: Uint8Array) => {
  const zip = readZip(bytes);
  return zip.ok ? 'gelesen' : zip.meldung;
};
const patched = (at: number, ...values: number[]) => good.map((b, i) => values[i - at] ?? b);

describe('the archive of a bundle', () => {
  it('reads what it wrote, in order', () => {
    const zip = readZip(good);
    expect(zip.ok && zip.entries.map(({ name, bytes }) => [name, bytes])).toEqual(
      entries.map(({ name, bytes }) => [name, bytes]),
    );
    expect(good).toEqual(writeZip(entries));
    expect(new TextDecoder().decode(good.subarray(30, 38))).toBe('mimetype');
  });

  it('is refused when anything lies before, between or after its entries', () => {
    expect(refusal(concat(good, utf8('x')))).toContain('ZIP');
    expect(refusal(concat(utf8('x'), good))).toContain('Verzeichnis');
    expect(refusal(good.subarray(0, good.length - 30))).toContain('ZIP');
    expect(refusal(zipSync({ a: [utf8('x'), { comment: 'versteckt' }] }))).toContain('mehrdeutig');
    expect(refusal(zipSync({ a: [utf8('x'), { extra: { 1: utf8('versteckt') } }] }))).toContain('mehrdeutig');
  });

  it('is refused when local header and directory tell different names', () => {
    expect(refusal(patched(30, 0x4d))).toContain('mehrdeutig');
  });

  it('is refused for names that climb, hide or repeat', () => {
    for (const name of ['../x', '/x', 'a//b', 'a/./b', 'a\\b', 'c:x', 'a\u0000b', 'a\u001b[2Jb', '', 'x'.repeat(256)]) {
      expect(isSafePath(name), name).toBe(false);
    }
    expect(refusal(zipSync({ '../x': utf8('x') }))).toContain('Namen');
    const twice = concat(
      writeZip([
        { name: 'aa', bytes: utf8('1') },
        { name: 'ab', bytes: utf8('2') },
      ]),
    );
    expect(refusal(twice.map((b) => (b === 0x62 ? 0x61 : b)))).toContain('Namen');
  });

  it('is refused when it is a bomb', () => {
    const zeros = new Uint8Array(20 * 1024 * 1024);
    expect(refusal(zipSync({ a: zeros }))).toContain('stark gepackt');
    const many = Object.fromEntries(
      Array.from({ length: ZIP_LIMITS.entries + 1 }, (_, i) => [`f${i}`, new Uint8Array()]),
    );
    expect(refusal(zipSync(many, { level: 0 }))).toContain('zu viele');
  });

  it('is refused when a bomb lies about its size', () => {
    const bomb = zipSync({ a: new Uint8Array(50 * 1024 * 1024) });
    const view = new DataView(bomb.buffer);
    const directory = view.getUint32(bomb.length - 6, true);
    for (const at of [22, directory + 24]) view.setUint32(at, 1000, true);
    // time of the processor, not on the clock: what others have the machine do does not count
    const start = process.cpuUsage();
    expect(refusal(bomb)).toContain('größer als angegeben');
    expect(process.cpuUsage(start).user / 1000).toBeLessThan(10_000);
  });

  it('is refused when one bit of an entry that is not compressed is another', () => {
    const zip = writeZip([{ name: 'a', bytes: utf8('hallo '.repeat(40)), stored: true }]);
    const directory = new DataView(zip.buffer).getUint32(zip.length - 6, true);
    const read: string[] = [];
    for (let at = 0; at < directory; at++)
      for (let bit = 0; bit < 8; bit++)
        if (refusal(zip.map((b, i) => (i === at ? b ^ (1 << bit) : b))) === 'gelesen') read.push(`${at}.${bit}`);
    expect(read).toEqual([]);
  });

  it('is refused when it is packed as zlib would not read it, also where the content stays the same', () => {
    const text = Array.from({ length: 300 }, (_, i) => `${i * 7919}: ${'abcdefghij'.slice(i % 10)}`).join('\n');
    const zip = zipSync({ a: utf8(text) });
    const [from, length] = [31, new DataView(zip.buffer).getUint32(18, true)];
    let refused = 0;
    for (let at = from; at < from + length; at++)
      for (let bit = 0; bit < 8; bit++) {
        const other = zip.map((b, i) => (i === at ? b ^ (1 << bit) : b));
        let same = false;
        try {
          same = inflateRawSync(other.subarray(from, from + length)).toString() === text;
        } catch {
          refused++;
        }
        expect(refusal(other) === 'gelesen', `${at - from}.${bit}`).toBe(same);
      }
    expect(refused).toBeGreaterThan(100);
  });

  it('is refused when a content does not fit its check sum', () => {
    const stored = writeZip([{ name: 'a', bytes: utf8('hallo'), stored: true }]);
    expect(refusal(stored.map((b, i) => (i === 31 ? b ^ 1 : b)))).toContain('beschädigt');
  });
});
