import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { neueDatenbank } from '../../tools/test/datenbank.ts';
import { loescheVorgang } from '../akten/index.ts';
import { stellbareUhr, uuidv7 } from '../base/index.ts';
import { LOESCHRAEUME } from '../main/raeume.ts';
import { schliesseGewerbeAb } from '../pruefstand/abschluss.ts';
import { artenVon, type Fall, GEWERBE, readFall, reicheBeispielEin } from '../pruefstand/fall.ts';
import { baueHaus, type Haus, legePersonalAn } from '../pruefstand/haus.ts';
import { erklaereBefangen } from '../steuerung/index.ts';
import {
  type Ausgangseintrag,
  type Person,
  schreibeWiderspruchFort,
  trageWiderspruchEin,
  WIDERSPRUCH_LAENGE,
  type Widerspruchseintrag,
} from './index.ts';

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
const ende = (ausgang: string, mehr: Partial<Ausgangseintrag> = {}): Ausgangseintrag => ({
  schluessel: uuidv7(++nr),
  ausgang,
  tag: '2026-03-18',
  text: 'Az. LRA 12/26',
  ...mehr,
});
const schreibe = (f: Fall, a: Ausgangseintrag, sub = 'k.weber') =>
  schreibeWiderspruchFort(h.aufgaben, person(sub), f.vorgang, a);
const loesche = (f: Fall) =>
  loescheVorgang({ db: h.db, protokoll: h.protokoll, raeume: LOESCHRAEUME }, person('s.hartig'), f.vorgang, {
    grund: 'aufbewahrung-abgelaufen',
    archivAngeboten: true,
  });
const hinweis = async (f: Fall) =>
  (await t.setup.query('select hinweis from vorgaenge.vorgang where id = $1', [f.vorgang])).rows[0]?.hinweis;
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
    expect(vorgang.widerspruch).toMatchObject({
      id: w.schluessel,
      eingang: '2026-03-10',
      kanal: 'niederschrift',
      stand: null,
    });
    uhr.stelle(Date.parse('2030-01-01T10:00:00Z'));
    expect(await loesche(f)).toMatchObject({ grund: 'loeschung.widerspruch-offen' });
    expect(await hinweis(f)).toBe('Widerspruch eingelegt');
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

