import { beforeAll, describe, expect, it } from 'vitest';
import { neueDatenbank } from '../../tools/test/datenbank.ts';
import { dienst, type Kontext, oeffentlich, stellbareUhr, uuidv7 } from '../base/index.ts';
import { aktiviere, readVerzeichnis, type Verzeichnis } from '../kommunen/index.ts';
import {
  anmeldungSpeicher,
  createSitzung,
  endSitzung,
  gibBefugnis,
  gibRolle,
  hatRolle,
  istAnordnungsbefugt,
  kontextOf,
  legeMitarbeiterAn,
  meldeBuergerAn,
  meldeMitarbeiterAn,
  readKonto,
  readMitarbeiterNamen,
  readRollen,
  readSitzung,
} from './index.ts';

const t = await neueDatenbank();
const db = t.als('app');
const TAG = '2026-06-15';
const MARLENE = {
  bpk2: 'TEST-SOMMER',
  niveau: 'substantiell',
  vorname: 'Marlene',
  nachname: 'Sommer',
  geburtsdatum: '1988-04-17',
  anschrift: 'Dorfstraße 5',
  plz: '04808',
  ort: 'Thallwitz',
} as const;

let verzeichnis: Verzeichnis;
let wurzen: string;
let thallwitz: string;
let bennewitz: string;
let leiter: string;
let amtsleiterin: string;

const legeAn = async (haus: string, sub: string, name: string): Promise<string> => {
  const m = await db.transaktion(dienst(haus, 'Test'), (tx) =>
    legeMitarbeiterAn(tx, { sub, name, funktion: 'Sachgebietsleiter', telefon: '03425 0', jetzt: db.uhr.jetzt() }),
  );
  if (!m.ok) throw new Error(m.grund);
  return m.id;
};
const staff = (person: string, stelle: string, handelndFuer: string | null = null): Kontext =>
  kontextOf({ art: 'mitarbeit', person, stelle, name: '', funktion: '' }, { handelndFuer });

beforeAll(async () => {
  const aktiv = async (ags: string, kuerzel: string) => (await aktiviere(t.setup, ags, kuerzel, Date.now())) ?? '';
  wurzen = await aktiv('14729410', 'WUR');
  thallwitz = await aktiv('14729380', 'THW');
  bennewitz = await aktiv('14729030', 'BEN');
  verzeichnis = await readVerzeichnis(db, TAG);
  leiter = await legeAn(wurzen, 'r.kern', 'Ralf Kern');
  amtsleiterin = await legeAn(bennewitz, 'h.amt', 'Heike Amt');
  await db.transaktion(dienst(wurzen, 'Test'), (tx) =>
    gibRolle(tx, { mitarbeiter: leiter, rolle: 'anordnung', leistung: 'gewerbe-anmeldung' }),
  );
  await db.transaktion(dienst(thallwitz, 'Test'), (tx) =>
    gibBefugnis(tx, {
      mitarbeiter: leiter,
      stelle: wurzen,
      leistung: 'gewerbe-anmeldung',
      ab: '2025-01-01',
      bis: '2026-12-31',
      verfuegung: 'Bürgermeister, 12.12.2024',
    }),
  );
});

