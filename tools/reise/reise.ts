import type { Page } from 'playwright-core';
import type { Besuch } from './besehen.ts';
import { fotografiere } from './fotos.ts';

/** What the walks of one file share: the installation, every page seen, and what came out of the earlier walks. */
export interface Reise {
  basis: string;
  besuche: Besuch[];
  /** origin of the stand-ins, known from the first sign-in on */
  gegenstelle: string;
  /** the trade that Marlene Sommer registers in Thallwitz */
  gewerbe: { vorgang: string; aktenzeichen: string; page: Page };
  /** the dog that somebody without account registers in Wurzen */
  hund: { vorgang: string; aktenzeichen: string; link: string };
}

/** The page as a person has it before her: kept for the inspection; with `foto` a picture for the documentation. */
export async function sieh(r: Reise, page: Page, name: string, foto?: string): Promise<void> {
  r.besuche.push({ name, adresse: page.url().replace(/#.*$/, ''), html: await page.content() });
  if (foto !== undefined) await fotografiere(page, foto);
}

/** Visible text with single spaces. */
export const lies = async (page: Page): Promise<string> => (await page.innerText('body')).replace(/\s+/g, ' ');

/** Reloads until the text is there; throws with what is there instead. */
export async function warteAuf(page: Page, text: RegExp, sekunden: number): Promise<string> {
  const bis = Date.now() + sekunden * 1000;
  for (;;) {
    const da = await lies(page);
    if (text.test(da)) return da;
    if (Date.now() > bis) throw new Error(`${text} ist nach ${sekunden} s nicht da: ${da}`);
    await page.waitForTimeout(250);
    await page.reload();
  }
}

export const vorgangIn = (page: Page): string => /\/vorgang\/([0-9a-f-]{36})/.exec(page.url())?.[1] ?? '';

export const AKTENZEICHEN = /[A-Z]{3}-[A-Z]{2}-\d{4}-\d{6}/;
