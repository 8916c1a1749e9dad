import { afterAll, describe, expect, it } from 'vitest';
import { axe, bild, engeKnoepfe, ueberlauf } from '../../../../tools/test/browser.ts';
import { DEMO_ORTE } from '../../../demo/welt.ts';
import { ANSICHTEN, seheAnAls, seiteAls } from '../../arbeitsplatz/pruefstand/ansehen.ts';
import { BANK, baueSatzungswelt, GUT, NEU, standIn, text, WEG } from './pruefstand.ts';

const { w, auftritt, sicht, ereignisse, idOf, mitRolle, trageEin } = await baueSatzungswelt();
afterAll(() => w.server.close());

describe('Der Briefkopf', () => {
  const BRIEFKOPF = `${WEG}/briefkopf`;
  const gut = () => {
    const {
      iban: _i,
      bic: _b,
      kontoinhaber: _k,
      glaeubigerId: _g,
      kasse: _a,
      ...rest
    } = DEMO_ORTE[0]?.auftritt ?? ({} as never);
    return { ...rest, leitung: 'Amalie Berg', amt: 'Die Oberbürgermeisterin' } as Record<string, string>;
  };

  it('wird geändert, gilt beim nächsten Lesen, und das Konto bleibt', async () => {
    const seite = await w.geh('s.hartig', BRIEFKOPF);
    expect(text(seite.body)).toContain('Gilt ab dem nächsten Brief');
    const vorher = await auftritt(w.ort.wurzen);
    const r = await w.sende('s.hartig', BRIEFKOPF, { ...gut(), zusatz: '', stand: standIn(seite.body) });
    expect([r.statusCode, r.headers.location]).toEqual([303, `${WEG}?getan=briefkopf`]);
    const { zusatz: _, ...rest } = vorher ?? ({} as never);
    expect(await auftritt(w.ort.wurzen)).toEqual({ ...rest, leitung: 'Amalie Berg', amt: 'Die Oberbürgermeisterin' });
    expect(await sicht('s.hartig')).toContain('Bürgermeisterin oder Bürgermeister Amalie Berg');
    const [[, data] = []] = await ereignisse(w.ort.wurzen, 'briefkopf.');
    expect(data).toMatchObject({
      felder: ['zusatz', 'amt', 'leitung'],
      werte: { zusatz: null, amt: 'Die Oberbürgermeisterin' },
    });
  });

  it.each([
    [{ name: '' }, 'name'],
    [{ plz: '0480' }, 'plz'],
    [{ email: 'post' }, 'email'],
    [{ telefon: 'Pforte' }, 'telefon'],
    [{ farbe: 'rot' }, 'farbe'],
    [{ leitung: ' ' }, 'leitung'],
    [{ strasse: 'x'.repeat(301) }, 'strasse'],
  ])('%j wird am Feld abgewiesen, und das Getippte bleibt stehen', async (falsch, feld) => {
    const vorher = await auftritt(w.ort.wurzen);
    const stand = standIn((await w.geh('s.hartig', BRIEFKOPF)).body);
    const r = await w.sende('s.hartig', BRIEFKOPF, { ...gut(), web: 'neu.invalid', ...falsch, stand });
    expect(r.statusCode).toBe(422);
    expect(r.body).toMatch(new RegExp(`name="${feld}"[^>]*aria-invalid="true"`));
    expect(r.body).toMatch(/name="web"[^>]*value="neu.invalid"/);
    expect(await auftritt(w.ort.wurzen)).toEqual(vorher);
  });

  it('zweier Leitungen zugleich: die zweite sieht, was jetzt gilt, und behält, was sie schrieb', async () => {
    const stand = standIn((await w.geh('s.hartig', BRIEFKOPF)).body);
    const sende = (ort: string) => w.sende('s.hartig', BRIEFKOPF, { ...gut(), ort, stand });
    const r = await Promise.all([sende('Wurzen-Ost'), sende('Wurzen-West')]);
    expect(r.map((x) => x.statusCode).sort()).toEqual([303, 409]);
    const verlierer = r.find((x) => x.statusCode === 409)?.body ?? '';
    const gewann = (await auftritt(w.ort.wurzen))?.ort ?? '';
    expect(text(verlierer)).toMatch(new RegExp(`Das gilt jetzt .* ${gewann}`));
    expect(verlierer).toMatch(new RegExp(`name="ort"[^>]*value="Wurzen-${gewann === 'Wurzen-Ost' ? 'West' : 'Ost'}"`));
    const gleich = await w.sende('s.hartig', BRIEFKOPF, { ...gut(), ort: gewann, stand: standIn(verlierer) });
    expect([gleich.statusCode, text(gleich.body)]).toEqual([
      422,
      expect.stringContaining('Alle Angaben sind wie bisher'),
    ]);
  });
});

