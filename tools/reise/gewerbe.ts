import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { gewerbe } from '../../app/demo/antworten.ts';
import { buerger, ORTE } from '../../app/demo/personen.ts';
import { rohwerte } from '../demo/rohwerte.ts';
import { newPage } from '../test/browser.ts';
import { waehleBuerger } from './anmelden.ts';
import { fuelleAus, schrittVon, tippe, weiter } from './antrag.ts';
import { AKTENZEICHEN, lies, type Reise, sieh, vorgangIn } from './reise.ts';

const sommer = buerger.find((b) => b.id === 'sommer') ?? buerger[0];
const heute = new Intl.DateTimeFormat('sv-SE', { timeZone: 'Europe/Berlin' }).format(new Date());
const werte = rohwerte(
  sommer
    ? gewerbe(sommer, {
        taetigkeit: 'Keramikwerkstatt mit Kursen für Kinder',
        beginn: heute,
        plz: '04808',
        ort: 'Thallwitz',
      })
    : {},
);

/** Point 5: from the sign-in to the submitted application. */
export function gewerbeAntrag(r: Reise): void {
  describe('Ein Gewerbe anmelden, ohne Skript', () => {
    it('mit einem Konto unter „substantiell“ wird gesagt, was fehlt und wie es weitergeht', async () => {
      const page = await newPage();
      await page.goto(`${r.basis}/portal/${ORTE.thallwitz}/gewerbe-anmeldung`);
      await page.locator('header').getByRole('link', { name: 'Anmelden' }).click();
      await waehleBuerger(r, page, 'oehmichen', 'basis');
      expect(await lies(page)).toContain('Das genügt hier nicht');
      await sieh(r, page, 'Leistung mit zu niedrigem Niveau');
      const antwort = await page.request.post(`${page.url()}/beginnen`, { headers: { origin: r.basis } });
      expect(antwort.url()).toBe(page.url());
      await page.getByRole('link', { name: 'Anmelden und beantragen' }).click();
      await waehleBuerger(r, page, 'oehmichen', 'substantiell');
      expect(await lies(page)).toContain('reicht nur bis zum Niveau basis');
      await sieh(r, page, 'BundID-Gegenstelle, zu niedrig');
    });

    it('wer abbricht, ist nicht angemeldet und sieht warum', async () => {
      const page = await newPage();
      await page.goto(`${r.basis}/portal/${ORTE.thallwitz}/gewerbe-anmeldung`);
      await page.getByRole('link', { name: 'Anmelden und beantragen' }).click();
      await sieh(r, page, 'BundID-Gegenstelle');
      await page.getByRole('button', { name: 'Abbrechen' }).click();
      await page.getByRole('button', { name: 'Weiter' }).click();
      await sieh(r, page, 'Anmeldung abgebrochen');
      expect(await lies(page)).toMatch(/abgebrochen/);
    });

    it('führt durch alle Schritte, zeigt Fehler beim Feld und behält, was getippt war', async () => {
      const page = await newPage();
      await page.goto(`${r.basis}/portal/${ORTE.thallwitz}/gewerbe-anmeldung`);
      await page.getByRole('link', { name: 'Anmelden und beantragen' }).click();
      await waehleBuerger(r, page, 'sommer', 'substantiell');
      await page.getByRole('button', { name: 'Online beantragen' }).click();
      const namen = new Map<string, string>();
      await fuelleAus(page, werte, async (schritt) => {
        namen.set(schritt, await page.innerText('h1'));
        await sieh(r, page, `Schritt ${schritt}`, schritt === 'person' ? 'antrag-schritt' : undefined);
        if (schritt === 'person') expect(await page.inputValue('[name="person.nachname"]')).toBe('Sommer');
        if (schritt === 'betrieb') await irre(r, page);
        if (schritt === 'nachweise') await unterbrich(r, page);
      });
      expect([...namen.keys()]).toEqual(['anlass', 'unternehmen', 'person', 'betriebsstaette', 'betrieb', 'nachweise']);
      expect(await lies(page)).toContain('Keramikwerkstatt mit Kursen für Kinder');
      await sieh(r, page, 'Angaben prüfen', 'antrag-pruefen');
      await page.getByRole('link', { name: 'Weiter zum Absenden' }).click();
      await sieh(r, page, 'Absenden');
      expect(await lies(page)).toMatch(/einen Moment Zeit.*Bearbeitet von Stadt Wurzen/);
      await sendeDoppelt(r, page);
    });
  });
}

