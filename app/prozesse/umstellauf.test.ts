import { cpSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { neueDatenbank } from '../../tools/test/datenbank.ts';
import { dienst } from '../base/index.ts';
import { createKatalog, DIENSTE, readSpaetereFassungen, veroeffentliche } from '../leistungen/index.ts';
import { aufgabeVon, erledige, type Fall, GEWERBE, reicheBeispielEin } from '../pruefstand/fall.ts';
import { baueHaus, type Haus, legePersonalAn, WURZEL } from '../pruefstand/haus.ts';
import {
  type AufgabenDeps,
  beginneUmstellung,
  createUmstellauf,
  lenkeUmstellung,
  type Person,
  readUmstellungen,
} from './index.ts';

const t = await neueDatenbank();
const umgebung = { dienste: new Set(Object.keys(DIENSTE)) };
let h: Haus;
let person: (sub: string) => Person;
let von = '';
/** two later versions */
const nach: string[] = [];
const faelle: Fall[] = [];
const ANZAHL = 23;

/** Publishes the trade registration changed, so much later than the last one. */
async function veroeffentlicheNeu(nr: number, aendere: (bpmn: string) => string): Promise<string> {
  const ordner = join(t.ordner, `leistungen-${nr}`);
  cpSync(join(WURZEL, 'leistungen'), ordner, { recursive: true });
  const datei = join(ordner, GEWERBE, 'prozess.bpmn');
  writeFileSync(datei, aendere(readFileSync(datei, 'utf8')));
  expect(await veroeffentliche(t.setup, ordner, umgebung, Date.now() + nr * 1000)).toEqual([]);
  return (await createKatalog(h.db, ordner, umgebung)).aktuell(GEWERBE)?.fassung ?? '';
}

beforeAll(async () => {
  h = await baueHaus(t);
  person = await legePersonalAn(h);
  von = h.katalog.aktuell(GEWERBE)?.fassung ?? '';
  await veroeffentliche(t.setup, join(WURZEL, 'leistungen'), umgebung, Date.now());
  nach.push(await veroeffentlicheNeu(1, (x) => x.replaceAll('Aufgabe_feststellung', 'Aufgabe_betrag')));
  nach.push(await veroeffentlicheNeu(2, (x) => x.replace('name="Kosten feststellen"', 'name="Betrag feststellen"')));
  for (let i = 0; i < ANZAHL; i++) faelle.push(await reicheBeispielEin(h, 'thallwitz', GEWERBE, '01-einfach'));
  await h.leeren();
}, 120_000);
beforeEach(async () => {
  h.fehler.length = 0;
  await t.setup.query('delete from prozesse.sammelfall');
  await t.setup.query('delete from prozesse.sammellauf');
});

const d = (mehr: Partial<AufgabenDeps> = {}): AufgabenDeps => ({
  db: h.worker,
  protokoll: h.protokoll,
  katalog: h.katalog,
  laufzeit: h.laufzeitUeber(h.dienste),
  ...mehr,
});
const log = { fehler: (_was: string, f: unknown) => void h.fehler.push(f) };
const schlange = (mehr: Partial<AufgabenDeps> = {}) =>
  h.schlangeUeber(h.dienste, [['prozess.umstellen', createUmstellauf({ ...d(mehr), log })]]);
const ziel = (i: number, zuordnung: Record<string, string> = {}) => ({
  leistung: GEWERBE,
  von,
  nach: nach[i] ?? '',
  zuordnung,
});
const beginne = async (z: ReturnType<typeof ziel>, probe: boolean, sub = 's.hartig') => {
  const r = await beginneUmstellung(h.aufgaben, person(sub), { ...z, probe });
  return r.ok ? r.id : r.grund;
};
const stand = async () =>
  (await h.db.transaktion(dienst(h.ort.wurzen, 'Test'), (tx) => readUmstellungen(tx, h.ort.wurzen)))[0];
const inFassung = async (fassung: string) =>
  Number(
    (await t.setup.query<{ n: string }>('select count(*) as n from vorgaenge.vorgang where fassung = $1', [fassung]))
      .rows[0]?.n,
  );

describe('Viele laufende Vorgänge', () => {
  it('gehen in jede später veröffentlichte Fassung, nicht in eine frühere', async () => {
    const spaetere = (fassung: string) =>
      h.db.transaktion(dienst(h.ort.wurzen, 'Test'), (tx) => readSpaetereFassungen(tx, GEWERBE, fassung));
    expect((await spaetere(von)).map((x) => x.fassung)).toEqual([nach[1], nach[0]]);
    expect((await spaetere(nach[0] ?? '')).map((x) => x.fassung)).toEqual([nach[1]]);
    expect(await spaetere(nach[1] ?? '')).toEqual([]);
  });

  it('werden erst geprüft: Die Prüfung zählt, nennt die Gründe und ändert nichts', async () => {
    expect(await beginne(ziel(0), true)).toMatch(/-/);
    await schlange().leeren();
    expect(await stand()).toMatchObject({
      stand: 'fertig',
      auftrag: { probe: true },
      gesamt: ANZAHL,
      gegangen: 0,
      geblieben: ANZAHL,
    });
    const gruende = Object.entries((await stand())?.gruende ?? {});
    expect(gruende).toEqual([[expect.stringContaining('Dieses Element gibt es in der neuen Fassung nicht.'), ANZAHL]]);
    expect(await inFassung(von)).toBe(ANZAHL);
  });

  it('stellt nur die Leitung des bearbeitenden Hauses um, und nur einmal zugleich', async () => {
    for (const sub of ['k.weber', 'c.seifert', 'f.naumann'])
      expect(['umstellung.nicht-berechtigt', 'umstellung.nichts']).toContain(await beginne(ziel(1), false, sub));
    const id = await beginne(ziel(1), true);
    expect(await beginne(ziel(1), false)).toBe('sammellauf.laeuft-schon');
    expect(await lenkeUmstellung(h.aufgaben, person('k.weber'), id, 'anhalten')).toMatchObject({
      grund: 'umstellung.nicht-berechtigt',
    });
    expect(await lenkeUmstellung(h.aufgaben, person('f.naumann'), id, 'anhalten')).toMatchObject({
      grund: 'sammellauf.unbekannt',
    });
    await t.setup.query('delete from base.auftrag');
  });

  it('halten auf Wunsch an, auch mitten in einer Portion, und gehen später weiter; ein Absturz dazwischen verliert nichts', async () => {
    const id = await beginne(ziel(0, { Aufgabe_feststellung: 'Aufgabe_betrag' }), false);
    let nr = 0;
    // the fifth case: somebody stops it
    const db = {
      ...h.worker,
      transaktion: (async (k, tu) => {
        if (k.art === 'mitarbeit' && k.handelndFuer === h.ort.thallwitz && ++nr === 5)
          expect(await lenkeUmstellung(h.aufgaben, person('s.hartig'), id, 'anhalten')).toEqual({ ok: true });
        return h.worker.transaktion(k, tu);
      }) as AufgabenDeps['db']['transaktion'],
    };
    await schlange({ db }).leeren();
    expect(await stand()).toMatchObject({ stand: 'angehalten', gegangen: 5, geblieben: 0 });
    expect(await inFassung(nach[0] ?? '')).toBe(5);
    // a case breaks, and the process dies between another one and its note
    nr = 0;
    let vermerke = 0;
    const kaputt = {
      ...h.worker,
      transaktion: (async (k, tu) => {
        if (k.art === 'mitarbeit' && k.handelndFuer === h.ort.thallwitz && ++nr === 2) throw new Error('Bruch');
        if (k.art === 'dienst' && ++vermerke === 5) throw new Error('Absturz');
        return h.worker.transaktion(k, tu);
      }) as AufgabenDeps['db']['transaktion'],
    };
    expect(await lenkeUmstellung(h.aufgaben, person('s.hartig'), id, 'fortsetzen')).toEqual({ ok: true });
    await schlange({ db: kaputt }).step();
    expect(h.fehler.map(String)).toEqual(['Error: Bruch', 'Error: Absturz']);
    expect(await stand()).toMatchObject({ stand: 'laeuft', gegangen: 7, geblieben: 1 });
    // five before, four now; of one of them nobody knows yet
    expect(await inFassung(nach[0] ?? '')).toBe(8);
    await t.setup.query(`update base.auftrag set faellig = now() - interval '1 s'`);
    await schlange().leeren();
    expect(await stand()).toMatchObject({
      stand: 'fertig',
      gesamt: ANZAHL,
      gegangen: ANZAHL - 1,
      geblieben: 1,
      gruende: { 'sammellauf.gescheitert': 1 },
    });
    expect(await inFassung(nach[0] ?? '')).toBe(ANZAHL - 1);
    // the one that broke goes with the next order
    await beginne(ziel(0, { Aufgabe_feststellung: 'Aufgabe_betrag' }), false);
    await schlange().leeren();
    expect(await stand()).toMatchObject({ stand: 'fertig', gesamt: 1, gegangen: 1, geblieben: 0 });
    expect(await inFassung(von)).toBe(0);
  });

  it('behalten ihre Aufgaben: Wer sie erledigt, kommt ans Ende', async () => {
    const f = faelle[7];
    if (!f) throw new Error('Der Fall fehlt');
    expect((await aufgabeVon(h, f))?.element).toBe('Aufgabe_betrag');
    expect(await erledige(h, f, person('k.weber'), 'feststellen')).toEqual({ ok: true });
    expect(await erledige(h, f, person('s.hartig'), 'angeordnet')).toEqual({ ok: true });
  });
});
