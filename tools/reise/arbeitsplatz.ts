import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { newPage } from '../test/browser.ts';
import { trittEin } from './anmelden.ts';
import { fotografiereAnders } from './fotos.ts';
import { lies, type Reise, sieh } from './reise.ts';

const FESTSTELLEN = 'Sachlich und rechnerisch richtig feststellen';
const TEILE = ['Antrag', 'Geprüft', 'Unterlagen', 'Geld', 'Bekanntgabe', 'Verlauf', 'Weg im Prozess'];
const FOTOS: Record<string, string> = {
  Antrag: 'arbeitsplatz-vorgang',
  Geprüft: 'regelspur',
  'Weg im Prozess': 'prozess-weg',
};
const weg = (r: Reise) => `${r.basis}/arbeitsplatz/vorgang/${r.gewerbe.vorgang}`;

/** Tab until the focus is on the control with this text. A list is not worked through with a mouse by everybody. */
async function tabBis(page: Page, text: RegExp, hoechstens: number): Promise<void> {
  for (let i = 0; i < hoechstens; i++) {
    await page.keyboard.press('Tab');
    const da = await page.evaluate(() =>
      document.activeElement?.matches('a, button') ? document.activeElement.textContent : '',
    );
    if (text.test(da)) return;
  }
  throw new Error(`${text} ist mit ${hoechstens} Mal Tab nicht zu erreichen`);
}

const spalte = (page: Page, n: number) =>
  page.locator(`#eingang tbody tr > :nth-child(${n}), [aria-labelledby="eingang-titel"] tbody tr > :nth-child(${n})`);

