import { mkdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
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

async function kontext(ansicht: Ansicht, browser?: Browser): Promise<BrowserContext> {
  const { javaScript = false, width = 1280, height = 900, dark = false, forcedColors = false, zoom = 1 } = ansicht;
  const neu = await (browser ?? (await openBrowser())).newContext({
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

/** The page's HTML shown again at its own address in a context of its own, so an answer to a post can be shown twice, too. */
async function zeigeNochmal<T>(page: Page, context: BrowserContext, tue: (zweite: Page) => Promise<T>): Promise<T> {
  const html = await page.content();
  try {
    await context.addCookies(await page.context().cookies());
    const zweite = await context.newPage();
    const adresse = page.url().replace(/#.*$/, '');
    await zweite.route(adresse, (route) => route.fulfill({ contentType: 'text/html; charset=utf-8', body: html }));
    await zweite.goto(adresse);
    return await tue(zweite);
  } finally {
    await context.close();
  }
}

/** What axe-core finds on the page as it stands, one line each; good is `[]`. It runs where script is on, so pages without are checked, too. */
export async function axe(page: Page): Promise<string[]> {
  const context = await kontext({ ...ansichten.get(page.context()), javaScript: true });
  return zeigeNochmal(page, context, async (zweite) => {
    await zweite.evaluate(AXE);
    const { violations } = await zweite.evaluate<AxeResults>('axe.run(document, { resultTypes: ["violations"] })');
    return violations.flatMap((v) =>
      v.nodes.map((n) => `${v.id}: ${n.target.join(' ')}: ${n.failureSummary ?? v.help}`),
    );
  });
}

/** A picture of the whole page: docs/bilder/NAME.png with BILDER=1, else in the folder for temporary files. Returns its path. */
export async function bild(page: Page, name: string): Promise<string> {
  const ordner = process.env['BILDER'] === '1' ? join('docs', 'bilder') : join(tmpdir(), 'rathausverbund-bilder');
  mkdirSync(ordner, { recursive: true });
  const path = join(ordner, `${name}.png`);
  await capture(page, path);
  return path;
}

const PAUSEN_MS = [200, 1000, 4000];

/** A browser short of memory answers that it cannot: it is asked again, at last a fresh one. Anything else fails at once. */
async function capture(page: Page, path: string): Promise<void> {
  for (const pause of PAUSEN_MS) {
    try {
      await page.screenshot({ path, fullPage: true });
      return;
    } catch (fehler) {
      if (!String(fehler).includes('Unable to capture screenshot')) throw fehler;
      await setTimeout(pause);
    }
  }
  const frisch = await startBrowser();
  try {
    const context = await kontext(ansichten.get(page.context()) ?? {}, frisch);
    await zeigeNochmal(page, context, (zweite) => zweite.screenshot({ path, fullPage: true }));
  } finally {
    await frisch.close();
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
