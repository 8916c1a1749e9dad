import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** The first page of a letter as docs/bilder/NAME.png; only with BILDER=1, and only where pdftoppm is installed. */
export async function fotografiereBrief(pdf: Uint8Array, name: string): Promise<void> {
  if (process.env['BILDER'] !== '1') return;
  const ordner = mkdtempSync(join(tmpdir(), 'brief-'));
  const datei = join(ordner, 'brief.pdf');
  writeFileSync(datei, pdf);
  const ziel = join('docs', 'bilder', name);
  const args = ['-png', '-singlefile', '-f', '1', '-l', '1', '-scale-to', '1100', datei, ziel];
  const lauf = spawnSync('pdftoppm', args, { encoding: 'utf8' });
  rmSync(ordner, { recursive: true, force: true });
  if (lauf.error) console.log(`Kein Bild von ${name}: pdftoppm fehlt.`);
  else if (lauf.status !== 0) throw new Error(`pdftoppm: ${lauf.stderr}`);
}