/** Point 6: one inbox over several Kommunen; deciding and ordering are two people. */
export function arbeitsplatz(r: Reise): void {
  describe('Am Arbeitsplatz', () => {
    let weber: Page;
    let hartig: Page;

    it('sieht Katrin Weber eine Liste über mehrere Kommunen, jede Zeile mit Frist und in wessen Namen', async () => {
      weber = await newPage();
      await trittEin(r, weber, 'Sachbearbeiterin Wurzen', true);
      await sieh(r, weber, 'Eingang', 'arbeitsplatz-eingang');
      await fotografiereAnders(weber, 'arbeitsplatz-eingang-390', { width: 390, height: 844 });
      await fotografiereAnders(weber, 'arbeitsplatz-eingang-dunkel', { dark: true });
      const orte = new Set(await spalte(weber, 4).allInnerTexts());
      for (const ort of ['Thallwitz', 'Lossatal', 'Wurzen']) expect([...orte].join(' ')).toContain(ort);
      const zeile = await weber.locator('tr').filter({ hasText: r.gewerbe.aktenzeichen }).innerText();
      for (const wort of [
        'Gewerbe anmelden',
        'Thallwitz',
        'Marlene Sommer',
        'heute',
        'für Gemeinde Thallwitz (Mandat)',
      ])
        expect(zeile).toContain(wort);
      const alle = await lies(weber);
      expect(alle).toContain('Stadt Wurzen (Delegation)');
      expect(alle).toMatch(/Frist überschritten/);
      for (const tab of ['Meine', 'Fällig', 'Wartet', 'Erledigt', 'Alle']) {
        await weber
          .getByRole('navigation', { name: 'Welche Vorgänge' })
          .getByRole('link', { name: new RegExp(`^${tab} \\d`) })
          .click();
        await sieh(r, weber, `Eingang ${tab}`);
      }
    });

    it('findet sie einen Vorgang, öffnet ihn und sieht in allen Teilen, für wen sie handelt', async () => {
      await weber.getByRole('searchbox').fill(r.gewerbe.aktenzeichen);
      await weber.getByRole('button', { name: 'Suchen' }).click();
      await sieh(r, weber, 'Eingang gesucht');
      await weber.getByRole('link', { name: r.gewerbe.aktenzeichen }).click();
      for (const teil of TEILE) {
        await weber
          .getByRole('navigation', { name: 'Teile des Vorgangs' })
          .getByRole('link', { name: new RegExp(`^${teil}`) })
          .click();
        expect(await lies(weber)).toMatch(
          /Sie handeln für: Gemeinde Thallwitz · Mandat nach Zweckvereinbarung Thallwitz–Wurzen: Gewerbe anmelden/,
        );
        if (teil === 'Geprüft')
          await weber.locator('summary', { hasText: 'Welche Regel gilt und warum' }).last().click();
        await sieh(r, weber, `Vorgang ${teil}`, FOTOS[teil]);
      }
      await weber.goto(`${weg(r)}?teil=unterlagen`);
      await weber.getByRole('link', { name: /hier zeigen.*Empfangsbescheinigung/ }).click();
      await sieh(r, weber, 'Vorgang Unterlagen, PDF daneben');
    });

    it('sieht Heike Reichelt aus Bennewitz nichts davon', async () => {
      const reichelt = await newPage();
      await trittEin(r, reichelt, 'Hauptamtsleiterin Bennewitz');
      expect(await lies(reichelt)).toContain('Alle 0');
      await sieh(r, reichelt, 'Eingang Bennewitz, leer');
      const antwort = await reichelt.goto(weg(r));
      expect(antwort?.status()).toBe(404);
      expect(await lies(reichelt)).not.toMatch(/Sommer|THW-GA/);
      await sieh(r, reichelt, 'Arbeitsplatz 404');
      for (const bereich of ['versand', 'klaerung', 'register']) {
        await reichelt.goto(`${r.basis}/arbeitsplatz/${bereich}`);
        await sieh(r, reichelt, `Bennewitz ${bereich}`);
      }
      await reichelt.context().close();
    });

    it('stellt sie die Kosten fest; ein unmöglicher Betrag wird nicht angenommen', async () => {
      await weber.goto(weg(r));
      await weber.getByLabel('Betrag in Euro').fill('viel');
      await weber.getByRole('button', { name: FESTSTELLEN }).click();
      expect(await lies(weber)).toContain('Bitte prüfen Sie eine Angabe');
      expect(await weber.getByLabel('Betrag in Euro').inputValue()).toBe('viel');
      await sieh(r, weber, 'Vorgang 422');
      await weber.getByLabel('Betrag in Euro').fill('50,00');
      await weber.getByRole('button', { name: FESTSTELLEN }).click();
      expect(await lies(weber)).toContain('Der Schritt ist erledigt');
    });

    it('kann sie nicht selbst anordnen', async () => {
      await weber.goto(weg(r));
      expect(await lies(weber)).toContain('Anordnen muss eine zweite Person');
      expect(await weber.locator('main form[action*="/aufgabe/"]').count()).toBe(0);
      await sieh(r, weber, 'Vorgang, nicht ihre Aufgabe');
      hartig = await newPage({ width: 390, height: 844, dark: true });
      await trittEin(r, hartig, 'Anordnungsbefugter Wurzen');
      await hartig.goto(weg(r));
      const aufgabe = await hartig.locator('main form[action*="/aufgabe/"]').getAttribute('action');
      const versuch = await weber.request.post(`${r.basis}${aufgabe}`, {
        form: { entscheidung: 'angeordnet' },
        headers: { origin: r.basis },
      });
      expect(versuch.status()).toBe(403);
      expect(await versuch.text()).not.toContain('Error');
    });

    it('ordnet Steffen Hartig an: dunkel, auf dem Telefon, nur mit der Tastatur', async () => {
      await hartig.goto(`${r.basis}/arbeitsplatz?tab=meine`);
      await tabBis(hartig, new RegExp(r.gewerbe.aktenzeichen), 90);
      await hartig.keyboard.press('Enter');
      await hartig.waitForURL(/\/vorgang\//);
      await sieh(r, hartig, 'Vorgang anordnen');
      const vorgang = hartig.url();
      await hartig.goto(`${r.basis}/arbeitsplatz/protokoll`);
      await sieh(r, hartig, 'Protokoll des eigenen Hauses');
      await hartig.goto(vorgang);
      await tabBis(hartig, /^Anordnen$/, 40);
      await hartig.keyboard.press('Enter');
      await hartig.waitForURL(/getan=/);
      expect(hartig.url()).toContain('tab=meine');
      expect(await lies(hartig)).toContain('Der Schritt ist erledigt');
      await sieh(r, hartig, 'Eingang nach dem Schritt');
    });

    it('zeigt das Register den Eintrag und die Tasten die Tasten', async () => {
      await weber.goto(`${r.basis}/arbeitsplatz/register`);
      expect(await lies(weber)).toMatch(/THW-GR-\d{4}-\d{6} Sommer, Marlene Thallwitz/);
      await sieh(r, weber, 'Register');
      await weber.goto(`${r.basis}/arbeitsplatz/tasten`);
      await sieh(r, weber, 'Tasten');
      await weber.goto(`${r.basis}/arbeitsplatz/gibtesnicht`);
      await sieh(r, weber, 'Arbeitsplatz, unbekannte Adresse');
    });
  });
}
