import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { neueDatenbank } from '../../tools/test/datenbank.ts';
import { dienst, type Handler, uuidv7 } from '../base/index.ts';
import { addDokument, readDokumente } from '../dokumente/index.ts';
import { schreibeFreigabe } from '../leistungen/freigabe.ts';
import { DIENSTE, veroeffentliche } from '../leistungen/index.ts';
import { readStrom } from '../nachweise/index.ts';
import type { Person } from '../prozesse/index.ts';
import {
  anonym,
  artenVon,
  aufgabeVon,
  erledige,
  type Fall,
  GEWERBE,
  readFall,
  reicheBeispielEin,
} from '../pruefstand/fall.ts';
import { baueHaus, type Haus, legePersonalAn, WURZEL } from '../pruefstand/haus.ts';
import { readMeine } from '../vorgaenge/index.ts';
import { gibAb } from './abgeben.ts';
import { createUebernehmen } from './uebernehmen.ts';

const t = await neueDatenbank();
let h: Haus;
let person: (sub: string) => Person;
let schlange: ReturnType<Haus['schlangeUeber']>;
/** ends the job before its last transaction, so often */
let abstuerze = 0;
beforeAll(async () => {
  h = await baueHaus(t);
  person = await legePersonalAn(h);
  const uebernehmen = createUebernehmen({
    db: h.worker,
    protokoll: h.protokoll,
    katalog: h.katalog,
    dateien: h.dateien,
    erneuerstelle: h.werkbank.erneuerstelle,
  });
  const handler: Handler = async (a, k) => {
    if (abstuerze-- > 0) throw new Error('Absturz');
    await uebernehmen(a, k);
  };
  schlange = h.schlangeUeber(h.dienste, [['vorgang.uebernehmen', handler]]);
});
const gib = (f: Fall, ort: keyof Haus['ort'], grund = 'Die Betriebsstätte liegt dort.', sub = 'k.weber') =>
  gibAb({ ...h.einreichen, ...h.aufgaben }, person(sub), { vorgang: f.vorgang, ort: h.ort[ort], grund });
const faelligJetzt = () => t.setup.query(`update base.auftrag set faellig = now() - interval '1 s'`);