/** Wrong on three fields: summary with links, the text beside, what was typed stays. */
async function irre(r: Reise, page: Page): Promise<void> {
  await tippe(page, { ...werte, 'betrieb.taetigkeit': '', 'betrieb.beginn': '31.2.2026', 'betrieb.vollzeit': 'viele' });
  await weiter(page);
  const zeilen = page.locator('#fehlerliste li');
  expect(await zeilen.count()).toBe(3);
  for (const feld of ['betrieb-taetigkeit', 'betrieb-beginn', 'betrieb-vollzeit']) {
    const meldung = await page.innerText(`#fehlerliste a[href="#feld-${feld}"]`);
    expect(await page.innerText(`#feld-${feld}-fehler`)).toContain(meldung);
    expect(await page.getAttribute(`#feld-${feld}`, 'aria-invalid')).toBe('true');
  }
  expect(await page.inputValue('#feld-betrieb-beginn')).toBe('31.2.2026');
  expect(await page.inputValue('#feld-betrieb-vollzeit')).toBe('viele');
  expect(await page.title()).toMatch(/^Fehler: /);
  await sieh(r, page, 'Schritt betrieb mit Fehlern', 'antrag-fehler');
}

/** Stops, finds the draft again among her applications, goes on at the same step. */
async function unterbrich(r: Reise, page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Später weitermachen' }).click();
  expect(await lies(page)).toContain('Gespeichert');
  await sieh(r, page, 'Später weitermachen');
  await page.getByRole('link', { name: 'Meine Anträge' }).click();
  await sieh(r, page, 'Meine Anträge mit Entwurf');
  await page.locator('#entwuerfe a, [aria-labelledby^="entwuerfe"] a').first().click();
  expect(schrittVon(page)).toBe('nachweise');
}

/** Double click, reload, back and again, and the same post twice at once: one Vorgang. */
async function sendeDoppelt(r: Reise, page: Page): Promise<void> {
  const adresse = page.url();
  await page.getByRole('button', { name: 'Jetzt verbindlich absenden' }).dblclick();
  await page.waitForURL(/\/vorgang\//);
  const text = await lies(page);
  const aktenzeichen = AKTENZEICHEN.exec(text)?.[0] ?? '';
  expect(text).toMatch(/Ihr Antrag ist am .* eingegangen bei: Gemeinde Thallwitz\./);
  expect(aktenzeichen).toMatch(/^THW-GA-/);
  for (const wort of ['Zuständig Gemeinde Thallwitz', 'Bearbeitet von Stadt Wurzen', '§ 71 Abs. 2 SächsKomZG'])
    expect(text).toContain(wort);
  await sieh(r, page, 'Eingangsbestätigung');
  r.gewerbe = { vorgang: vorgangIn(page), aktenzeichen, page };
  await page.reload();
  await page.goBack();
  await page.waitForLoadState();
  const posten = () => page.request.post(adresse, { headers: { origin: r.basis } });
  for (const a of await Promise.all([posten(), posten()])) expect(a.url()).toContain(r.gewerbe.vorgang);
  await page.goto(`${r.basis}/meine`);
  await sieh(r, page, 'Meine Anträge');
  const meine = await lies(page);
  expect(meine.split(aktenzeichen)).toHaveLength(2);
  // the one from the demo's data and this one
  expect(meine.match(/THW-GA-\d{4}-\d{6}/g)).toHaveLength(2);
  expect(meine).not.toContain('Noch nicht abgesendet');
}
