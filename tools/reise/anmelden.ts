import type { Page } from 'playwright-core';
import { type Reise, sieh } from './reise.ts';

/** On the page of the citizens' stand-in: picks a person and a level, signs in and goes back. */
export async function waehleBuerger(r: Reise, page: Page, id: string, niveau: string): Promise<void> {
  r.gegenstelle = new URL(page.url()).origin;
  await page.check(`input[name="person"][value="${id}"]`);
  await page.check(`input[name="niveau"][value="${niveau}"]`);
  await page.getByRole('button', { name: 'Anmelden', exact: true }).click();
  if ((await page.getByRole('button', { name: 'Weiter' }).count()) === 0) return;
  await sieh(r, page, 'BundID-Gegenstelle, zurück');
  await page.getByRole('button', { name: 'Weiter' }).click();
}

/** Signs a member of staff in by the name of the account, for whom the first door has no link. */
export async function meldeAn(r: Pick<Reise, 'basis' | 'gegenstelle'>, page: Page, sub: string): Promise<void> {
  await page.goto(`${r.basis}/arbeitsplatz/anmelden?person=${sub}`);
  r.gegenstelle = new URL(page.url()).origin;
  await page.getByRole('button', { name: 'Anmelden', exact: true }).click();
  await page.waitForURL(/\/arbeitsplatz/);
}

/** Steps in from the first door by one click; the stand-in has the account preselected. */
export async function trittEin(r: Reise, page: Page, rolle: string, ansehen = false): Promise<void> {
  await page.goto(`${r.basis}/`);
  await page.getByRole('link', { name: rolle, exact: true }).click();
  if (ansehen) await sieh(r, page, 'Anmeldung der Mitarbeitenden, Gegenstelle');
  await page.getByRole('button', { name: 'Anmelden', exact: true }).click();
  await page.waitForURL(/\/arbeitsplatz/);
}
