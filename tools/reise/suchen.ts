import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { ORTE } from '../../app/demo/personen.ts';
import { newPage } from '../test/browser.ts';
import { fotografiereAnders } from './fotos.ts';
import { lies, type Reise, sieh } from './reise.ts';

const GRUNDLAGE = 'Zweckvereinbarung Thallwitz–Wurzen: Gewerbe anmelden (Mandat)';

/** Finds a town hall and a Leistung as somebody does who knows nothing. */
export function suchen(r: Reise): void {
  describe('Den Ort und die Leistung finden, ohne Skript', () => {
    const karten = (page: Page) => page.locator('main article').allInnerTexts();
    const suche = async (page: Page, ort: string) => {
      await page.getByLabel('Name der Gemeinde oder Postleitzahl').fill(ort);
      await page.getByRole('button', { name: 'Suchen' }).click();
    };

    it('die Eingangstür führt zu Rathäusern, Orten und Rollen', async () => {
      const page = await newPage();
      await page.goto(r.basis);
      await sieh(r, page, 'Eingangstür', 'start-tuer');
      await page.getByRole('link', { name: /Alle 418/ }).click();
      await sieh(r, page, 'alle Kommunen');
      await page.getByLabel('Ort suchen').fill('Bad');
      await page.getByRole('button', { name: 'Suchen' }).click();
      await sieh(r, page, 'Kommunen mit Bad');
      await page.goto(r.basis);
      const haus = page.locator('article').filter({ has: page.getByRole('heading', { name: 'Gemeinde Lossatal' }) });
      await haus.getByRole('link', { name: /Etwas beantragen/ }).click();
      expect(await page.innerText('h1')).toBe('Was möchten Sie erledigen?');
      expect(await page.innerText('header')).toContain('Gemeinde Lossatal');
    });

    it('nach dem Namen, nach einer Postleitzahl, die mehrere haben, und nach einer, die niemand hat', async () => {
      const page = await newPage();
      await page.goto(`${r.basis}/portal`);
      await sieh(r, page, 'Ortssuche', 'portal-ort');
      await suche(page, '04808');
      expect((await karten(page)).join(' ')).toMatch(/Lossatal.*Thallwitz.*Wurzen/s);
      expect(await lies(page)).toContain('dieselbe Postleitzahl');
      await sieh(r, page, 'Ortssuche 04808');
      for (const fremd of ['99999', '04777']) {
        await suche(page, fremd);
        expect(await lies(page)).not.toContain('gibt es nicht');
        expect(await karten(page), fremd).not.toEqual([]);
        await sieh(r, page, `Ortssuche ${fremd}`);
      }
      expect((await karten(page)).join(' ')).toMatch(/Rathaus in 04|online Anträge/);
      await suche(page, 'thallw');
      expect(await karten(page)).toHaveLength(1);
      await page.getByRole('link', { name: 'Gemeinde Thallwitz' }).click();
      expect(page.url()).toBe(`${r.basis}/portal/${ORTE.thallwitz}`);
      await sieh(r, page, 'Kommune');
    });

    it('eine Kommune, die noch nicht online ist, ist keine Sackgasse', async () => {
      const page = await newPage();
      await page.goto(`${r.basis}/portal?ort=Oschatz`);
      await page.getByRole('link', { name: 'Stadt Oschatz' }).click();
      expect(await lies(page)).toMatch(/noch nicht online.*Wenden Sie sich an das Rathaus/);
      await sieh(r, page, 'Kommune, nicht online');
    });

    it('die Leistung sagt, wer zuständig ist, wer sie bearbeitet und auf welcher Grundlage', async () => {
      const page = await newPage();
      await page.goto(`${r.basis}/portal/${ORTE.thallwitz}`);
      await page.getByLabel('Leistung suchen').fill('Laden eröffnen');
      await page.getByRole('button', { name: 'Suchen' }).click();
      await sieh(r, page, 'Leistungssuche');
      await page.getByRole('link', { name: 'Gewerbe anmelden' }).click();
      const text = await lies(page);
      for (const wort of ['Zuständig Gemeinde Thallwitz', 'Bearbeitet von Stadt Wurzen', GRUNDLAGE, '50 Euro'])
        expect(text).toContain(wort);
      await sieh(r, page, 'Leistung', 'portal-leistung');
      await fotografiereAnders(page, 'portal-leistung-390', { width: 390, height: 844 });
    });
  });
}
