import { beforeAll, describe, expect, it } from 'vitest';
import { neueDatenbank } from '../../tools/test/datenbank.ts';
import { dienst, stellbareUhr, uuidv7 } from '../base/index.ts';
import { anonym, antragAus, beispiel, GEWERBE, HUND, readFall } from '../pruefstand/fall.ts';
import { baueHaus, type Haus } from '../pruefstand/haus.ts';
import { deleteEntwurf, readEntwuerfe, readEntwurf, reicheEin, saveEntwurf } from './index.ts';

const t = await neueDatenbank();
const uhr = stellbareUhr(Date.now());
let h: Haus;

beforeAll(async () => {
  h = await baueHaus(t, { uhr });
});
const zahl = async (tabelle: string) =>
  Number((await t.setup.query<{ n: string }>(`select count(*) as n from ${tabelle}`)).rows[0]?.n);
const TABELLEN = ['eingang.eingang', 'vorgaenge.vorgang', 'nachweise.ereignis', 'base.auftrag'];
const stand = () => Promise.all(TABELLEN.map(zahl));

describe('Ein Antrag', () => {
  it('ist zehnmal zugleich abgesendet derselbe Vorgang', async () => {
    const a = antragAus(h, 'thallwitz', GEWERBE, '01-einfach');
    const vorher = await stand();
    const alle = await Promise.all(Array.from({ length: 10 }, () => reicheEin(h.einreichen, a)));
    expect(alle.filter((e) => e.ok && e.neu)).toHaveLength(1);
    expect(
      new Set(alle.map((e) => (e.ok ? `${e.vorgang} ${e.aktenzeichen} ${e.empfangen.toISOString()}` : e.grund))).size,
    ).toBe(1);
    const mehr = [1, 1, 2, 2];
    expect(await stand()).toEqual(vorher.map((n, i) => n + (mehr[i] ?? 0)));
  });

  it('nimmt unter einem Schlüssel nur einen Inhalt an, auch im Wettlauf: Der andere wird abgelehnt und verändert nichts', async () => {
    const a = antragAus(h, 'thallwitz', GEWERBE, '01-einfach');
    const person = { ...(a.antworten['person'] as object), vorname: 'Anders' };
    const b = { ...a, antworten: { ...a.antworten, person } as never };
    const vorher = await stand();
    const alle = await Promise.all(Array.from({ length: 12 }, (_, i) => reicheEin(h.einreichen, i % 2 === 0 ? a : b)));
    expect(alle.filter((e) => e.ok && e.neu)).toHaveLength(1);
    const erster = alle.findIndex((e) => e.ok && e.neu);
    const [sieger, verlierer] = erster % 2 === 0 ? [a, b] : [b, a];
    const da = alle[erster];
    if (!da?.ok) throw new Error('nichts angenommen');
    const nein = { ok: false, grund: 'antrag.schon-abgesandt', angaben: { aktenzeichen: da.aktenzeichen } };
    for (const [i, e] of alle.entries())
      expect(e, String(i)).toEqual(i % 2 === erster % 2 ? { ...da, neu: i === erster } : nein);
    expect(await reicheEin(h.einreichen, verlierer)).toEqual(nein);
    expect(await reicheEin(h.einreichen, sieger)).toEqual({ ...da, neu: false });
    expect(await stand()).toEqual(vorher.map((n, i) => n + ([1, 1, 2, 2][i] ?? 0)));
    expect((await readFall(h, da)).vorgang.antworten).toMatchObject({ person: sieger.antworten['person'] });
  });

  it('lehnt auch einen gespeicherten Entwurf ab, der mit anderen Angaben noch einmal kommt', async () => {
    const a = antragAus(h, 'thallwitz', GEWERBE, '01-einfach');
    await h.db.transaktion(a.kontext, (tx) =>
      saveEntwurf(tx, t.bund, uhr, {
        id: a.schluessel,
        koerperschaft: h.ort.thallwitz,
        leistung: GEWERBE,
        fassung: 'f',
        antworten: a.antworten,
        schritt: 'person',
      }),
    );
    const erst = await reicheEin(h.einreichen, a);
    expect(await reicheEin(h.einreichen, a)).toEqual({ ...erst, neu: false });
    const person = { ...(a.antworten['person'] as object), vorname: 'Anders' };
    const anders = { ...a, antworten: { ...a.antworten, person } as never };
    expect(await reicheEin(h.einreichen, anders)).toMatchObject({ ok: false, grund: 'antrag.schon-abgesandt' });
  });

  it('bleibt als Nachricht mit denselben Bytes derselbe, auch wenn sie inzwischen anders gelesen wird', async () => {
    const kontext = dienst(h.ort.thallwitz, 'Posteingang');
    const a = antragAus(h, 'thallwitz', GEWERBE, '01-einfach', { kontext, buerger: null, kanal: 'amt24' });
    const erst = await reicheEin(h.einreichen, a);
    expect(erst).toMatchObject({ ok: true, neu: true });
    expect(await reicheEin(h.einreichen, { ...a, antworten: {} })).toEqual({ ...erst, neu: false });
  });

  it('sagt eine Zeit: Quittung, Liste und Ereignisse', async () => {
    const e = await reicheEin(h.einreichen, antragAus(h, 'thallwitz', GEWERBE, '01-einfach'));
    if (!e.ok) throw new Error(e.grund);
    expect((await readFall(h, e)).vorgang.eingegangen).toBe(e.empfangen.toISOString());
  });

  it('kommt an, wenn er an der Reihe ist, wo er auf eine Verbindung zu lange warten musste', async () => {
    const warte =
      (ms: number) =>
      async (...a: Parameters<typeof h.einreichen.nummern>) => {
        const nummer = await h.einreichen.nummern(...a);
        uhr.stelle(uhr.jetzt() + ms);
        return nummer;
      };
    for (const [ms, spaeter] of [
      [2_000, 0],
      [8_000, 8_000],
    ] as const) {
      const vorher = uhr.jetzt();
      const deps = { ...h.einreichen, nummern: warte(ms) };
      const e = await reicheEin(deps, antragAus(h, 'thallwitz', GEWERBE, '01-einfach'));
      if (!e.ok) throw new Error(e.grund);
      expect(e.empfangen.getTime() - vorher).toBe(spaeter);
      expect((await readFall(h, e)).vorgang.eingegangen).toBe(e.empfangen.toISOString());
    }
  });

  it('wird unvollständig nicht angenommen, und es bleibt nichts zurück', async () => {
    const vorher = await stand();
    const voll = beispiel(GEWERBE, '01-einfach');
    for (const antworten of [
      {},
      { ...voll, betrieb: {} },
      { ...voll, anlass: 'erfunden' },
      { ...voll, person: 'kein Objekt' },
    ]) {
      const e = await reicheEin(
        h.einreichen,
        antragAus(h, 'thallwitz', GEWERBE, '01-einfach', { antworten: antworten as never }),
      );
      expect(e).toMatchObject({ ok: false, grund: 'antrag.unvollstaendig' });
    }
    expect(await stand()).toEqual(vorher);
  });

  it('braucht im Portal das Vertrauensniveau der Leistung, am Schalter nicht', async () => {
    for (const niveau of ['ohne', 'basis'] as const)
      expect(await reicheEin(h.einreichen, antragAus(h, 'thallwitz', GEWERBE, '01-einfach', { niveau }))).toEqual({
        ok: false,
        grund: 'antrag.niveau',
        angaben: { niveau: 'substantiell' },
      });
    expect(
      await reicheEin(h.einreichen, antragAus(h, 'thallwitz', GEWERBE, '01-einfach', { niveau: 'hoch' })),
    ).toMatchObject({ ok: true });
    uhr.stelle(Date.parse('2026-06-10T08:00:00Z'));
    expect(
      await reicheEin(h.einreichen, antragAus(h, 'wurzen', HUND, '01-erster-hund', { niveau: 'ohne' })),
    ).toMatchObject({ ok: true });
  });

  it('geht nicht im Namen anderer, nicht unter ihrem Entwurf und nicht auf anderem Weg', async () => {
    const vorher = await stand();
    const fremder = uuidv7(Date.now());
    const a = antragAus(h, 'thallwitz', GEWERBE, '01-einfach');
    await expect(reicheEin(h.einreichen, { ...a, buerger: fremder })).rejects.toThrow('fremder Antrag');
    await expect(reicheEin(h.einreichen, { ...a, kanal: 'schalter' })).rejects.toThrow('falscher Kanal');
    await expect(reicheEin(h.einreichen, { ...a, kontext: { ...a.kontext, person: null } })).rejects.toThrow();
    expect(await stand()).toEqual(vorher);
    expect(await reicheEin(h.einreichen, a)).toMatchObject({ ok: true, neu: true });
    const nachahmer = { ...a, kontext: anonym(fremder), buerger: fremder };
    await expect(reicheEin(h.einreichen, nachahmer)).rejects.toThrow('fremder Antrag');
  });

  it('findet niemanden, wo noch keine Kommune arbeitet', async () => {
    const grimma = h.verzeichnis.byAgs('14729160');
    if (!grimma) throw new Error('Grimma fehlt');
    expect(await reicheEin(h.einreichen, antragAus(h, 'thallwitz', GEWERBE, '01-einfach', { ort: grimma }))).toEqual({
      ok: false,
      grund: 'zustaendigkeit.niemand',
    });
  });

  it('zeigt der örtlichen Kommune unter Delegation, dass es etwas gibt, und sonst nichts', async () => {
    const e = await reicheEin(h.einreichen, antragAus(h, 'lossatal', GEWERBE, '01-einfach'));
    if (!e.ok) throw new Error(e.grund);
    expect(e.koerperschaft).toBe(h.ort.wurzen);
    const { rows } = await t.setup.query(
      'select koerperschaft, zustaendig from vorgaenge.oertliche_sicht where vorgang = $1',
      [e.vorgang],
    );
    expect(rows).toEqual([{ koerperschaft: h.ort.lossatal, zustaendig: h.ort.wurzen }]);
  });

  it('zählt nach Mitternacht zum neuen Tag und Monat, auch solange in UTC noch der alte ist', async () => {
    const vorher = uhr.jetzt();
    for (const [zeit, tag] of [
      ['2026-06-30T21:59:00Z', '2026-06-30'],
      ['2026-06-30T22:30:00Z', '2026-07-01'],
      ['2026-12-31T23:30:00Z', '2027-01-01'],
    ] as const) {
      uhr.stelle(Date.parse(zeit));
      const e = await reicheEin(h.einreichen, antragAus(h, 'lossatal', GEWERBE, '01-einfach'));
      if (!e.ok) throw new Error(e.grund);
      const { rows } = await t.setup.query('select tag from vorgaenge.oertliche_sicht where vorgang = $1', [e.vorgang]);
      expect(rows).toEqual([{ tag }]);
    }
    uhr.stelle(vorher);
  });
});

