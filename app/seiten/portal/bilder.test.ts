import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { axe, bild, newPage, ueberlauf } from '../../../tools/test/browser.ts';
import { neueDatenbank } from '../../../tools/test/datenbank.ts';
import { aktiviere, readVerzeichnis } from '../../kommunen/index.ts';
import { HUND } from './besucher.ts';
import { createPortalStand, legeSatzAn } from './pruefstand.ts';

const WURZEN = '14729410';
const datenbank = await neueDatenbank();
let stand: Awaited<ReturnType<typeof createPortalStand>>;
let basis = '';

beforeAll(async () => {
  await legeSatzAn(datenbank, await aktiviere(datenbank.setup, WURZEN, 'WUR', Date.now()));
  await aktiviere(datenbank.setup, '14729380', 'THW', Date.now());
  const db = datenbank.als('app');
  const verzeichnis = await readVerzeichnis(db, '2026-06-15');
  const { bund, ordner, plattform } = datenbank;
  stand = await createPortalStand({ db, bund, ordner, plattform, verzeichnis }, async () => ({
    ok: false,
    grund: 'nachweis.folgt',
  }));
  basis = await stand.server.listen({ port: 0, host: '127.0.0.1' });
});
afterAll(() => stand?.server.close());

async function sieh(page: Page, name: string) {
  await bild(page, `buerger-${name}`);
  expect([name, await axe(page)]).toEqual([name, []]);
  expect([name, await ueberlauf(page)]).toEqual([name, 0]);
}

/** Types and chooses what the example says, as it stands on the page. */
async function fuelle(page: Page, felder: Record<string, string>) {
  for (const [name, wert] of Object.entries(felder)) {
    const feld = page.locator(`[name="${name}"]`);
    if ((await feld.first().getAttribute('type')) === 'radio')
      await page.locator(`[name="${name}"][value="${wert}"]`).check();
    else await feld.fill(wert);
  }
}

describe.each([
  { art: 'weit', width: 1280 },
  { art: 'schmal', width: 390, height: 844 },
  { art: 'schmal-dunkel', width: 390, height: 844, dark: true },
])('Der Weg der Bürgerin ohne Skript, $art', ({ art, ...ansicht }) => {
  it('von der Suche bis zum Vorgang: axe findet nichts, nichts läuft quer', async () => {
    const page = await newPage(ansicht);
    // a picture must never be taken between two pages
    const dann = (tun: Promise<unknown>) => Promise.all([page.waitForEvent('load'), tun]);
    const weiter = () => dann(page.locator('main button.kern-btn--primary, main a.kern-btn--primary').last().click());
    await page.goto(`${basis}/portal`);
    await sieh(page, `suche-${art}`);
    await page.fill('[name="ort"]', '04808');
    await dann(page.keyboard.press('Enter'));
    await sieh(page, `treffer-${art}`);
    await page.goto(`${basis}/portal/14729030`);
    await sieh(page, `fremd-${art}`);
    await page.goto(`${basis}/portal/${WURZEN}`);
    await sieh(page, `kommune-${art}`);
    await page.goto(`${basis}/portal/${WURZEN}/hundesteuer-anmeldung`);
    await sieh(page, `leistung-${art}`);
    await dann(page.getByRole('button', { name: 'Ohne Konto beantragen' }).click());
    await page.fill('[name="halter.plz"]', '48');
    await weiter();
    await sieh(page, `fehler-${art}`);
    for (const [schritt, felder] of Object.entries(HUND)) {
      expect(page.url()).toContain(`/${schritt}`);
      await fuelle(page, felder);
      if (schritt === 'hund') await sieh(page, `schritt-${art}`);
      await weiter();
    }
    await sieh(page, `pruefen-${art}`);
    await weiter();
    await sieh(page, `absenden-${art}`);
    await weiter();
    await sieh(page, `vorgang-${art}`);
    for (const [name, weg] of [
      ['meine', '/meine'],
      ['404', '/gibt-es-nicht'],
      ['echtheit', '/pruefen'],
    ] as const) {
      await page.goto(basis + weg);
      await sieh(page, `${name}-${art}`);
    }
    await page.setInputFiles('[name="datei"]', {
      name: 'brief.pdf',
      mimeType: 'application/pdf',
      buffer: Buffer.from('x'),
    });
    await weiter();
    await sieh(page, `urteil-${art}`);
    await page.context().close();
  }, 120_000);
});
