import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import { nimmSperre } from './sperre.ts';

const ordner = mkdtempSync(join(tmpdir(), 'rv-sperre-'));
const datei = join(ordner, 'tief', 'sperre.json');
beforeEach(() => rmSync(join(ordner, 'tief'), { recursive: true, force: true }));
afterAll(() => rmSync(ordner, { recursive: true, force: true }));

const halter = () => JSON.parse(readFileSync(datei, 'utf8')) as { pid: number; start: string };
const startVon = (pid: number) => readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ').at(-1)?.split(' ')[19] ?? '';

describe('Die Sperre eines Datenordners', () => {
  it('gehört dem, der sie nimmt, und ist danach wieder frei', () => {
    const s = nimmSperre(datei);
    expect(s).toMatchObject({ ok: true, verwaist: false });
    expect(halter()).toEqual({ pid: process.pid, start: startVon(process.pid) });
    if (s.ok) s.frei();
    expect(existsSync(datei)).toBe(false);
  });

  it('nennt den fremden Prozess, der hier schon läuft, und rührt seine Sperre nicht an', () => {
    const kind = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)'], { stdio: 'ignore' });
    try {
      const seine = { pid: kind.pid ?? 0, start: startVon(kind.pid ?? 0) };
      nimmSperre(datei);
      writeFileSync(datei, JSON.stringify(seine));
      expect(nimmSperre(datei)).toEqual({ ok: false, pid: kind.pid });
      expect(halter()).toEqual(seine);
    } finally {
      kind.kill();
    }
  });

  it('übernimmt sie, wenn der Prozess tot ist oder seine Nummer inzwischen einem anderen gehört', () => {
    nimmSperre(datei);
    for (const alt of [
      { pid: 2 ** 22 + 1, start: '1' },
      { pid: process.ppid, start: '1' },
      { pid: process.pid, start: '1' },
    ]) {
      writeFileSync(datei, JSON.stringify(alt));
      expect(nimmSperre(datei), JSON.stringify(alt)).toMatchObject({ ok: true, verwaist: true });
      expect(halter().pid).toBe(process.pid);
    }
  });

  it.each(['', '{', '{"pid": 12', 'null', '[]', '\0\0\0\0'])(
    'hält eine halb geschriebene Sperre für verwaist: %j',
    (inhalt) => {
      nimmSperre(datei);
      writeFileSync(datei, inhalt);
      expect(nimmSperre(datei)).toMatchObject({ ok: true, verwaist: true });
    },
  );

  it('gehört auch ohne Startzeit (kein /proc) dem, der lebt', () => {
    nimmSperre(datei);
    writeFileSync(datei, JSON.stringify({ pid: process.ppid, start: '' }));
    expect(nimmSperre(datei)).toEqual({ ok: false, pid: process.ppid });
    for (const pid of [2 ** 22 + 1, 0, -1, 'x']) {
      writeFileSync(datei, JSON.stringify({ pid, start: '' }));
      expect(nimmSperre(datei), String(pid)).toMatchObject({ ok: true, verwaist: true });
    }
  });

  it('nimmt derselbe Prozess kein zweites Mal', () => {
    nimmSperre(datei);
    expect(nimmSperre(datei)).toEqual({ ok: false, pid: process.pid });
  });
});
