import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { tabfolge } from '../../../../tools/test/browser.ts';
import { neueDatenbank } from '../../../../tools/test/datenbank.ts';
import { uuidv7 } from '../../../base/index.ts';
import { ORTE } from '../../../demo/personen.ts';
import { registerGestalt } from '../../gestalt/index.ts';
import { seheAnAls, seiteAls } from '../pruefstand/ansehen.ts';
import { baueWelt } from '../pruefstand/welt.ts';

const t = await neueDatenbank();
const w = await baueWelt(t);
registerGestalt(w.server);
afterAll(() => w.server.close());
const ADRESSE = '/arbeitsplatz/stoerungen';
const text = (html: string) => html.replace(/<[^>]+>/g, ' ').replace(/\s+/g, ' ');
const sehe = async (sub: string) => text((await w.geh(sub, ADRESSE)).body);
const [kopie, mail] = [uuidv7(Date.now()), uuidv7(Date.now())];

/** A job of a case that rests, as ten failed tries leave it. */
const lege = (id: string, art: string, koerperschaft: string, bezug: string | null, fehler: string, angaben = {}) =>
  t.setup.query(
    `insert into base.auftrag (id, art, koerperschaft, bezug, faellig, versuche, fehler, gescheitert, ruht, angaben)
     values ($1, $2, $3, $4, now(), 10, $5, now() - interval '2 hours', true, $6)`,
    [id, art, koerperschaft, bezug, fehler, angaben],
  );
const ruhende = async () =>
  (await t.setup.query<{ id: string }>('select id from base.auftrag where ruht')).rows.map((r) => r.id);

