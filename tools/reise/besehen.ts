import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import type { AxeResults } from 'axe-core';
import type { Page } from 'playwright-core';
import { engeKnoepfe, newPage, ueberlauf } from '../test/browser.ts';

/** A page as it was seen: shown again for the inspection, so that answers to a post can be inspected, too. */
export interface Besuch {
  name: string;
  adresse: string;
  html: string;
}

const AXE = readFileSync(
  join(dirname(createRequire(import.meta.url).resolve('axe-core/package.json')), 'axe.min.js'),
  'utf8',
);
const PRUEFE = `axe.run(document, { resultTypes: ['violations'] })`;
const HOCH = 900;

/**
 * What is wrong with the pages, one line each; good is `[]`. Every page is checked by axe at 1280 px light and at 390 px
 * dark, no button may be too small for its words, and nothing scrolls sideways at 390 px and at 400 % zoom (1280 px seen as 320).
 */
export async function besehen(besuche: readonly Besuch[]): Promise<string[]> {
  const rest = [...besuche];
  const arbeite = async (): Promise<string[]> => {
    const page = await newPage({ javaScript: true });
    const funde: string[] = [];
    for (let b = rest.shift(); b; b = rest.shift()) funde.push(...(await inspect(page, b)));
    await page.context().close();
    return funde;
  };
  return (await Promise.all([arbeite(), arbeite()])).flat();
}

async function inspect(page: Page, { name, adresse, html }: Besuch): Promise<string[]> {
  await page.emulateMedia({ colorScheme: 'light' });
  await page.setViewportSize({ width: 1280, height: HOCH });
  await page.route(adresse, (route) => route.fulfill({ contentType: 'text/html; charset=utf-8', body: html }));
  try {
    await page.goto(adresse, { waitUntil: 'load' });
    await page.evaluate(AXE);
    const funde = [
      ...(await axeFunde(page)).map((f) => `${name}, 1280 hell: ${f}`),
      ...(await engeKnoepfe(page)).map((k) => `${name}, 1280: Knopf zu eng: ${k}`),
    ];
    await page.emulateMedia({ colorScheme: 'dark' });
    await page.setViewportSize({ width: 390, height: HOCH });
    funde.push(
      ...(await axeFunde(page)).map((f) => `${name}, 390 dunkel: ${f}`),
      ...(await breiter(page, name, '390')),
      ...(await engeKnoepfe(page)).map((k) => `${name}, 390: Knopf zu eng: ${k}`),
    );
    await page.setViewportSize({ width: 320, height: 225 });
    return [...funde, ...(await breiter(page, name, '400 %'))];
  } finally {
    await page.unroute(adresse);
  }
}

async function axeFunde(page: Page): Promise<string[]> {
  const { violations } = await page.evaluate<AxeResults>(PRUEFE);
  return violations.flatMap((v) => v.nodes.map((n) => `${v.id}: ${n.target.join(' ')}: ${n.failureSummary ?? v.help}`));
}

async function breiter(page: Page, name: string, ansicht: string): Promise<string[]> {
  const px = await ueberlauf(page);
  return px > 0 ? [`${name}, ${ansicht}: ${px} px zu breit`] : [];
}
