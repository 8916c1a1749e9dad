import { beforeAll, describe, expect, it } from 'vitest';
import { neueDatenbank } from '../../tools/test/datenbank.ts';
import { dienst, stellbareUhr } from '../base/index.ts';
import { readZustellungen } from '../bekanntgabe/index.ts';
import {
  artenVon,
  aufgabeVon,
  erledige,
  type Fall,
  GEWERBE,
  HUND,
  readFall,
  reicheBeispielEin,
} from '../pruefstand/fall.ts';
import { baueHaus, type Haus, legePersonalAn } from '../pruefstand/haus.ts';
import { handle, lock } from '../vorgaenge/index.ts';
import { readForderung } from '../zahlungen/index.ts';
import type { Person } from './index.ts';

const t = await neueDatenbank();
const uhr = stellbareUhr(Date.parse('2026-03-20T10:00:00+01:00'));
let h: Haus;
let person: (sub: string) => Person;

beforeAll(async () => {
  h = await baueHaus(t, { uhr });
  person = await legePersonalAn(h);
});

const forderung = (f: Fall) =>
  h.db.transaktion(dienst(f.koerperschaft, 'Test'), (tx) => readForderung(tx, f.koerperschaft, f.vorgang));
const leeren = async () => {
  await h.leeren();
  expect(h.fehler).toEqual([]);
};
const element = async (f: Fall) => (await aufgabeVon(h, f))?.element;
async function reiche(...a: Parameters<typeof reicheBeispielEin> extends [Haus, ...infer R] ? R : never) {
  const f = await reicheBeispielEin(h, ...a);
  await leeren();
  return f;
}
/** The citizen answers, as the portal does it. */
const antworte = (f: Fall, text: string) =>
  h.db.transaktion(dienst(f.koerperschaft, 'Test'), async (tx) => {
    const g = await lock(tx, h.protokoll, f.koerperschaft, f.vorgang);
    if (!g) throw new Error('Der Vorgang fehlt');
    const wer = { pseudonym: 'b', role: 'buerger', loa: null };
    const e = await handle(tx, h.protokoll, g, { art: 'nachreichen', text, antworten: {} }, wer);
    if (!e.ok) return e;
    const variablen = { unterlagen: { text } };
    return h.aufgaben.laufzeit.command(tx, e.gesperrt, { art: 'nachricht', name: 'unterlagen', variablen });
  });

describe('Eine Gewerbeanmeldung', () => {
  it('läuft allein bis zur Bescheinigung, dann über zwei Personen bis zum Abschluss', async () => {
    const f = await reiche('thallwitz', GEWERBE, '01-einfach');
    expect(await element(f)).toBe('Aufgabe_feststellung');
    expect(await erledige(h, f, person('k.weber'), 'feststellen')).toEqual({ ok: true });
    expect(await erledige(h, f, person('k.weber'), 'angeordnet')).toMatchObject({
      ok: false,
      grund: 'anordnung.nicht-befugt',
    });
    expect(await erledige(h, f, person('t.krause'), 'angeordnet')).toMatchObject({ ok: false });
    expect(await erledige(h, f, person('s.hartig'), 'angeordnet')).toEqual({ ok: true });
    await leeren();
    expect(await artenVon(h, f)).toEqual([
      'vorgang.eroeffnet',
      'antrag.eingegangen',
      'regel.angewandt',
      'register.eingetragen',
      'bescheinigung.ausgestellt',
      'bekanntgabe.bereitgestellt',
      'regel.angewandt',
      'betrag.festgestellt',
      'betrag.angeordnet',
      'bescheid.erlassen',
      'bekanntgabe.bereitgestellt',
      'vorgang.abgeschlossen',
    ]);
    expect(await forderung(f)).toMatchObject({
      betrag: 5000,
      art: 'gebuehr',
      faellig: [{ tag: '2026-04-20', betrag: 5000 }],
    });
    const bescheid = (await readFall(h, f)).vorgang.dokumente.find((d) => d.art === 'kostenbescheid')?.id;
    const briefe = await h.db.transaktion(dienst(f.koerperschaft, 'Test'), (tx) =>
      readZustellungen(tx, f.koerperschaft, f.vorgang),
    );
    expect(briefe.map((b) => [b.dokument === bescheid, b.verwaltungsakt, b.bekanntgabeAm !== null]).sort()).toEqual([
      [false, false, false],
      [true, true, true],
    ]);
  });

  it('geht nach einer Rückgabe mit neuem Betrag weiter, und nur der neue gilt', async () => {
    const f = await reiche('lossatal', GEWERBE, '14-zurueckgegeben');
    expect(f.koerperschaft).toBe(h.ort.wurzen);
    await erledige(h, f, person('k.weber'), 'feststellen');
    expect(await erledige(h, f, person('s.hartig'), 'zurueck')).toMatchObject({ grund: 'aufgabe.unvollstaendig' });
    expect(await erledige(h, f, person('s.hartig'), 'zurueck', { vermerk: 'Aufwand war höher' })).toEqual({ ok: true });
    await erledige(h, f, person('j.roessler'), 'feststellen', { betrag: 8000, begruendung: 'Zweimal ergänzt.' });
    expect(await erledige(h, f, person('s.hartig'), 'angeordnet')).toEqual({ ok: true });
    await leeren();
    expect(await forderung(f)).toMatchObject({ betrag: 8000, angeordnetVon: person('s.hartig').person });
    expect((await readFall(h, f)).vorgang.abgeschlossen).not.toBeNull();
  });

  it('wartet auf Unterlagen und geht mit der Antwort weiter; der Zeitgeber kommt dann zu spät', async () => {
    const f = await reiche('thallwitz', GEWERBE, '08-wiedervorlage');
    await erledige(h, f, person('k.weber'), 'nachfordern', { was: 'Aufenthaltstitel', warum: 'Wir müssen ihn sehen.' });
    await leeren();
    expect((await readFall(h, f)).vorgang.wartetAuf).toBe('Aufenthaltstitel');
    expect(await element(f)).toBeUndefined();
    expect(await antworte(f, 'Liegt bei.')).toMatchObject({ ok: true });
    expect(await antworte(f, 'Noch einmal.')).toEqual({ ok: false, grund: 'vorgang.wartet-nicht' });
    const vorher = await aufgabeVon(h, f);
    expect(vorher?.element).toBe('Aufgabe_pruefung');
    uhr.stelle(uhr.jetzt() + 15 * 86_400_000);
    await leeren();
    expect(await aufgabeVon(h, f)).toEqual(vorher);
    expect((await t.setup.query('select 1 from base.auftrag where bezug = $1', [f.vorgang])).rowCount).toBe(0);
  });

  it('lässt sich auch abschließen, wenn die Unterlagen nie kamen und eine Person trotzdem bescheinigt', async () => {
    const f = await reiche('thallwitz', GEWERBE, '08-wiedervorlage');
    await erledige(h, f, person('k.weber'), 'nachfordern', { was: 'Aufenthaltstitel', warum: 'Wir müssen ihn sehen.' });
    await leeren();
    uhr.stelle(uhr.jetzt() + 15 * 86_400_000);
    await leeren();
    expect(await element(f)).toBe('Aufgabe_pruefung');
    expect(await erledige(h, f, person('k.weber'), 'bescheinigen', { erlaubnis: 'nicht-noetig' })).toEqual({
      ok: true,
    });
    await leeren();
    await erledige(h, f, person('k.weber'), 'feststellen');
    await erledige(h, f, person('s.hartig'), 'angeordnet');
    await leeren();
    expect((await readFall(h, f)).vorgang.abgeschlossen).not.toBeNull();
  });
});

