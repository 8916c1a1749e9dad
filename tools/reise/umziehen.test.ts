import { cpSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createSchluesselbund, ordner as ordnerOf, type Zugang } from '../../app/base/index.ts';
import {
  type Eingebettet,
  fremdeProgramme,
  initCluster,
  PORT_NR,
  prepareEmbedded,
  startServer,
} from '../../app/base/postgres/embedded.ts';
import { readHauptversion } from '../../app/base/postgres/umzug.ts';
import { alsRolle, verbinde } from '../../app/main/verbindung.ts';
import { rufeDaten } from './daten.ts';
import { meineAntraege, meldeHundAn } from './hundmelden.ts';
import { failingStart, type Instanz, neuerOrdner, startInstanz } from './instanz.ts';
import { BIN15, PG15 } from './postgres15.ts';

// A house whose data are of PostgreSQL 15 moves to the one that comes with the program.
const MINUTEN = 60_000;
const umgebung = { DEMO_BESTAND: 'leer' };
const [haus, zweites] = [neuerOrdner(), neuerOrdner()];
const o = ordnerOf(haus.daten);
let alt: Eingebettet;
let adresse = '';
let aktenzeichen = '';
let instanz: Instanz | undefined;

/** The house as a program would have left it whose own PostgreSQL was 15: same folders, same passwords, all by our launcher. */
async function lebeMit15(): Promise<void> {
  const bund = createSchluesselbund(o.schluessel);
  const kennwort = (name: string) => bund.datei(name, () => Buffer.from(`wort-${name}`)).toString();
  const hier = prepareEmbedded({ daten: o.postgres, programme: o.programme, lauf: o.lauf });
  alt = fremdeProgramme(hier, BIN15, { daten: o.postgres, lauf: `${o.lauf}15` });
  initCluster(alt, kennwort('postgres.kennwort'), true);
  const wort = kennwort('setup.kennwort');
  adresse = `postgres://rathausverbund_setup:${wort}@localhost/rathausverbund?host=${encodeURIComponent(alt.lauf)}`;
  await mit15(o.postgres, async () => {
    const wo = { host: alt.lauf, port: PORT_NR, database: 'postgres' };
    const chef = await verbinde({ ...wo, user: 'postgres', password: kennwort('postgres.kennwort') });
    await chef.query(`create role rathausverbund_setup login createrole password '${wort}'`);
    await chef.query('create database rathausverbund owner rathausverbund_setup');
    await chef.end();
    instanz = await startInstanz({ daten: haus.daten, umgebung: { ...umgebung, DATABASE_URL: adresse } });
    aktenzeichen = await meldeHundAn(instanz.basis);
    await instanz.stop();
  });
}
async function mit15<T>(daten: string, fn: () => Promise<T>): Promise<T> {
  const server = await startServer({ ...alt, daten }, {});
  try {
    return await fn();
  } finally {
    server.stop();
    await server.ende;
  }
}
const zieheUm = (...woerter: string[]) => rufeDaten(haus.daten, ['umziehen', ...woerter]);
const beiseite = () => readdirSync(haus.daten).find((n) => n.startsWith('postgres-15-')) ?? '';

