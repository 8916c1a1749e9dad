import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { axe, ueberlauf } from '../../../tools/test/browser.ts';
import { neueDatenbank } from '../../../tools/test/datenbank.ts';
import { ORTE } from '../../demo/personen.ts';
import { registerGestalt } from '../gestalt/index.ts';
import { seheAnAls, seiteAls } from './pruefstand/ansehen.ts';
import { baueWelt } from './pruefstand/welt.ts';

const t = await neueDatenbank();
const w = await baueWelt(t);
registerGestalt(w.server);
let basis = '';
let page: Page;
let vorgang = '';
beforeAll(async () => {
  vorgang = await w.gewerbe('01-einfach', ORTE.thallwitz);
  await w.gewerbe('04-bewachung', ORTE.lossatal);
  basis = await w.server.listen({ port: 0, host: '127.0.0.1' });
  page = await seiteAls(w, basis, 'k.weber', { javaScript: true });
});
afterAll(() => w.server.close());

const worin = () => page.evaluate(() => document.activeElement?.textContent?.trim() ?? '');
const offen = () => page.evaluate(() => document.querySelector('dialog')?.open ?? false);

describe('Die Tasten am Arbeitsplatz', { timeout: 120_000 }, () => {
  it('stehen hinter „?“ über der Seite: benannt, mit der Tastatur zu schließen, und was getippt war, bleibt', async () => {
    await page.goto(`${basis}/arbeitsplatz/vorgang/${vorgang}`);
    await page.locator('textarea').first().fill('halb geschrieben');
    await page.keyboard.press('?');
    expect(await offen()).toBe(false);
    expect(await page.locator('textarea').first().inputValue()).toBe('halb geschrieben?');
    await page.locator('textarea').first().blur();
    await page.keyboard.press('?');
    expect(await offen()).toBe(true);
    const hilfe = page.getByRole('dialog', { name: 'Tasten am Arbeitsplatz' });
    expect(await hilfe.innerText()).toContain('in das Suchfeld');
    expect(await hilfe.evaluate((d) => d.contains(document.activeElement))).toBe(true);
    await page.keyboard.press('Escape');
    expect(await offen()).toBe(false);
    expect(await page.locator('textarea').first().inputValue()).toBe('halb geschrieben?');
  });

  it('führen durch die Liste, in die Suche, zum nächsten Schritt und zum Eingang', async () => {
    await page.keyboard.press('n');
    // a busy browser moves the focus a moment later
    await expect.poll(() => page.evaluate(() => document.activeElement?.closest('.haus-schritt') !== null)).toBe(true);
    await page.keyboard.press('e');
    await page.waitForURL(`${basis}/arbeitsplatz`);
    const nummern = await page.locator('main tbody th a').allInnerTexts();
    await page.keyboard.press('j');
    expect(await worin()).toBe(nummern[0]);
    await page.keyboard.press('j');
    expect(await worin()).toBe(nummern[1]);
    await page.keyboard.press('k');
    expect(await worin()).toBe(nummern[0]);
    await page.keyboard.press('s');
    expect(await page.evaluate(() => document.activeElement?.id)).toBe('suche');
    // in the field letters are letters
    await page.keyboard.press('j');
    expect(await page.locator('#suche').inputValue()).toBe('j');
    await page.locator('#suche').blur();
    await page.keyboard.press('Control+s');
    expect(await page.evaluate(() => document.activeElement?.id)).not.toBe('suche');
  });

  it('lassen sich abschalten, und das gilt auch auf der nächsten Seite', async () => {
    await page.goto(`${basis}/arbeitsplatz/tasten`);
    const schalter = page.getByRole('button', { name: 'Diese Tasten abschalten' });
    await schalter.focus();
    await page.keyboard.press('Enter');
    expect(await page.locator('[data-tasten-schalter]').innerText()).toBe('Diese Tasten einschalten');
    await page.goto(`${basis}/arbeitsplatz`);
    await page.keyboard.press('?');
    await page.keyboard.press('s');
    expect([await offen(), await page.evaluate(() => document.activeElement?.id)]).toEqual([false, 'oben']);
    await page.goto(`${basis}/arbeitsplatz/tasten`);
    await page.getByRole('button', { name: 'Diese Tasten einschalten' }).click();
    await page.keyboard.press('?');
    expect(await offen()).toBe(true);
  });

  it('sind zu lesen: die Hilfe hell und dunkel, auf dem Telefon, und die Seite ohne Skript', async () => {
    for (const groesse of [{}, { dark: true }, { width: 390, height: 844 }]) {
      const p = await seiteAls(w, basis, 'k.weber', { javaScript: true, ...groesse });
      await p.goto(`${basis}/arbeitsplatz`);
      await p.keyboard.press('?');
      expect([groesse, await ueberlauf(p)]).toEqual([groesse, 0]);
      expect([groesse, await axe(p)]).toEqual([groesse, []]);
      await p.context().close();
    }
    await seheAnAls(w, 'k.weber', { basis, bereich: 'tasten', wege: { '': '/arbeitsplatz/tasten' } });
    const ohne = await seiteAls(w, basis, 'k.weber');
    await ohne.goto(`${basis}/arbeitsplatz/tasten`);
    expect(await ohne.locator('[data-tasten-schalter]').isVisible()).toBe(false);
    expect(await ohne.locator('main').innerText()).toContain('Umschalt + Tab');
  });
});
