import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { neueDatenbank } from '../../../../tools/test/datenbank.ts';
import { dienst, stellbareUhr } from '../../../base/index.ts';
import { createSitzung, istAnordnungsbefugt, readAnordnende } from '../../../konten/index.ts';
import { readStrom } from '../../../nachweise/index.ts';
import { ANSICHTEN, seheAnAls } from '../../arbeitsplatz/pruefstand/ansehen.ts';
import { baueWelt } from '../../arbeitsplatz/pruefstand/welt.ts';
import { registerGestalt } from '../../gestalt/index.ts';

const t = await neueDatenbank();
const uhr = stellbareUhr(Date.parse('2026-12-01T09:00:00+01:00'));
const WEG = '/steuerung/personal';
let w: Awaited<ReturnType<typeof baueWelt>>;

const text = (html: string) =>
  html
    .replace(/<[^>]+>/g, ' ')
    .replaceAll('\u00a0', ' ')
    .replace(/\s+/g, ' ');
const sicht = async (sub: string, weg = WEG) => text((await w.geh(sub, weg)).body);
const idOf = async (sub: string): Promise<string> => {
  const { rows } = await t.setup.query('select id from konten.mitarbeiter where sub = $1', [sub]);
  return rows[0]?.id ?? '';
};
const ereignisse = async (haus: string) =>
  w.deps.db.transaktion(dienst(haus, 'Test'), async (tx) =>
    (await readStrom(tx, w.deps.protokoll, haus, haus)).map((e) => [e.ereignis.kind, e.ereignis.data] as const),
  );
const NEU = { was: 'aufnehmen', kennung: 'l.neu', name: 'Lena Neu', funktion: 'Sachbearbeiterin', telefon: '03425 0' };

beforeAll(async () => {
  w = await baueWelt(t, uhr);
  registerGestalt(w.server);
});
afterAll(() => w?.server.close());