describe('Die Bankverbindung', () => {
  const GUTE_BANK = {
    iban: 'DE02 1203 0000 0000 2020 51',
    bic: 'bylade m1001',
    kontoinhaber: 'Stadt Wurzen',
    glaeubigerId: 'DE98 ZZZ 09999999999',
    kasse: 'Neue Musterbank',
  };
  const standDerBank = async (sub: string, weg = BANK) => standIn((await w.geh(sub, weg)).body);

  it.each([
    [{ iban: 'DE02120300000000202052' }, 'iban'],
    [{ iban: '' }, 'iban'],
    [{ bic: 'BYLADE' }, 'bic'],
    [{ bic: '12345678' }, 'bic'],
    [{ glaeubigerId: 'DE99ZZZ09999999999' }, 'glaeubigerId'],
    [{ glaeubigerId: 'AT98ZZZ09999999999' }, 'glaeubigerId'],
    [{ kontoinhaber: ' ' }, 'kontoinhaber'],
    [{ kasse: '' }, 'kasse'],
  ])('%j wird am Feld abgewiesen, und das Getippte bleibt stehen', async (falsch, feld) => {
    const r = await w.sende('s.hartig', BANK, { ...GUTE_BANK, ...falsch, stand: await standDerBank('s.hartig') });
    expect(r.statusCode).toBe(422);
    expect(r.body).toMatch(new RegExp(`name="${feld}"[^>]*aria-invalid="true"`));
    if (feld !== 'kasse') expect(r.body).toContain('value="Neue Musterbank"');
    expect(await sicht('s.hartig')).not.toContain('wartet auf Bestätigung');
  });

  it('gilt erst, wenn eine zweite Person sie bestätigt, und nie die, die sie eintrug', async () => {
    const kasse = await mitRolle(w.ort.wurzen, 'kasse');
    const alt = await auftritt(w.ort.wurzen);
    const r = await w.sende('s.hartig', BANK, { ...GUTE_BANK, stand: await standDerBank('s.hartig') });
    expect([r.statusCode, r.headers.location]).toEqual([303, `${WEG}?getan=vorgeschlagen`]);
    expect(await auftritt(w.ort.wurzen)).toEqual(alt);
    expect(await sicht('s.hartig')).toMatch(
      /wartet auf Bestätigung .* DE02 1203 0000 0000 2020 51 .* selbst eingetragen/,
    );
    expect((await w.geh('s.hartig', WEG)).body).not.toContain('value="bestaetigen"');
    expect((await w.geh('s.hartig', BANK)).headers.location).toBe(WEG);
    const stand = await standDerBank('s.hartig', WEG);
    expect((await w.sende('s.hartig', WEG, { was: 'bestaetigen', stand })).statusCode).toBe(403);
    expect((await w.sende('i.menzel', WEG, { was: 'bestaetigen', stand })).statusCode).toBe(403);
    expect((await w.sende('f.naumann', WEG, { was: 'bestaetigen', stand })).statusCode, 'ein anderes Haus').toBe(409);
    expect((await w.sende(kasse, WEG, { was: 'bestaetigen', stand: 'geraten' })).statusCode).toBe(409);
    // a second proposal does not slip in under the first
    expect((await w.sende('s.hartig', BANK, { ...GUTE_BANK, stand })).statusCode).toBe(409);
    expect(await auftritt(w.ort.wurzen)).toEqual(alt);
    expect((await w.sende(kasse, WEG, { was: 'bestaetigen', stand: await standDerBank(kasse, WEG) })).statusCode).toBe(
      303,
    );
    expect(await auftritt(w.ort.wurzen)).toEqual({
      ...alt,
      iban: 'DE02120300000000202051',
      bic: 'BYLADEM1001',
      kasse: 'Neue Musterbank',
    });
    expect(await ereignisse(w.ort.wurzen, 'bank')).toEqual([
      [
        'bankverbindung.vorgeschlagen',
        expect.objectContaining({ iban: 'DE02120300000000202051' }),
        await idOf('s.hartig'),
      ],
      [
        'bankverbindung.bestaetigt',
        expect.objectContaining({
          iban: 'DE02120300000000202051',
          vorgeschlagenVon: await idOf('s.hartig'),
          davor: expect.objectContaining({ iban: alt?.iban }),
        }),
        await idOf(kasse),
      ],
    ]);
  });

  it('wird verworfen, auch von der, die sie eintrug; dann gilt die bisherige', async () => {
    const alt = await auftritt(w.ort.wurzen);
    const neu = { ...GUTE_BANK, kasse: 'Falsche Bank', stand: await standDerBank('s.hartig') };
    expect((await w.sende('s.hartig', BANK, neu)).statusCode).toBe(303);
    const stand = await standDerBank('s.hartig', WEG);
    expect((await w.sende('s.hartig', WEG, { was: 'verwerfen', stand })).statusCode).toBe(303);
    expect((await w.sende('s.hartig', WEG, { was: 'verwerfen', stand })).statusCode).toBe(409);
    expect(await auftritt(w.ort.wurzen)).toEqual(alt);
    expect((await ereignisse(w.ort.wurzen, 'bank')).at(-1)?.[0]).toBe('bankverbindung.verworfen');
  });
});