describe('Rollen', () => {
  it('sieht das eigene Haus und wer für es handelt, sonst niemand', async () => {
    const lese = (wer: Kontext) => db.transaktion(wer, (tx) => readRollen(tx, wurzen, leiter));
    const rolle = [{ rolle: 'anordnung', leistung: 'gewerbe-anmeldung' }];
    expect(await lese(staff(leiter, wurzen))).toEqual(rolle);
    expect(await lese(staff(amtsleiterin, bennewitz))).toEqual([]);
    expect(await lese(staff(leiter, wurzen, thallwitz))).toEqual(rolle);
    expect(await lese(oeffentlich)).toEqual([]);
  });

  it('gelten je Leistung oder für alle', () => {
    expect(hatRolle([{ rolle: 'kasse', leistung: '*' }], 'kasse', 'x')).toBe(true);
    expect(hatRolle([{ rolle: 'kasse', leistung: 'y' }], 'kasse', 'x')).toBe(false);
    expect(hatRolle([{ rolle: 'kasse', leistung: '*' }], 'leitung', 'x')).toBe(false);
  });

  it('gibt sich niemand selbst, auch nicht im eigenen Haus', async () => {
    const selbst = await db.transaktion(staff(leiter, wurzen, wurzen), (tx) =>
      gibRolle(tx, { mitarbeiter: leiter, rolle: 'kasse', leistung: '*' }),
    );
    expect(selbst).toEqual({ ok: false, grund: 'konten.nicht_befugt' });
  });

  it('erreichen kein Personal eines anderen Hauses', async () => {
    const fremd = db.transaktion(dienst(bennewitz, 'Test'), (tx) =>
      gibRolle(tx, { mitarbeiter: leiter, rolle: 'leitung', leistung: '*' }),
    );
    await expect(fremd).rejects.toThrow(/foreign key|Fremdschl/);
  });
});

describe('Namen des Personals', () => {
  it('sieht das eigene Haus, ein anderes nicht', async () => {
    const namen = (wer: Kontext) => db.transaktion(wer, (tx) => readMitarbeiterNamen(tx, wurzen));
    expect((await namen(staff(leiter, wurzen))).get(leiter)).toMatchObject({ name: 'Ralf Kern', telefon: '03425 0' });
    expect((await namen(staff(amtsleiterin, bennewitz))).size).toBe(0);
  });
});

describe('Anordnungsbefugnis', () => {
  const frage = (wer: Kontext, abweichend: object = {}) =>
    db.transaktion(wer, (tx) =>
      istAnordnungsbefugt(tx, {
        koerperschaft: thallwitz,
        mitarbeiter: leiter,
        leistung: 'gewerbe-anmeldung',
        tag: TAG,
        ...abweichend,
      }),
    );

  it('von Thallwitz gilt, wenn er für Thallwitz handelt, sonst nicht', async () => {
    expect(await frage(staff(leiter, wurzen, thallwitz)), 'ohne Vereinbarung').toBe(false);
    await t.setup.query(
      `insert into ctx.freigabe (besitzer, stelle, leistung, gueltig, vereinbarung)
       values ($1, $2, 'gewerbe-anmeldung', tstzrange('2025-01-01', null), $3)`,
      [thallwitz, wurzen, uuidv7(1)],
    );
    expect(await frage(staff(leiter, wurzen, thallwitz))).toBe(true);
    expect(await frage(staff(leiter, wurzen, wurzen))).toBe(false);
    expect(await frage(staff(leiter, wurzen))).toBe(false);
    expect(await frage(staff(amtsleiterin, bennewitz, bennewitz))).toBe(false);
  });

  it('gilt für die Kasse, die Leistung und die Zeit, die verfügt sind', async () => {
    const fuerThallwitz = staff(leiter, wurzen, thallwitz);
    expect(await frage(fuerThallwitz, { leistung: 'hundesteuer-anmeldung' })).toBe(false);
    expect(await frage(fuerThallwitz, { tag: '2024-12-31' })).toBe(false);
    expect(await frage(fuerThallwitz, { tag: '2026-12-31' })).toBe(false);
    expect(await frage(staff(leiter, wurzen, wurzen), { koerperschaft: wurzen })).toBe(false);
  });

  it('erteilt nur die Körperschaft selbst', async () => {
    const b = { mitarbeiter: leiter, stelle: wurzen, leistung: '*', ab: TAG, bis: null, verfuegung: 'selbst' };
    expect(await db.transaktion(staff(leiter, wurzen, thallwitz), (tx) => gibBefugnis(tx, b))).toMatchObject({
      ok: false,
    });
    expect(await frage(staff(leiter, wurzen, thallwitz), { leistung: 'hundesteuer-anmeldung' })).toBe(false);
  });
});

