import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { localDate } from '@rathausverbund/fristen';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { neueDatenbank } from '../../tools/test/datenbank.ts';
import { dienst, SchluesselVernichtet, stellbareUhr, uuidv7 } from '../base/index.ts';
import { saveEntwurf } from '../eingang/index.ts';
import { LOESCHRAEUME } from '../main/raeume.ts';
import { readStrom } from '../nachweise/index.ts';
import type { Person } from '../prozesse/index.ts';
import { schliesseGewerbeAb } from '../pruefstand/abschluss.ts';
import { anonym, antragAus, type Fall, GEWERBE, readFall, reicheBeispielEin } from '../pruefstand/fall.ts';
import { baueHaus, type Haus, legePersonalAn } from '../pruefstand/haus.ts';
import { handle } from '../vorgaenge/index.ts';
import { createVernichten, loescheVorgang } from './index.ts';
import { pruefeLoeschbar } from './model.ts';

const TAG = 86_400_000;
const t = await neueDatenbank();
const uhr = stellbareUhr(Date.parse('2026-03-02T10:00:00Z'));
let h: Haus;
let person: (sub: string) => Person;
let deps: Parameters<typeof loescheVorgang>[0];
let schlange: ReturnType<Haus['schlangeUeber']>;
const GUT = { grund: 'aufbewahrung-abgelaufen', archivAngeboten: true };
const KANARIE = 'Kanarienvogel-Zwitscherhausen';

/** A case of Wurzen, closed, letters posted, all periods over. */
async function alterFall(kanarie = 'Verkauf von Fahrrädern'): Promise<Fall> {
  const name = '01-einfach';
  uhr.stelle(Date.parse('2026-03-02T10:00:00Z'));
  const antrag = antragAus(h, 'wurzen', GEWERBE, name);
  const f = await reicheBeispielEin(h, 'wurzen', GEWERBE, name, {
    antworten: JSON.parse(
      JSON.stringify(antrag.antworten).replace(/"taetigkeit":"[^"]*"/, `"taetigkeit":"${kanarie}"`),
    ),
  });
  await schliesseGewerbeAb(h, f, person, '2026-03-03');
  uhr.stelle(Date.parse('2026-08-03T10:00:00Z'));
  return f;
}

beforeAll(async () => {
  h = await baueHaus(t, { uhr });
  person = await legePersonalAn(h);
  deps = { db: h.db, protokoll: h.protokoll, raeume: LOESCHRAEUME };
  schlange = h.schlangeUeber(h.dienste, [
    ['vorgang.vernichten', createVernichten({ db: h.worker, protokoll: h.protokoll, dateien: h.dateien })],
  ]);
});
afterAll(() => expect(h.fehler).toEqual([]));

const loesche = (f: Fall, sub = 's.hartig', w = GUT) => loescheVorgang(deps, person(sub), f.vorgang, w);

describe('Wer löschen darf', () => {
  let f: Fall;
  beforeAll(async () => {
    f = await alterFall();
  });

  it.each(['k.weber', 'd.lorenz', 'i.menzel', 'a.fichtner', 'p.zschoche'])(
    'nicht %s: im Haus, aber nicht die Leitung',
    async (sub) => {
      expect(await loesche(f, sub)).toMatchObject({ ok: false, grund: 'loeschung.nicht-berechtigt' });
    },
  );

  it('nicht die Leitung eines anderen Hauses: für sie gibt es den Vorgang nicht', async () => {
    for (const sub of ['f.naumann', 'c.seifert', 't.krause'])
      expect(await loesche(f, sub)).toEqual({ ok: false, grund: 'vorgang.unbekannt' });
  });

  it('auch nicht die Leitung der Stelle, die im Auftrag bearbeitet', async () => {
    uhr.stelle(Date.parse('2026-03-02T10:00:00Z'));
    const mandat = await reicheBeispielEin(h, 'thallwitz', GEWERBE, '01-einfach');
    expect(await loesche(mandat)).toEqual({ ok: false, grund: 'vorgang.unbekannt' });
    uhr.stelle(Date.parse('2026-08-03T10:00:00Z'));
  });

  it('die Leitung der zuständigen Körperschaft, mit Grund und nach Anbietung an das Archiv', async () => {
    expect(await loesche(f, 's.hartig', { ...GUT, grund: 'weil' })).toMatchObject({ grund: 'loeschung.ohne-grund' });
    expect(await loesche(f, 's.hartig', { ...GUT, grund: 'constructor' })).toMatchObject({
      grund: 'loeschung.ohne-grund',
    });
    expect(await loesche(f, 's.hartig', { ...GUT, archivAngeboten: false })).toMatchObject({
      grund: 'loeschung.archiv-offen',
    });
    expect((await readFall(h, f)).vorgang.abgeschlossen).not.toBeNull();
    expect(await loesche(f)).toEqual({ ok: true, vollstaendigAm: '2026-09-02' });
    expect(await loesche(f)).toEqual({ ok: false, grund: 'vorgang.unbekannt' });
  });
});

