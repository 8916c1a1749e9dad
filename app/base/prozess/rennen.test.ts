import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { bundle } from '../../../tools/bundle.mjs';

const RUNDEN = 150;
const ordner = mkdtempSync(join(tmpdir(), 'rv-rennen-'));
const datei = join(ordner, 'sperre.json');
let laeufer: ChildProcess[] = [];

/** A process that tries at the instant it is told, says whether it got the lock, and gives it back when told to. */
const LAEUFER = (sperre: string) => `
  import { nimmSperre } from ${JSON.stringify(sperre)};
  let s;
  process.on('message', (m) => {
    if (m.um === undefined) { if (s.ok) s.frei(); process.send({ frei: true }); return; }
    while (Date.now() < m.um);
    s = nimmSperre(${JSON.stringify(datei)});
    process.send(s);
  });
  process.send({ da: true });`;

beforeAll(async () => {
  const sperre = await bundle('app/base/prozess/sperre.ts');
  laeufer = Array.from({ length: 3 }, () =>
    spawn(process.execPath, ['--input-type=module', '-e', LAEUFER(sperre)], {
      stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
    }),
  );
  await Promise.all(laeufer.map(sagt));
});
afterAll(() => {
  for (const l of laeufer) l.kill();
  rmSync(ordner, { recursive: true, force: true });
});

type Antwort = { ok?: boolean; pid?: number; verwaist?: boolean };
const sagt = (l: ChildProcess) => new Promise<Antwort>((ja) => l.once('message', (m) => ja(m as Antwort)));

async function alle(frage: { um?: number }): Promise<Antwort[]> {
  const antworten = laeufer.map(sagt);
  for (const l of laeufer) l.send(frage);
  return Promise.all(antworten);
}

/** One race: everybody at the same instant, over what lies there. */
async function renne(): Promise<Antwort[]> {
  const e = await alle({ um: Date.now() + 8 });
  const sieger = laeufer.filter((_, i) => e[i]?.ok);
  expect(sieger.map((l) => l.pid)).toHaveLength(1);
  // the file names who has it, and so do all others, or whoever was just taking over
  expect(JSON.parse(readFileSync(datei, 'utf8'))).toMatchObject({ pid: sieger[0]?.pid });
  for (const a of e) if (!a.ok) expect(laeufer.map((l) => l.pid)).toContain(a.pid);
  await alle({});
  return e;
}

describe('Mehrere Prozesse, die zugleich denselben Ordner wollen', () => {
  it('einer bekommt ihn, wenn er frei ist', { timeout: 120_000 }, async () => {
    for (let i = 0; i < RUNDEN; i++) await renne();
    expect(readdirSync(ordner)).toEqual([]);
  });

  it('einer bekommt ihn, wenn ein beendeter Prozess ihn zurückließ', { timeout: 120_000 }, async () => {
    for (let i = 0; i < RUNDEN; i++) {
      writeFileSync(datei, i % 2 ? '{"pid":' : JSON.stringify({ pid: 2 ** 22 + 1, start: '1' }));
      expect((await renne()).some((a) => a.verwaist)).toBe(true);
    }
    expect(readdirSync(ordner)).toEqual([]);
  });

  it('einer bekommt ihn, wenn auch die Übernahme abgebrochen wurde', { timeout: 120_000 }, async () => {
    for (let i = 0; i < 40; i++) {
      for (const d of [datei, `${datei}.uebernahme`])
        writeFileSync(d, JSON.stringify({ pid: 2 ** 22 + 1, start: '1' }));
      await renne();
      expect(existsSync(`${datei}.uebernahme`)).toBe(false);
    }
  });
});