describe('Eine Hundeanmeldung', () => {
  it('in Wurzen bearbeitet Augustusburg, Kasse und Anordnung bleiben bei Wurzen', async () => {
    uhr.stelle(Date.parse('2026-06-10T08:00:00Z'));
    const f = await reiche('wurzen', HUND, '01-erster-hund');
    expect(f.koerperschaft).toBe(h.ort.wurzen);
    expect(await erledige(h, f, person('k.weber'), 'feststellen')).toMatchObject({ ok: false });
    expect(await erledige(h, f, person('m.uhlig'), 'feststellen')).toEqual({ ok: true });
    expect(await erledige(h, f, person('s.hartig'), 'angeordnet')).toMatchObject({ ok: false });
    expect(await erledige(h, f, person('c.seifert'), 'angeordnet')).toEqual({ ok: true });
    await leeren();
    const { vorgang } = await readFall(h, f);
    expect(vorgang).toMatchObject({ stelle: h.ort.augustusburg, koerperschaft: h.ort.wurzen });
    expect(vorgang.abgeschlossen).not.toBeNull();
    expect((await forderung(f))?.art).toBe('steuer');
    const { rows } = await t.setup.query<{ id: string; inhalt: Buffer }>(
      'select id, inhalt from register.eintrag where vorgang = $1',
      [f.vorgang],
    );
    const { id = '', inhalt = Buffer.alloc(0) } = rows[0] ?? {};
    // no bank account and no reason for a lower tax: the register keeps who, which dog
    expect(Object.keys(vorgang.antworten)).toContain('zahlung');
    expect(Object.keys(JSON.parse(t.bund.decrypt(f.koerperschaft, id, inhalt, 'register').toString()))).toEqual([
      'halter',
      'hund',
      'mithalter',
    ]);
  });

  it('verteilt die Steuer auf die Termine der Satzung, auf den Cent genau und nie zu früh', async () => {
    uhr.stelle(Date.parse('2026-01-08T08:00:00Z'));
    const f = await reiche('bennewitz', HUND, '11-bennewitz-zwei-termine');
    expect(await erledige(h, f, person('h.reichelt'), 'feststellen')).toEqual({ ok: true });
    const x = await forderung(f);
    expect(x?.faellig.reduce((s, r) => s + r.betrag, 0)).toBe(x?.betrag);
    expect(x?.faellig.every((r) => r.tag >= '2026-01-22')).toBe(true);
    expect(x?.faellig).toHaveLength(2);
  });
});

describe('Wer eine Aufgabe zugleich erledigt', () => {
  it('verliert gegen den Ersten, und es geschieht nur einmal', async () => {
    const f = await reiche('thallwitz', GEWERBE, '01-einfach');
    const a = await aufgabeVon(h, f);
    const beide = await Promise.all(['k.weber', 'j.roessler'].map((sub) => erledige(h, f, person(sub), 'feststellen')));
    expect(beide.filter((e) => e.ok)).toHaveLength(1);
    expect(beide.find((e) => !e.ok)).toMatchObject({ grund: 'aufgabe.schon-erledigt' });
    expect((await artenVon(h, f)).filter((k) => k === 'betrag.festgestellt')).toHaveLength(1);
    expect((await aufgabeVon(h, f))?.schritt).not.toBe(a?.schritt);
  });
});