describe('Was noch nicht gelöscht wird', () => {
  it('ein laufender Vorgang', async () => {
    const f = await reicheBeispielEin(h, 'wurzen', GEWERBE, '01-einfach');
    expect(await loesche(f)).toMatchObject({ grund: 'loeschung.nicht-abgeschlossen' });
  });

  it('einer, dessen Bescheid noch angefochten werden kann', async () => {
    const f = await alterFall();
    uhr.stelle(Date.parse('2026-03-20T10:00:00Z'));
    expect(await loesche(f)).toMatchObject({
      grund: 'loeschung.frist-laeuft',
      angaben: { bis: expect.stringMatching(/^2026-04/) },
    });
  });

  it('einer mit Widerspruch', async () => {
    const f = await alterFall();
    const g = await readFall(h, f);
    await h.db.transaktion(dienst(f.koerperschaft, 'Test'), (tx) =>
      handle(
        tx,
        h.protokoll,
        g,
        {
          art: 'widersprechen',
          widerspruch: { id: uuidv7(1), eingang: '2026-03-09', kanal: 'papier' },
          person: 'p',
          text: 'Nein.',
        },
        { pseudonym: 'b', role: 'buerger', loa: null },
      ),
    );
    expect(await loesche(f)).toMatchObject({ grund: 'loeschung.widerspruch-offen' });
  });

  it('einer, dessen Hund noch gehalten wird: erst das Ende der Haltung, dann die Akte', async () => {
    const { vorgang } = await readFall(h, await alterFall());
    const hund = { ...vorgang, registerArt: 'hund' };
    expect(pruefeLoeschbar(vorgang, localDate('2026-08-03'))).toEqual({ ok: true });
    expect(pruefeLoeschbar(hund, localDate('2026-08-03'))).toMatchObject({ grund: 'loeschung.haltung-laeuft' });
    const abgegeben = { ...hund, haltungEnde: '2026-07-01' };
    expect(pruefeLoeschbar(abgegeben, localDate('2026-08-03'))).toEqual({ ok: true });
  });

  it('einer, von dem noch ein Brief in der Poststelle liegt', async () => {
    const f = await alterFall();
    const g = await readFall(h, f);
    const dokument = g.vorgang.dokumente[0]?.id ?? '';
    await h.db.transaktion(dienst(f.koerperschaft, 'Test'), (tx) =>
      handle(
        tx,
        h.protokoll,
        g,
        {
          art: 'bereitstellen',
          zustellung: uuidv7(1),
          dokument,
          weg: 'brief',
          am: '2026-08-03',
          bekanntgabe: null,
          verwaltungsakt: false,
          empfaenger: [],
        },
        { pseudonym: 'b', role: 'x', loa: null },
      ),
    );
    expect(await loesche(f)).toMatchObject({ grund: 'loeschung.versand-offen' });
  });
});

/** Every row of every table as text, without the registers, which keep records of their own. */
async function allesAlsText(): Promise<string> {
  const { rows } = await t.setup.query<{ name: string }>(
    `select name from base.tabelle where name <> 'register.eintrag'`,
  );
  const texte: string[] = [];
  for (const { name } of rows) {
    const z = await t.setup.query<{ z: string }>(`select t::text as z from ${name} t`);
    texte.push(...z.rows.map((r) => `${name} ${r.z}`));
  }
  return texte.join('\n');
}
const baum = (ordner: string) => readdirSync(ordner, { recursive: true, encoding: 'utf8' });

