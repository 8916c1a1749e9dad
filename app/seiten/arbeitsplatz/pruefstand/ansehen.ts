import type { Page } from 'playwright-core';
import { expect } from 'vitest';
import { type Ansicht, axe, bild, engeKnoepfe, newPage, ueberlauf } from '../../../../tools/test/browser.ts';
import type { baueWelt } from './welt.ts';

type Welt = Pick<Awaited<ReturnType<typeof baueWelt>>, 'cookies'>;

const WEIT = { ansicht: 'weit', groesse: { width: 1280 } };
const SCHMAL = { ansicht: 'schmal', groesse: { width: 390, height: 844 } };
const DUNKEL = { ansicht: 'dunkel', groesse: { width: 1280, dark: true } };
/** Views by name, for `describe.each`. */
export const HELL = [WEIT, SCHMAL];
export const ANSICHTEN = [WEIT, SCHMAL, DUNKEL];

/** A browser page in which a member of staff is signed in at `basis`. */
export async function seiteAls(w: Welt, basis: string, sub: string, groesse: Ansicht = {}): Promise<Page> {
  const page = await newPage(groesse);
  const [name = '', value = ''] = (w.cookies.get(sub) ?? '').split('=');
  await page.context().addCookies([{ name, value, url: basis }]);
  return page;
}

type Blick = {
  basis: string;
  /** pictures are called by area, page and view */
  bereich: string;
  ansicht: string;
  /** addresses by name; a single page needs none */
  wege: Readonly<Record<string, string>>;
  /** axe takes its time: without it where only size or colours differ */
  mitAxe?: (name: string) => boolean;
};

/** Opens every address: a picture is taken, axe finds nothing, nothing runs sideways, no button is too small for its words. */
export async function seheAn(page: Page, { basis, bereich, ansicht, wege, mitAxe = () => true }: Blick): Promise<void> {
  for (const [name, weg] of Object.entries(wege)) {
    const bildname = [bereich, name, ansicht].filter(Boolean).join('-');
    await page.goto(`${basis}${weg}`);
    await bild(page, bildname);
    if (mitAxe(name)) expect([bildname, await axe(page)]).toEqual([bildname, []]);
    expect([bildname, await ueberlauf(page)]).toEqual([bildname, 0]);
    expect([bildname, await engeKnoepfe(page)]).toEqual([bildname, []]);
  }
}

/** Looks at pages as one member of staff in every view. */
export async function seheAnAls(
  w: Welt,
  sub: string,
  blick: Omit<Blick, 'ansicht'>,
  ansichten: typeof ANSICHTEN = ANSICHTEN,
): Promise<void> {
  for (const { ansicht, groesse } of ansichten) {
    const page = await seiteAls(w, blick.basis, sub, groesse);
    await seheAn(page, { ...blick, ansicht });
    await page.context().close();
  }
}
