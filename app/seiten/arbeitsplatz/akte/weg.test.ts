import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { bild } from '../../../../tools/test/browser.ts';
import { neueDatenbank } from '../../../../tools/test/datenbank.ts';
import { stellbareUhr } from '../../../base/index.ts';
import { ORTE } from '../../../demo/personen.ts';
import { legeVerschachtelteLeistungAn } from '../../../pruefstand/verschachtelt.ts';
import { registerGestalt } from '../../gestalt/index.ts';
import { seheAnAls, seiteAls } from '../pruefstand/ansehen.ts';
import { baueWelt } from '../pruefstand/welt.ts';

const t = await neueDatenbank();
const uhr = stellbareUhr(Date.parse('2026-03-10T10:00:00Z'));
const w = await baueWelt(t, uhr, legeVerschachtelteLeistungAn(t.ordner));
registerGestalt(w.server);
afterAll(() => w.server.close());
const text = (html: string) =>
  html
    .replace(/<p class="haus-prozess__mehr">[^<]*<\/p>/g, '')
    .replace(/<svg[\s\S]*?<\/svg>/g, ' BILD ')
    .replace(/<[^>]+>/g, ' ')
    .replace(/\s+/g, ' ');

describe('Der Weg eines Vorgangs, dessen Ablauf aus Teilen besteht,', () => {
  let adresse = '';
  const sehe = async () => (await w.geh('k.weber', adresse)).body;
  beforeAll(async () => {
    adresse = `/arbeitsplatz/vorgang/${await w.gewerbe('01-einfach', ORTE.thallwitz)}?teil=weg`;
  });

  it('zeigt jeden Teil, in dem er war, unter der Überschrift seines Schritts, gezeichnet oder als Liste', async () => {
    const body = await sehe();
    const seite = text(body);
    expect(body.match(/<svg xmlns="http:\/\/www.w3.org\/2000\/svg" viewBox="[^"]*" width/g)).toHaveLength(3);
    expect(seite).toMatch(/Im Schritt „Register führen“ BILD/);
    expect(seite).toMatch(/Im Schritt „Kosten ermitteln“ BILD/);
    expect(seite).toMatch(
      /Im Schritt „Schein ausgeben“ Was hier geschieht, ist im Modell nicht gezeichnet\. .*?Empfang bescheinigen \(Dienst\)/,
    );
    expect(body).toMatch(/data-element="Teil_Aufgabe_feststellung\/Aufgabe_feststellung" class="weg offen"/);
    expect(body).toContain(
      'aria-label="Zeichnung dessen, was im Schritt „Kosten ermitteln“ geschieht, der zurückgelegte Weg ist hervorgehoben"',
    );
    // what is heard has it in its place
    expect(seite).toMatch(/Kosten ermitteln \(Aufgerufener Prozess\).*Kosten feststellen \(Aufgabe\) \(.*?noch offen/);
  });

  const basis = w.server.listen({ port: 0, host: '127.0.0.1' });

  it.each([
    { breite: 1280, ganz: [false, true] },
    { breite: 390, ganz: [false, true] },
    { breite: 260, ganz: [false, false] },
  ])('sagt bei $breite px von jeder Zeichnung, ob sie weitergeht', { timeout: 120_000 }, async ({ breite, ganz }) => {
    const page = await seiteAls(w, await basis, 'k.weber', { width: breite });
    await page.goto(`${await basis}${adresse}`);
    const bilder = page.getByRole('region', { name: /^Zeichnung (des Ablaufs|dessen)/ });
    for (const [i, passt] of ganz.entries()) {
      const eines = bilder.nth(i);
      const laenge = await eines.evaluate((b) => b.scrollWidth - b.clientWidth);
      expect([i, laenge === 0, await eines.locator('.haus-prozess__mehr').isHidden()]).toEqual([i, passt, passt]);
    }
    // in a column as wide as the drawing nothing is said
    const erste = bilder.first();
    await erste.evaluate((b) => b.style.setProperty('inline-size', '92rem'));
    expect(await erste.evaluate((b) => b.scrollWidth - b.clientWidth)).toBe(0);
    expect(await erste.locator('.haus-prozess__mehr').isHidden()).toBe(true);
    await page.context().close();
  });

  it('lässt sich die Zeichnung mit der Tastatur erreichen und bis an ihr Ende schieben; was dazu gesagt ist, bleibt im Blick', {
    timeout: 120_000,
  }, async () => {
    const page = await seiteAls(w, await basis, 'k.weber', { width: 390, height: 844 });
    await page.goto(`${await basis}${adresse}`);
    const zeichnung = page.locator('.haus-prozess').first();
    for (let i = 0; i < 60 && !(await zeichnung.evaluate((b) => b === document.activeElement)); i++)
      await page.keyboard.press('Tab');
    for (let i = 0; i < 60; i++) await page.keyboard.press('ArrowRight');
    const rest = () => zeichnung.evaluate((b) => b.scrollWidth - b.clientWidth - b.scrollLeft);
    await expect.poll(rest, { timeout: 20_000 }).toBeLessThanOrEqual(1);
    const lage = await zeichnung.evaluate((b) => {
      const [aussen, satz] = [b, b.querySelector('p') ?? b].map((x) => x.getBoundingClientRect());
      return { links: (satz?.left ?? 0) - (aussen?.left ?? 0), rechts: (aussen?.right ?? 0) - (satz?.right ?? 0) };
    });
    expect(lage).toEqual({ links: 0, rechts: 0 });
    await bild(page, 'weg-ende-schmal');
    await page.context().close();
  });

  it('ist zu lesen', { timeout: 180_000 }, async () => {
    await seheAnAls(w, 'k.weber', { basis: await basis, bereich: 'weg-teile', wege: { '': adresse } });
  });
});
