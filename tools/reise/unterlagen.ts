import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { ORTE } from '../../app/demo/personen.ts';
import { newPage } from '../test/browser.ts';
import { meldeAn, waehleBuerger } from './anmelden.ts';
import { lies, type Reise, sieh, vorgangIn } from './reise.ts';

/** A photo as a telephone sends it: any picture will do. */
const foto = (page: Page): Promise<Buffer> => page.screenshot({ clip: { x: 0, y: 0, width: 640, height: 400 } });

/** What is missing: Enrico Thieme's craft card, asked for in the demo, handed in as a photo and looked at by the clerk. */
export function unterlagen(r: Reise): void {
  describe('Fehlende Unterlagen', () => {
    let vorgang = '';

    it('reicht der Bürger mit seiner Antwort ein; ein Programm, das sich Bild nennt, nicht', async () => {
      const page = await newPage();
      await page.goto(`${r.basis}/anmelden?kommune=${ORTE.thallwitz}&zurueck=/meine`);
      await waehleBuerger(r, page, 'thieme', 'substantiell');
      await page.goto(`${r.basis}/meine`);
      const wege = await page
        .locator('main a[href*="/vorgang/"]')
        .evaluateAll((a) => a.map((x) => x.getAttribute('href')));
      for (const weg of wege) {
        await page.goto(`${r.basis}${weg}`);
        if ((await page.getByLabel('Ihre Antwort').count()) > 0) break;
      }
      vorgang = vorgangIn(page);
      expect(await lies(page)).toContain('Stadt Wurzen braucht noch etwas von Ihnen Handwerkskarte');
      await sieh(r, page, 'Nachforderung', 'vorgang-nachforderung');
      await page.getByLabel('Ihre Antwort').fill('Anbei meine Handwerkskarte.');
      const datei = { name: 'Handwerkskarte.jpg', mimeType: 'image/jpeg' };
      await page.getByLabel('Dateien').setInputFiles({ ...datei, buffer: Buffer.from('MZ') });
      await page.getByRole('button', { name: 'Antwort absenden' }).click();
      expect(await lies(page)).toContain('Die Datei „Handwerkskarte.jpg“ ist weder PDF noch Foto');
      await sieh(r, page, 'Nachforderung, falsche Datei');
      await page.getByLabel('Dateien').setInputFiles({ ...datei, buffer: await foto(page) });
      await page.getByRole('button', { name: 'Antwort absenden' }).click();
      expect(await lies(page)).toMatch(/Ihre Antwort ist eingegangen.*Handwerkskarte\.png Von Ihnen eingereicht/);
      await page.context().close();
    });

    it('sieht die Sachbearbeiterin neben ihrer Aufgabe', async () => {
      const page = await newPage();
      await meldeAn(r, page, 'k.weber');
      await page.goto(`${r.basis}/arbeitsplatz/vorgang/${vorgang}?teil=unterlagen`);
      await page.getByRole('link', { name: 'hier zeigen : Handwerkskarte' }).click();
      const bild = page.getByRole('img', { name: 'Handwerkskarte.png' });
      expect(await bild.evaluate((x) => (x as HTMLImageElement).naturalWidth)).toBeGreaterThan(600);
      await sieh(r, page, 'Eingereichtes Foto', 'akte-unterlage');
      await page.goto(`${r.basis}/arbeitsplatz/vorgang/${vorgang}?teil=verlauf`);
      expect(await lies(page)).toContain(
        'Unterlagen eingegangen: Anbei meine Handwerkskarte. Dateien: Handwerkskarte.png.',
      );
      await page.context().close();
    });
  });
}