describe('Eine Abgabe', () => {
  it('lehnt ab, was nicht abgegeben werden kann, und lässt alles, wie es ist', async () => {
    const f = await reicheBeispielEin(h, 'thallwitz', GEWERBE, '04-bewachung');
    await schlange.leeren();
    const vorher = await artenVon(h, f);
    expect(await gib(f, 'thallwitz')).toEqual({ ok: false, grund: 'abgabe.gleiche-stelle' });
    expect(await gib(f, 'bennewitz', '  ')).toEqual({ ok: false, grund: 'abgabe.ohne-grund' });
    expect(await gib(f, 'bennewitz', 'x', 'i.menzel')).toEqual({ ok: false, grund: 'abgabe.nicht-berechtigt' });
    expect(await gib(f, 'bennewitz', 'x', 'h.reichelt')).toEqual({ ok: false, grund: 'vorgang.unbekannt' });
    // a body that does not run here
    const fremd = h.verzeichnis.byAgs('14729160')?.id ?? '';
    const deps = { ...h.einreichen, ...h.aufgaben };
    expect(await gibAb(deps, person('k.weber'), { vorgang: f.vorgang, ort: fremd, grund: 'x' })).toEqual({
      ok: false,
      grund: 'zustaendigkeit.niemand',
    });
    expect(await gibAb(deps, person('k.weber'), { vorgang: f.vorgang, ort: f.vorgang, grund: 'x' })).toEqual({
      ok: false,
      grund: 'abgabe.ohne-ort',
    });
    expect(await artenVon(h, f)).toEqual(vorher);
    expect(await aufgabeVon(h, f)).toBeDefined();
  });

  it('nicht mehr, was schon entschieden oder abgeschlossen ist', async () => {
    const f = await reicheBeispielEin(h, 'thallwitz', GEWERBE, '01-einfach');
    await schlange.leeren();
    expect(await erledige(h, f, person('k.weber'), 'feststellen')).toEqual({ ok: true });
    await schlange.leeren();
    expect(await erledige(h, f, person('s.hartig'), 'angeordnet')).toEqual({ ok: true });
    expect(await gib(f, 'bennewitz')).toEqual({ ok: false, grund: 'abgabe.schon-entschieden' });
    await schlange.leeren();
    expect((await readFall(h, f)).vorgang.abgeschlossen).not.toBeNull();
    expect(await gib(f, 'bennewitz')).toEqual({ ok: false, grund: 'vorgang.abgeschlossen' });
  });

  it('endet hier und beginnt dort: dieselben Angaben, versiegelte Kopien, jede Seite nennt die andere', async () => {
    // the registration itself is given away before anything was entered: a task waits
    const f = await reicheBeispielEin(h, 'thallwitz', GEWERBE, '04-bewachung');
    await schlange.leeren();
    const alt = await readFall(h, f);
    const bytes = Buffer.from('%PDF-1.7 Kopie des Antrags');
    const datei = h.dateien.write(f.koerperschaft, f.vorgang, { name: 'kopie.pdf', mime: 'application/pdf', bytes });
    const kopie = { id: uuidv7(Date.now()), art: 'antragskopie', titel: 'Kopie', datei, gesiegelt: true };
    await h.db.transaktion(dienst(f.koerperschaft, 'Test'), (tx) =>
      addDokument(tx, { ...kopie, ...f, leistung: GEWERBE, buerger: null }, Date.now()),
    );
    const r = await gib(f, 'bennewitz');
    if (!r.ok) throw new Error(r.grund);
    expect(r.nach).toMatchObject({
      koerperschaft: h.ort.bennewitz,
      aktenzeichen: expect.stringMatching(/^[A-Z]+-GA-\d{4}-\d{6}$/),
    });
    expect(await aufgabeVon(h, f)).toBeUndefined();
    expect((await readFall(h, f)).vorgang).toMatchObject({ abgegeben: r.nach, abgeschlossen: expect.any(String) });
    // between the two transactions: the process dies twice, the job heals it
    abstuerze = 2;
    await schlange.leeren();
    await faelligJetzt();
    await schlange.leeren();
    await faelligJetzt();
    await schlange.leeren();
    const n: Fall = { vorgang: r.nach.vorgang, koerperschaft: r.nach.koerperschaft, aktenzeichen: r.nach.aktenzeichen };
    const neu = await readFall(h, n);
    expect(neu.vorgang).toMatchObject({
      koerperschaft: h.ort.bennewitz,
      oertlich: h.ort.bennewitz,
      stelle: h.ort.bennewitz,
      aktenzeichen: r.nach.aktenzeichen,
      antworten: alt.vorgang.antworten,
      niveau: alt.vorgang.niveau,
      buerger: alt.vorgang.buerger,
      uebernommen: { koerperschaft: h.ort.thallwitz, vorgang: f.vorgang, aktenzeichen: f.aktenzeichen },
    });
    expect(await aufgabeVon(h, n)).toBeDefined();
    const c = (
      await t.setup.query<{ c: string }>(
        `select encode(c, 'hex') as c from nachweise.ereignis where vorgang = $1 and kind = 'vorgang.abgegeben'`,
        [f.vorgang],
      )
    ).rows[0]?.c;
    const [erstes] = await h.db.transaktion(dienst(n.koerperschaft, 'Test'), (tx) =>
      readStrom(tx, h.protokoll, n.koerperschaft, n.vorgang),
    );
    expect(erstes?.ereignis.data['abgabe']).toMatchObject({ kopf: c, aktenzeichen: f.aktenzeichen });
    // every document is there, byte for byte, under the key of the new Vorgang
    const liesAlle = (x: Fall) =>
      h.db.transaktion(dienst(x.koerperschaft, 'Test'), (tx) => readDokumente(tx, x.koerperschaft, x.vorgang));
    const [vorher, nachher] = [await liesAlle(f), await liesAlle(n)];
    expect(vorher).toHaveLength(1);
    expect(nachher.map((d) => [d.id, d.art, d.datei.sha256]).slice(0, vorher.length)).toEqual(
      vorher.map((d) => [d.id, d.art, d.datei.sha256]),
    );
    for (const d of nachher) expect(h.dateien.read(n.koerperschaft, n.vorgang, d.datei.ort).length).toBe(d.datei.len);
    // its copies do not wait an hour for their stamp
    const { rows: eilig } = await t.setup.query(
      `select e.kind from nachweise.zeit_eilig z join nachweise.ereignis e on e.id = z.ereignis where e.vorgang = $1 and e.kind = 'akte.uebernommen'`,
      [n.vorgang],
    );
    expect(eilig).toHaveLength(1);
    // the citizen has both
    const buerger = alt.vorgang.buerger ?? '';
    const meine = await h.db.transaktion(anonym(buerger), (tx) => readMeine(tx, buerger));
    expect(meine.map((z) => z.aktenzeichen).sort()).toEqual([f.aktenzeichen, n.aktenzeichen].sort());
  });

  it('führt zweimal ausgeführt zu einem Vorgang', async () => {
    const f = await reicheBeispielEin(h, 'thallwitz', GEWERBE, '01-einfach');
    // before its process has begun
    const r = await gib(f, 'bennewitz');
    if (!r.ok) throw new Error(r.grund);
    expect(await gib(f, 'bennewitz')).toEqual({ ok: false, grund: 'vorgang.abgeschlossen' });
    const doppelt = (await t.setup.query(`select * from base.auftrag where art = 'vorgang.uebernehmen'`))
      .rows[0] as Record<string, unknown>;
    await schlange.leeren();
    await t.setup.query(
      `insert into base.auftrag (id, art, koerperschaft, bezug, faellig) values (gen_random_uuid(), 'vorgang.uebernehmen', $1, $2, now() - interval '1 s')`,
      [doppelt['koerperschaft'], doppelt['bezug']],
    );
    await schlange.leeren();
    expect(
      (
        await t.setup.query('select id from vorgaenge.vorgang where aktenzeichen = $1 or id = $2', [
          r.nach.aktenzeichen,
          r.nach.vorgang,
        ])
      ).rows,
    ).toHaveLength(1);
    expect(
      (await t.setup.query(`select 1 from eingang.eingang where schluessel = $1`, [`abgabe:${f.vorgang}`])).rows,
    ).toHaveLength(1);
    expect(
      (await t.setup.query(`select art, fehler from base.auftrag where bezug in ($1, $2)`, [f.vorgang, r.nach.vorgang]))
        .rows,
    ).toEqual([]);
    expect(h.fehler.map(String).filter((x) => !x.includes('Absturz'))).toEqual([]);
  });

  it('beginnt nirgends in einer Fassung, die diese Kommune nicht freigegeben hat: ist ihre nicht lesbar, wird gewartet', async () => {
    const umgebung = { dienste: new Set(Object.keys(DIENSTE)) };
    await veroeffentliche(t.setup, join(WURZEL, 'leistungen'), umgebung, Date.now());
    await t.setup.query(`insert into leistungen.fassung values ($1, 'kaputt', '{"leistung.yaml": ""}', now())`, [
      GEWERBE,
    ]);
    const bleibe = async (fassung: string | null) => {
      const koerperschaft = h.ort.bennewitz;
      await h.db.transaktion(dienst(koerperschaft, 'Test'), (tx) =>
        schreibeFreigabe(tx, { koerperschaft, leistung: GEWERBE, fassung, jetzt: Date.now() }),
      );
      await h.katalog.lade();
    };
    const [f, g] = [
      await reicheBeispielEin(h, 'thallwitz', GEWERBE, '04-bewachung'),
      await reicheBeispielEin(h, 'thallwitz', GEWERBE, '04-bewachung'),
    ];
    await schlange.leeren();
    const r = await gib(g, 'bennewitz');
    await bleibe('kaputt');
    expect(await gib(f, 'bennewitz')).toMatchObject({ ok: false, grund: 'abgabe.fassung-unlesbar' });
    expect(await aufgabeVon(h, f)).toBeDefined();
    if (!r.ok) throw new Error(r.grund);
    const dort = async () =>
      (await t.setup.query('select fassung from vorgaenge.vorgang where id = $1', [r.nach.vorgang])).rows;
    await schlange.step();
    expect(await dort()).toEqual([]);
    const eigen = h.katalog.aktuell(GEWERBE)?.fassung;
    await bleibe(eigen ?? '');
    await faelligJetzt();
    await schlange.leeren();
    expect(await dort()).toEqual([{ fassung: eigen }]);
    expect(h.fehler.splice(0).map(String)).toContainEqual(expect.stringContaining('nicht lesbar'));
    await bleibe(null);
  });

  it('ist auch der Weg nach dem Ende einer Delegation: zurück an den Ort selbst', async () => {
    const f = await reicheBeispielEin(h, 'lossatal', GEWERBE, '04-bewachung');
    await schlange.leeren();
    expect(await gib(f, 'lossatal')).toEqual({ ok: false, grund: 'abgabe.gleiche-stelle' });
    await t.setup.query(
      `update vereinbarungen.regel set gueltig = daterange(lower(gueltig), current_date) where von = $1 and leistung = $2`,
      [h.ort.lossatal, GEWERBE],
    );
    const r = await gib(f, 'lossatal', 'Die Vereinbarung ist beendet.');
    expect(r).toMatchObject({ ok: true, nach: { koerperschaft: h.ort.lossatal } });
    await schlange.leeren();
    if (r.ok)
      expect(
        (await readFall(h, { ...f, vorgang: r.nach.vorgang, koerperschaft: r.nach.koerperschaft })).vorgang.oertlich,
      ).toBe(h.ort.lossatal);
  });
});
