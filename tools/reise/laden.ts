import type { Locator, Page } from 'playwright-core';

export interface Datei {
  name: string;
  bytes: Buffer;
}

/** Clicks a link that downloads. */
export async function lade(page: Page, link: Locator): Promise<Datei> {
  const [download] = await Promise.all([page.waitForEvent('download'), link.first().click()]);
  const teile: Buffer[] = [];
  for await (const teil of await download.createReadStream()) teile.push(teil as Buffer);
  return { name: download.suggestedFilename(), bytes: Buffer.concat(teile) };
}
