import { createHash } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, describe, expect, it } from 'vitest';
import { formatAnker, writeBundle } from '../packages/nachweis/src/index.ts';
import { baueWelt, gutesBuendel } from '../packages/nachweis/src/probe/welt.ts';
import { nodeKrypto as krypto } from '../packages/siegel/node/krypto.ts';
import { bauePruefseite } from './pruefseite.mjs';
import { axe, bild, newPage, ueberlauf } from './test/browser.ts';

const folder = mkdtempSync(join(tmpdir(), 'pruefseite-'));
afterAll(() => rmSync(folder, { recursive: true }));
const seite = await bauePruefseite();
const welt = await baueWelt(krypto);
const inhalt = await gutesBuendel(welt);
const gut = await writeBundle(inhalt, { krypto, stempel: welt.stempel });
const schlecht = await writeBundle(
  { ...inhalt, ereignisse: inhalt.ereignisse.slice(0, 1) },
  { krypto, stempel: welt.stempel },
);
const lege = (name: string, bytes: Uint8Array | string) => {
  writeFileSync(join(folder, name), bytes);
  return join(folder, name);
};
lege('pruefen.html', seite.html);
const dateien = {
  gut: lege('gut.asice', gut),
  schlecht: lege('schlecht.asice', schlecht),
  text: lege('text.asice', 'Das ist kein Bündel.'),
};
const wurzeln = ['siegel-ca.der', 'zeitstempel-ca.der'].map((name) => lege(name, welt.ca.certificate));
const anker = [lege('anker.json', formatAnker(welt.anker)), ...wurzeln];

/**
 * The page from the file system; whatever it asks of the net is noted and refused. Its clock stands: a check ends by the clock, and
 * a busy machine may take longer.
 */
async function oeffne(ansicht: Parameters<typeof newPage>[0] = {}): Promise<{ page: Page; netz: string[] }> {
  const page = await newPage({ javaScript: true, ...ansicht });
  const jetzt = Date.now();
  await page.clock.install({ time: jetzt - 60_000 });
  await page.clock.pauseAt(jetzt);
  const netz: string[] = [];
  await page.context().setOffline(true);
  await page.route(
    (url) => url.protocol !== 'file:' && url.protocol !== 'blob:',
    (route) => {
      netz.push(route.request().url());
      return route.abort();
    },
  );
  await page.goto(`file://${join(folder, 'pruefen.html')}`);
  return { page, netz };
}

async function pruefe(page: Page, datei: string, mitAnker = true): Promise<string> {
  if (mitAnker) await page.setInputFiles('#anker', anker);
  await page.setInputFiles('#datei', datei);
  await page.locator('.verdikt:not(noscript *)').waitFor();
  return page.locator('#ergebnis').innerText();
}

describe('pruefen.html', () => {
  it('is one file of at most 300 KB, the same each time, and names nothing outside itself', async () => {
    expect(Buffer.byteLength(seite.html)).toBeLessThanOrEqual(300 * 1024);
    expect(await bauePruefseite()).toEqual(seite);
    expect(seite.sha256).toBe(
      createHash('sha256')
        .update(readFileSync(join(folder, 'pruefen.html')))
        .digest('hex'),
    );
    expect(seite.html).not.toMatch(/\b(?:src|href)=|@import|url\(/);
    expect(seite.html.match(/<\/script>/g)).toHaveLength(2);
  });

  it('judges a good bundle from the file system without any network', async () => {
    const { page, netz } = await oeffne();
    const text = await pruefe(page, dateien.gut);
    expect(text).toContain('Ja, der Nachweis gilt');
    expect(text).toContain('nicht gegen den Betreiber geschützt');
    expect(await page.locator('details').count()).toBe(5);
    const test = page.locator('.test strong');
    expect(await test.innerText()).toBe('TEST');
    expect(await test.evaluate((e) => getComputedStyle(e).color)).toBe('rgb(164, 22, 26)');
    await page.locator('summary').nth(3).click();
    expect(await page.locator('details[open]').innerText()).toContain('Zeuge Wurzen');
    expect(await axe(page)).toEqual([]);
    await bild(page, 'pruefseite-gut');
    expect(netz).toEqual([]);
  });

  it('tells a tampered bundle, a file of another kind and missing anchors apart', async () => {
    const { page } = await oeffne();
    expect(await pruefe(page, dateien.schlecht)).toContain('Nein, der Nachweis gilt nicht');
    await bild(page, 'pruefseite-schlecht');
    expect(await pruefe(page, dateien.text)).toContain('Diese Datei kann nicht geprüft werden');
    const ohne = await oeffne();
    const text = await pruefe(ohne.page, dateien.gut, false);
    expect(text).toContain('Das lässt sich nicht sicher entscheiden');
    expect(text).toContain('Ohne Anker geprüft');
  });

  it('takes a file that is dropped', async () => {
    const { page } = await oeffne();
    await page.setInputFiles('#anker', anker);
    const bytes = [...schlecht];
    await page.evaluate((liste) => {
      const daten = new DataTransfer();
      daten.items.add(new File([Uint8Array.from(liste)], 'gezogen.asice'));
      const ziel = document.getElementById('ablage');
      ziel?.dispatchEvent(new DragEvent('drop', { dataTransfer: daten, bubbles: true, cancelable: true }));
    }, bytes);
    await page.locator('.verdikt.schlecht').waitFor();
    expect(await page.locator('.dateiname').innerText()).toContain('gezogen.asice');
  });

  it('answers within five seconds, reading included', async () => {
    const { page } = await oeffne();
    await page.evaluate(() => {
      File.prototype.arrayBuffer = () => new Promise(() => undefined);
    });
    await page.setInputFiles('#datei', dateien.gut);
    await page.clock.runFor(1_000);
    expect(await page.locator('.verdikt:not(noscript *)').count()).toBe(0);
    await page.clock.runFor(4_000);
    await page.locator('.verdikt:not(noscript *)').waitFor();
    const text = await page.locator('#ergebnis').innerText();
    expect(text).toContain('Das lässt sich nicht sicher entscheiden');
    expect(text).toContain('dauerte zu lange');
  });

  it('refuses broken anchors with a sentence', async () => {
    const { page } = await oeffne();
    await page.setInputFiles('#anker', [lege('leer.pem', 'nichts')]);
    await page.setInputFiles('#datei', dateien.gut);
    await page.locator('.verdikt:not(noscript *)').waitFor();
    expect(await page.locator('#ergebnis').innerText()).toContain('Die Anker können nicht gelesen werden');
  });

  it.each([
    ['phone', { width: 390, height: 844 }],
    ['dark', { dark: true }],
    ['enlarged', { zoom: 4 }],
  ])('is readable: %s', async (name, ansicht) => {
    const { page } = await oeffne(ansicht);
    await pruefe(page, dateien.gut);
    await page.locator('summary').nth(3).click();
    expect(await ueberlauf(page)).toBe(0);
    expect(await axe(page)).toEqual([]);
    await bild(page, `pruefseite-${name}`);
  });
});