describe('Der Ausgang eines Widerspruchs', () => {
  /** A case whose objection came on the 9th of March. */
  async function widersprochen(): Promise<Fall> {
    const f = await entschieden();
    expect(await trage(f)).toEqual({ ok: true });
    return f;
  }

  it.each(['zurueckgenommen', 'abgeholfen', 'stattgegeben', 'erledigt', 'fehleintrag'])(
    '%s: danach darf der Vorgang gelöscht werden',
    async (ausgang) => {
      const f = await widersprochen();
      expect(await schreibe(f, ende(ausgang))).toEqual({ ok: true });
      expect(await hinweis(f)).toBe('Widerspruch beendet');
      const tag = ausgang === 'fehleintrag' ? '2026-03-20' : '2026-03-18';
      expect((await readFall(h, f)).vorgang.widerspruch?.stand).toEqual({ ausgang, tag, klageBis: null });
      uhr.stelle(Date.parse('2026-04-20T10:00:00Z'));
      expect(await loesche(f)).toMatchObject({ ok: true });
    },
  );

  it('zurückgewiesen: der Vorgang wartet die Klagefrist ab, auch über ein Wochenende', async () => {
    const f = await widersprochen();
    expect(await schreibe(f, ende('zurueckgewiesen'))).toEqual({ ok: true });
    // 2026-04-18 is a Saturday
    expect((await readFall(h, f)).vorgang.widerspruch?.stand).toMatchObject({ klageBis: '2026-04-20' });
    uhr.stelle(Date.parse('2026-04-20T10:00:00Z'));
    expect(await loesche(f)).toMatchObject({ grund: 'loeschung.klagefrist-laeuft' });
    uhr.stelle(Date.parse('2026-04-21T10:00:00Z'));
    expect(await loesche(f)).toMatchObject({ ok: true });
  });

  it('Klage: solange sie läuft, bleibt der Vorgang; ihr Ende beendet ihn', async () => {
    const f = await widersprochen();
    expect(await schreibe(f, ende('klage'))).toMatchObject({ grund: 'widerspruch.ausgang-passt-nicht' });
    expect(await schreibe(f, ende('teilweise'))).toEqual({ ok: true });
    expect(await schreibe(f, ende('gericht'))).toMatchObject({ grund: 'widerspruch.ausgang-passt-nicht' });
    expect(await schreibe(f, ende('klage', { tag: '2026-03-17' }))).toMatchObject({
      grund: 'widerspruch.ausgang-tag-zu-frueh',
    });
    expect(await schreibe(f, ende('klage', { tag: '2026-03-20' }))).toEqual({ ok: true });
    expect(await hinweis(f)).toBe('Klage erhoben');
    uhr.stelle(Date.parse('2029-01-01T10:00:00Z'));
    expect(await loesche(f)).toMatchObject({ grund: 'loeschung.widerspruch-offen' });
    expect(await trage(f)).toMatchObject({ grund: 'widerspruch.schon-eingelegt' });
    expect(await schreibe(f, ende('gericht', { tag: '2028-12-01', text: '' }))).toEqual({ ok: true });
    expect(await loesche(f)).toMatchObject({ ok: true });
  });

  it('war er ein Irrtum, ist der Widerspruch wieder offen', async () => {
    const f = await widersprochen();
    expect(await schreibe(f, ende('wieder-offen'))).toMatchObject({ grund: 'widerspruch.ausgang-passt-nicht' });
    expect(await schreibe(f, ende('zurueckgenommen'))).toEqual({ ok: true });
    expect(await schreibe(f, ende('zurueckgewiesen'))).toMatchObject({ grund: 'widerspruch.ausgang-passt-nicht' });
    expect(await schreibe(f, ende('wieder-offen', { tag: '' }))).toEqual({ ok: true });
    expect(await hinweis(f)).toBe('Widerspruch eingelegt');
    const { vorgang } = await readFall(h, f);
    expect([vorgang.widerspruch?.stand, vorgang.bescheide]).toEqual([null, []]);
    expect(await schreibe(f, ende('zurueckgewiesen'))).toEqual({ ok: true });
  });

  it('lässt den Bescheid stehen, wo er nichts ändert: Er kann noch einmal angegriffen werden', async () => {
    const f = await widersprochen();
    expect(await schreibe(f, ende('fehleintrag', { tag: '' }))).toEqual({ ok: true });
    expect((await readFall(h, f)).vorgang.bescheide).toEqual(['kostenbescheid']);
    expect(await trage(f, eintrag({ eingang: '2026-03-19' }))).toEqual({ ok: true });
    const { vorgang } = await readFall(h, f);
    expect(vorgang.widerspruch).toMatchObject({ eingang: '2026-03-19', stand: null });
    expect(await eingelegt(f)).toBe(2);
    const anderer = await widersprochen();
    expect(await schreibe(anderer, ende('abgeholfen'))).toEqual({ ok: true });
    expect(await trage(anderer)).toMatchObject({ grund: 'widerspruch.ohne-bescheid' });
  });

  it('ist einmal eingetragen, auch wenn das Formular zehnmal zugleich kommt', async () => {
    const f = await widersprochen();
    const a = ende('zurueckgewiesen');
    const alle = await Promise.all(Array.from({ length: 10 }, () => schreibe(f, a)));
    expect([...alle, await schreibe(f, a)]).toEqual(Array.from({ length: 11 }, () => ({ ok: true })));
    expect((await artenVon(h, f)).filter((x) => x === 'widerspruch.fortgeschrieben')).toHaveLength(1);
    // two people at once: one of them comes too late
    const g = await widersprochen();
    const zwei = await Promise.all(['abgeholfen', 'zurueckgenommen'].map((x) => schreibe(g, ende(x))));
    expect(zwei.filter((r) => r.ok)).toHaveLength(1);
  });

  it('braucht einen Widerspruch, einen bekannten Ausgang, einen Tag und, wo sonst nichts ihn erklärt, einen Grund', async () => {
    const ohne = await entschieden();
    expect(await schreibe(ohne, ende('abgeholfen'))).toMatchObject({ grund: 'widerspruch.keiner' });
    const f = await widersprochen();
    for (const ausgang of ['', 'gewonnen', 'constructor'])
      expect(await schreibe(f, ende(ausgang)), ausgang).toMatchObject({ grund: 'widerspruch.ohne-ausgang' });
    for (const tag of ['', '2026-02-30', '18.03.2026'])
      expect(await schreibe(f, ende('abgeholfen', { tag })), tag).toMatchObject({
        grund: 'widerspruch.ausgang-tag-ungueltig',
      });
    for (const [tag, grund] of [
      ['2026-03-08', 'widerspruch.ausgang-tag-zu-frueh'],
      ['2026-03-21', 'widerspruch.ausgang-tag-zukunft'],
    ] as const)
      expect(await schreibe(f, ende('abgeholfen', { tag })), tag).toMatchObject({ grund });
    for (const ausgang of ['erledigt', 'fehleintrag'])
      expect(await schreibe(f, ende(ausgang, { text: ' ' }))).toMatchObject({
        grund: 'widerspruch.ausgang-ohne-grund',
      });
    const text = 'x'.repeat(WIDERSPRUCH_LAENGE + 1);
    expect(await schreibe(f, ende('abgeholfen', { text }))).toMatchObject({ grund: 'widerspruch.ausgang-zu-lang' });
    expect(await artenVon(h, f)).not.toContain('widerspruch.fortgeschrieben');
  });

  it('steht nur der Sachbearbeitung offen, die daran arbeitet', async () => {
    const f = await widersprochen();
    for (const sub of ['i.menzel', 'p.zschoche', 'd.lorenz'])
      expect(await schreibe(f, ende('abgeholfen'), sub), sub).toEqual({
        ok: false,
        grund: 'widerspruch.nicht-berechtigt',
      });
    expect(await schreibe(f, ende('abgeholfen'), 'h.reichelt')).toEqual({ ok: false, grund: 'vorgang.unbekannt' });
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