describe('Die Seite „Störungen“', () => {
  let thallwitz = '';
  let lossatal = '';
  beforeAll(async () => {
    thallwitz = await w.gewerbe('01-einfach', ORTE.thallwitz);
    lossatal = await w.gewerbe('04-bewachung', ORTE.lossatal);
  });

  it('sagt, was hier erscheinen wird, solange nichts steht', async () => {
    expect(await sehe('k.weber')).toContain('Gerade steht nichts');
    expect((await w.geh('k.weber', '/arbeitsplatz')).body).toContain(ADRESSE);
  });

  it('gehört der Sachbearbeitung und der Leitung; wer sonst hier arbeitet, hat den Reiter nicht', async () => {
    for (const sub of ['d.lorenz', 'p.zschoche', 'b.kuehnast']) {
      expect((await w.geh(sub, ADRESSE)).statusCode).toBe(403);
      expect((await w.sende(sub, ADRESSE, { was: 'alle' })).statusCode).toBe(403);
      expect((await w.geh(sub, '/arbeitsplatz')).body).not.toContain(ADRESSE);
    }
  });

  it('nennt Grund, Zeit und Vorgang auf Deutsch, zählt am Reiter und zeigt niemandem Fremdes', async () => {
    await lege(kopie, 'antrag.beurkunden', w.ort.thallwitz, thallwitz, 'prozess.dienst: bescheid.ohne-anordnung ');
    await lege(mail, 'bekanntgabe.benachrichtigen', w.ort.wurzen, lossatal, 'Postausgang antwortet nicht');
    const seite = await sehe('k.weber');
    expect(seite).toMatch(/THW-GA-\d+-000001/);
    expect(seite).toContain('Gesiegelte Kopie des Antrags');
    expect(seite).toContain('Der Betrag ist noch nicht angeordnet.');
    expect(seite).toContain('Postausgang antwortet nicht');
    expect(seite).toContain('erst auf Ihren Klick');
    expect(seite).toContain('Störungen 2');
    // the mayor sees his case, but not the delegated one of Lossatal, and cannot act
    const naumann = await w.geh('f.naumann', ADRESSE);
    expect(text(naumann.body)).toContain('steht bei: Stadt Wurzen');
    expect(naumann.body).not.toContain('type="checkbox"');
    expect(text(naumann.body)).not.toContain('Postausgang');
    for (const sub of ['t.krause', 'c.seifert', 'm.uhlig', 'h.reichelt'])
      expect(await sehe(sub)).toContain('Gerade steht nichts');
  });

  it('ist zu lesen und mit der Tastatur zu bedienen', { timeout: 120_000 }, async () => {
    const basis = await w.server.listen({ port: 0, host: '127.0.0.1' });
    await seheAnAls(w, 'k.weber', { basis, bereich: 'stoerungen', wege: { '': ADRESSE } });
    const page = await seiteAls(w, basis, 'k.weber');
    await page.goto(`${basis}${ADRESSE}`);
    expect((await tabfolge(page, 20)).filter((f) => f === 'button Erneut versuchen')).toHaveLength(2);
  });

  it('versucht eine Zeile, die ausgewählten oder alle noch einmal und sagt, was daraus wurde', async () => {
    const nichts = await w.sende('k.weber', ADRESSE, { was: 'gewaehlte' });
    expect(text(nichts.body)).toContain('Bitte wählen Sie mindestens eine Zeile aus.');
    expect(await ruhende()).toHaveLength(2);
    // what is not in her list is not there, whoever names it
    await w.sende('f.naumann', ADRESSE, { nur: `a.${kopie}` });
    await w.sende('m.uhlig', ADRESSE, { was: 'alle' });
    expect(await ruhende()).toHaveLength(2);
    const eine = await w.sende('k.weber', ADRESSE, { was: 'gewaehlte', [`z.a.${kopie}`]: '1' });
    expect(text(eine.body)).toContain('1 werden jetzt erneut versucht');
    expect(await ruhende()).toEqual([mail]);
    await w.sende('s.hartig', ADRESSE, { was: 'alle' });
    expect(await ruhende()).toEqual([]);
    await w.leeren();
  });

  it('nennt bei Ausfertigungen, Abrechnungen und Rechnungen, was es ist, und führt dorthin, wo es hingehört', async () => {
    const { rows } = await t.setup.query<{ id: string }>(
      `select a.vereinbarung as id from vereinbarungen.partei a join vereinbarungen.partei b using (vereinbarung)
       where a.koerperschaft = $1 and b.koerperschaft = $2 limit 1`,
      [w.ort.thallwitz, w.ort.wurzen],
    );
    const vereinbarung = rows[0]?.id ?? '';
    const rechnung = uuidv7(Date.now());
    await t.setup.query(
      `insert into abrechnung.rechnung (koerperschaft, id, nummer, vereinbarung, jahr, periode, fassung, reihe, rechnung, auftritt, at)
       values ($1, $2, 'WUR-RE-2026-000001', $3, 2026, 10, $4, 1, '{}', '{}', now())`,
      [w.ort.wurzen, rechnung, vereinbarung, 'a'.repeat(64)],
    );
    const ids = [1, 2, 3, 4].map(() => uuidv7(Date.now()));
    await lege(ids[0] ?? '', 'vereinbarung.beurkunden', w.ort.wurzen, vereinbarung, 'Siegel: abgelehnt');
    await lege(ids[1] ?? '', 'rechnung.setzen', w.ort.wurzen, rechnung, 'Siegel: abgelehnt');
    await lege(ids[2] ?? '', 'vorgang.vernichten', w.ort.wurzen, uuidv7(Date.now()), 'Datei gesperrt');
    await lege(ids[3] ?? '', 'abrechnung.mitteilen', w.ort.wurzen, null, 'keine Antwort', { vereinbarung });
    const { body } = await w.geh('s.hartig', ADRESSE);
    const seite = text(body);
    for (const was of [
      'Gesiegelte Ausfertigung der Vereinbarung',
      'Gesiegelte Datei der Rechnung',
      'Abrechnung mit der anderen Kommune abgleichen',
      'Rechnung WUR-RE-2026-000001',
      'Kein Vorgang',
    ])
      expect(seite).toContain(was);
    expect(seite).not.toContain('Ein Auftrag der Technik');
    expect(
      body.match(new RegExp(`href="/steuerung/vereinbarungen/${vereinbarung}">Zweckvereinbarung`, 'g')),
    ).toHaveLength(2);
    expect(body).toContain(`href="/steuerung/abrechnung/${vereinbarung}/2026-10"`);
    expect((await w.geh('s.hartig', `/steuerung/vereinbarungen/${vereinbarung}`)).statusCode).toBe(200);
    // of the other party, and of who leads nothing, it is none of theirs
    for (const sub of ['f.naumann', 'k.weber']) expect(await sehe(sub)).not.toContain('Gesiegelte Datei');
    await t.setup.query('delete from base.auftrag where id = any ($1::uuid[])', [ids]);
  });

  it('nennt bei einem Lauf über viele Vorgänge, was er tut, von welchem Tag er ist und über wie viele, und führt zu seiner Seite', async () => {
    const [abgabe, probe] = [uuidv7(Date.now()), uuidv7(Date.now())];
    const weber = (await t.setup.query<{ id: string }>("select id from konten.mitarbeiter where sub = 'k.weber'")).rows;
    const beginne = (id: string, art: string, auftrag: object, vorgaenge: readonly string[]) =>
      t.setup.query(
        `with lauf as (insert into prozesse.sammellauf (koerperschaft, id, art, gruppe, auftrag, person, begonnen)
           values ($1, $2, $3, 'g', $4, $5, '2026-10-01T22:30:00Z'))
         insert into prozesse.sammelfall (koerperschaft, lauf, vorgang) select $1, $2, v from unnest($6::uuid[]) v`,
        [w.ort.wurzen, id, art, auftrag, weber[0]?.id, vorgaenge],
      );
    await beginne(abgabe, 'vorgang.abgeben', { ort: null }, [thallwitz, lossatal]);
    const auftrag = { leistung: 'gewerbe-anmeldung', von: 'v1', nach: 'v2', zuordnung: {}, probe: true };
    await beginne(probe, 'prozess.umstellen', auftrag, [thallwitz]);
    // newer ones that are done do not push it from its page
    await t.setup.query(
      `insert into prozesse.sammellauf (koerperschaft, id, art, gruppe, auftrag, person, begonnen, stand)
       select $1, gen_random_uuid(), 'vorgang.abgeben', 'g', '{"ort": null}', $2, now(), 'fertig' from generate_series(1, 60)`,
      [w.ort.wurzen, weber[0]?.id],
    );
    const auftraege = [uuidv7(Date.now()), uuidv7(Date.now())];
    await lege(auftraege[0] ?? '', 'vorgang.abgeben', w.ort.wurzen, abgabe, 'lease verloren');
    await lege(auftraege[1] ?? '', 'prozess.umstellen', w.ort.wurzen, probe, 'lease verloren');
    const { body } = await w.geh('s.hartig', ADRESSE);
    expect(body).toContain(`<a href="/arbeitsplatz/abgeben?lauf=${abgabe}">Abgabe vom 02.10.2026, Vorgänge: 2</a>`);
    expect(body).toContain('>Prüfung der Umstellung „Gewerbe anmelden“ vom 02.10.2026, Vorgänge: 1</a>');
    expect(text(body)).not.toContain('Kein Vorgang');
    const seite = text((await w.geh('s.hartig', `/arbeitsplatz/abgeben?lauf=${abgabe}`)).body);
    expect(seite).toContain('Die Vorgänge werden abgegeben');
    expect(seite).toContain('Bearbeitet 0 von 2');
    // of no other house, and of nobody who does not lead the whole house
    for (const sub of ['f.naumann', 'k.weber']) expect(await sehe(sub)).not.toContain('vom 02.10.2026');
    await t.setup.query('delete from base.auftrag where id = any ($1::uuid[])', [auftraege]);
    await t.setup.query('delete from prozesse.sammelfall');
    await t.setup.query('delete from prozesse.sammellauf');
  });

  it('vermerkt, wessen Vorgänge gezeigt wurden', async () => {
    const { rows } = await t.setup.query<{ n: string }>(
      `select count(*) as n from nachweise.lesezugriff where koerperschaft = $1 and $2 = any (vorgaenge) and grundlage ->> 'zweck' = 'Stillstand in Vorgängen beheben'`,
      [w.ort.thallwitz, thallwitz],
    );
    expect(Number(rows[0]?.n)).toBeGreaterThan(0);
  });
});
