import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { afterAll, describe, expect, it } from 'vitest';
import { neueDatenbank } from '../../tools/test/datenbank.ts';
import { fassungOf } from './compile.ts';
import { DIENSTE } from './dienste.ts';
import { type Rueckweg, readGeltung, readRueckweg, setzeGeltung, wechsle } from './geltung.ts';
import { createKatalog, readFassung, readOrdner, veroeffentliche } from './katalog.ts';

const t = await neueDatenbank();
const db = t.als('worker');
const umgebung = { dienste: new Set(Object.keys(DIENSTE)) };
const wurzel = mkdtempSync(join(tmpdir(), 'geltung-'));
const fest = join(wurzel, 'leistungen', 'fest');
const entwurf = join(wurzel, 'fest-neu');
const QUELLE = join(import.meta.dirname, '../../leistungen/gewerbe-anmeldung');
afterAll(() => rmSync(wurzel, { recursive: true }));

/** A Leistung „fest“ whose name says which version it is. */
function lege(ordner: string, name: string): string {
  rmSync(ordner, { recursive: true, force: true });
  mkdirSync(ordner, { recursive: true });
  cpSync(QUELLE, ordner, { recursive: true });
  rmSync(join(ordner, 'amt24.yaml')); // names the key too
  const datei = join(ordner, 'leistung.yaml');
  const text = readFileSync(datei, 'utf8').replace('gewerbe-anmeldung', 'fest').replace('kurz: GA', 'kurz: FE');
  writeFileSync(datei, text.replace(/^name:.*$/m, `name: ${name}`));
  return fassungOf(readOrdner(ordner));
}
const start = async () => {
  const hinweise: string[] = [];
  const fehler = await veroeffentliche(t.setup, join(wurzel, 'leistungen'), umgebung, Date.now(), (h) => {
    if (h.datei === fest) hinweise.push(h.meldung);
  });
  expect(fehler).toEqual([]);
  return hinweise;
};
const publiziere = (ordner: string) => setzeGeltung(t.setup, 'fest', readOrdner(ordner), Date.now());
const geh = (leistung: string, weg: Rueckweg | undefined) =>
  weg && wechsle(t.setup, leistung, { von: weg.jetzt, nach: weg.davor }, Date.now());
const zurueck = async () => geh('fest', await readRueckweg(t.setup, 'fest'));

const A = lege(fest, 'Fest im Ordner');
await start();
const meldungen: string[] = [];
const katalog = await createKatalog(db, join(wurzel, 'leistungen'), umgebung, (m) => meldungen.push(m));
/** What a process offers that starts now. */
const neuGestartet = async () => {
  const k = await createKatalog(db, join(wurzel, 'leistungen'), umgebung);
  await k.lade();
  return k.aktuell('fest');
};
const name = async () => {
  await katalog.lade();
  return katalog.aktuell('fest')?.angaben.name;
};

