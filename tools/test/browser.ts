import { mkdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { AxeResults } from 'axe-core';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll } from 'vitest';
import { startBrowser } from './browser-start.ts';

let laufend: Promise<Browser> | undefined;

/** The browser of this test file; started at the first call, closed after the last test. No Chromium: the test fails. */
export function openBrowser(): Promise<Browser> {
  laufend ??= startBrowser();
  return laufend;
}

afterAll(async () => {
  await (await laufend)?.close();
  laufend = undefined;
});

export type Ansicht = {
  /** Off by default: pages must work without. */
  javaScript?: boolean;
  /** CSS pixels; 1280 × 900 by default. */
  width?: number;
  height?: number;
  dark?: boolean;
  forcedColors?: boolean;
  /** 4 shows the page as at 400 % zoom on this width. */
  zoom?: number;
};

const ansichten = new WeakMap<BrowserContext, Ansicht>();

/** A page in a fresh context (own cookies). Close it with `page.context().close()` or leave it to the end of the file. */
export async function newPage(ansicht: Ansicht = {}): Promise<Page> {
  return (await kontext(ansicht)).newPage();
}

async function kontext(ansicht: Ansicht): Promise<BrowserContext> {
  const { javaScript = false, width = 1280, height = 900, dark = false, forcedColors = false, zoom = 1 } = ansicht;
  const neu = await (await openBrowser()).newContext({
    javaScriptEnabled: javaScript,
    viewport: { width: Math.round(width / zoom), height: Math.round(height / zoom) },
    deviceScaleFactor: zoom,
    colorScheme: dark ? 'dark' : 'light',
    forcedColors: forcedColors ? 'active' : 'none',
    locale: 'de-DE',
    timezoneId: 'Europe/Berlin',
    reducedMotion: 'reduce',
  });
  ansichten.set(neu, ansicht);
  return neu;
}

const AXE = readFileSync(
  join(dirname(createRequire(import.meta.url).resolve('axe-core/package.json')), 'axe.min.js'),
  'utf8',
);

/**
 * What axe-core finds on the page as it stands, one line each; good is `[]`. The page's HTML is shown again at its own
 * address in a second context with script, so pages without script and answers to a post can be checked, too.
 */
export async function axe(page: Page): Promise<string[]> {
  const html = await page.content();
  const context = await kontext({ ...ansichten.get(page.context()), javaScript: true });
  try {
    await context.addCookies(await page.context().cookies());
    const zweite = await context.newPage();
    const adresse = page.url().replace(/#.*$/, '');
    await zweite.route(adresse, (route) => route.fulfill({ contentType: 'text/html; charset=utf-8', body: html }));
    await zweite.goto(adresse);
    await zweite.evaluate(AXE);
    const { violations } = await zweite.evaluate<AxeResults>('axe.run(document, { resultTypes: ["violations"] })');
    return violations.flatMap((v) =>
      v.nodes.map((n) => `${v.id}: ${n.target.join(' ')}: ${n.failureSummary ?? v.help}`),
    );
  } finally {
    await context.close();
  }
}

/** A picture of the whole page: docs/bilder/NAME.png with BILDER=1, else in the folder for temporary files. Returns its path. */
export async function bild(page: Page, name: string): Promise<string> {
  const ordner = process.env['BILDER'] === '1' ? join('docs', 'bilder') : join(tmpdir(), 'rathausverbund-bilder');
  mkdirSync(ordner, { recursive: true });
  const path = join(ordner, `${name}.png`);
  await capture(page, path);
  return path;
}

/** A browser that is short of memory for a moment answers that it cannot; asked again it does. Anything else fails at once. */
async function capture(page: Page, path: string, versuche = 3): Promise<void> {
  try {
    await page.screenshot({ path, fullPage: true });
  } catch (fehler) {
    if (versuche <= 1 || !String(fehler).includes('Unable to capture screenshot')) throw fehler;
    await capture(page, path, versuche - 1);
  }
}

/** How many CSS pixels the page can be scrolled sideways; good is 0. */
export async function ueberlauf(page: Page): Promise<number> {
  return page.evaluate(() => {
    const { scrollX, scrollY } = window;
    window.scrollTo(10_000, scrollY);
    const weit = window.scrollX;
    window.scrollTo(scrollX, scrollY);
    return weit;
  });
}

/** Buttons whose words stand over their edge, by what they say; good is `[]`. */
export async function engeKnoepfe(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const rand = 1;
    const ragtHeraus = (knopf: Element, text: Node): boolean => {
      const auswahl = document.createRange();
      auswahl.selectNodeContents(text);
      const [wort, kasten] = [auswahl.getBoundingClientRect(), knopf.getBoundingClientRect()];
      return wort.width > 0 && (wort.left < kasten.left - rand || wort.right > kasten.right + rand);
    };
    return [...document.querySelectorAll('.kern-btn')]
      .filter((k) =>
        [...k.querySelectorAll('.kern-label:not(.kern-sr-only)')]
          .flatMap((l) => [...l.childNodes])
          .some((n) => n.nodeType === Node.TEXT_NODE && ragtHeraus(k, n)),
      )
      .map((k) => k.textContent.trim());
  });
}

/** Presses Tab `anzahl` times and tells what had the focus each time: id, else name of the element and its text. */
export async function tabfolge(page: Page, anzahl: number): Promise<string[]> {
  const folge: string[] = [];
  for (let i = 0; i < anzahl; i++) {
    await page.keyboard.press('Tab');
    folge.push(
      await page.evaluate(() => {
        const el = document.activeElement;
        if (el === null || el === document.body) return '';
        return el.id !== '' ? `#${el.id}` : `${el.localName} ${el.textContent.trim()}`;
      }),
    );
  }
  return folge;
}