it('Die Seiten sind ohne Fund von axe und ohne Querlauf', { timeout: 240_000 }, async () => {
  const basis = await w.server.listen({ port: 0, host: '127.0.0.1' });
  await trageEin('s.hartig', GUT);
  const bank = `${WEG}/bank`;
  const wege = { neu: `${NEU}?art=hundesteuer&ab=2027-01-01`, briefkopf: `${WEG}/briefkopf`, bank };
  await seheAnAls(w, 's.hartig', { basis, bereich: 'satzung', wege }, ANSICHTEN);
  const neu = {
    iban: 'DE02500105170137075030',
    bic: 'INGDDEFFXXX',
    kontoinhaber: 'W',
    glaeubigerId: 'DE98ZZZ09999999999',
    kasse: 'M',
  };
  await w.sende('s.hartig', bank, { ...neu, stand: standIn((await w.geh('s.hartig', bank)).body) });
  await seheAnAls(w, 's.hartig', { basis, bereich: 'satzung', wege: { liste: WEG } }, ANSICHTEN);
  for (const { groesse, ansicht } of ANSICHTEN) {
    const page = await seiteAls(w, basis, 's.hartig', groesse);
    await page.goto(`${basis}${NEU}?art=hundesteuer`);
    await page.getByLabel('Erster Tag').fill('1.1.2028');
    await page.getByLabel('Erster Hund').fill('9600');
    await page.getByLabel('Fundstelle').fill('Satzung');
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: 'Der Betrag ändert sich stark' }).waitFor();
    await bild(page, `satzung-pruefen-${ansicht}`);
    expect([ansicht, await axe(page), await ueberlauf(page), await engeKnoepfe(page)]).toEqual([ansicht, [], 0, []]);
    await page.context().close();
  }
});
