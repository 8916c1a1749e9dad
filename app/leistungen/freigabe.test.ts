import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { neueDatenbank } from '../../tools/test/datenbank.ts';
import { dienst } from '../base/index.ts';
import { aktiviere } from '../kommunen/index.ts';
import { fassungOf } from './compile.ts';
import { DIENSTE } from './dienste.ts';
import { readVorbehalte, schreibeFreigabe } from './freigabe.ts';
import { setzeGeltung } from './geltung.ts';
import { createKatalog, readOrdner, veroeffentliche } from './katalog.ts';

const t = await neueDatenbank();
const db = t.als('worker');
const umgebung = { dienste: new Set(Object.keys(DIENSTE)) };
const WURZEL = join(import.meta.dirname, '../../leistungen');
const L = 'hundesteuer-anmeldung';
const alt = readOrdner(join(WURZEL, L));
const neu = { ...alt, 'leistung.yaml': (alt['leistung.yaml'] ?? '').replace(/^name:.*$/m, 'name: Hund neu') };
const [A, B] = [fassungOf(alt), fassungOf(neu)];
let wurzen = '';
let thallwitz = '';
const meldungen: string[] = [];
const katalog = await createKatalog(db, WURZEL, umgebung, (m) => meldungen.push(m));

const entscheide = (koerperschaft: string, fassung: string | null) =>
  db.transaktion(dienst(koerperschaft, 'Test'), (tx) =>
    schreibeFreigabe(tx, { koerperschaft, leistung: L, fassung, jetzt: Date.now() }),
  );
const bei = (koerperschaft: string) => katalog.bei(koerperschaft, L)?.fassung;

beforeAll(async () => {
  wurzen = (await aktiviere(t.setup, '14729410', 'WUR', Date.now())) ?? '';
  thallwitz = (await aktiviere(t.setup, '14729380', 'THW', Date.now())) ?? '';
  expect(await veroeffentliche(t.setup, WURZEL, umgebung, Date.now())).toEqual([]);
  await entscheide(wurzen, A);
  await setzeGeltung(t.setup, L, neu, Date.now());
  await katalog.lade();
});

describe('Welche Fassung bei einer Kommune gilt', () => {
  it('ist die für alle, wenn sie nichts entschieden hat, sonst ihre', () => {
    expect([katalog.aktuell(L)?.fassung, bei(thallwitz), bei(wurzen)]).toEqual([B, B, A]);
    expect([katalog.istUneinheitlich(L), katalog.istUneinheitlich('gewerbe-anmeldung')]).toEqual([true, false]);
  });

  it('gibt auch das Aktenzeichen und die Angaben für eine Abgabe dorthin', async () => {
    expect((await katalog.geltende(L, B, wurzen)).fassung).toBe(A);
    expect((await katalog.geltende(L, A, thallwitz)).fassung).toBe(B);
    expect((await katalog.geltende(L, A)).fassung).toBe(B);
  });

  it('begrenzt, wohin ihre laufenden Vorgänge kommen', async () => {
    const darf = (k: string) => [A, B].map((f) => katalog.istFreigegeben(k, L, f));
    expect([darf(wurzen), darf(thallwitz)]).toEqual([
      [true, false],
      [true, true],
    ]);
    await entscheide(wurzen, B);
    await katalog.lade();
    expect([bei(wurzen), darf(wurzen)]).toEqual([B, [true, true]]);
    await entscheide(wurzen, A);
    await katalog.lade();
    // what it once released it may still use
    expect([bei(wurzen), darf(wurzen)]).toEqual([A, [true, true]]);
    await entscheide(wurzen, null);
    await katalog.lade();
    expect([bei(wurzen), katalog.istUneinheitlich(L)]).toEqual([B, false]);
  });

  it('lässt sich nur anfügen, nur bei sich, nur mit einer Fassung, die es gibt', async () => {
    const als = (k: string, sql: string, werte: unknown[]) =>
      db.transaktion(dienst(k, 'Test'), (tx) => tx.fuehreAus(sql, werte));
    await expect(als(wurzen, 'delete from leistungen.freigabe', [])).rejects.toThrow(/permission denied/);
    await expect(als(wurzen, 'update leistungen.freigabe set fassung = null', [])).rejects.toThrow(/permission denied/);
    await expect(entscheide(wurzen, 'gibtesnicht')).rejects.toThrow(/foreign key/);
    await expect(
      als(thallwitz, `insert into leistungen.freigabe values ($1, $2, 99, $3, now())`, [wurzen, L, A]),
    ).rejects.toThrow(/row-level security/);
  });

  it('die diese Software nicht mehr lesen kann, wird dort nicht angeboten; die anderen merken nichts', async () => {
    await t.setup.query(`insert into leistungen.fassung values ($1, 'kaputt', '{"leistung.yaml": ""}', now())`, [L]);
    await entscheide(wurzen, 'kaputt');
    await katalog.lade();
    expect([bei(wurzen), bei(thallwitz)]).toEqual([undefined, B]);
    expect(meldungen.join()).toContain('kaputt');
    await entscheide(wurzen, null);
  });

  it('ein Abbruch der Datenbank ist keine unlesbare Fassung: Der nächste Blick liest sie', async () => {
    let kaputt = true;
    const wacklig = {
      ...db,
      lesen: (async (kontext, sql, werte) => {
        if (kaputt && sql.includes('from leistungen.fassung f where')) throw new Error('Verbindung weg');
        return db.lesen(kontext, sql, werte);
      }) as typeof db.lesen,
    };
    const gehoert: string[] = [];
    const anderer = await createKatalog(wacklig, WURZEL, umgebung, (m) => gehoert.push(m));
    await entscheide(wurzen, B);
    await setzeGeltung(t.setup, L, alt, Date.now());
    await expect(anderer.lade()).rejects.toThrow('Verbindung weg');
    kaputt = false;
    await anderer.lade();
    expect([anderer.bei(wurzen, L)?.fassung, anderer.bei(thallwitz, L)?.fassung, gehoert]).toEqual([B, A, []]);
  });

  it('steht im Gedächtnis einmal, wie viele Kommunen auch bei ihr bleiben; ein später Blick verdrängt keinen früheren', async () => {
    let schwelle: (() => void) | undefined;
    let gelesen = 0;
    const langsam = {
      ...db,
      lesen: (async (kontext, sql, werte) => {
        const e = await db.lesen(kontext, sql, werte);
        if (sql.includes('from leistungen.fassung f where')) {
          gelesen++;
          await new Promise<void>((weiter) => (schwelle = weiter));
        }
        return e;
      }) as typeof db.lesen,
    };
    const anderer = await createKatalog(langsam, WURZEL, umgebung);
    await entscheide(thallwitz, B);
    const erster = anderer.lade();
    while (!schwelle) await new Promise((weiter) => setTimeout(weiter, 5));
    await entscheide(wurzen, A);
    const zweiter = anderer.lade();
    schwelle();
    await Promise.all([erster, zweiter]);
    expect([anderer.bei(wurzen, L)?.fassung, anderer.bei(thallwitz, L)?.fassung, gelesen]).toEqual([A, B, 1]);
    expect((await readVorbehalte(t.setup, L)).sort()).toEqual([wurzen, thallwitz].sort());
    expect(await readVorbehalte(t.setup, 'gewerbe-anmeldung')).toEqual([]);
    expect(anderer.gebrauchte.filter((l) => l.schluessel === L).map((l) => l.fassung)).toEqual([A, B]);
  });
});
