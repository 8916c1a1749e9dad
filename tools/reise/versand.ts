import { addDays } from '@rathausverbund/fristen';
import { describe, expect, it } from 'vitest';
import { newPage } from '../test/browser.ts';
import { trittEin } from './anmelden.ts';
import { fotografiereBrief } from './fotos.ts';
import { lies, type Reise, sieh, warteAuf } from './reise.ts';
import { bekanntNachAo, deutsch, heute, rechtsbehelfBis } from './tage.ts';

/** Who has no account gets a letter; the clerk enters the posting day, the AO makes the rest of it. */
export function versand(r: Reise): void {
  describe('Der Hundesteuerbescheid als Brief', () => {
    const post = heute();
    const bekannt = bekanntNachAo(post);
    const weg = () => `${r.basis}/arbeitsplatz/vorgang/${r.hund.vorgang}`;

    it('wird von Augustusburg festgestellt und von der bestellten Kämmerin angeordnet', async () => {
      const uhlig = await newPage();
      await trittEin(r, uhlig, 'Sachbearbeiter Augustusburg');
      await uhlig.goto(weg());
      expect(await lies(uhlig)).toContain('Sie handeln für: Stadt Wurzen · Mandat');
      await sieh(r, uhlig, 'Vorgang Hund');
      await uhlig.locator('main form[action*="/aufgabe/"] button').first().click();
      expect(await lies(uhlig)).toContain('Der Schritt ist erledigt');
      const seifert = await newPage();
      await trittEin(r, seifert, 'Kämmerin Augustusburg');
      await seifert.goto(weg());
      await sieh(r, seifert, 'Vorgang Hund anordnen');
      await seifert.locator('main form[action*="/aufgabe/"] button').first().click();
      expect(await lies(seifert)).toContain('Der Schritt ist erledigt');
      await uhlig.context().close();
      await seifert.context().close();
    });

    it('liegt unter „Zu versenden“; ein Tag vor dem Bescheid oder in der Zukunft wird nicht angenommen', async () => {
      const page = await newPage();
      await trittEin(r, page, 'Sachbearbeiter Augustusburg');
      await page.goto(`${r.basis}/arbeitsplatz/versand`);
      await warteAuf(page, new RegExp(r.hund.aktenzeichen), 60);
      const zeile = page.locator('tr').filter({ hasText: r.hund.aktenzeichen });
      expect(await zeile.innerText()).toContain('Stadt Wurzen');
      await sieh(r, page, 'Zu versenden', 'arbeitsplatz-versand');
      const brief = (await zeile.getByRole('link').first().getAttribute('href')) ?? '';
      const pdf = await page.request.get(`${r.basis}${brief}`);
      expect(pdf.headers()['content-type']).toBe('application/pdf');
      fotografiereBrief(await pdf.body(), 'brief-hundesteuerbescheid');
      for (const tag of [addDays(post, -1), addDays(post, 3)]) {
        await page.goto(`${r.basis}/arbeitsplatz/versand`);
        await zeile.locator('input[name="tag"]').fill(tag);
        await zeile.getByRole('button').click();
        // the browser itself lets no day after today through
        if (tag > post) expect(await zeile.locator('input:invalid').count()).toBe(1);
        else expect(await lies(page)).toMatch(/Versand nicht eingetragen.*gab es den Brief noch nicht/);
        await sieh(r, page, 'Versand nicht eingetragen');
      }
    });

    it('gilt nach dem Tag der Aufgabe zur Post als bekannt gegeben', async () => {
      const page = await newPage();
      await trittEin(r, page, 'Sachbearbeiter Augustusburg');
      await page.goto(`${r.basis}/arbeitsplatz/versand`);
      const zeile = page.locator('tr').filter({ hasText: r.hund.aktenzeichen });
      await zeile.locator('input[name="tag"]').fill(post);
      await zeile.getByRole('button').click();
      const text = await lies(page);
      expect(text).toContain('Versand eingetragen: Hundesteuerbescheid');
      expect(text).toContain(`Gilt als bekannt gegeben am ${deutsch(bekannt)}`);
      expect(text).toContain(`Widerspruch möglich bis ${deutsch(rechtsbehelfBis(bekannt))}`);
      expect(text).toContain('AO § 122 Abs. 2 Nr. 1');
      await sieh(r, page, 'Versand eingetragen');
      await page.goto(`${weg()}?teil=bekanntgabe`);
      expect(await lies(page)).toContain(deutsch(bekannt));
    });

    it('sieht die Bürgerin auf der Seite ihres geheimen Links dieselben Tage', async () => {
      const page = await newPage();
      await page.goto(r.hund.link);
      const text = await lies(page);
      expect(text).toContain(`Abgeschickt ${deutsch(post)}`);
      expect(text).toContain(`Gilt als bekannt gegeben am ${deutsch(bekannt)}`);
      expect(text).toContain(`können Sie bis zum ${deutsch(rechtsbehelfBis(bekannt))} Widerspruch einlegen`);
      await sieh(r, page, 'Vorgang Hund mit Bescheid');
    });
  });
}