describe('Eine neue Kraft', () => {
  it('wird aufgenommen, bekommt eine Rolle und sieht dann, was ihr zusteht', async () => {
    const da = await w.sende('s.hartig', WEG, NEU);
    const id = await idOf('l.neu');
    expect([da.statusCode, da.headers.location]).toEqual([303, `${WEG}/${id}?getan=ja`]);
    expect(await sicht('s.hartig', `${WEG}/${id}`)).toContain('noch keine Rolle');
    const { token } = await createSitzung(t.als('app'), { art: 'mitarbeit', person: id, stelle: w.ort.wurzen });
    w.cookies.set('l.neu', `rv_sitzung=${token}`);
    expect((await w.geh('l.neu', WEG)).statusCode).toBe(403);
    const rolle = { rolle: 'sachbearbeitung', leistung: 'hundesteuer-anmeldung' };
    expect((await w.sende('s.hartig', `${WEG}/${id}`, { was: 'geben', ...rolle })).statusCode).toBe(303);
    expect(await sicht('s.hartig')).toContain('Lena Neu Sachbearbeiterin Sachbearbeitung: Hund anmelden');
    expect((await w.geh('l.neu', '/arbeitsplatz')).statusCode).toBe(200);
    expect(await ereignisse(w.ort.wurzen)).toEqual(
      expect.arrayContaining([
        ['mitarbeit.begonnen', expect.objectContaining({ mitarbeiter: id, funktion: 'Sachbearbeiterin' })],
        ['rolle.gegeben', expect.objectContaining({ mitarbeiter: id, ...rolle })],
      ]),
    );
  });

  it('verliert sie wieder, und scheidet sie aus, ist sie im selben Augenblick abgemeldet', async () => {
    const id = await idOf('l.neu');
    const rolle = { rolle: 'sachbearbeitung', leistung: 'hundesteuer-anmeldung' };
    expect((await w.sende('s.hartig', `${WEG}/${id}`, { was: 'nehmen', ...rolle })).statusCode).toBe(303);
    expect((await w.sende('s.hartig', `${WEG}/${id}`, { was: 'nehmen', ...rolle })).statusCode).toBe(409);
    expect(
      (await w.sende('s.hartig', `${WEG}/${id}`, { was: 'geben', rolle: 'kasse', leistung: '*' })).statusCode,
    ).toBe(303);
    expect((await w.sende('s.hartig', `${WEG}/${id}`, { was: 'ausscheiden' })).statusCode).toBe(303);
    const raus = await w.geh('l.neu', '/arbeitsplatz');
    expect([raus.statusCode, raus.headers.location]).toEqual([303, expect.stringContaining('/arbeitsplatz/anmelden')]);
    expect(
      (await w.sende('s.hartig', `${WEG}/${id}`, { was: 'geben', rolle: 'kasse', leistung: '*' })).statusCode,
    ).toBe(409);
    expect(await sicht('s.hartig')).toContain('Wer früher hier gearbeitet hat (1)');
    expect((await w.sende('s.hartig', `${WEG}/${id}`, { was: 'wieder' })).statusCode).toBe(303);
    expect(await sicht('s.hartig', `${WEG}/${id}`)).toContain('noch keine Rolle');
    expect((await ereignisse(w.ort.wurzen)).map(([kind]) => kind)).toEqual(
      expect.arrayContaining(['rolle.genommen', 'mitarbeit.beendet', 'mitarbeit.wieder']),
    );
  });

  it.each([
    [{ kennung: '' }, 'kennung', 422],
    [{ kennung: 'k weber' }, 'kennung', 422],
    [{ kennung: 'k.weber' }, 'kennung', 409],
    [{ name: ' ' }, 'name', 422],
    [{ name: 'x'.repeat(121) }, 'name', 422],
    [{ name: '\u200b' }, 'name', 422],
    [{ name: 'Lena \u202eueN' }, 'name', 422],
    [{ name: 'Lena\nNeu' }, 'name', 422],
    [{ name: '–' }, 'name', 422],
    [{ funktion: '' }, 'funktion', 422],
    [{ telefon: 'abc' }, 'telefon', 422],
  ])('%j wird am Feld abgewiesen, und das Getippte bleibt stehen', async (falsch, feld, status) => {
    const r = await w.sende('s.hartig', WEG, { ...NEU, kennung: 'z.neu', ...falsch });
    expect(r.statusCode).toBe(status);
    expect(r.body).toMatch(new RegExp(`name="${feld}"[^>]*aria-invalid="true"`));
    if (feld !== 'funktion') expect(r.body).toContain('value="Sachbearbeiterin"');
    expect(await idOf('z.neu')).toBe('');
  });

  it('wird berichtigt, auch die eigene Angabe, und niemand eines anderen Hauses', async () => {
    const neu = { was: 'angaben', name: 'Steffen Hartig', funktion: 'Amtsleiter Ordnung', telefon: '03425 0000-20' };
    expect((await w.sende('s.hartig', `${WEG}/${await idOf('s.hartig')}`, neu)).statusCode).toBe(303);
    expect(await sicht('s.hartig')).toContain('Amtsleiter Ordnung');
    expect((await w.sende('s.hartig', `${WEG}/${await idOf('c.seifert')}`, neu)).statusCode).toBe(404);
    expect((await w.geh('s.hartig', `${WEG}/${await idOf('c.seifert')}`)).statusCode).toBe(404);
    expect((await w.geh('s.hartig', `${WEG}/kein-mensch`)).statusCode).toBe(404);
  });
});

