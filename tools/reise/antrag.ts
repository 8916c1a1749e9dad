import type { Page } from 'playwright-core';

const css = (name: string, mehr = '') => `main form [name="${name}"]${mehr}`;

/** The step's id: the last part of the draft's address. */
export const schrittVon = (page: Page): string => new URL(page.url()).pathname.split('/').at(-1) ?? '';

/** Types or chooses what `werte` has for the fields of this step. */
export async function tippe(page: Page, werte: Readonly<Record<string, string>>): Promise<void> {
  const felder = await page.$$eval('main form [name]', (alle) =>
    alle.map((e) => ({ name: e.getAttribute('name') ?? '', art: e.getAttribute('type') ?? e.localName })),
  );
  for (const { name, art } of new Map(felder.map((f) => [f.name, f])).values()) {
    const wert = werte[name];
    if (wert === undefined) continue;
    if (art === 'radio') await page.check(css(name, `[value="${wert}"]`));
    else if (art === 'select') await page.selectOption(css(name), wert);
    else await page.fill(css(name), wert);
  }
}

export const weiter = (page: Page): Promise<void> => page.getByRole('button', { name: 'Weiter', exact: true }).click();

/**
 * Goes through all steps that are left, up to the review. A step that asks a question more is filled in again.
 * @param anJedem called on each step before it is filled in
 */
export async function fuelleAus(
  page: Page,
  werte: Readonly<Record<string, string>>,
  anJedem: (schritt: string) => Promise<void> = async () => undefined,
): Promise<void> {
  for (let i = 0; i < 30 && schrittVon(page) !== 'pruefen'; i++) {
    await anJedem(schrittVon(page));
    await tippe(page, werte);
    await weiter(page);
    if ((await page.locator('#fehlerliste').count()) > 0) throw new Error(await page.innerText('#fehlerliste'));
  }
}
