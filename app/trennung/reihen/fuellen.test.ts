import { afterAll, afterEach, beforeEach, describe, expect, it } from 'vitest';
import { neueDatenbank } from '../../../tools/test/datenbank.ts';
import { uuidv7 } from '../../base/index.ts';
import { aktiviereOrte, verbindeChef } from '../welt.ts';
import { fuelle } from './fuellen.ts';
import { readTabellen } from './spalten.ts';

const t = await neueDatenbank();
const chef = await verbindeChef(t);
const orte = await aktiviereOrte(t);
beforeEach(() => chef.query('begin'));
afterEach(() => chef.query('rollback'));
afterAll(() => chef.end());

const merkmale = () => ({
  koerperschaft: orte.thallwitz,
  leistung: 'x',
  vorgang: uuidv7(1),
  buerger: uuidv7(2),
  kanarie: 'K',
});

describe('Zeilengenerator', () => {
  it('füllt jede Tabelle, die nicht global ist', async () => {
    const eltern = await fuelle(
      chef,
      (await readTabellen(chef)).filter((x) => x.klasse !== 'global'),
      merkmale(),
    );
    for (const name of eltern.keys())
      expect((await chef.query(`select from ${name}`)).rowCount, name).toBeGreaterThan(0);
  });

  it.each([
    ['einen unbekannten Typ', 'lage point not null', /konten\.neu\.lage hat den Typ point/],
    [
      'eine Bedingung, die er nicht erfüllt',
      `kurz text not null check (length(kurz) = 3)`,
      /kann konten\.neu nicht füllen/,
    ],
  ])('nennt die Tabelle und %s', async (_name, spalte, meldung) => {
    await chef.query(
      `create table konten.neu (koerperschaft uuid primary key, ${spalte}); select base.klasse('konten.neu', 'koerperschaft')`,
    );
    const tabellen = (await readTabellen(chef)).filter((x) => x.name === 'konten.neu');
    await expect(fuelle(chef, tabellen, merkmale())).rejects.toThrow(meldung);
  });
});
