import type { Locator, Page } from 'playwright-core';

export interface Datei {
  name: string;
  bytes: Buffer;
}

/** Clicks the link to the proof, once it is there: a document in it has to be in the log first. */
export async function ladeNachweis(page: Page): Promise<Datei> {
  const link = page.getByRole('link', { name: 'Nachweis herunterladen' });
  const adresse = new URL((await link.getAttribute('href')) ?? '', page.url()).href;
  for (let i = 0; i < 100 && !(await page.request.get(adresse)).ok(); i++) await page.waitForTimeout(200);
  return lade(page, link);
}

/** Clicks a link that downloads. */
export async function lade(page: Page, link: Locator): Promise<Datei> {
  const [download] = await Promise.all([page.waitForEvent('download'), link.first().click()]);
  const teile: Buffer[] = [];
  for await (const teil of await download.createReadStream()) teile.push(teil as Buffer);
  return { name: download.suggestedFilename(), bytes: Buffer.concat(teile) };
}
