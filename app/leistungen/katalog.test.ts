import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { neueDatenbank } from '../../tools/test/datenbank.ts';
import { fassungOf } from './compile.ts';
import { DIENSTE } from './dienste.ts';
import { pruefeOrdner } from './entwurf/befund.ts';
import { readFassung, readOrdner, veroeffentliche } from './katalog.ts';

const t = await neueDatenbank();
const db = t.als('worker');
const WURZEL = join(import.meta.dirname, '../../leistungen');
const umgebung = { dienste: new Set(Object.keys(DIENSTE)) };
await veroeffentliche(t.setup, WURZEL, umgebung, Date.now());

describe('Zwei Leistungen nebeneinander', () => {
  const wurzel = mkdtempSync(join(tmpdir(), 'nebenan-'));
  afterAll(() => rmSync(wurzel, { recursive: true }));
  const lege = (name: string, aendere: (text: string) => string = (x) => x) => {
    cpSync(join(WURZEL, 'gewerbe-anmeldung'), join(wurzel, name), { recursive: true });
    rmSync(join(wurzel, name, 'amt24.yaml')); // names the key too
    const datei = join(wurzel, name, 'leistung.yaml');
    writeFileSync(datei, aendere(readFileSync(datei, 'utf8')));
  };
  const fehler = async () =>
    (await veroeffentliche(t.setup, wurzel, umgebung, Date.now())).map((f) => [
      f.datei.slice(wurzel.length + 1),
      f.meldung,
    ]);

  it('mit einem Schlüssel werden abgewiesen, beide, mit dem Ordner der anderen', async () => {
    lege('a');
    lege('b');
    expect(await fehler()).toEqual([
      ['a/leistung.yaml', `schluessel: „gewerbe-anmeldung“ heißt schon die Leistung in ${join(wurzel, 'b')}.`],
      ['b/leistung.yaml', `schluessel: „gewerbe-anmeldung“ heißt schon die Leistung in ${join(wurzel, 'a')}.`],
    ]);
    rmSync(join(wurzel, 'a'), { recursive: true });
    rmSync(join(wurzel, 'b'), { recursive: true });
  });

  it('mit einem Kürzel auch, und wenn es einer gehört, die früher veröffentlicht wurde: Ihre Aktenzeichen bleiben', async () => {
    lege('a', (x) => x.replace('gewerbe-anmeldung', 'gewerbe-neu'));
    expect(await fehler()).toEqual([
      [
        'a/leistung.yaml',
        expect.stringContaining('kurz: „GA“ steht schon in den Aktenzeichen von „gewerbe-anmeldung“'),
      ],
    ]);
    lege('a', (x) => x.replace('gewerbe-anmeldung', 'gewerbe-neu').replace('kurz: GA', 'kurz: GN'));
    expect(await fehler()).toEqual([]);
  });

  it('sieht auch, wer seine vor dem Veröffentlichen prüft', async () => {
    lege('b', (x) => x.replace('gewerbe-anmeldung', 'noch-eine').replace('kurz: GA', 'kurz: GN'));
    const { fehler: gefunden } = await pruefeOrdner(join(wurzel, 'b'), umgebung);
    expect(gefunden.map((f) => f.meldung)).toEqual([expect.stringContaining('kurz: „GN“')]);
  });
});

describe('Eine veröffentlichte Fassung', () => {
  it('gibt dieselben Dateien zurück, mit und ohne ihre Nummer, und ohne die Beispiele', async () => {
    const dateien = readOrdner(join(WURZEL, 'gewerbe-anmeldung'));
    expect(Object.keys(dateien).filter((d) => d.includes('beispiele/'))).toEqual([]);
    expect(await readFassung(db, 'gewerbe-anmeldung', null)).toEqual(dateien);
    expect(await readFassung(db, 'gewerbe-anmeldung', fassungOf(dateien))).toEqual(dateien);
  });

  it('die es nicht gibt, ist keine', async () => {
    expect(await readFassung(db, 'gewerbe-anmeldung', '0000000000000000')).toBeUndefined();
    expect(await readFassung(db, 'posteingang', null)).toBeUndefined();
  });

  it('von mehreren gilt die, die zuletzt veröffentlicht wurde', async () => {
    await t.setup.query(
      `insert into leistungen.fassung values ('probe', 'b', '{"a":"neu"}', now()), ('probe', 'a', '{"a":"alt"}', now() - interval '1 day')`,
    );
    expect(await readFassung(db, 'probe', null)).toEqual({ a: 'neu' });
  });
});
