import { afterAll, describe, expect, it } from 'vitest';
import { baueSatzungswelt, GUT, NEU, text, WEG } from './pruefstand.ts';

const { t, w, saetze, sicht, ereignisse, idOf, mitRolle, standFuer, trageEin, nimmZurueck } = await baueSatzungswelt();
afterAll(() => w.server.close());

describe('Ein neuer Satz', () => {
  it('zeigt vor dem Eintragen, was sich ab wann ändert, und ist dann ab seinem Tag da', async () => {
    const formular = await w.geh('s.hartig', `${NEU}?art=hundesteuer`);
    expect(formular.body).toMatch(/name="erster"[^>]*value="60,00"/);
    expect(formular.body).toMatch(/name="fundstelle"[^>]*value class/);
    const gesehen = await w.sende('s.hartig', NEU, { ...GUT, was: 'pruefen' });
    const worte = text(gesehen.body);
    expect(gesehen.statusCode).toBe(200);
    expect(worte).toContain('Erster Hund 60,00 € 96,00 €');
    expect(worte).toContain('Fällig am 1.7. 15.2., 15.8.');
    expect(worte).toContain('Gilt für alles, was ab dem 01.01.2027 eingeht.');
    expect(worte).toContain('Der bisherige Satz gilt bis zum 31.12.2026.');
    expect(worte).toContain('höchstens ein Drittel: Gefährlicher Hund, erster, Gefährlicher Hund, jeder weitere.');
    expect(await saetze(w.ort.wurzen), 'noch nichts eingetragen').toHaveLength(1);
    const r = await trageEin('s.hartig', GUT);
    expect([r.statusCode, r.headers.location]).toEqual([303, `${WEG}?getan=satz`]);
    const werte = { erster: 9600, weiterer: 12000, gefaehrlichErster: 120050, gefaehrlichWeiterer: 130000 };
    expect(await saetze(w.ort.wurzen)).toMatchObject([
      { ab: '2020-01-01', bis: '2027-01-01', werte: { erster: 6000 } },
      { ab: '2027-01-01', bis: null, werte: { ...werte, faellig: ['02-15', '08-15'] }, fundstelle: GUT.fundstelle },
    ]);
    expect(await sicht('s.hartig')).toMatch(/01\.01\.2020 bis 31\.12\.2026 gilt heute .* ab 01\.01\.2027 kommt/);
    expect(await ereignisse(w.ort.wurzen, 'satz.')).toEqual([
      [
        'satz.eingetragen',
        expect.objectContaining({
          art: 'hundesteuer',
          ab: '2027-01-01',
          werte: expect.objectContaining(werte),
          davor: expect.objectContaining({ ab: '2020-01-01', werte: expect.objectContaining({ erster: 6000 }) }),
        }),
        await idOf('s.hartig'),
      ],
    ]);
  });

  it('lässt sich vor seinem Tag ändern und zurücknehmen, dann gilt der davor weiter', async () => {
    const formular = await w.geh('s.hartig', `${NEU}?art=hundesteuer&ab=2027-01-01`);
    expect(formular.body).toMatch(/name="ab"[^>]*value="01.01.2027"/);
    expect(formular.body).toMatch(/name="gefaehrlichErster"[^>]*value="1.200,50"/);
    const gesehen = await w.sende('s.hartig', NEU, { ...GUT, erster: '98,00', was: 'pruefen' });
    expect(text(gesehen.body)).toContain('Er ersetzt den Satz, der für diesen Tag schon eingetragen ist.');
    expect((await trageEin('s.hartig', { ...GUT, erster: '98,00' })).statusCode).toBe(303);
    expect((await saetze(w.ort.wurzen)).map((s) => s.werte['erster'])).toEqual([6000, 9800]);
    // one in between lasts until the next one
    const frueher = { ...GUT, ab: '15.12.2026', erster: '70,00' };
    expect(text((await w.sende('s.hartig', NEU, { ...frueher, was: 'pruefen' })).body)).toContain(
      'gilt bis zum 31.12.2026',
    );
    expect((await trageEin('s.hartig', frueher)).statusCode).toBe(303);
    expect((await saetze(w.ort.wurzen)).map((s) => [s.ab, s.bis])).toEqual([
      ['2020-01-01', '2026-12-15'],
      ['2026-12-15', '2027-01-01'],
      ['2027-01-01', null],
    ]);
    for (const ab of ['2026-12-15', '2027-01-01']) expect((await nimmZurueck('s.hartig', ab)).statusCode).toBe(303);
    expect(await saetze(w.ort.wurzen)).toMatchObject([{ ab: '2020-01-01', bis: null, werte: { erster: 6000 } }]);
    expect((await ereignisse(w.ort.wurzen, 'satz.')).map(([kind]) => kind)).toEqual([
      'satz.eingetragen',
      'satz.geaendert',
      'satz.eingetragen',
      'satz.zurueckgenommen',
      'satz.zurueckgenommen',
    ]);
  });

  it('wirkt nie zurück: was gilt oder galt, bleibt', async () => {
    const vorher = await saetze(w.ort.wurzen);
    for (const ab of ['1.1.2020', '30.11.2026', '1.12.2026']) {
      const r = await w.sende('s.hartig', NEU, { ...GUT, ab, was: 'pruefen' });
      expect([ab, r.statusCode, text(r.body)]).toEqual([ab, 422, expect.stringContaining('wirkt hier nicht zurück')]);
      expect(r.body).toMatch(/name="ab"[^>]*aria-invalid="true"/);
      expect((await trageEin('s.hartig', { ...GUT, ab })).statusCode).not.toBe(303);
    }
    expect((await nimmZurueck('s.hartig', '2020-01-01')).statusCode).toBe(409);
    expect((await nimmZurueck('s.hartig', '2019-01-01')).statusCode).toBe(404);
    expect(await saetze(w.ort.wurzen)).toEqual(vorher);
  });

  it('wird nachgetragen, wo an dem Tag keiner galt, und das steht dabei', async () => {
    const los = w.ort.lossatal;
    const leitung = await mitRolle(los, 'leitung');
    expect(await sicht(leitung)).toMatch(
      /Für Hundesteuer fehlt ein Satz .* nimmt deshalb keine Anträge an: Hund anmelden/,
    );
    expect(await sicht(leitung)).toContain('Für Ihre Kommune ist noch kein Briefkopf hinterlegt');
    expect((await w.geh(leitung, `${WEG}/bank`)).statusCode).toBe(409);
    const gesehen = await w.sende(leitung, NEU, { ...GUT, ab: '1.1.2025', was: 'pruefen' });
    expect(text(gesehen.body)).toContain('Der 01.01.2025 liegt zurück. An ihm galt hier kein Satz');
    expect((await trageEin(leitung, { ...GUT, ab: '1.1.2025' })).statusCode).toBe(303);
    expect(await sicht(leitung)).not.toContain('fehlt ein Satz');
    // before the first one there is room as well; it ends where that begins
    expect((await trageEin(leitung, { ...GUT, ab: '1.1.2024', erster: '50' })).statusCode).toBe(303);
    expect((await saetze(los)).map((s) => [s.ab, s.bis])).toEqual([
      ['2024-01-01', '2025-01-01'],
      ['2025-01-01', null],
    ]);
    expect(await sicht(leitung)).toContain('Frühere Sätze (1)');
  });

  it.each([
    [{ ab: '' }, 'ab'],
    [{ ab: '31.2.2027' }, 'ab'],
    [{ ab: '1.1.2050' }, 'ab'],
    [{ ab: '31.12.1989' }, 'ab'],
    [{ erster: '' }, 'erster'],
    [{ erster: '96,005' }, 'erster'],
    [{ erster: '96.00' }, 'erster'],
    [{ erster: '0' }, 'erster'],
    [{ weiterer: '-5' }, 'weiterer'],
    [{ gefaehrlichErster: '10.000,01' }, 'gefaehrlichErster'],
    [{ gefaehrlichWeiterer: 'viel' }, 'gefaehrlichWeiterer'],
    [{ faellig: '' }, 'faellig'],
    [{ faellig: '29.2.' }, 'faellig'],
    [{ faellig: '1.7., 1.7.' }, 'faellig'],
    [{ faellig: 'im Juli' }, 'faellig'],
    [{ fundstelle: ' ' }, 'fundstelle'],
    [{ fundstelle: '\u200b' }, 'fundstelle'],
    [{ fundstelle: '–' }, 'fundstelle'],
    [{ fundstelle: 'x'.repeat(301) }, 'fundstelle'],
  ])('%j wird am Feld abgewiesen, und das Getippte bleibt stehen', async (falsch, feld) => {
    const vorher = await saetze(w.ort.wurzen);
    for (const was of ['pruefen', 'eintragen']) {
      const r = await w.sende('s.hartig', NEU, { ...GUT, ...falsch, was, stand: await standFuer('s.hartig') });
      expect([was, r.statusCode]).toEqual([was, 422]);
      expect(r.body).toMatch(new RegExp(`name="${feld}"[^>]*aria-invalid="true"`));
      if (feld !== 'weiterer') expect(r.body).toMatch(/name="weiterer"[^>]*value="120"/);
    }
    expect(await saetze(w.ort.wurzen)).toEqual(vorher);
  });

  it('geht mit dem Getippten zurück zum Formular', async () => {
    const r = await w.sende('s.hartig', NEU, { ...GUT, was: 'aendern' });
    expect([r.statusCode, r.body]).toEqual([200, expect.stringMatching(/name="erster"[^>]*value="96,00"/)]);
  });

  it('fehlt ein Feld ganz, oder braucht den Satz keine Leistung, geschieht nichts', async () => {
    const { erster: _, ...ohne } = GUT;
    expect((await w.sende('s.hartig', NEU, { ...ohne, was: 'eintragen', stand: '' })).statusCode).not.toBe(303);
    expect((await w.sende('s.hartig', NEU, { ...GUT, art: 'zweitwohnung', was: 'pruefen' })).statusCode).toBe(404);
    expect((await w.geh('s.hartig', `${NEU}?art=constructor`)).statusCode).toBe(404);
    expect((await w.sende('s.hartig', NEU, { ...GUT, was: 'loeschen' })).statusCode).toBe(403);
  });

  it('zweier Leitungen zugleich: eine trägt ein, die andere sieht es, und ihre Angaben stehen noch da', async () => {
    const stand = await standFuer('s.hartig');
    const sende = (erster: string) => w.sende('s.hartig', NEU, { ...GUT, erster, was: 'eintragen', stand });
    const r = await Promise.all([sende('97,00'), sende('99,00')]);
    expect(r.map((x) => x.statusCode).sort()).toEqual([303, 409]);
    const verlierer = r.find((x) => x.statusCode === 409)?.body ?? '';
    expect(text(verlierer)).toContain('Inzwischen hat jemand diese Sätze geändert');
    const [, zweiter] = await saetze(w.ort.wurzen);
    const gewann = zweiter?.werte['erster'] === 9700 ? '97,00' : '99,00';
    expect(verlierer).toMatch(new RegExp(`name="erster"[^>]*value="${gewann === '97,00' ? '99,00' : '97,00'}"`));
    expect(text(verlierer)).toContain(`ab 01.01.2027 kommt ${gewann} €`);
    // what was shown before does not take back what came since
    const alt = { was: 'zuruecknehmen', art: 'hundesteuer', ab: '2027-01-01', stand };
    expect((await w.sende('s.hartig', WEG, alt)).statusCode).toBe(409);
    expect((await nimmZurueck('s.hartig', '2027-01-01')).statusCode).toBe(303);
  });

  it('überschneidet sich mit keinem, auch nicht an der Anwendung vorbei', async () => {
    const lege = (gueltig: string) =>
      t.setup.query(`insert into kommunen.satz values ($1, 'hundesteuer', $2, '{}', 'x')`, [w.ort.wurzen, gueltig]);
    await expect(lege('[2030-01-01,)'), 'zweimal ohne Ende').rejects.toThrow(/satz_ende/);
    await expect(lege('[2025-01-01,2025-02-01)'), 'mittendrin').rejects.toThrow(/satz_folge/);
    await expect(lege('[2019-01-01,2021-01-01)'), 'hinein').rejects.toThrow(/satz_folge/);
    await expect(lege('[2018-01-01,2019-01-01)'), 'mit einer Lücke').rejects.toThrow(/satz_folge/);
    await expect(lege('empty')).rejects.toThrow(/satz_tag/);
    await expect(lege('(,2020-01-01)')).rejects.toThrow(/satz_tag/);
  });
});

