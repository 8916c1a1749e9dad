import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';

const WURZEL = join(import.meta.dirname, '../../..');
const platz = mkdtempSync(join(tmpdir(), 'leistung-'));
const ordner = join(platz, 'strassenfest');
afterAll(() => rmSync(platz, { recursive: true }));

/** The command as an author types it, without any installation. */
function rufe(...woerter: string[]) {
  const p = spawnSync(process.execPath, ['tools/run.mjs', 'app/main/leistung.ts', ...woerter], {
    cwd: WURZEL,
    encoding: 'utf8',
    env: { PATH: process.env['PATH'], HOME: platz, DATEN_DIR: join(platz, 'daten') },
  });
  return { code: p.status, text: p.stdout + p.stderr };
}

describe('Eine Leistung bauen, von der Kommandozeile', () => {
  it('anlegen, prüfen, ändern, noch einmal prüfen, vergleichen', () => {
    expect(rufe('new', ordner)).toMatchObject({
      code: 0,
      text: expect.stringContaining(`npm run leistung -- test ${ordner}`),
    });
    const gut = rufe('test', ordner);
    expect(gut.code).toBe(0);
    expect(gut.text).toContain('Beispiele: 3 von 3 ergeben, was sie sollen.');
    expect(gut.text).toContain('Mindestens 5 sollten es sein');

    const kopie = join(platz, 'umgebaut/strassenfest');
    expect(rufe('new', kopie).code).toBe(0);
    const regel = join(kopie, 'regeln/pruefung.dmn');
    writeFileSync(regel, readFileSync(regel, 'utf8').replace('&gt;= tag', '&gt; tag'));
    const schlecht = rufe('test', kopie);
    expect(schlecht.code).toBe(1);
    expect(schlecht.text).toContain('variablen.pruefung.personNoetig: erwartet false, erhalten true');
    const json = JSON.parse(rufe('test', kopie, '--json').text) as { schluessel: string; beispiele: unknown[] };
    expect([json.schluessel, json.beispiele.length]).toEqual(['strassenfest', 3]);

    const anders = rufe('diff', kopie, ordner);
    expect(anders.code).toBe(1);
    expect(anders.text).toContain('geändert regeln/pruefung.dmn');
    expect(anders.text).toContain('Beispiele: Bei 1 von 3 kommt anderes heraus.');
    expect(rufe('diff', ordner, ordner)).toMatchObject({ code: 0, text: expect.stringContaining('dieselbe Fassung') });

    rmSync(join(ordner, 'beispiele'), { recursive: true });
    expect(rufe('test', ordner)).toMatchObject({ code: 2, text: expect.stringContaining('zeigt noch kein Beispiel') });
  }, 120_000);

  it('überschreibt nichts und sagt, was an einem Namen oder Ordner falsch ist', () => {
    writeFileSync(join(platz, 'datei'), '');
    expect(rufe('new', join(platz, 'datei/unter'))).toMatchObject({
      code: 1,
      text: expect.stringContaining('lässt sich nicht schreiben (ENOTDIR)'),
    });
    const da = rufe('new', platz);
    expect([da.code, existsSync(join(platz, 'leistung.yaml'))]).toEqual([3, false]);
    expect(rufe('new', join(platz, 'Straßenfest'))).toMatchObject({
      code: 3,
      text: expect.stringContaining('Umlaute schreiben Sie aus'),
    });
    expect(rufe('test', platz)).toMatchObject({ code: 3, text: expect.stringContaining('keine leistung.yaml') });
    expect(rufe('publish', platz)).toMatchObject({ code: 3, text: expect.stringContaining('keine leistung.yaml') });
    expect(rufe('veroeffentliche', platz)).toMatchObject({
      code: 3,
      text: expect.stringContaining('„veroeffentliche“ gibt es nicht.'),
    });
  }, 60_000);

  it('sagt, dass es ohne Installation nichts auszuführen und nichts zu vergleichen gibt', () => {
    const neu = join(platz, 'noch-eine');
    expect(rufe('new', neu).code).toBe(0);
    for (const e of [rufe('diff', neu), rufe('export', 'noch-eine', join(platz, 'aus')), rufe('publish', neu)])
      expect(e).toMatchObject({ code: 1, text: expect.stringContaining('gibt es keine Installation') });
    expect(existsSync(join(platz, 'aus'))).toBe(false);
  }, 60_000);
});