describe('Ein Recht', () => {
  it('gibt und nimmt sich niemand selbst', async () => {
    const id = await idOf('s.hartig');
    const geben = await w.sende('s.hartig', `${WEG}/${id}`, { was: 'geben', rolle: 'kasse', leistung: '*' });
    expect([geben.statusCode, text(geben.body)]).toEqual([409, expect.stringContaining('niemand selbst')]);
    for (const was of ['ausscheiden', 'wieder'])
      expect((await w.sende('s.hartig', `${WEG}/${id}`, { was })).statusCode).toBe(409);
    expect(await sicht('s.hartig', `${WEG}/${id}`)).toContain('Ihre eigenen Rollen ändert eine andere Leitung');
  });

  it('gibt nur, wer das ganze Haus leitet; andere lesen oder kommen nicht hinein', async () => {
    const id = await idOf('k.weber');
    const rolle = { was: 'geben', rolle: 'leitung', leistung: '*' };
    for (const sub of ['k.weber', 'i.menzel', 'd.lorenz']) {
      expect((await w.sende(sub, `${WEG}/${id}`, rolle)).statusCode).toBe(403);
      expect((await w.sende(sub, WEG, NEU)).statusCode).toBe(403);
    }
    expect((await w.geh('k.weber', WEG)).statusCode).toBe(403);
    const pruefung = await w.geh('i.menzel', WEG);
    expect([pruefung.statusCode, text(pruefung.body)]).toEqual([200, expect.stringContaining('Ändern darf hier nur')]);
    expect(pruefung.body).not.toContain('<form class="haus-formular"');
  });

  it.each([
    [{ rolle: 'kaiser', leistung: '*' }, 422],
    [{ rolle: '', leistung: '*' }, 422],
    [{ rolle: 'sachbearbeitung', leistung: 'gibt-es-nicht' }, 422],
    [{ rolle: 'sachbearbeitung', leistung: 'gewerbe-anmeldung' }, 409],
  ])('%j wird an k.weber abgewiesen', async (rolle, status) => {
    const r = await w.sende('s.hartig', `${WEG}/${await idOf('k.weber')}`, { was: 'geben', ...rolle });
    expect(r.statusCode).toBe(status);
  });

  it('gilt für das ganze Haus, wo eine Leistung keinen Sinn hat', async () => {
    const id = await idOf('j.roessler');
    await w.sende('s.hartig', `${WEG}/${id}`, { was: 'geben', rolle: 'poststelle', leistung: 'gewerbe-anmeldung' });
    expect(await sicht('s.hartig', `${WEG}/${id}`)).toMatch(/Rollen Poststelle Wegnehmen/);
  });

  it('nimmt die letzte Leitung sich nicht, und zwei einander auch nicht zugleich', async () => {
    const [a, b] = [await idOf('s.hartig'), await idOf('j.roessler')];
    await w.sende('s.hartig', `${WEG}/${b}`, { was: 'geben', rolle: 'leitung', leistung: '*' });
    const nehmen = { was: 'nehmen', rolle: 'leitung', leistung: '*' };
    const r = await Promise.all([
      w.sende('s.hartig', `${WEG}/${b}`, nehmen),
      w.sende('j.roessler', `${WEG}/${a}`, nehmen),
    ]);
    expect(r.map((x) => x.statusCode).sort()).toEqual([303, 403]);
    const bleibt = r[0]?.statusCode === 303 ? 's.hartig' : 'j.roessler';
    expect((await w.geh(bleibt, WEG)).statusCode).toBe(200);
    await t.setup.query(
      `insert into konten.rolle select koerperschaft, id, 'leitung', '*' from konten.mitarbeiter where sub = 's.hartig' on conflict do nothing`,
    );
    await t.setup.query(`delete from konten.rolle where mitarbeiter = $1 and rolle = 'leitung'`, [b]);
  });

  it('sagt, für welche Leistung niemand eingeteilt ist', async () => {
    expect(await sicht('s.hartig')).not.toContain('Niemand ist eingeteilt');
    for (const sub of ['k.weber', 'j.roessler'])
      await w.sende('s.hartig', `${WEG}/${await idOf(sub)}`, {
        was: 'nehmen',
        rolle: 'sachbearbeitung',
        leistung: 'gewerbe-anmeldung',
      });
    expect(await sicht('s.hartig')).toContain('niemand die Rolle Sachbearbeitung: Gewerbe anmelden');
  });
});