describe('Wer', () => {
  it('das ganze Haus leitet, ändert; Kasse und Prüfung sehen, andere kommen nicht hinein', async () => {
    const kasse = await mitRolle(w.ort.wurzen, 'kasse');
    const stand = await standFuer('s.hartig');
    const vorher = await saetze(w.ort.wurzen);
    for (const sub of ['k.weber', 'i.menzel', 'd.lorenz', kasse]) {
      expect([sub, (await w.sende(sub, NEU, { ...GUT, was: 'eintragen', stand })).statusCode]).toEqual([sub, 403]);
      expect([sub, (await w.sende(sub, `${WEG}/briefkopf`, { ort: 'x', stand })).statusCode]).toEqual([sub, 403]);
      for (const weg of [`${NEU}?art=hundesteuer`, `${WEG}/bank`, `${WEG}/briefkopf`])
        expect([sub, weg, (await w.geh(sub, weg)).statusCode]).toEqual([sub, weg, 403]);
    }
    for (const sub of ['k.weber', 'd.lorenz']) expect((await w.geh(sub, WEG)).statusCode).toBe(403);
    for (const sub of ['i.menzel', kasse]) {
      const { statusCode, body } = await w.geh(sub, WEG);
      expect([statusCode, text(body)]).toEqual([200, expect.stringContaining('Ändern darf hier nur die Leitung')]);
      expect(body).not.toMatch(/<form[^>]*action="\/steuerung\/satzung/);
    }
    expect((await w.sende('i.menzel', WEG, { was: 'verwerfen', stand: '' })).statusCode).toBe(403);
    expect(await saetze(w.ort.wurzen)).toEqual(vorher);
  });

  it('die Rolle inzwischen verloren hat, trägt nichts mehr ein', async () => {
    const stand = await standFuer('s.hartig');
    const id = await idOf('s.hartig');
    await t.setup.query(`delete from konten.rolle where mitarbeiter = $1 and rolle = 'leitung'`, [id]);
    expect((await w.sende('s.hartig', NEU, { ...GUT, was: 'eintragen', stand })).statusCode).toBe(403);
    await t.setup.query(`insert into konten.rolle values ($1, $2, 'leitung', '*')`, [w.ort.wurzen, id]);
    expect(await saetze(w.ort.wurzen)).toHaveLength(1);
  });
});
