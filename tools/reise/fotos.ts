import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { newPage } from '../test/browser.ts';

const ORDNER = join('docs', 'bilder');
const GEWUENSCHT = process.env['BILDER'] === '1';
/** Longer pages are cut: a picture is there to be looked at. */
const HOECHSTENS_PX = 1600;
const HOECHSTENS_BYTES = 250_000;

/** With BILDER=1 a picture of the page: docs/bilder/NAME.png. */
export async function fotografiere(page: Page, name: string): Promise<void> {
  if (!GEWUENSCHT) return;
  mkdirSync(ORDNER, { recursive: true });
  const { width, height } = await page.evaluate(() => ({
    width: window.innerWidth,
    height: document.documentElement.scrollHeight,
  }));
  await page.screenshot({
    path: join(ORDNER, `${name}.png`),
    fullPage: true,
    // the space kept free for a scroll bar is none on a picture
    style: 'html { scrollbar-gutter: auto !important }',
    clip: { x: 0, y: 0, width, height: Math.min(height, HOECHSTENS_PX) },
  });
}

/** The same address in another view, signed in as on `page`. */
export async function fotografiereAnders(page: Page, name: string, ansicht: Parameters<typeof newPage>[0]) {
  if (!GEWUENSCHT) return;
  const zweite = await newPage(ansicht);
  await zweite.context().addCookies(await page.context().cookies());
  await zweite.goto(page.url());
  await fotografiere(zweite, name);
  await zweite.context().close();
}

/** The first page of a letter; only where pdftoppm is installed. */
export function fotografiereBrief(pdf: Uint8Array, name: string): void {
  if (!GEWUENSCHT) return;
  const ordner = mkdtempSync(join(tmpdir(), 'brief-'));
  const datei = join(ordner, 'brief.pdf');
  writeFileSync(datei, pdf);
  const args = ['-png', '-singlefile', '-f', '1', '-l', '1', '-scale-to', '1100', datei, join(ORDNER, name)];
  const lauf = spawnSync('pdftoppm', args, { encoding: 'utf8' });
  rmSync(ordner, { recursive: true, force: true });
  if (lauf.error) console.log(`Kein Bild von ${name}: pdftoppm fehlt.`);
  else if (lauf.status !== 0) throw new Error(`pdftoppm: ${lauf.stderr}`);
}

/** Pictures that are too heavy for a repository; good is `[]`. */
export const zuSchwer = (): string[] =>
  GEWUENSCHT ? readdirSync(ORDNER).filter((n) => statSync(join(ORDNER, n)).size > HOECHSTENS_BYTES) : [];
