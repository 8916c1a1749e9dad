import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { fotografiereBrief } from './fotos.ts';
import { type Datei, lade, ladeNachweis } from './laden.ts';
import { lies, type Reise, sieh, warteAuf } from './reise.ts';

/** What comes back within seconds, and what the citizen can do with it. */
export function dokumente(r: Reise): void {
  describe('Nach dem Absenden', () => {
    it('sind gesiegelte Kopie und Empfangsbescheinigung von selbst da', { timeout: 120_000 }, async () => {
      const { page, vorgang } = r.gewerbe;
      await page.goto(`${r.basis}/vorgang/${vorgang}`);
      await warteAuf(page, /Kopie Ihrer Angaben: Gewerbe anmelden/, 60);
      const text = await warteAuf(page, /Empfangsbescheinigung ausgestellt/, 60);
      expect(text).toMatch(/In Arbeit: Stadt Wurzen/);
      await sieh(r, page, 'Vorgang');
    });

    it('lassen sie sich herunterladen, der Nachweis auch, und die Prüfseite sagt, was sie wert sind', async () => {
      const { page, aktenzeichen } = r.gewerbe;
      const pdf = await lade(page, page.getByRole('link', { name: /Herunterladen.*Empfangsbescheinigung/ }));
      expect(pdf.name).toBe(`${aktenzeichen}-empfangsbescheinigung.pdf`);
      expect(pdf.bytes.subarray(0, 5).toString()).toBe('%PDF-');
      fotografiereBrief(pdf.bytes, 'brief-empfangsbescheinigung');
      const nachweis = await ladeNachweis(page);
      expect(nachweis.name).toMatch(/\.asice$/);
      await pruefe(
        r,
        page,
        pdf,
        /nicht sicher entscheiden.*unverändert in Ordnung.*Der Nachweis aus dem Protokoll liegt nicht bei/,
        true,
      );
      const urteil = await pruefe(r, page, nachweis, /Ja, das Dokument ist echt/, true);
      expect(urteil).toMatch(/TEST/);
      expect(urteil).toContain('Gemeinde Thallwitz');
    });

    it('erkennt die Prüfseite eine veränderte Datei und sagt, wenn sie eine nicht lesen kann', async () => {
      const { page } = r.gewerbe;
      await page.goto(`${r.basis}/vorgang/${r.gewerbe.vorgang}`);
      const nachweis = await ladeNachweis(page);
      const pdf = await lade(page, page.getByRole('link', { name: /Herunterladen.*Empfangsbescheinigung/ }));
      const ort = Math.floor(pdf.bytes.length / 3);
      pdf.bytes[ort] = (pdf.bytes[ort] ?? 0) ^ 1;
      const veraendert = { ...pdf, name: 'veraendert.pdf' };
      await pruefe(r, page, veraendert, /Nein, das Dokument ist nicht in Ordnung/, true);
      await pruefe(r, page, { name: 'brief.txt', bytes: Buffer.from('Guten Tag') }, /können wir nicht prüfen/, true);
      await pruefe(r, page, { ...nachweis, bytes: nachweis.bytes.subarray(0, 3000) }, /Ja, das Dokument/, false);
    });
  });
}

/** Uploads to the verification page; its answer must, or must not, match. What a busy machine ended is asked for again, as it says. */
async function pruefe(r: Reise, page: Page, datei: Datei, urteil: RegExp, ja: boolean): Promise<string> {
  let text = '';
  for (let versuch = 0; versuch < 10 && (text === '' || text.includes('dauerte zu lange')); versuch++) {
    await page.goto(`${r.basis}/pruefen`);
    await page.setInputFiles('input[type="file"]', {
      name: datei.name,
      mimeType: 'application/octet-stream',
      buffer: datei.bytes,
    });
    await page.getByRole('button', { name: 'Prüfen' }).click();
    text = await lies(page);
  }
  expect(text).toContain(`Datei: ${datei.name}`);
  expect(urteil.test(text), text).toBe(ja);
  const asice = datei.name.endsWith('.asice') && ja;
  await sieh(r, page, `Prüfergebnis ${datei.name.split('-').at(-1)}`, asice ? 'pruefen-ergebnis' : undefined);
  return text;
}
