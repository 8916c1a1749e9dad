import {
  cpSync,
  createReadStream,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { neueDatenbank } from '../../../tools/test/datenbank.ts';
import { createVernichten, loescheVorgang, wiederholeLoeschungen } from '../../akten/index.ts';
import { addZweitorte, createDateien, createSchluesselbund, dienst, stellbareUhr } from '../../base/index.ts';
import { joinGrabsteine, readZeilen, unpackSchluessel } from '../../base/sicherung/index.ts';
import { readStrom } from '../../nachweise/index.ts';
import { schliesseGewerbeAb } from '../../pruefstand/abschluss.ts';
import { type Fall, GEWERBE, reicheBeispielEin } from '../../pruefstand/fall.ts';
import { baueHaus, type Haus, legePersonalAn } from '../../pruefstand/haus.ts';
import { LOESCHRAEUME } from '../raeume.ts';
import { pruefeDateien, pruefeSicherung, readKopf } from './pruefen.ts';
import { sichere } from './sichern.ts';
import { pruefeGrabsteine, pruefeVersion, stelleDateienHer, stelleDatenbankHer } from './wiederherstellen.ts';

const CTX = Buffer.alloc(32, 7);
/** where the Vorgaenge happen, and an empty one beside into which backups are restored */
const [t, leer] = [await neueDatenbank(), await neueDatenbank()];
const uhr = stellbareUhr(Date.parse('2026-03-02T10:00:00Z'));
const ziel = mkdtempSync(join(tmpdir(), 'rv-ziel-'));
const [daten, schluessel] = [join(ziel, 'daten'), join(ziel, 'schluessel')];
let h: Haus;
let geloescht: Fall;
let bleibt: Fall;
let gestern: { daten: string; schluessel: string };
let orte: string[];
let listeNachLoeschung: string;
const ordner = () => ({ dateien: join(t.ordner, 'dateien'), schluessel: join(t.ordner, 'schluessel') });
const sichereJetzt = async (jetzt: string) => {
  const e = await sichere(
    { client: t.setup, ordner: ordner(), jetzt: new Date(jetzt), kennwort: null, melde: () => undefined },
    daten,
    schluessel,
  );
  if (!e.ok) throw new Error(e.meldung);
  return e;
};
async function alles(client: typeof t.setup): Promise<Map<string, string[]>> {
  const { rows } = await client.query<{ name: string }>('select name from base.tabelle order by 1');
  const m = new Map<string, string[]>();
  for (const { name } of rows)
    m.set(
      name,
      (await client.query<{ z: string }>(`select t::text as z from ${name} t order by 1`)).rows.map((r) => r.z),
    );
  return m;
}
const text = async (client: typeof t.setup) => [...(await alles(client)).values()].flat().join('\n');
async function oeffne(quelle: string, art: 'daten' | 'schluessel') {
  const s = await pruefeSicherung(quelle, art, null);
  if (!s.ok) throw new Error(s.meldung);
  return s;
}
async function stelleHer(quelle: string) {
  const s = await oeffne(quelle, 'daten');
  const kopf = await readKopf(s.zeilen());
  return stelleDatenbankHer(leer.setup, s.zeilen(), kopf, { rollen: 'rvtest', ctxSchluessel: CTX });
}
const packeAus = async (quelle: string, nach: string) =>
  unpackSchluessel((await oeffne(quelle, 'schluessel')).zeilen(), nach);
async function holeDateien(quelle: string, nach: string) {
  const s = await oeffne(quelle, 'daten');
  expect(await pruefeDateien(s, nach, false)).toMatchObject({ ok: true });
  return stelleDateienHer(s, nach, new Set());
}

beforeAll(async () => {
  h = await baueHaus(t, { uhr });
  const person = await legePersonalAn(h);
  [geloescht, bleibt] = [
    await reicheBeispielEin(h, 'wurzen', GEWERBE, '01-einfach'),
    await reicheBeispielEin(h, 'wurzen', GEWERBE, '01-einfach'),
  ];
  await schliesseGewerbeAb(h, geloescht, person, '2026-03-03');
  const dok = await t.setup.query<{ ort: string }>(
    `select datei ->> 'ort' as ort from dokumente.dokument where vorgang = $1`,
    [geloescht.vorgang],
  );
  orte = dok.rows.map((r) => r.ort);
  gestern = await sichereJetzt('2026-08-02T20:00:00Z');
  uhr.stelle(Date.parse('2026-08-03T10:00:00Z'));
  const wunsch = { grund: 'aufbewahrung-abgelaufen', archivAngeboten: true };
  const e = await loescheVorgang(
    { db: h.db, protokoll: h.protokoll, raeume: LOESCHRAEUME },
    person('s.hartig'),
    geloescht.vorgang,
    wunsch,
  );
  expect(e).toMatchObject({ ok: true });
  await h.schlangeUeber(h.dienste, [['vorgang.vernichten', createVernichten({ ...h, db: h.worker })]]).leeren();
  listeNachLoeschung = readFileSync(join(daten, 'grabsteine.txt'), 'utf8');
});
afterAll(() => rmSync(ziel, { recursive: true, force: true }));

describe('Eine Sicherung', () => {
  it('bringt jede Zeile jeder Tabelle zurück, wie sie war', async () => {
    const heute = await sichereJetzt('2026-08-03T11:00:00Z');
    const n = await stelleHer(heute.daten);
    const [vorher, nachher] = [await alles(t.setup), await alles(leer.setup)];
    expect([...nachher.keys()]).toEqual([...vorher.keys()]);
    for (const [name, zeilen] of vorher) expect(nachher.get(name), name).toEqual(zeilen);
    expect(n).toBeGreaterThan(500);
    // triggers are awake again
    await expect(leer.setup.query('update nachweise.ereignis set n = n')).rejects.toThrow('nie verändert');
  });

  it('hält Schlüssel und Daten getrennt und kennt keinen Gegenzeichner', async () => {
    expect(readdirSync(gestern.daten).sort()).toEqual([
      'LIESMICH.txt',
      'dateien',
      'datenbank.jsonl.gz',
      'sicherung.json',
      'verzeichnis.jsonl.gz',
    ]);
    expect(readdirSync(gestern.schluessel).sort()).toEqual(['LIESMICH.txt', 'schluessel.jsonl.gz', 'sicherung.json']);
    const gleich = await sichere(
      { client: t.setup, ordner: ordner(), jetzt: new Date(), kennwort: null, melde: () => undefined },
      daten,
      join(daten, 'x'),
    );
    expect(gleich).toMatchObject({ ok: false, meldung: expect.stringContaining('nicht im selben Ordner') });
  });

  it('läuft nach 30 Tagen ab, bei Daten und bei Schlüsseln', async () => {
    await sichereJetzt('2026-07-03T11:00:01Z');
    await sichereJetzt('2026-08-02T11:00:00Z');
    expect(readdirSync(daten)).toContain('2026-07-03T11-00-01Z');
    await sichereJetzt('2026-08-02T11:00:02Z');
    for (const z of [daten, schluessel]) expect(readdirSync(z)).not.toContain('2026-07-03T11-00-01Z');
  });

  it('wird beschädigt, abgeschnitten oder aus anderer Version nicht genommen', async () => {
    const kopie = join(ziel, 'kopie');
    cpSync(gestern.daten, kopie, { recursive: true });
    const datei = join(kopie, 'datenbank.jsonl.gz');
    const gut = readFileSync(datei);
    writeFileSync(datei, gut.subarray(0, gut.length - 10));
    expect(await pruefeSicherung(kopie, 'daten', null)).toMatchObject({
      ok: false,
      meldung: expect.stringContaining('beschädigt'),
    });
    await expect(async () => {
      for await (const _ of readZeilen(createReadStream(datei)));
    }).rejects.toThrow();
    expect(await pruefeSicherung(gestern.schluessel, 'daten', null)).toMatchObject({ ok: false });
    expect(await pruefeSicherung(join(ziel, 'nichts'), 'daten', null)).toMatchObject({
      ok: false,
      meldung: expect.stringContaining('nichts verändert'),
    });
    const kopf = await readKopf((await oeffne(gestern.daten, 'daten')).zeilen());
    expect(pruefeVersion(kopf)).toEqual({ ok: true });
    expect(
      pruefeVersion({ ...kopf, migrationen: [...kopf.migrationen, { raum: 'base', nr: 99, sha256: 'x' }] }),
    ).toMatchObject({
      ok: false,
      meldung: expect.stringContaining('base/99'),
    });
  });
});

describe('Heute gelöscht, gestern gesichert, morgen wiederhergestellt', () => {
  it('bleibt der Inhalt überall weg, auch wenn Datenbank, Dateien und Schlüssel von gestern zurückkommen', async () => {
    const wurzel = mkdtempSync(join(tmpdir(), 'rv-neu-'));
    const hier = { dateien: join(wurzel, 'dateien'), schluessel: join(wurzel, 'schluessel') };
    cpSync(ordner().schluessel, hier.schluessel, { recursive: true });
    await stelleHer(gestern.daten);
    expect(await text(leer.setup)).toContain(geloescht.aktenzeichen); // the restored rows alone would show it
    expect(await holeDateien(gestern.daten, hier.dateien)).toBeGreaterThan(0);
    expect(orte.every((o) => existsSync(join(hier.dateien, geloescht.koerperschaft, o.slice(0, 2), o)))).toBe(true);
    await packeAus(gestern.schluessel, hier.schluessel);

    const bund = createSchluesselbund(hier.schluessel);
    const db = leer.als('worker', uhr);
    const protokoll = { bund, uhr, plattform: leer.plattform };
    const d = { db, protokoll, raeume: LOESCHRAEUME, dateien: createDateien(hier.dateien, bund) };
    const haeuser = Object.values(h.ort);
    expect(await wiederholeLoeschungen(d, haeuser)).toEqual({ geloescht: 1, vernichtet: 0 });
    expect(await wiederholeLoeschungen(d, haeuser)).toEqual({ geloescht: 0, vernichtet: 0 });

    const danach = await text(leer.setup);
    for (const wort of [geloescht.aktenzeichen, ...orte]) expect(danach.includes(wort), wort).toBe(false);
    expect(danach).toContain(bleibt.aktenzeichen);
    for (const o of orte)
      expect(readdirSync(hier.dateien, { recursive: true, encoding: 'utf8' }).some((n) => n.endsWith(o))).toBe(false);
    expect(bund.lager.read(geloescht.koerperschaft, geloescht.vorgang)).toBeUndefined();
    const lies = (v: string) =>
      db.transaktion(dienst(h.ort.wurzen, 'Test'), (tx) => readStrom(tx, protokoll, h.ort.wurzen, v));
    expect(await lies(geloescht.vorgang)).toEqual([]);
    expect((await lies(bleibt.vorgang)).length).toBeGreaterThan(1);
    const e = (await lies(h.ort.wurzen)).at(-1)?.ereignis;
    expect(e).toMatchObject({
      kind: 'vorgang.geloescht',
      data: { vorgang: geloescht.vorgang, grund: 'wiederholt-nach-wiederherstellung' },
    });
    rmSync(wurzel, { recursive: true });
  });

  it('auch ein alter Schlüsselordner ohne Grabstein öffnet nichts: Die Datenbank sagt, was gelöscht ist', async () => {
    const heute = await sichereJetzt('2026-08-03T12:00:00Z');
    await stelleHer(heute.daten);
    const alt = join(mkdtempSync(join(tmpdir(), 'rv-alt-')), 'schluessel');
    await packeAus(gestern.schluessel, alt);
    const bund = createSchluesselbund(alt);
    expect(bund.lager.read(geloescht.koerperschaft, geloescht.vorgang)).toBeDefined();
    const protokoll = { bund, uhr, plattform: leer.plattform };
    const d = {
      db: leer.als('worker', uhr),
      protokoll,
      raeume: LOESCHRAEUME,
      dateien: createDateien(join(alt, '..', 'd'), bund),
    };
    expect(await wiederholeLoeschungen(d, Object.values(h.ort))).toEqual({ geloescht: 0, vernichtet: 1 });
    expect(bund.lager.read(geloescht.koerperschaft, geloescht.vorgang)).toBeUndefined();
    rmSync(join(alt, '..'), { recursive: true });
  });

  it('bleibt es auch auf einer leeren Maschine weg: Die Liste der Löschungen liegt neben den Sicherungen', async () => {
    const neu = mkdtempSync(join(tmpdir(), 'rv-leer-'));
    const hier = { dateien: join(neu, 'dateien'), schluessel: join(neu, 'schluessel') };
    // lies there since the erasure, not since the next backup
    const liste = join(daten, 'grabsteine.txt');
    expect(listeNachLoeschung).toContain(geloescht.vorgang);
    expect(readFileSync(join(schluessel, 'grabsteine.txt'), 'utf8')).toContain(geloescht.vorgang);

    const ohne = pruefeGrabsteine(hier.schluessel, null, [gestern.schluessel]);
    expect(ohne).toMatchObject({ ok: false, meldung: expect.stringMatching(/leer.*käme wieder.*grabsteine\.txt/) });
    expect(pruefeGrabsteine(hier.schluessel, { datei: join(daten, 'nichts') }, [])).toMatchObject({ ok: false });
    expect(pruefeGrabsteine(hier.schluessel, { datei: join(gestern.daten, 'LIESMICH.txt') }, [])).toMatchObject({
      ok: false,
      meldung: expect.stringContaining('keine Liste'),
    });
    expect(pruefeGrabsteine(hier.schluessel, 'ohne', [])).toEqual({ ok: true, text: null });
    expect(pruefeGrabsteine(ordner().schluessel, null, [])).toEqual({ ok: true, text: null });
    const gut = pruefeGrabsteine(hier.schluessel, { datei: liste }, []);
    if (!gut.ok || gut.text === null) throw new Error('Die Liste fehlt');
    expect(joinGrabsteine(gut.text, hier.schluessel).anzahl).toBeGreaterThan(0);

    await packeAus(gestern.schluessel, hier.schluessel);
    await stelleHer(gestern.daten);
    await holeDateien(gestern.daten, hier.dateien);
    const bund = createSchluesselbund(hier.schluessel);
    const protokoll = { bund, uhr, plattform: leer.plattform };
    const d = {
      db: leer.als('worker', uhr),
      protokoll,
      raeume: LOESCHRAEUME,
      dateien: createDateien(hier.dateien, bund),
    };
    expect(await wiederholeLoeschungen(d, Object.values(h.ort))).toMatchObject({ geloescht: 1 });
    expect(await text(leer.setup)).not.toContain(geloescht.aktenzeichen);
    expect(bund.lager.read(geloescht.koerperschaft, geloescht.vorgang)).toBeUndefined();
    expect(bund.lager.read(bleibt.koerperschaft, bleibt.vorgang)).toBeDefined();
    rmSync(neu, { recursive: true });
  });

  it('fehlt ein zweiter Ort für die Liste, wird gelöscht und der Ort genannt, bis er wieder da ist', () => {
    const neu = mkdtempSync(join(tmpdir(), 'rv-ort-'));
    const [wurzel, ort] = [join(neu, 'schluessel'), join(neu, 'platte')];
    addZweitorte(wurzel, [ort]);
    const bund = createSchluesselbund(wurzel);
    bund.lager.destroy(bleibt.koerperschaft, 'x', new Date('2026-08-03T10:00:00Z'));
    expect(bund.spiegleGrabsteine()).toEqual([{ ort, meldung: 'Der Ordner ist nicht da.' }]);
    expect(existsSync(ort)).toBe(false);
    mkdirSync(ort);
    expect(bund.spiegleGrabsteine()).toEqual([]);
    expect(readFileSync(join(ort, 'grabsteine.txt'), 'utf8')).toContain(' x 2026-08-03T10:00:00.000Z');
    rmSync(neu, { recursive: true });
  });

  it('passt ein Schlüssel von gestern auch nach dem Wechsel des Hausschlüssels', async () => {
    const hier = join(mkdtempSync(join(tmpdir(), 'rv-kek-')), 'schluessel');
    cpSync(ordner().schluessel, hier, { recursive: true });
    await createSchluesselbund(hier).lager.rotate(h.ort.wurzen);
    const pfad = join(hier, 'dek', h.ort.wurzen, bleibt.vorgang.slice(-2), bleibt.vorgang);
    const vorher = createSchluesselbund(hier).lager.read(h.ort.wurzen, bleibt.vorgang);
    rmSync(pfad);
    rmSync(join(hier, 'tagebuch'), { recursive: true, force: true });
    await packeAus(gestern.schluessel, hier);
    expect(createSchluesselbund(hier).lager.read(h.ort.wurzen, bleibt.vorgang)).toEqual(vorher);
    rmSync(join(hier, '..'), { recursive: true });
  });
});
