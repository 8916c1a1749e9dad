import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { neueDatenbank } from '../../tools/test/datenbank.ts';
import { loescheVorgang } from '../akten/index.ts';
import { stellbareUhr, uuidv7 } from '../base/index.ts';
import { LOESCHRAEUME } from '../main/raeume.ts';
import { schliesseGewerbeAb } from '../pruefstand/abschluss.ts';
import { artenVon, type Fall, GEWERBE, readFall, reicheBeispielEin } from '../pruefstand/fall.ts';
import { baueHaus, type Haus, legePersonalAn } from '../pruefstand/haus.ts';
import { erklaereBefangen } from '../steuerung/index.ts';
import { type Person, trageWiderspruchEin, WIDERSPRUCH_LAENGE, type Widerspruchseintrag } from './index.ts';

const t = await neueDatenbank();
const uhr = stellbareUhr(Date.parse('2026-03-02T10:00:00Z'));
const spaeter = () => uhr.stelle(Date.parse('2026-03-20T22:30:00Z'));
let h: Haus;
let person: (sub: string) => Person;
let nr = 0;
const eintrag = (mehr: Partial<Widerspruchseintrag> = {}): Widerspruchseintrag => ({
  schluessel: uuidv7(++nr),
  eingang: '2026-03-09',
  kanal: 'papier',
  text: 'Hält die Gebühr für zu hoch.',
  ...mehr,
});
const trage = (f: Fall, w = eintrag(), sub = 'k.weber') => trageWiderspruchEin(h.aufgaben, person(sub), f.vorgang, w);
const eingelegt = async (f: Fall) => (await artenVon(h, f)).filter((a) => a === 'widerspruch.eingelegt').length;

/** A case of `ort` whose Kostenbescheid was made on the 2nd of March and posted on the 3rd. */
async function entschieden(ort: 'wurzen' | 'thallwitz' = 'wurzen'): Promise<Fall> {
  uhr.stelle(Date.parse('2026-03-02T10:00:00Z'));
  const f = await reicheBeispielEin(h, ort, GEWERBE, '01-einfach');
  await schliesseGewerbeAb(h, f, person, '2026-03-02');
  spaeter();
  return f;
}

beforeAll(async () => {
  h = await baueHaus(t, { uhr });
  person = await legePersonalAn(h);
});
afterAll(() => expect(h.fehler).toEqual([]));