describe('Nach der Löschung', () => {
  let f: Fall;
  let nachbar: Fall;
  let geheim: { n: number; geheim: Buffer; c: Buffer; id: string }[];
  let orte: string[];
  let bytes: Buffer[];
  let entwurf: string;
  const ereignisse = async (v: string) =>
    (
      await t.setup.query<{
        n: number;
        geheim: Buffer;
        c: Buffer;
        id: string;
        kind: string;
        buerger: string | null;
        leistung: string;
      }>('select n, geheim, c, id, kind, buerger, leistung from nachweise.ereignis where vorgang = $1 order by n', [v])
    ).rows;

  beforeAll(async () => {
    f = await alterFall(KANARIE);
    nachbar = await alterFall();
    // the citizen's draft, as the portal left it
    entwurf = (await ereignisse(f.vorgang))[0]?.buerger ?? '';
    await h.db.transaktion(anonym(entwurf), (tx) =>
      saveEntwurf(tx, t.bund, uhr, {
        id: entwurf,
        koerperschaft: h.ort.wurzen,
        leistung: GEWERBE,
        fassung: 'x',
        antworten: { x: KANARIE },
        schritt: '',
      }),
    );
    await t.setup.query('update eingang.entwurf set abgesendet = $1 where id = $2', [f.vorgang, entwurf]);
    geheim = await ereignisse(f.vorgang);
    const dok = await t.setup.query<{ ort: string }>(
      `select datei ->> 'ort' as ort from dokumente.dokument where vorgang = $1`,
      [f.vorgang],
    );
    orte = dok.rows.map((r) => r.ort);
    bytes = orte.map((o) => readFileSync(join(t.ordner, 'dateien', f.koerperschaft, o.slice(0, 2), o)));
    expect(orte.length).toBeGreaterThan(1);
    expect(await allesAlsText()).toContain(f.aktenzeichen);
    expect(await loesche(f)).toMatchObject({ ok: true });
    await schlange.leeren();
  });

  it('steht in keiner Tabelle mehr etwas von ihm', async () => {
    const text = await allesAlsText();
    for (const wort of [f.aktenzeichen, KANARIE, entwurf, ...orte]) expect(text.includes(wort), wort).toBe(false);
    expect(text).toContain(nachbar.aktenzeichen);
  });

  it('bleiben von seinen Ereignissen nur Nummer, Id und C, und niemand kann sie sonst ändern', async () => {
    const danach = await ereignisse(f.vorgang);
    expect(danach.map((e) => [e.n, e.id, e.c.toString('hex')])).toEqual(
      geheim.map((e) => [e.n, e.id, e.c.toString('hex')]),
    );
    for (const e of danach)
      expect(e).toMatchObject({ kind: 'geloescht', buerger: null, leistung: '-', geheim: Buffer.alloc(0) });
    for (const sql of [
      `update nachweise.ereignis set c = sha256('x') where vorgang = $1`,
      `update nachweise.ereignis set geheim = 'x' where vorgang = $1`,
      'delete from nachweise.ereignis where vorgang = $1',
    ])
      for (const v of [f.vorgang, nachbar.vorgang])
        await expect(t.setup.query(sql, [v])).rejects.toThrow('Ereignisse werden nie verändert');
    await expect(
      t.setup.query(
        `update nachweise.ereignis set geheim = '', kind = 'geloescht', leistung = '-', buerger = null where vorgang = $1`,
        [nachbar.vorgang],
      ),
    ).rejects.toThrow(/nie verändert|anderen Leistung/);
  });

  it('öffnet kein Schlüssel mehr, was jemand von ihm aufgehoben hat', async () => {
    for (const e of geheim)
      expect(() => t.bund.decrypt(f.koerperschaft, f.vorgang, e.geheim, `ereignis-${e.n}`)).toThrow(
        SchluesselVernichtet,
      );
    for (const b of bytes)
      expect(() => t.bund.decrypt(f.koerperschaft, f.vorgang, b, 'datei')).toThrow(SchluesselVernichtet);
    expect(t.bund.lager.tombstones().map((g) => g.id)).toEqual(expect.arrayContaining([f.vorgang, entwurf]));
  });

  it('liegt keine Datei und kein Schlüssel mehr von ihm', () => {
    const dateien = baum(join(t.ordner, 'dateien'));
    for (const o of orte) expect(dateien.some((d) => d.endsWith(o))).toBe(false);
    const schluessel = join(t.ordner, 'schluessel');
    expect(baum(schluessel).filter((d) => d.endsWith(f.vorgang) || d.endsWith(entwurf))).toEqual([]);
  });

  it('sagt das Protokoll der Körperschaft, wer es auf welche Norm stützte, und nichts vom Inhalt', async () => {
    const strom = await h.db.transaktion(dienst(f.koerperschaft, 'Test'), (tx) =>
      readStrom(tx, h.protokoll, f.koerperschaft, f.koerperschaft),
    );
    const e = strom.find(
      (x) => x.ereignis.kind === 'vorgang.geloescht' && x.ereignis.data['vorgang'] === f.vorgang,
    )?.ereignis;
    expect(e).toMatchObject({
      actor: { pseudonym: person('s.hartig').person, role: 'leitung' },
      grundlage: { norm: 'Art. 17 Abs. 1 Buchst. a DSGVO', zweck: 'Löschung' },
      data: {
        grund: 'aufbewahrung-abgelaufen',
        archiv: 'angeboten',
        kopf: { n: geheim.length, c: geheim.at(-1)?.c.toString('hex') },
      },
    });
    expect(JSON.stringify(e)).not.toContain(f.aktenzeichen);
    const { rows } = await t.setup.query('select vernichtet from nachweise.geloescht where vorgang = $1', [f.vorgang]);
    expect(rows[0]).toEqual({ vernichtet: new Date(uhr.jetzt()) });
  });

  it('vernichtet ein Auftrag nichts, dessen Vorgang nicht gelöscht ist', async () => {
    const v = createVernichten({ db: h.worker, protokoll: h.protokoll, dateien: h.dateien });
    const auftrag = {
      id: uuidv7(1),
      art: 'vorgang.vernichten',
      koerperschaft: nachbar.koerperschaft,
      bezug: nachbar.vorgang,
      angaben: { draussen: [{ art: 'schluessel', haus: nachbar.koerperschaft, name: nachbar.vorgang }] },
      versuche: 1,
      fence: 1,
    };
    await expect(v(auftrag, dienst(nachbar.koerperschaft, 'Test'))).rejects.toThrow('nicht gelöscht');
    uhr.stelle(uhr.jetzt() + TAG);
    expect((await readFall(h, nachbar)).vorgang.aktenzeichen).toBe(nachbar.aktenzeichen);
  });
});
