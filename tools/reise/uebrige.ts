import { describe, expect, it } from 'vitest';
import { newPage } from '../test/browser.ts';
import { fotografiere } from './fotos.ts';
import { type Reise, sieh } from './reise.ts';

/** Pages no walk comes by. */
export function uebrige(r: Reise): void {
  describe('Die übrigen Seiten', () => {
    it('sind da, und was es nicht gibt, sagt es als Seite', async () => {
      const page = await newPage();
      const wege: Record<string, number> = {
        '/impressum': 200,
        '/datenschutz': 200,
        '/barrierefreiheit': 200,
        '/pruefen': 200,
        '/protokoll': 200,
        '/protokoll/14729380': 200,
        '/protokoll/14729380?von=1&bis=2': 200,
        '/protokoll/14729380?von=x': 422,
        '/protokoll/1': 404,
        '/meine': 200,
        '/portal/14729410/posteingang': 404,
        '/gibtesnicht': 404,
        '/anmelden?kommune=1': 404,
        '/portal?ort=xyzxyz': 200,
      };
      for (const [weg, status] of Object.entries(wege)) {
        const antwort = await page.goto(`${r.basis}${weg}`);
        expect([weg, antwort?.status()]).toEqual([weg, status]);
        await sieh(r, page, weg);
      }
      await page.goto(`${r.basis}/protokoll/14729380`);
      await fotografiere(page, 'protokoll');
      await page.goto(`${r.basis}/pruefen`);
      await page.getByRole('button', { name: 'Prüfen' }).click();
      await sieh(r, page, 'Prüfen ohne Datei');
      await page.goto(`${r.basis}/arbeitsplatz/versand`);
      expect(page.url()).toContain(new URL(r.gegenstelle).host);
    });
  });
}