describe('Ein Widerspruch', () => {
  it('steht mit Tag, Weg, Text und Person in einem Ereignis, und der Vorgang wird nicht gelöscht', async () => {
    const f = await entschieden();
    const w = eintrag({ eingang: '2026-03-10', kanal: 'niederschrift', text: '  Die Gebühr ist zu hoch. ' });
    expect(await trage(f, w)).toEqual({ ok: true });
    const { vorgang } = await readFall(h, f);
    expect(vorgang.widerspruch).toEqual({ id: w.schluessel, eingang: '2026-03-10', kanal: 'niederschrift' });
    uhr.stelle(Date.parse('2030-01-01T10:00:00Z'));
    const deps = { db: h.db, protokoll: h.protokoll, raeume: LOESCHRAEUME };
    const wunsch = { grund: 'aufbewahrung-abgelaufen', archivAngeboten: true };
    expect(await loescheVorgang(deps, person('s.hartig'), f.vorgang, wunsch)).toMatchObject({
      grund: 'loeschung.widerspruch-offen',
    });
    const { rows } = await t.setup.query('select hinweis from vorgaenge.vorgang where id = $1', [f.vorgang]);
    expect(rows).toEqual([{ hinweis: 'Widerspruch eingelegt' }]);
  });

  it('ist einmal eingetragen, auch wenn das Formular zehnmal zugleich und später noch einmal kommt', async () => {
    const f = await entschieden();
    const w = eintrag();
    const alle = await Promise.all(Array.from({ length: 10 }, () => trage(f, w)));
    expect([...alle, await trage(f, w)]).toEqual(Array.from({ length: 11 }, () => ({ ok: true })));
    expect(await trage(f)).toEqual({ ok: false, grund: 'widerspruch.schon-eingelegt' });
    expect(await eingelegt(f)).toBe(1);
  });

  it('kommt am Tag des Bescheids oder heute, in Ortszeit, nicht davor und nicht danach', async () => {
    const f = await entschieden();
    const grund = async (eingang: string) => trage(f, eintrag({ eingang }));
    for (const tag of ['', '2026-02-30', '09.03.2026', 'gestern', '2026-03-09T10:00'])
      expect(await grund(tag), tag).toEqual({ ok: false, grund: 'widerspruch.tag-ungueltig' });
    expect(await grund('2026-03-01')).toEqual({ ok: false, grund: 'widerspruch.tag-zu-frueh' });
    expect(await grund('2026-03-21')).toEqual({ ok: false, grund: 'widerspruch.tag-zukunft' });
    uhr.stelle(Date.parse('2026-03-20T23:30:00Z'));
    expect(await eingelegt(f)).toBe(0);
    expect(await grund('2026-03-21')).toEqual({ ok: true });
    expect(await trage(await entschieden(), eintrag({ eingang: '2026-03-02' }))).toEqual({ ok: true });
  });

  it('braucht Weg und Text', async () => {
    const f = await entschieden();
    for (const kanal of ['', 'brieftaube', 'constructor'])
      expect(await trage(f, eintrag({ kanal })), kanal).toEqual({ ok: false, grund: 'widerspruch.ohne-kanal' });
    expect(await trage(f, eintrag({ text: ' \n' }))).toEqual({ ok: false, grund: 'widerspruch.leer' });
    const lang = 'x'.repeat(WIDERSPRUCH_LAENGE + 1);
    expect(await trage(f, eintrag({ text: lang }))).toEqual({ ok: false, grund: 'widerspruch.zu-lang' });
    expect(await eingelegt(f)).toBe(0);
    expect(await trage(f, eintrag({ text: lang.slice(1), kanal: 'elektronisch' }))).toEqual({ ok: true });
  });

  it('richtet sich gegen einen Bescheid', async () => {
    uhr.stelle(Date.parse('2026-03-02T10:00:00Z'));
    const f = await reicheBeispielEin(h, 'wurzen', GEWERBE, '01-einfach');
    await h.leeren();
    expect((await readFall(h, f)).vorgang.dokumente).not.toEqual([]);
    expect(await trage(f, eintrag({ eingang: '2026-03-02' }))).toEqual({
      ok: false,
      grund: 'widerspruch.ohne-bescheid',
    });
  });
});

describe('Einen Widerspruch einträgt', () => {
  it('die Sachbearbeitung des Hauses, das daran arbeitet, auch im Auftrag', async () => {
    const f = await entschieden('thallwitz');
    expect(await trage(f, eintrag(), 'f.naumann')).toEqual({ ok: false, grund: 'widerspruch.nicht-berechtigt' });
    expect(await trage(f, eintrag(), 'h.reichelt')).toEqual({ ok: false, grund: 'vorgang.unbekannt' });
    expect(await trage(f, eintrag(), 'k.weber')).toEqual({ ok: true });
  });

  it('nicht die Prüferin, die Kasse, die Poststelle, noch wer befangen ist', async () => {
    const f = await entschieden();
    for (const sub of ['i.menzel', 'p.zschoche', 'd.lorenz'])
      expect(await trage(f, eintrag(), sub), sub).toEqual({ ok: false, grund: 'widerspruch.nicht-berechtigt' });
    const offen = await reicheBeispielEin(h, 'wurzen', GEWERBE, '01-einfach');
    await erklaereBefangen(h.aufgaben, person('k.weber'), offen.vorgang);
    expect(await trage(offen)).toEqual({ ok: false, grund: 'widerspruch.nicht-berechtigt' });
    expect(await eingelegt(f)).toBe(0);
  });
});
