import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { newPage } from '../test/browser.ts';
import { meldeAn } from './anmelden.ts';
import { fotografiereBrief } from './fotos.ts';
import { lies, type Reise, sieh, vorgangIn } from './reise.ts';

/** What both sides enter before one can send the other an invoice. */
const LEITWEG = { 'f.naumann': '14729380-0001-45', 's.hartig': '14729410-0001-11' };

/** What those see who lead: the mayor of Thallwitz, and the house in Wurzen that works for him. */
export function steuerung(r: Reise): void {
  describe('In der Steuerung', () => {
    let naumann: Page;
    let hartig: Page;

    it('sieht der Bürgermeister von Thallwitz, was in seinem Namen geschieht und wer hineinsehen darf', async () => {
      naumann = await newPage();
      await meldeAn(r, naumann, 'f.naumann');
      await naumann.goto(`${r.basis}/steuerung`);
      expect(await lies(naumann)).toMatch(/Was hat es bisher gekostet\? [\d.]+ €/);
      await sieh(r, naumann, 'Lage', 'steuerung-lage');
      await naumann.goto(`${r.basis}/steuerung/zugang`);
      expect(await lies(naumann)).toMatch(/Gewerbe anmelden Stadt Wurzen .* Anhalten/);
      await sieh(r, naumann, 'Zugang', 'steuerung-zugang');
    });

    it('findet er die Vereinbarung mit ihrem Weg und den Kalender aller Vereinbarungen', async () => {
      await naumann.goto(`${r.basis}/steuerung/vereinbarungen`);
      await naumann.getByRole('link', { name: /^Gewerbe anmelden/ }).click();
      expect(await lies(naumann)).toMatch(/Der Weg der Vereinbarung .*Genehmigung .*In Kraft/);
      await sieh(r, naumann, 'Vereinbarung', 'steuerung-vereinbarung');
      await naumann.goto(`${r.basis}/steuerung/vereinbarungen/kalender`);
      await sieh(r, naumann, 'Kalender', 'steuerung-kalender');
    });

    it('sieht die Leitung in Wurzen Last, Personal, Satzung, Fördermittel und was veröffentlicht ist', async () => {
      hartig = await newPage();
      await meldeAn(r, hartig, 's.hartig');
      await hartig.goto(`${r.basis}/steuerung/last`);
      expect(await lies(hartig)).toContain('Arbeit und Zeit je Woche');
      await sieh(r, hartig, 'Last', 'steuerung-last');
      await hartig.goto(`${r.basis}/steuerung/personal`);
      expect(await lies(hartig)).toMatch(/Katrin Weber Sachbearbeiterin Gewerbe Sachbearbeitung: Gewerbe anmelden/);
      await sieh(r, hartig, 'Personal', 'steuerung-personal');
      await hartig.goto(`${r.basis}/steuerung/satzung/neu?art=hundesteuer`);
      await hartig.getByLabel('Erster Tag').fill(`1.1.${new Date().getFullYear() + 2}`);
      await hartig.getByLabel('Erster Hund').fill('72,00');
      await hartig.getByLabel('Fundstelle').fill('Hundesteuersatzung der Stadt Wurzen, Neufassung');
      await hartig.getByRole('button', { name: 'Änderungen ansehen' }).click();
      expect(await lies(hartig)).toMatch(/Erster Hund 60,00 € 72,00 €/);
      await sieh(r, hartig, 'Satz prüfen', 'steuerung-satz-pruefen');
      await hartig.getByRole('button', { name: 'Eintragen' }).click();
      expect(await lies(hartig)).toContain('Der Satz ist eingetragen');
      await sieh(r, hartig, 'Satzung', 'steuerung-satzung');
      await hartig.goto(`${r.basis}/steuerung/foerderung`);
      await hartig.locator('main table a').first().click();
      expect(await lies(hartig)).toContain('Finanzierungsplan');
      await sieh(r, hartig, 'Zuwendung', 'steuerung-foerdermittel');
      await hartig.goto(`${r.basis}/daten`);
      expect(await lies(hartig)).toContain('Stadt Wurzen');
      await sieh(r, hartig, 'Offene Daten', 'offene-daten');
    });

    it('fragt sie vor dem Löschen eines abgeschlossenen Vorgangs nach Grund und Archiv', async () => {
      await hartig.goto(`${r.basis}/arbeitsplatz?tab=erledigt`);
      await hartig
        .getByRole('link', { name: /^WUR-GA-/ })
        .first()
        .click();
      await hartig.goto(`${r.basis}/arbeitsplatz/vorgang/${vorgangIn(hartig)}/loeschen`);
      await hartig.getByRole('button', { name: 'Vorgang endgültig löschen' }).click();
      expect(await lies(hartig)).toContain('Bitte prüfen Sie eine Angabe');
      await hartig.goto(hartig.url());
      await sieh(r, hartig, 'Vorgang löschen', 'vorgang-loeschen');
    });

    it('stellt sie über eine anerkannte Abrechnung eine Rechnung als ZUGFeRD-PDF', { timeout: 120_000 }, async () => {
      for (const [page, sub] of [
        [naumann, 'f.naumann'],
        [hartig, 's.hartig'],
      ] as const) {
        await page.goto(`${r.basis}/steuerung/rechnungsangaben`);
        await page.getByLabel('Leitweg-ID').fill(LEITWEG[sub]);
        await page.getByLabel('Ansprechpartner').fill('Kämmerei');
        await page.getByRole('button', { name: 'Speichern' }).click();
        expect(await lies(page)).toContain('Ihre Angaben sind gespeichert');
      }
      await hartig.goto(`${r.basis}/steuerung/abrechnung`);
      const karte = hartig.getByRole('article').filter({ hasText: 'Gewerbe anmelden: Gemeinde Thallwitz' });
      await karte.locator('tbody a').first().click();
      await hartig.getByRole('button', { name: 'Rechnung stellen' }).click();
      const adresse = hartig.url();
      const link = hartig.getByRole('link', { name: 'ZUGFeRD-PDF' });
      for (let i = 0; i < 60 && (await link.count()) === 0; i++) {
        await hartig.waitForTimeout(1000);
        await hartig.goto(adresse);
      }
      await sieh(r, hartig, 'Abrechnung', 'steuerung-abrechnung');
      const pdf = await hartig.request.get(new URL((await link.getAttribute('href')) ?? '', adresse).href);
      expect(pdf.headers()['content-type']).toBe('application/pdf');
      fotografiereBrief(await pdf.body(), 'rechnung');
    });
  });
}