describe('Anmeldung des Personals', () => {
  it('findet die Person nur bei ihrer eigenen Dienststelle', async () => {
    const melde = (sub: string, dienststelle: string) => meldeMitarbeiterAn(db, verzeichnis, { sub, dienststelle });
    expect(await melde('r.kern', '14729410')).toEqual({ ok: true, person: leiter, stelle: wurzen });
    expect(await melde('r.kern', '14729380')).toMatchObject({ grund: 'konten.mitarbeiter_unbekannt' });
    expect(await melde('r.kern', '14729400')).toMatchObject({ grund: 'konten.dienststelle_unbekannt' });
    expect(await melde('r.kern', '00000000')).toMatchObject({ grund: 'konten.dienststelle_unbekannt' });
  });

  it('trägt dieselbe Person nicht zweimal ein', async () => {
    expect(await legeAn(wurzen, 'r.kern', 'Ralf Kern')).toBe(leiter);
  });
});

describe('Sitzung', () => {
  it('nennt, wer angemeldet ist, und endet auf Wunsch', async () => {
    const { token } = await createSitzung(db, { art: 'mitarbeit', person: leiter, stelle: wurzen });
    expect(await readSitzung(db, token)).toEqual({
      art: 'mitarbeit',
      person: leiter,
      stelle: wurzen,
      name: 'Ralf Kern',
      funktion: 'Sachgebietsleiter',
    });
    await endSitzung(db, token);
    expect(await readSitzung(db, token)).toBeNull();
  });

  it('endet mit der Beschäftigung', async () => {
    const person = await legeAn(wurzen, 'g.eht', 'Gerd Eht');
    const { token } = await createSitzung(db, { art: 'mitarbeit', person, stelle: wurzen });
    await t.setup.query('update konten.mitarbeiter set aktiv = false where id = $1', [person]);
    expect(await readSitzung(db, token)).toBeNull();
    expect(await meldeMitarbeiterAn(db, verzeichnis, { sub: 'g.eht', dienststelle: '14729410' })).toMatchObject({
      ok: false,
    });
  });

  it('dauert acht Stunden für Personal und zwei für Bürger', async () => {
    const { buerger } = await meldeBuergerAn(db, { koerperschaft: thallwitz, person: MARLENE });
    const begonnen = async (vorStunden: number) => {
      const frueher = t.als('app', stellbareUhr(Date.now() - vorStunden * 3_600_000));
      const s = await createSitzung(frueher, { art: 'mitarbeit', person: leiter, stelle: wurzen });
      const b = await createSitzung(frueher, { art: 'person', person: buerger, niveau: 'basis' });
      return [(await readSitzung(db, s.token))?.art, (await readSitzung(db, b.token))?.art];
    };
    expect(await begonnen(1.9)).toEqual(['mitarbeit', 'person']);
    expect(await begonnen(2.1)).toEqual(['mitarbeit', undefined]);
    expect(await begonnen(8.1)).toEqual([undefined, undefined]);
  });

  it('kennt kein erfundenes Token und legt das echte nirgends ab', async () => {
    for (const token of ['', 'x', 'a'.repeat(43), "' or 1=1 --"]) expect(await readSitzung(db, token)).toBeNull();
    const { token } = await createSitzung(db, { art: 'mitarbeit', person: leiter, stelle: wurzen });
    const { rows } = await t.setup.query<{ alles: string }>(
      'select string_agg(s::text, chr(10)) as alles from konten.sitzung s',
    );
    expect(rows[0]?.alles).not.toContain(token);
    expect(rows[0]?.alles).not.toContain(Buffer.from(token).toString('hex'));
  });

  it('lässt sich nicht für andere eröffnen', async () => {
    const sql = `select konten.sitzung_anlegen('\\x00', null, now() + interval '1 hour')`;
    await expect(db.lesen(oeffentlich, sql)).rejects.toThrow('nur als angemeldete Person');
    await expect(db.lesen(dienst(wurzen, 'Test'), sql)).rejects.toThrow('nur als angemeldete Person');
    await expect(db.lesen(staff(leiter, wurzen), 'select * from konten.sitzung')).rejects.toThrow(
      /permission|Berechtigung/,
    );
  });
});

