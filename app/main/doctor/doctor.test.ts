import { chmodSync, mkdirSync, mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import { nimmSperre } from '../../base/prozess/sperre.ts';
import { untersuche } from './bericht.ts';

const JETZT = Date.parse('2026-11-27T10:00:00Z');
const wurzel = mkdtempSync(join(tmpdir(), 'rv-doctor-'));
const daten = join(wurzel, 'daten');
const schluessel = join(daten, 'schluessel');
afterAll(() => rmSync(wurzel, { recursive: true, force: true }));

const DATEIEN = ['kontext.key', 'postgres.kennwort', 'setup.kennwort', 'rollen.json', 'oidc.geheim'];
const lege = (name: string, text = 'sehr-geheim') => writeFileSync(join(schluessel, name), text, { mode: 0o600 });
beforeEach(() => {
  rmSync(daten, { recursive: true, force: true });
  mkdirSync(schluessel, { recursive: true, mode: 0o700 });
  for (const d of DATEIEN) lege(d);
  mkdirSync(join(daten, 'postgres'));
  writeFileSync(join(daten, 'postgres/PG_VERSION'), '18\n');
});

/** Every file below, with what would tell that it was touched. */
const spuren = () =>
  readdirSync(wurzel, { recursive: true, encoding: 'utf8' })
    .sort()
    .map((n) => [n, statSync(join(wurzel, n)).mtimeMs, statSync(join(wurzel, n)).mode]);

async function doctor(env: Record<string, string> = {}, node = '20.20.2') {
  const vorher = spuren();
  const { zeilen, code } = await untersuche({ DATEN_DIR: daten, ...env }, node, JETZT);
  expect(spuren()).toEqual(vorher);
  const text = zeilen.join('\n');
  expect(text).not.toContain('sehr-geheim');
  return { text, code };
}

describe('npm run doctor', () => {
  it('findet an einer ruhenden Anlage keinen Fehler und sagt, was es weiß', async () => {
    const { text, code } = await doctor();
    expect([text, code]).toEqual([text, 0]);
    expect(text).toContain('Die Anlage läuft nicht.');
    expect(text).toContain('Daten von PostgreSQL 18');
    expect(text).toContain('liest nur sein Benutzer (700)');
    expect(text).toContain('Es ist keine Sicherung bekannt.');
  });

  it('sagt bei Daten einer anderen Hauptversion von PostgreSQL, wie sie umziehen', async () => {
    writeFileSync(join(daten, 'postgres/PG_VERSION'), '15\n');
    const { text, code } = await doctor();
    expect(code).toBe(1);
    expect(text).toMatch(/FEHLER +Die Daten in .* sind von PostgreSQL 15, dieses Programm bringt PostgreSQL 18 mit\./);
    expect(text).toContain('npm run daten -- umziehen --programme ORDNER');
  });

  it('nennt jede Einstellung mit ihrer Herkunft, Geheimes nur als gesetzt', async () => {
    const { text } = await doctor({ PORT: '8099', DATABASE_URL: 'postgres://u:sehr-geheim@127.0.0.1:1/rv' });
    expect(text).toMatch(/PORT +8099 {2}\[Umgebung\]/);
    expect(text).toMatch(/DATABASE_URL +gesetzt {2}\[Umgebung\]/);
    expect(text).toMatch(/BETRIEB +demo {2}\[Vorgabe\]/);
    expect(text).toMatch(/FEHLER +Die Datenbank ist nicht erreichbar \(ECONNREFUSED\)/);
  });

  it('sagt vor dem ersten Start, dass es noch nichts gibt', async () => {
    const { text, code } = await doctor({ DATEN_DIR: join(wurzel, 'noch/nicht') });
    expect(code).toBe(0);
    expect(text).toContain('der erste Start legt ihn an');
  });

  it.each<[string, () => void, string]>([
    ['offene Rechte', () => chmodSync(schluessel, 0o750), `chmod 700 ${schluessel}`],
    ['ein fehlender Schlüssel', () => rmSync(join(schluessel, 'kontext.key')), 'fehlt kontext.key'],
    [
      'eine halbe Wiederherstellung',
      () => writeFileSync(join(daten, 'wiederherstellung.unfertig'), ''),
      'unterbrochen',
    ],
    ['eine falsche Zeugendatei', () => writeFileSync(join(daten, 'zeugen.json'), '{'), 'zeugen.json'],
  ])('endet mit 1, wenn etwas nicht stimmt: %s', async (_, tue, satz) => {
    tue();
    const { text, code } = await doctor();
    expect(code).toBe(1);
    expect(text).toContain(satz);
    expect(text).toMatch(/FEHLER/);
    expect(text).toContain('→');
  });

  it('endet mit 1 bei falscher Einstellung, ungeschützter Verbindung und altem Node', async () => {
    expect(await doctor({ PORT: 'achtzig' })).toMatchObject({
      code: 1,
      text: expect.stringContaining('PORT ist ungültig'),
    });
    const fern = await doctor({ DATABASE_URL: 'postgres://u:sehr-geheim@db.example/rv' });
    expect(fern).toMatchObject({ code: 1, text: expect.stringContaining('ohne TLS zu einem anderen Rechner') });
    expect(await doctor({}, '20.19.0')).toMatchObject({ code: 1, text: expect.stringContaining('zu alt') });
    for (const node of ['20.20.0', '22.1.0', '24.0.0']) expect((await doctor({}, node)).code).toBe(0);
  });

  it('hält für einen Hinweis, was der nächste Start selbst macht', async () => {
    rmSync(join(schluessel, 'rollen.json'));
    expect(await doctor()).toMatchObject({
      code: 0,
      text: expect.stringContaining('fehlt rollen.json; der nächste Start'),
    });
  });

  it('kennt die letzte Sicherung und ihr Alter, und sagt, wenn ein Ort nicht da ist', async () => {
    const [alt, frisch] = [join(wurzel, 's'), join(wurzel, 's-schluessel')];
    for (const [ort, namen] of [
      [alt, ['2026-11-01T01-02-03Z', '2026-11-10T01-02-03Z', 'etwas anderes']],
      [frisch, ['2026-11-26T01-02-03Z']],
    ] as const)
      for (const n of namen) mkdirSync(join(ort, n), { recursive: true });
    lege('grabsteine.orte', `${alt}\n${frisch}\n/gibt/es/nicht\n`);
    const { text, code } = await doctor();
    expect(code).toBe(0);
    expect(text).toMatch(new RegExp(`gut +Letzte Sicherung in ${frisch}: 2026-11-26T01:02:03.000Z, vor einem Tag`));
    expect(text).toMatch(new RegExp(`Hinweis +Letzte Sicherung in ${alt}: 2026-11-10T01:02:03.000Z, vor 17 Tagen`));
    expect(text).toContain('Der Ort /gibt/es/nicht');
  });

  it('sieht, dass die Anlage läuft', async () => {
    const s = nimmSperre(join(daten, 'sperre.json'));
    rmSync(join(schluessel, 'setup.kennwort'));
    expect((await doctor()).text).toContain(`Die Anlage läuft (Prozess ${process.pid}).`);
    if (s.ok) s.frei();
  });
});
