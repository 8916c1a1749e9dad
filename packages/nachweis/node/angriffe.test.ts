import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { Readable } from 'node:stream';
import { afterAll, describe, expect, it } from 'vitest';
import { nodeKrypto as krypto } from '../../siegel/node/krypto.ts';
import { writeBundle } from '../src/index.ts';
import { angriffe } from '../src/probe/angriffe.ts';
import { baueWelt, gutesBuendel } from '../src/probe/welt.ts';
import { pruefeGeschuetzt } from './geschuetzt.ts';

const folder = mkdtempSync(join(tmpdir(), 'angriffe-'));
afterAll(() => rmSync(folder, { recursive: true }));
const datei = join(folder, 'pruefer.mjs');
const skript = `const { bundle } = await import(${JSON.stringify(resolve('tools/bundle.mjs'))}); await bundle('packages/nachweis/node/pruefer.ts', { alone: true, out: ${JSON.stringify(datei)} });`;
spawnSync(process.execPath, ['--input-type=module', '-e', skript]);

const welt = await baueWelt(krypto);
const inhalt = await gutesBuendel(welt);
const jetzt = new Date('2026-04-01T00:00:00Z');
const urteile = (bytes: Uint8Array | Readable, laenge: number, schutz = {}) =>
  pruefeGeschuetzt({ programm: [datei], ...schutz }, { bytes, laenge }, { anker: welt.anker, jetzt });
const ABGEBROCHEN = { ok: false, code: 'pruefung.abgebrochen' };

describe('hostile files', () => {
  it('get an answer each, and none of them holds', async () => {
    const offen = [...(await angriffe(welt, inhalt))];
    const arbeite = async () => {
      for (let naechste = offen.pop(); naechste; naechste = offen.pop()) {
        const [name, bytes] = naechste;
        const ergebnis = await urteile(bytes, bytes.length);
        expect(ergebnis.ok ? ergebnis.verdikt : ergebnis.code, name).toMatch(
          /^(does not hold|cannot be decided|unlesbar|pruefung\.abgebrochen)$/,
        );
      }
    };
    await Promise.all([arbeite(), arbeite()]);
  }, 600_000);
});

describe('the judging process', () => {
  it('answers like the library, whether the file comes as bytes or as a stream', async () => {
    const gut = await writeBundle(inhalt, { krypto, stempel: welt.stempel });
    expect(await urteile(gut, gut.length)).toMatchObject({ ok: true, verdikt: 'holds' });
    expect(await urteile(Readable.from([gut]), gut.length)).toMatchObject({ ok: true, verdikt: 'holds' });
  });

  it('is ended when it takes too long or too much memory, or does not get the whole file', async () => {
    const gut = await writeBundle(inhalt, { krypto, stempel: welt.stempel });
    expect(await urteile(gut, gut.length, { zeit: 1 })).toMatchObject(ABGEBROCHEN);
    expect(await urteile(gut, gut.length, { speicher: 1024 * 1024 })).toMatchObject(ABGEBROCHEN);
    expect(await urteile(gut, gut.length + 1)).toMatchObject(ABGEBROCHEN);
    expect(await urteile(gut, gut.length - 1)).toMatchObject(ABGEBROCHEN);
    expect(await urteile(gut, gut.length, { programm: [join(folder, 'fehlt.mjs')] })).toMatchObject(ABGEBROCHEN);
  });

  it('ends by itself at a loop and at a heap that grows without end', async () => {
    const los = (code: string) =>
      pruefeGeschuetzt(
        { programm: ['--input-type=module', '-e', code], zeit: 1000 },
        { bytes: new Uint8Array(1), laenge: 1 },
        { anker: null, jetzt },
      );
    expect(await los('for (;;);')).toMatchObject(ABGEBROCHEN);
    expect(await los('const a = []; for (;;) a.push(new Array(1000).fill(a.length));')).toMatchObject(ABGEBROCHEN);
    expect(await los('const a = []; for (;;) a.push(Buffer.alloc(1e7, 1));')).toMatchObject(ABGEBROCHEN);
  });

  it('is not asked about a file that is too long', async () => {
    expect(await urteile(new Uint8Array(), 26 * 1024 * 1024)).toMatchObject({ ok: false, code: 'unlesbar' });
  });
});