describe('Welche Fassung gilt', () => {
  it('sagt zuerst der Ordner, dann, was veröffentlicht wird, ohne Neustart', async () => {
    expect(await name()).toBe('Fest im Ordner');
    const B = lege(entwurf, 'Fest neu');
    expect(await publiziere(entwurf)).toBe(true);
    // not before it looks: in the middle of a request nothing changes
    expect(katalog.aktuell('fest')?.fassung).toBe(A);
    expect(await name()).toBe('Fest neu');
    expect(katalog.leistungen.map((l) => l.fassung)).toEqual([B]);
    // a Vorgang of the version before goes on in it
    expect((await katalog.inFassung('fest', A)).angaben.name).toBe('Fest im Ordner');
    expect((await neuGestartet())?.fassung).toBe(B);
    expect(fassungOf((await readFassung(db, 'fest', null)) ?? {})).toBe(B);
  });

  it('ändert ein Neustart nicht, und er sagt, dass der Ordner nicht gilt', async () => {
    expect(await start()).toEqual([expect.stringContaining('Es gilt nicht dieser Ordner')]);
    expect(await name()).toBe('Fest neu');
  });

  it('noch einmal dieselbe ist keine Veröffentlichung', async () => {
    const vorher = (await t.setup.query('select * from leistungen.geltung')).rowCount;
    expect(await publiziere(entwurf)).toBe(false);
    expect((await t.setup.query('select * from leistungen.geltung')).rowCount).toBe(vorher);
  });

  it('führt zurück zu der davor, und wieder hin', async () => {
    expect(await zurueck()).toBe(true);
    expect(await name()).toBe('Fest im Ordner');
    expect(await zurueck()).toBe(true);
    expect(await name()).toBe('Fest neu');
  });

  it('geht nicht zurück, wenn inzwischen jemand anderes veröffentlicht hat', async () => {
    const weg = await readRueckweg(t.setup, 'fest');
    lege(entwurf, 'Fest noch neuer');
    await publiziere(entwurf);
    expect(await geh('fest', weg)).toBe(false);
    expect(await name()).toBe('Fest noch neuer');
  });

  it('ein geänderter Ordner gilt ab dem nächsten Start, und er sagt, was bisher galt', async () => {
    lege(fest, 'Fest im Ordner, zweite');
    expect(await start()).toEqual([expect.stringContaining('--zurueck fest')]);
    expect((await neuGestartet())?.angaben.name).toBe('Fest im Ordner, zweite');
    await zurueck();
    expect(await name()).toBe('Fest noch neuer');
  });

  it('eine Fassung, die diese Software nicht mehr lesen kann, hält nichts auf: Es bleibt die bisherige', async () => {
    const kaputt = { ...readOrdner(entwurf), 'prozess.bpmn': '<kaputt' };
    await setzeGeltung(t.setup, 'fest', kaputt, Date.now());
    expect(await name()).toBe('Fest noch neuer');
    expect(meldungen).toEqual([`Die Fassung ${fassungOf(kaputt)} von fest ist nicht da`]);
    // said once, not every few seconds
    await katalog.lade();
    expect(meldungen).toHaveLength(1);
    await zurueck();
    expect(await name()).toBe('Fest noch neuer');
  });

  it('was nur veröffentlicht und zurückgenommen wurde, wird nicht angeboten und behält seinen Namen', async () => {
    const allein = { ...readOrdner(entwurf) };
    allein['leistung.yaml'] = (allein['leistung.yaml'] ?? '')
      .replace('schluessel: fest', 'schluessel: markt')
      .replace('kurz: FE', 'kurz: MA')
      .replace('Fest noch neuer', 'Markttag');
    await setzeGeltung(t.setup, 'markt', allein, Date.now());
    await katalog.lade();
    expect(katalog.aktuell('markt')?.angaben.name).toBe('Markttag');
    const weg = await readRueckweg(t.setup, 'markt');
    expect(weg).toEqual({ jetzt: fassungOf(allein), davor: null });
    expect(await geh('markt', weg)).toBe(true);
    await katalog.lade();
    expect([katalog.aktuell('markt'), katalog.name('markt')]).toEqual([undefined, 'Markttag']);
    expect((await readGeltung(db)).find((g) => g.leistung === 'markt')).toMatchObject({ fassung: null });
    expect(await readRueckweg(t.setup, 'gibt-es-nicht')).toBeUndefined();
  });
});

describe('Zwei zugleich', () => {
  it('veröffentlichen nacheinander: Es gilt eine von beiden, und beide stehen da', async () => {
    const { host, port, database, user, password } = t.setup;
    const andere = new pg.Client({ host, port, database, user, password } as pg.ClientConfig);
    await andere.connect();
    const eine = { ...readOrdner(entwurf), 'texte.txt': 'eine' };
    const andereDateien = { ...readOrdner(entwurf), 'texte.txt': 'andere' };
    expect(
      await Promise.all([
        setzeGeltung(t.setup, 'fest', eine, Date.now()),
        setzeGeltung(andere, 'fest', andereDateien, Date.now()),
      ]),
    ).toEqual([true, true]);
    await andere.end();
    const da = await readRueckweg(t.setup, 'fest');
    expect(new Set([da?.jetzt, da?.davor])).toEqual(new Set([fassungOf(eine), fassungOf(andereDateien)]));
  });
});