describe('Konto', () => {
  it('entsteht bei der ersten Anmeldung und wird bei der nächsten wiedergefunden', async () => {
    const erste = await meldeBuergerAn(db, { koerperschaft: wurzen, person: MARLENE });
    const zweite = await meldeBuergerAn(db, { koerperschaft: wurzen, person: { ...MARLENE, anschrift: 'Markt 1' } });
    expect(zweite).toEqual(erste);
    const wer = kontextOf({ art: 'person', person: erste.buerger, niveau: 'substantiell', name: '' });
    const konto = await db.transaktion(wer, readKonto);
    expect(konto).toMatchObject({ niveau: 'substantiell', angaben: { nachname: 'Sommer', strasse: 'Markt 1' } });
    expect(JSON.stringify(konto)).not.toContain(MARLENE.bpk2);
  });

  it('gehört zum Pseudonym einer Körperschaft', async () => {
    const hier = await meldeBuergerAn(db, { koerperschaft: wurzen, person: MARLENE });
    const dort = await meldeBuergerAn(db, { koerperschaft: bennewitz, person: MARLENE });
    expect(dort).not.toEqual(hier);
  });

  it('ist eines, auch wenn zwei erste Anmeldungen zugleich kommen', async () => {
    const person = { ...MARLENE, bpk2: 'TEST-ZUGLEICH' };
    const alle = await Promise.all([1, 2, 3, 4].map(() => meldeBuergerAn(db, { koerperschaft: wurzen, person })));
    expect(new Set(alle.map((a) => a.buerger)).size).toBe(1);
  });

  it('sieht nur, wem es gehört', async () => {
    const { buerger } = await meldeBuergerAn(db, { koerperschaft: wurzen, person: MARLENE });
    const fremd = kontextOf({ art: 'person', person: uuidv7(Date.now()), niveau: 'hoch', name: '' });
    for (const wer of [fremd, oeffentlich, staff(leiter, wurzen, wurzen), dienst(wurzen, 'Test')]) {
      expect(await db.transaktion(wer, readKonto)).toBeUndefined();
      expect(await db.lesen(wer, 'select 1 as da from konten.konto where buerger = $1', [buerger])).toEqual([]);
    }
  });

  it('öffnet sich nur im Dienst der Körperschaft, deren Pseudonym es ist', async () => {
    const sql = `select konten.konto_zu($1, 'TEST-SOMMER', $2, '{}', 'hoch', now())`;
    for (const wer of [oeffentlich, staff(leiter, wurzen, wurzen), dienst(bennewitz, 'Test')])
      await expect(db.lesen(wer, sql, [wurzen, uuidv7(Date.now())])).rejects.toThrow('nur im Dienst');
  });
});

describe('Begonnene Anmeldung', () => {
  it('wird von genau einem genommen', async () => {
    const speicher = anmeldungSpeicher(db);
    await speicher.save('a1', 'wert');
    expect(await speicher.get('a1')).toBe('wert');
    const beide = await Promise.all([speicher.nimm('a1'), speicher.nimm('a1'), speicher.nimm('a1')]);
    expect(beide.filter((w) => w === 'wert')).toHaveLength(1);
    expect(await speicher.remove('a1')).toBe(false);
    expect(await speicher.get('a1')).toBeNull();
  });

  it('verfällt nach zehn Minuten und wird nicht überschrieben', async () => {
    const speicher = anmeldungSpeicher(db);
    await anmeldungSpeicher(t.als('app', stellbareUhr(Date.now() - 601_000))).save('alt', 'x');
    expect(await speicher.get('alt')).toBeNull();
    expect(await speicher.remove('alt')).toBe(false);
    await speicher.save('neu', 'erster');
    await speicher.save('neu', 'zweiter');
    expect(await speicher.get('neu')).toBe('erster');
  });
});