describe('Anordnen in die eigene Kasse', () => {
  const befugt = (haus: string, person: string, leistung: string, tag: string) =>
    w.deps.db.transaktion(
      { art: 'mitarbeit', person, stelle: w.ort.wurzen, handelndFuer: haus, grundlage: null },
      (tx) => istAnordnungsbefugt(tx, { koerperschaft: haus, mitarbeiter: person, leistung, tag }),
    );
  const GUT = {
    was: 'ernennen',
    leistung: 'gewerbe-anmeldung',
    ab: '1.12.2026',
    letzter: '31.12.2026',
    verfuegung: 'Verfügung des Bürgermeisters vom 1.12.2026',
  };

  it('darf jemand aus dem Haus, das für einen arbeitet, sobald es eingetragen ist, und nicht länger', async () => {
    const hartig = await idOf('s.hartig');
    const alt = { was: 'widerrufen', mitarbeiter: hartig, leistung: 'gewerbe-anmeldung' };
    expect(await befugt(w.ort.thallwitz, hartig, 'gewerbe-anmeldung', '2026-12-01')).toBe(true);
    expect((await w.sende('f.naumann', WEG, alt)).statusCode).toBe(303);
    expect(await befugt(w.ort.thallwitz, hartig, 'gewerbe-anmeldung', '2026-12-01')).toBe(false);
    expect((await w.sende('f.naumann', WEG, alt)).statusCode).toBe(404);
    const wer = `${w.ort.wurzen}/${hartig}`;
    expect((await w.geh('f.naumann', WEG)).body).toContain(wer);
    expect((await w.sende('f.naumann', WEG, { ...GUT, wer })).statusCode).toBe(303);
    expect(await befugt(w.ort.thallwitz, hartig, 'gewerbe-anmeldung', '2026-12-31')).toBe(true);
    expect(await befugt(w.ort.thallwitz, hartig, 'gewerbe-anmeldung', '2027-01-01')).toBe(false);
    expect(await sicht('f.naumann')).toContain('01.12.2026 bis 31.12.2026');
    expect((await w.sende('f.naumann', WEG, { ...GUT, wer })).statusCode).toBe(409);
    expect(await ereignisse(w.ort.thallwitz)).toEqual(
      expect.arrayContaining([
        ['anordnungsbefugnis.widerrufen', expect.objectContaining({ mitarbeiter: hartig, ab: '2026-12-01' })],
        [
          'anordnungsbefugnis.erteilt',
          expect.objectContaining({ mitarbeiter: hartig, stelle: w.ort.wurzen, ab: '2026-12-01', bis: '2027-01-01' }),
        ],
      ]),
    );
  });

  it('endet mit der Rolle im eigenen Haus, auch bei wem ausscheidet und wiederkommt', async () => {
    const id = await idOf('j.roessler');
    const heute = () => befugt(w.ort.thallwitz, id, 'gewerbe-anmeldung', '2026-12-02');
    const rolle = { rolle: 'anordnung', leistung: 'gewerbe-anmeldung' };
    const gib = () => w.sende('s.hartig', `${WEG}/${id}`, { was: 'geben', ...rolle });
    const wer = `${w.ort.wurzen}/${id}`;
    await gib();
    expect((await w.sende('f.naumann', WEG, { ...GUT, wer })).statusCode).toBe(303);
    expect(await heute()).toBe(true);
    await w.sende('s.hartig', `${WEG}/${id}`, { was: 'nehmen', ...rolle });
    expect(await heute()).toBe(false);
    await gib();
    expect(await heute()).toBe(true);
    // in the own Kasse: one that is revoked before its first day, and one in force
    expect((await w.sende('s.hartig', WEG, { ...GUT, wer, ab: '2.12.2026' })).statusCode).toBe(303);
    const widerruf = { was: 'widerrufen', mitarbeiter: id, leistung: 'gewerbe-anmeldung' };
    expect((await w.sende('s.hartig', WEG, widerruf)).statusCode).toBe(303);
    await w.sende('s.hartig', `${WEG}/${id}`, { was: 'ausscheiden' });
    const { rows } = await t.setup.query(
      'select gueltig::text from konten.befugnis where koerperschaft = $1 and mitarbeiter = $2',
      [w.ort.wurzen, id],
    );
    expect(rows).toEqual([{ gueltig: 'empty' }]);
    await w.sende('s.hartig', `${WEG}/${id}`, { was: 'wieder' });
    expect(await heute()).toBe(false);
    await gib();
    expect((await w.sende('s.hartig', WEG, { ...GUT, wer })).statusCode).toBe(303);
    await w.sende('s.hartig', `${WEG}/${id}`, { was: 'ausscheiden' });
    const enden = (await ereignisse(w.ort.wurzen)).filter(([kind]) => kind === 'mitarbeit.beendet');
    expect(enden.slice(-2).map(([, data]) => data)).toMatchObject([
      { mitarbeiter: id, befugnisse: [] },
      { mitarbeiter: id, befugnisse: ['gewerbe-anmeldung'] },
    ]);
    await w.sende('s.hartig', `${WEG}/${id}`, { was: 'wieder' });
  });

  it('wählt nur, wer für eine Leistung anordnet, die sein Haus gerade für das eigene tut', async () => {
    const anordnende = (haus: string) =>
      w.deps.db.transaktion(dienst(haus, 'Test'), async (tx) =>
        (await readAnordnende(tx)).filter((a) => a.stelle !== haus).map((a) => [a.mitarbeiter, a.leistungen]),
      );
    const [hartig, seifert] = [await idOf('s.hartig'), await idOf('c.seifert')];
    expect(await anordnende(w.ort.thallwitz)).toEqual([[hartig, ['gewerbe-anmeldung']]]);
    // orders for all Leistungen in her house, which works on one of them for Wurzen
    expect(await anordnende(w.ort.wurzen)).toEqual([[seifert, ['hundesteuer-anmeldung']]]);
    expect(await anordnende(w.ort.bennewitz), 'nur die Post').toEqual([]);
    expect(await anordnende(w.ort.lossatal), 'nur die Post, und ein Ende, das war').toEqual([]);
    const mandat = [w.ort.thallwitz, w.ort.wurzen, 'gewerbe-anmeldung'];
    await t.setup.query('select ctx.schliesse($1, $2, $3)', mandat);
    expect(await anordnende(w.ort.thallwitz), 'angehalten').toEqual([]);
    await t.setup.query('select ctx.oeffne($1, $2, $3)', mandat);
    expect(await anordnende(w.ort.thallwitz)).toHaveLength(1);
  });

  it('zeigt nur Menschen aus Häusern, die jetzt für einen arbeiten', async () => {
    const { body } = await w.geh('f.naumann', WEG);
    expect(body).not.toContain(await idOf('c.seifert'));
    expect(
      (await w.sende('f.naumann', WEG, { ...GUT, wer: `${w.ort.augustusburg}/${await idOf('c.seifert')}` })).statusCode,
    ).toBe(422);
  });

  it.each([
    [{ wer: '' }, 'wer'],
    [{ leistung: 'gibt-es-nicht' }, 'leistung'],
    [{ leistung: '*' }, 'leistung'],
    [{ ab: '30.11.2026' }, 'ab'],
    [{ ab: 'bald' }, 'ab'],
    [{ letzter: '30.11.2026' }, 'letzter'],
    [{ letzter: 'nie' }, 'letzter'],
    [{ letzter: '31.12.9999' }, 'letzter'],
    [{ verfuegung: ' ' }, 'verfuegung'],
  ])('%j wird am Feld abgewiesen', async (falsch, feld) => {
    const hartig = await idOf('s.hartig');
    await w.sende('f.naumann', WEG, { was: 'widerrufen', mitarbeiter: hartig, leistung: 'gewerbe-anmeldung' });
    const r = await w.sende('f.naumann', WEG, { ...GUT, wer: `${w.ort.wurzen}/${hartig}`, ...falsch });
    expect(r.statusCode).toBe(422);
    expect(r.body).toMatch(new RegExp(`name="${feld}"[^>]*aria-invalid="true"`));
  });

  it('trägt niemand für sich selbst ein, und Unbekanntes ist verboten', async () => {
    const seifert = await idOf('c.seifert');
    const wer = `${w.ort.augustusburg}/${seifert}`;
    expect((await w.sende('c.seifert', WEG, { ...GUT, wer })).statusCode).toBe(409);
    expect((await w.sende('f.naumann', WEG, { was: 'loeschen' })).statusCode).toBe(403);
  });
});

it('Die Seiten sind ohne Fund von axe und ohne Querlauf', { timeout: 240_000 }, async () => {
  const basis = await w.server.listen({ port: 0, host: '127.0.0.1' });
  const wege = { liste: WEG, person: `${WEG}/${await idOf('k.weber')}`, selbst: `${WEG}/${await idOf('s.hartig')}` };
  await seheAnAls(w, 's.hartig', { basis, bereich: 'personal', wege }, ANSICHTEN);
});
