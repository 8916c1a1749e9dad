import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { root } from '../bundle.mjs';

/** `npm run daten -- …` on a data folder, as a person calls it. @param abbruch killed when it has said this */
export function rufeDaten(
  daten: string,
  woerter: string[],
  abbruch?: string,
): Promise<{ code: number | null; ausgabe: string; meldung: string }> {
  const env = { ...process.env, DATEN_DIR: daten, DATABASE_URL: '' };
  const kind = spawn(process.execPath, [join(root, 'tools/run.mjs'), 'app/main/daten.ts', ...woerter], {
    cwd: root,
    env,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let [ausgabe, meldung] = ['', ''];
  kind.stdout.on('data', (d: Buffer) => {
    ausgabe += d.toString();
    if (abbruch && ausgabe.includes(abbruch)) kind.kill('SIGKILL');
  });
  kind.stderr.on('data', (d: Buffer) => {
    meldung += d.toString();
  });
  return new Promise((fertig) => kind.once('close', (code) => fertig({ code, ausgabe, meldung: meldung.trim() })));
}