describe('Ein Entwurf', () => {
  const ich = uuidv7(Date.now());
  const entwurf = (mehr: object = {}) => ({
    id: uuidv7(Date.now()),
    koerperschaft: h.ort.thallwitz,
    leistung: GEWERBE,
    fassung: 'f',
    antworten: { person: { nachname: 'Geheimrat-Vogel' } },
    schritt: 'person',
    ...mehr,
  });
  const als = (wer: string) => anonym(wer);
  const sichere = (e: ReturnType<typeof entwurf>, wer = ich) =>
    h.db.transaktion(als(wer), (tx) => saveEntwurf(tx, t.bund, uhr, e));
  const lies = (id: string, wer = ich) => h.db.transaktion(als(wer), (tx) => readEntwurf(tx, t.bund, id));

  it('liegt verschlüsselt, auch die Akte, die daraus wird', async () => {
    const e = entwurf();
    await sichere(e);
    await reicheEin(
      h.einreichen,
      antragAus(h, 'thallwitz', GEWERBE, '01-einfach', { antworten: beispiel(GEWERBE, '01-einfach') }),
    );
    const { rows } = await t.setup.query<{ x: string }>(
      `select encode(antworten, 'escape') as x from eingang.entwurf union all select encode(geheim, 'escape') from nachweise.ereignis`,
    );
    expect(rows.length).toBeGreaterThan(2);
    for (const { x } of rows) expect(x).not.toMatch(/Geheimrat|Vogel|Lossabach|nachname/);
    expect((await lies(e.id))?.antworten).toEqual(e.antworten);
  });

  it('gehört nur einem: andere sehen, ändern und löschen ihn nicht', async () => {
    const e = entwurf();
    await sichere(e);
    const fremd = uuidv7(Date.now());
    expect(await lies(e.id, fremd)).toBeUndefined();
    expect(await h.db.transaktion(als(fremd), (tx) => readEntwuerfe(tx, t.bund))).toEqual([]);
    expect(await h.db.transaktion(als(fremd), (tx) => deleteEntwurf(tx, e.id))).toBe(false);
    await sichere({ ...e, antworten: { person: { nachname: 'Fremd' } } }, fremd);
    expect((await lies(e.id))?.antworten).toEqual(e.antworten);
  });

  it('bleibt lesbar, wenn er für einen anderen Ort weitergeführt wird', async () => {
    const e = entwurf();
    await sichere(e);
    expect(await sichere({ ...e, koerperschaft: h.ort.lossatal, schritt: 'betrieb' })).toBe(true);
    expect(await lies(e.id)).toMatchObject({ schritt: 'betrieb', antworten: e.antworten });
  });

  it('ist nach dem Absenden fest: nicht mehr zu ändern, nicht zu löschen, nicht in der Liste', async () => {
    const e = entwurf();
    await sichere(e);
    const a = await reicheEin(
      h.einreichen,
      antragAus(h, 'thallwitz', GEWERBE, '01-einfach', { schluessel: e.id, kontext: als(ich), buerger: ich }),
    );
    expect(await lies(e.id)).toMatchObject({ abgesendet: a.ok && a.vorgang });
    expect(await sichere({ ...e, schritt: 'neu' })).toBe(false);
    expect(await h.db.transaktion(als(ich), (tx) => deleteEntwurf(tx, e.id))).toBe(false);
    expect((await h.db.transaktion(als(ich), (tx) => readEntwuerfe(tx, t.bund))).map((x) => x.id)).not.toContain(e.id);
  });

  it('unter fremdem Schlüssel lässt sich nicht absenden', async () => {
    const e = entwurf();
    await sichere(e);
    await expect(
      reicheEin(h.einreichen, antragAus(h, 'thallwitz', GEWERBE, '01-einfach', { schluessel: e.id })),
    ).rejects.toThrow('fremder Entwurf');
  });
});
