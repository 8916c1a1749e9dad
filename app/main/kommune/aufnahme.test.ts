import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { beforeAll, describe, expect, inject, it } from 'vitest';
import { neueDatenbank } from '../../../tools/test/datenbank.ts';
import { dienst } from '../../base/index.ts';
import { readAuftritt, readVerzeichnis } from '../../kommunen/index.ts';
import { meldeMitarbeiterAn, readPersonal } from '../../konten/index.ts';
import { readStrom } from '../../nachweise/index.ts';
import { baueHaus, type Haus } from '../../pruefstand/haus.ts';
import { type Aufnahme, nimmKommuneAuf, readAufnahme, VORLAGE } from './aufnahme.ts';

const t = await neueDatenbank();
const ordner = mkdtempSync(join(tmpdir(), 'rv-aufnahme-'));
const AGS = '14729040';
let h: Haus;
let gesagt: string[] = [];

const lies = (text: string) => {
  const datei = join(ordner, 'kommune.yaml');
  writeFileSync(datei, text);
  return readAufnahme(datei);
};
const gut = (): Aufnahme => {
  const e = lies(VORLAGE);
  if (!e.ok) throw new Error(e.fehler.join('\n'));
  return e.wert;
};
const nimm = (a: Aufnahme, eintragen = true, client = t.setup) => {
  gesagt = [];
  const deps = { client, db: h.worker, protokoll: h.protokoll, betrieb: 'demo' as const };
  return nimmKommuneAuf(deps, a, eintragen, (z) => gesagt.push(z));
};
const kuerzel = async () =>
  (await t.setup.query('select kuerzel from kommunen.koerperschaft where kuerzel is not null order by 1')).rows;

beforeAll(async () => {
  h = await baueHaus(t);
});

describe('Die Datei', () => {
  it('ist als Vorlage gut, und die IBAN steht danach ohne Lücken', () => {
    expect(gut().briefkopf.iban).toBe('DE02120300000000202051');
  });

  it.each([
    ['kuerzel: BOE', 'kuerzel: Böhlen', /^kuerzel: Der Text hat nicht die Form/],
    ['plz: "04564"', 'plz: 04564', /^briefkopf\.plz: Hier muss ein Text stehen/],
    [
      'kasse: Musterbank',
      'kase: Musterbank',
      /briefkopf\.kase: Diesen Schlüssel gibt es hier nicht\. Meinten Sie „kasse“/,
    ],
    ['2020 51"', '2020 52"', /^briefkopf\.iban: Diese IBAN gibt es nicht/],
    ['  kennung: m.muster', '  # kennung', /^leitung\.kennung: Diese Angabe fehlt/],
    ['kennung: m.muster', 'kennung: m muster', /^leitung\.kennung: Hier fehlt die Kennung/],
    ['funktion: Hauptamtsleiterin', `funktion: ${'x'.repeat(121)}`, /^leitung\.funktion: /],
    ['telefon: "034206 000-12"', 'telefon: Pforte', /^leitung\.telefon: /],
    ['kasse: Musterbank', 'kasse: "Muster\\0bank"', /^briefkopf\.kasse: Der Text hat nicht die Form/],
    ['kuerzel: BOE', 'kuerzel: BOE\nkuerzel: BO', /^Zeile 3, Spalte 1: Dieser Schlüssel steht hier schon/],
  ])('mit einem Fehler (%s → %s) wird mit Stelle abgewiesen', (was, durch, satz) => {
    const e = lies(VORLAGE.replace(was, durch));
    expect(e.ok ? [] : e.fehler.join('\n')).toMatch(satz);
  });

  it('die fehlt, wird genannt', () => {
    expect(readAufnahme(join(ordner, 'nichts.yaml'))).toMatchObject({ ok: false, fehler: [/nichts\.yaml/] });
  });
});