describe.skipIf(!PG15)('Umziehen von PostgreSQL 15 (ohne dieses: übersprungen)', { timeout: 4 * MINUTEN }, () => {
  beforeAll(lebeMit15, 4 * MINUTEN);
  afterAll(async () => {
    await instanz?.stop();
    haus.weg();
    zweites.weg();
  }, MINUTEN);

  it('der Start und jeder Befehl sagen, dass die Daten von einer anderen Hauptversion sind', async () => {
    const satz = /^[^\n]*von PostgreSQL 15[^\n]*Es wurde nichts verändert\.[^\n]*umziehen --programme[^\n]*$/;
    const { code, meldung } = await failingStart({ daten: haus.daten, umgebung });
    expect(code).toBe(1);
    expect(meldung).toMatch(satz);
    expect(await rufeDaten(haus.daten, ['nachrechnen'])).toMatchObject({
      code: 1,
      meldung: expect.stringMatching(satz),
    });
    expect(readHauptversion(o.postgres)).toBe(15);
  });

  it('fremde Programme werden nicht genommen', async () => {
    const { bin } = prepareEmbedded({ daten: join(haus.daten, 'x'), programme: o.programme, lauf: o.lauf });
    expect(await zieheUm('--programme', bin)).toMatchObject({
      code: 1,
      meldung: expect.stringMatching(
        /liegt PostgreSQL 18; die Daten sind von PostgreSQL 15\. Es wurde nichts verändert/,
      ),
    });
    expect(await zieheUm('--programme', '/nirgends')).toMatchObject({
      code: 1,
      meldung: expect.stringContaining('kein PostgreSQL'),
    });
  });

  it('hart abgebrochen bleibt alles, wie es war, und der nächste Aufruf fängt von vorn an', async () => {
    const halb = await rufeDaten(haus.daten, ['umziehen', '--programme', BIN15], 'Die Daten werden kopiert');
    expect(halb.code).toBeNull();
    expect(readHauptversion(o.postgres)).toBe(15);
    const ganz = await zieheUm('--programme', BIN15);
    expect(ganz).toMatchObject({ code: 0, meldung: '' });
    expect(ganz.ausgabe).toMatch(
      /Umgezogen: \d{4,} Zeilen, alle verglichen\.\nDie bisherigen Daten liegen.*postgres-15-/,
    );
    expect([readHauptversion(o.postgres), readHauptversion(join(haus.daten, beiseite()))]).toEqual([18, 15]);
    expect(readdirSync(haus.daten).filter((n) => /\.neu|\.umzug|lauf-/.test(n))).toEqual([]);
    expect(await zieheUm('--programme', BIN15)).toMatchObject({
      code: 1,
      meldung: expect.stringContaining('schon von PostgreSQL 18'),
    });
  });

  it('danach läuft das Haus weiter, und jedes Ereignis stimmt', async () => {
    instanz = await startInstanz({ daten: haus.daten, umgebung });
    expect(await meineAntraege(instanz.basis)).toContain(aktenzeichen);
    expect(await meldeHundAn(instanz.basis)).not.toBe(aktenzeichen);
    await instanz.stop();
    expect(await rufeDaten(haus.daten, ['nachrechnen'])).toMatchObject({ code: 0 });
  });

  it('die alten Daten liegen unversehrt daneben; ein Server mit ihnen geht auch als Herkunft', async () => {
    for (const teil of ['schluessel', 'dateien'])
      cpSync(join(haus.daten, teil), join(zweites.daten, teil), { recursive: true });
    await mit15(join(haus.daten, beiseite()), async () => {
      expect(await rufeDaten(zweites.daten, ['umziehen', '--von', `${adresse}x`])).toMatchObject({
        code: 1,
        meldung: expect.stringContaining('nicht erreichbar'),
      });
      const von = async (woher: string) => (await rufeDaten(zweites.daten, ['umziehen', '--von', woher])).meldung;
      expect(await von(adresse.replace('/rathausverbund?', '/postgres?'))).toMatch(
        /keine Datenbank des Rathausverbunds/,
      );
      const { app } = (JSON.parse(readFileSync(join(o.schluessel, 'rollen.json'), 'utf8')) as Zugang).kennwoerter;
      expect(await von(adresse.replace(/\/\/.*@/, `//rathausverbund_app:${app}@`))).toMatch(/sieht nicht alles/);
      const wo = { host: alt.lauf, port: PORT_NR, database: 'rathausverbund' };
      const arbeitet = new pg.Client(alsRolle(wo, { praefix: 'rathausverbund', kennwoerter: { app } }, 'app'));
      await arbeitet.connect();
      expect(await von(adresse)).toMatch(/arbeitet noch eine Installation/);
      await arbeitet.end();
      expect(readHauptversion(join(zweites.daten, 'postgres'))).toBeNull();
      expect(await rufeDaten(zweites.daten, ['umziehen', '--von', adresse])).toMatchObject({ code: 0, meldung: '' });
    });
    expect(readHauptversion(join(zweites.daten, 'postgres'))).toBe(18);
    const nachgerechnet = await rufeDaten(zweites.daten, ['nachrechnen']);
    expect(nachgerechnet).toMatchObject({ code: 0 });
  });
});
