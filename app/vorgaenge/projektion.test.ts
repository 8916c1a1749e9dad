import { beforeAll, describe, expect, it } from 'vitest';
import { neueDatenbank } from '../../tools/test/datenbank.ts';
import { dienst } from '../base/index.ts';
import { readStrom } from '../nachweise/index.ts';
import type { Person } from '../prozesse/index.ts';
import { erledige, type Fall, GEWERBE, readFall, reicheBeispielEin } from '../pruefstand/fall.ts';
import { baueHaus, type Haus, legePersonalAn } from '../pruefstand/haus.ts';
import { foldAll, handle, lock } from './index.ts';

const t = await neueDatenbank();
let h: Haus;
let person: (sub: string) => Person;
const WER = { pseudonym: 'p', role: 'r', loa: null };

beforeAll(async () => {
  h = await baueHaus(t);
  person = await legePersonalAn(h);
});

/** What the list's row must say, told by the events alone. */
async function ausEreignissen(f: Fall) {
  const ereignisse = await h.db.transaktion(dienst(f.koerperschaft, 'Test'), (tx) =>
    readStrom(tx, h.protokoll, f.koerperschaft, f.vorgang),
  );
  const v = foldAll(ereignisse.map((e) => e.ereignis));
  const letztes = ereignisse.at(-1)?.ereignis;
  expect(ereignisse.map((e) => e.ereignis.n)).toEqual(ereignisse.map((_, i) => i + 1));
  return {
    leistung: v.leistung,
    fassung: v.fassung,
    aktenzeichen: v.aktenzeichen,
    koerperschaft: v.koerperschaft,
    oertlich: v.oertlich,
    bearbeitende_stelle: v.stelle,
    buerger: v.buerger,
    kanal: v.kanal,
    eingegangen: new Date(v.eingegangen),
    stand: v.abgeschlossen ? 'abgeschlossen' : v.wartetAuf ? 'wartet' : 'laeuft',
    offen: v.abgeschlossen === null,
    zugeteilt: v.zugeteilt,
    befangen: v.befangen,
    abgelehnt: v.abgelehnt,
    kopf_n: letztes?.n,
    kopf_at: new Date(letztes?.at ?? ''),
  };
}
const zeile = async (f: Fall) =>
  (await t.setup.query('select * from vorgaenge.vorgang where id = $1', [f.vorgang])).rows[0] as Record<
    string,
    unknown
  >;
const stimmt = async (f: Fall) => {
  const z = await zeile(f);
  expect(z).toMatchObject(await ausEreignissen(f));
  const { rows } = await t.setup.query<{ c: Buffer }>(
    'select c from nachweise.ereignis where vorgang = $1 order by n desc limit 1',
    [f.vorgang],
  );
  expect((z['kopf_c'] as Buffer).equals(rows[0]?.c ?? Buffer.alloc(0))).toBe(true);
};

describe('Die Zeile in der Liste', () => {
  it('ist nach jedem Schritt eines ganzen Falls dieselbe wie aus den Ereignissen', async () => {
    const f = await reicheBeispielEin(h, 'lossatal', GEWERBE, '08-wiedervorlage');
    await stimmt(f);
    await h.leeren();
    await erledige(h, f, person('k.weber'), 'nachfordern', { was: 'Aufenthaltstitel', warum: 'Bitte.' });
    await h.leeren();
    await stimmt(f);
    expect(await zeile(f)).toMatchObject({ stand: 'wartet', frist: null });
    const g = await readFall(h, f);
    await h.db.transaktion(dienst(f.koerperschaft, 'Test'), async (tx) => {
      const e = await handle(tx, h.protokoll, g, { art: 'nachreichen', text: 'hier', antworten: {} }, WER);
      if (e.ok)
        await h.aufgaben.laufzeit.command(tx, e.gesperrt, { art: 'nachricht', name: 'unterlagen', variablen: {} });
    });
    await stimmt(f);
    for (const [sub, was, werte] of [
      ['k.weber', 'bescheinigen', { erlaubnis: 'nicht-noetig' }],
      ['k.weber', 'feststellen', null],
      ['s.hartig', 'angeordnet', null],
    ] as const) {
      expect(await erledige(h, f, person(sub), was, werte)).toEqual({ ok: true });
      await h.leeren();
      await stimmt(f);
    }
    expect(await zeile(f)).toMatchObject({
      stand: 'abgeschlossen',
      offen: false,
      koerperschaft: h.ort.wurzen,
      oertlich: h.ort.lossatal,
    });
    expect(h.fehler).toEqual([]);
  });
});

describe('Zwei, die zugleich schreiben', () => {
  const vermerke = (f: Fall, nr: number) => (tx: Parameters<Parameters<Haus['db']['transaktion']>[1]>[0]) =>
    lock(tx, h.protokoll, f.koerperschaft, f.vorgang).then((g) => {
      if (!g) throw new Error('Der Vorgang fehlt');
      const b = { art: 'pruefen', person: 'p', entscheidung: 'ok', vermerk: `Vermerk ${nr}`, werte: {} } as const;
      return handle(tx, h.protokoll, g, b, WER);
    });

  it('kommen nacheinander dran, die Nummern bleiben ohne Lücke', async () => {
    const f = await reicheBeispielEin(h, 'thallwitz', GEWERBE, '01-einfach');
    await Promise.all(
      Array.from({ length: 8 }, (_, i) => h.db.transaktion(dienst(f.koerperschaft, 'Test'), vermerke(f, i))),
    );
    await stimmt(f);
    const { hinweise } = (await readFall(h, f)).vorgang;
    expect([...hinweise].sort()).toEqual(Array.from({ length: 8 }, (_, i) => `Vermerk ${i}`));
  });

  it('kann der mit dem alten Stand nicht schreiben, und nichts bleibt von seinem Versuch', async () => {
    const f = await reicheBeispielEin(h, 'thallwitz', GEWERBE, '01-einfach');
    const alt = await readFall(h, f);
    await h.db.transaktion(dienst(f.koerperschaft, 'Test'), vermerke(f, 1));
    const b = { art: 'pruefen', person: 'p', entscheidung: 'ok', vermerk: 'zu spät', werte: {} } as const;
    const versuch = h.db.transaktion(dienst(f.koerperschaft, 'Test'), (tx) => handle(tx, h.protokoll, alt, b, WER));
    await expect(versuch).rejects.toThrow(/duplicate key/);
    await stimmt(f);
    expect((await readFall(h, f)).vorgang.hinweise).toEqual(['Vermerk 1']);
  });

  it('schreibt niemand ohne Grundlage', async () => {
    const f = await reicheBeispielEin(h, 'thallwitz', GEWERBE, '01-einfach');
    const ohne = { ...dienst(f.koerperschaft, 'Test'), grundlage: null };
    expect(await h.db.transaktion(ohne, vermerke(f, 1))).toEqual({ ok: false, grund: 'kontext.ohne-grundlage' });
    await stimmt(f);
  });
});