describe('Eine Kommune', () => {
  it('wird ohne --eintragen nur geprüft', async () => {
    const vorher = await kuerzel();
    expect(await nimm(gut(), false)).toBe(0);
    expect(gesagt.join('\n')).toContain('Erste Leitung: Maria Muster, Hauptamtsleiterin, Kennung m.muster');
    expect(gesagt.join('\n')).toContain('Es wurde nichts verändert.');
    expect(await kuerzel()).toEqual(vorher);
  });

  it.each([
    [{ gemeindeschluessel: '00000000' }, /gibt es nicht im Gemeindeverzeichnis/],
    [{ gemeindeschluessel: '14729410' }, /Stadt Wurzen arbeitet hier schon, mit dem Kürzel WUR/],
    [{ kuerzel: 'WUR' }, /Das Kürzel WUR hat schon eine andere Kommune/],
  ])('%j wird abgewiesen, und nichts ist verändert', async (falsch, satz) => {
    const vorher = await kuerzel();
    expect(await nimm({ ...gut(), ...falsch })).toBe(1);
    expect(gesagt.join('\n')).toMatch(satz);
    expect(await kuerzel()).toEqual(vorher);
  });

  it('ist aufgenommen da, mit Briefkopf, Protokoll und einer Leitung, die sich anmelden kann', async () => {
    expect(await nimm(gut())).toBe(0);
    const verzeichnis = await readVerzeichnis(h.db, '2026-12-01');
    const haus = verzeichnis.byAgs(AGS);
    expect(haus).toMatchObject({ name: 'Stadt Böhlen', kuerzel: 'BOE' });
    const id = haus?.id ?? '';
    const im = dienst(id, 'Test');
    expect(await h.db.transaktion(im, (tx) => readAuftritt(tx, id))).toMatchObject({ ort: 'Böhlen' });
    expect(await h.db.transaktion(im, (tx) => readPersonal(tx, id))).toMatchObject([
      { name: 'Maria Muster', rollen: [{ rolle: 'leitung', leistung: '*' }] },
    ]);
    const strom = await h.db.transaktion(im, (tx) => readStrom(tx, h.protokoll, id, id));
    expect(strom.map((e) => e.ereignis.kind)).toEqual(['demo.angelegt', 'mitarbeit.begonnen', 'rolle.gegeben']);
    expect(await meldeMitarbeiterAn(h.db, verzeichnis, { sub: 'm.muster', dienststelle: AGS })).toMatchObject({
      ok: true,
      stelle: id,
    });
    expect(await nimm(gut())).toBe(1);
    expect(gesagt.join('\n')).toContain('arbeitet hier schon');
  });

  it('wird nach einem Abbruch zu Ende aufgenommen, ohne zweite Leitung', async () => {
    const borna = { ...gut(), gemeindeschluessel: '14729050', kuerzel: 'BOR' };
    // it broke off before the last step
    expect(await nimm(borna)).toBe(0);
    await t.setup.query(`update kommunen.koerperschaft set kuerzel = null where kuerzel = 'BOR'`);
    expect(await nimm({ ...borna, leitung: { ...borna.leitung, kennung: 'jemand.anders' } })).toBe(0);
    const id = (await readVerzeichnis(h.db, '2026-12-01')).byAgs('14729050')?.id ?? '';
    expect(await h.db.transaktion(dienst(id, 'Test'), (tx) => readPersonal(tx, id))).toMatchObject([
      { sub: 'm.muster' },
    ]);
    expect(gesagt.join('\n')).toContain('Hinweis: Im Gemeindeverzeichnis heißt sie „Stadt Borna“');
    expect(gesagt.join('\n')).toContain('Hinweis: Eine Leitung ist aus einem früheren Aufruf eingetragen');
  });

  it('wird, zugleich aufgerufen, einmal aufgenommen, und ein Kürzel hat nur eine', async () => {
    const cluster = inject('cluster');
    const zweiter = new pg.Client({ ...cluster, database: t.name });
    await zweiter.connect();
    const beide = (a: object, b: object) =>
      Promise.all([nimm({ ...gut(), ...a }), nimm({ ...gut(), ...b }, true, zweiter)]);
    try {
      const borsdorf = { gemeindeschluessel: '14729060', kuerzel: 'BSD' };
      const andere = { ...borsdorf, kuerzel: 'BDF', leitung: { ...gut().leitung, kennung: 'jemand.anders' } };
      expect((await beide(borsdorf, andere)).sort()).toEqual([0, 1]);
      const id = (await readVerzeichnis(h.db, '2026-12-01')).byAgs('14729060')?.id ?? '';
      expect(await h.db.transaktion(dienst(id, 'Test'), (tx) => readPersonal(tx, id))).toHaveLength(1);
      const gleich = { kuerzel: 'BRA' };
      const r = await beide(
        { ...gleich, gemeindeschluessel: '14729070' },
        { ...gleich, gemeindeschluessel: '14729080' },
      );
      expect(r.sort()).toEqual([0, 1]);
      const { rows } = await t.setup.query(
        `select m.ags from kommunen.auftritt join kommunen.merkmale m using (koerperschaft) where m.ags in ('14729070', '14729080')`,
      );
      expect(rows).toHaveLength(1);
    } finally {
      await zweiter.end();
    }
  });
});
