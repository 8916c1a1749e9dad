import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { neueDatenbank } from '../../tools/test/datenbank.ts';
import { fassungOf } from './compile.ts';
import { DIENSTE } from './dienste.ts';
import { readFassung, readOrdner, veroeffentliche } from './katalog.ts';

const t = await neueDatenbank();
const db = t.als('worker');
const WURZEL = join(import.meta.dirname, '../../leistungen');
const umgebung = { dienste: new Set(Object.keys(DIENSTE)) };
await veroeffentliche(t.setup, WURZEL, umgebung, Date.now());

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
