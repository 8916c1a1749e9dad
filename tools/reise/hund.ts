import { describe, expect, it } from 'vitest';
import { hund } from '../../app/demo/antworten.ts';
import { buerger, ORTE } from '../../app/demo/personen.ts';
import { rohwerte } from '../demo/rohwerte.ts';
import { newPage } from '../test/browser.ts';
import { fuelleAus } from './antrag.ts';
import { AKTENZEICHEN, lies, type Reise, sieh, vorgangIn, warteAuf } from './reise.ts';

const schoenherr = buerger.find((b) => b.id === 'schoenherr');
const jahr = new Date().getFullYear();
const wunsch = {
  name: 'Wanda',
  rasse: 'Setter',
  farbe: 'rot',
  geboren: `${jahr - 2}-03-01`,
  aufnahme: `${jahr}-01-15`,
};
const werte = schoenherr ? rohwerte(hund({ ...schoenherr, plz: '04808', ort: 'Wurzen' }, wunsch)) : {};

/** Point 5, second half: without account, with a secret link. */
export function hundOhneKonto(r: Reise): void {
  describe('Einen Hund anmelden, ohne Konto und ohne Skript', () => {
    it('geht mit einem persönlichen Link, der auch in einem anderen Browser zum Entwurf führt', async () => {
      const page = await newPage();
      await page.goto(`${r.basis}/portal/${ORTE.wurzen}/hundesteuer-anmeldung`);
      expect(await lies(page)).toContain('Bearbeitet von Stadt Augustusburg');
      await sieh(r, page, 'Leistung Hund');
      await page.getByRole('button', { name: 'Ohne Konto beantragen' }).click();
      await page.getByRole('button', { name: 'Später weitermachen' }).click();
      await sieh(r, page, 'Später weitermachen, ohne Konto');
      const link = (await page.getByRole('link', { name: /\?zugang=/ }).getAttribute('href')) ?? '';
      const fremder = await newPage();
      await fremder.goto(link.replace(/\?.*/, ''));
      expect(await lies(fremder)).toContain('Diese Seite gibt es nicht');
      await sieh(r, fremder, 'Fehler 404');
      await fremder.goto(link);
      expect(fremder.url()).not.toContain('zugang');
      await fuelleAus(fremder, werte, (schritt) => sieh(r, fremder, `Schritt ${schritt}`));
      await sieh(r, fremder, 'Hund prüfen');
      await fremder.getByRole('link', { name: 'Weiter zum Absenden' }).click();
      expect(await lies(fremder)).toContain('Die Antwort kommt mit der Post');
      await sieh(r, fremder, 'Hund absenden');
      await fremder.getByRole('button', { name: 'Jetzt verbindlich absenden' }).click();
      const text = await lies(fremder);
      const aktenzeichen = AKTENZEICHEN.exec(text)?.[0] ?? '';
      expect(aktenzeichen).toMatch(/^WUR-HS-/);
      const geheim = (await fremder.getByRole('link', { name: /\?zugang=/ }).getAttribute('href')) ?? '';
      await sieh(r, fremder, 'Eingangsbestätigung, ohne Konto');
      r.hund = { vorgang: vorgangIn(fremder), aktenzeichen, link: geheim };
    });

    it('führt der geheime Link von überall zum Vorgang, ohne Link ist er nicht da', async () => {
      const page = await newPage();
      await page.goto(`${r.basis}/vorgang/${r.hund.vorgang}`);
      expect(await lies(page)).toContain('Diese Seite gibt es nicht');
      await page.goto(`${r.hund.link.slice(0, -1)}${r.hund.link.endsWith('A') ? 'B' : 'A'}`);
      expect(await lies(page)).toContain('Diese Seite gibt es nicht');
      await page.goto(r.hund.link);
      expect(page.url()).not.toContain('zugang');
      await warteAuf(page, /Kopie/, 60);
      expect(await lies(page)).toMatch(new RegExp(`${r.hund.aktenzeichen}.*Bearbeitet von Stadt Augustusburg`));
      await sieh(r, page, 'Vorgang, ohne Konto');
    });
  });
}
