import { describe, expect, it } from 'vitest';
import { newPage } from '../test/browser.ts';
import { fotografiereBrief } from './fotos.ts';
import { lade } from './laden.ts';
import { lies, type Reise, sieh, warteAuf } from './reise.ts';
import { bekanntImPostfach, deutsch, heute, rechtsbehelfBis } from './tage.ts';

/** Point 8: the notice in the mailbox, its provision, notification and retrieval, and the days the rules make of it. */
export function bekanntgabe(r: Reise): void {
  describe('Der Kostenbescheid im Postfach', () => {
    const tag = heute();

    it('liegt nach der Anordnung da, mit Bereitstellung, Bekanntgabe und Ende der Widerspruchsfrist', async () => {
      const { page, vorgang } = r.gewerbe;
      await page.goto(`${r.basis}/vorgang/${vorgang}`);
      await warteAuf(page, /Herunterladen\s?: Kostenbescheid/, 60);
      const text = await warteAuf(page, /Kostenbescheid Erstellt.*Hinweis per E-Mail/, 60);
      const bekannt = bekanntImPostfach(tag);
      expect(text).toContain(`Im Postfach seit ${deutsch(tag)}`);
      expect(text).toContain(`Gilt als bekannt gegeben am ${deutsch(bekannt)}`);
      expect(text).toContain(`Widerspruch möglich bis ${deutsch(rechtsbehelfBis(bekannt))}`);
      expect(text).toMatch(/Regel dafür .*OZG § 9/);
      expect(text).toMatch(/Gegen „Kostenbescheid“ können Sie bis zum/);
      expect(text).not.toContain('Von Ihnen geöffnet: Kostenbescheid');
    });

    it('ist benachrichtigt worden, ohne dass in der Nachricht steht, worum es geht', async () => {
      const page = await newPage();
      await page.goto(`${r.gegenstelle}/mail`);
      const zeile = page.locator('tr').filter({ hasText: r.gewerbe.aktenzeichen });
      expect(await zeile.count()).toBeGreaterThanOrEqual(2);
      const text = (await zeile.allInnerTexts()).join(' ');
      expect(text).toContain('marlene.sommer@example.org');
      expect(text).not.toMatch(/Keramik|50,00|Kostenbescheid/);
      await sieh(r, page, 'Mail-Gegenstelle');
    });

    it('vermerkt das Öffnen als Abruf, einmal, und zeigt, wer sonst hineingesehen hat', async () => {
      const { page, aktenzeichen } = r.gewerbe;
      const knopf = page.getByRole('link', { name: /Herunterladen.*Kostenbescheid/ });
      const pdf = await lade(page, knopf);
      expect(pdf.name).toBe(`${aktenzeichen}-kostenbescheid.pdf`);
      await lade(page, knopf);
      await page.reload();
      const text = await lies(page);
      expect(text).toContain(`Von Ihnen geöffnet ${deutsch(tag)}`);
      expect(text.match(/Von Ihnen geöffnet: Kostenbescheid/g)).toHaveLength(1);
      expect(text).toMatch(/Wer hat meine Daten gesehen\?.*Stadt Wurzen/);
      expect(text).not.toMatch(/Weber|Hartig/);
      await sieh(r, page, 'Vorgang mit Bescheid', 'vorgang-status');
      fotografiereBrief(pdf.bytes, 'brief-kostenbescheid');
    });
  });
}
