import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { newPage } from '../test/browser.ts';
import { meldeAn } from './anmelden.ts';
import { lies, type Reise, sieh, warteAuf } from './reise.ts';

/** Orders the stand-in for time stamps to fail so often. */
const zeitstempelFaelltAus = (r: Reise, anzahl: number) =>
  fetch(`${r.gegenstelle}/_verhalten`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ dienst: 'tsa', was: 'fehler500', anzahl }),
  });

/** No time stamp, no letter: it waits, says so, and goes on when the service is back. */
export function stoerung(r: Reise): void {
  describe('Fällt der Zeitstempeldienst aus', () => {
    let page: Page;
    let aktenzeichen = '';

    it('steht der Bescheid unter Störungen, mit dem Grund', { timeout: 120_000 }, async () => {
      page = await newPage();
      await meldeAn(r, page, 's.hartig');
      expect((await zeitstempelFaelltAus(r, 10_000)).ok).toBe(true);
      await page.goto(`${r.basis}/arbeitsplatz?tab=meine`);
      const zeile = page.locator('tbody tr').filter({ hasText: 'Betrag anordnen' }).first();
      aktenzeichen = (await zeile.getByRole('link').first().innerText()).trim();
      await zeile.getByRole('link').first().click();
      await page.getByRole('button', { name: 'Anordnen', exact: true }).click();
      await page.goto(`${r.basis}/arbeitsplatz/stoerungen`);
      await warteAuf(page, new RegExp(aktenzeichen), 60);
      await sieh(r, page, 'Störungen', 'arbeitsplatz-stoerungen');
    });

    it('geht er auf einen Klick weiter, wenn der Dienst wieder da ist', { timeout: 120_000 }, async () => {
      expect((await zeitstempelFaelltAus(r, 0)).ok).toBe(true);
      await page
        .locator('tbody tr')
        .filter({ hasText: aktenzeichen })
        .getByRole('button', { name: /Erneut versuchen/ })
        .first()
        .click();
      expect(await lies(page)).toMatch(/erneut versucht/);
      await sieh(r, page, 'Störungen, erneut versucht');
      await page.goto(`${r.basis}/arbeitsplatz/stoerungen`);
      await warteAuf(page, /Gerade steht nichts/, 60);
    });
  });
}
