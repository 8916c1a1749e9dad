import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { root } from '../bundle.mjs';

/** `npm run zeuge` as a process of its own. */
export interface Zeugenprozess {
  url: string;
  vkey: string;
  ausgabe(): string;
  stop(): Promise<number | null>;
}

/** Runs until its end: exit code and words. */
export async function rufeZeuge(...args: string[]): Promise<{ code: number | null; text: string }> {
  const { ende, ausgabe } = starte(args);
  return { code: await ende, text: ausgabe() };
}

/** Waits until the witness takes checkpoints. Throws with its words when it ends before. */
export async function startZeugenprozess(...args: string[]): Promise<Zeugenprozess> {
  const { kind, ende, ausgabe } = starte(args);
  const bereit = new Promise<void>((ja) => kind.stdout.on('data', () => ausgabe().includes('Beenden mit') && ja()));
  await Promise.race([
    bereit,
    ende.then((code) => {
      throw new Error(`Der Zeuge endete mit ${code}: ${ausgabe()}`);
    }),
  ]);
  const [, url = ''] = /nimmt Prüfpunkte an: (\S+)/.exec(ausgabe()) ?? [];
  const [, vkey = ''] = /^ {2}(\S+\+[0-9a-f]{8}\+\S+)$/m.exec(ausgabe()) ?? [];
  return {
    url,
    vkey,
    ausgabe,
    stop() {
      kind.kill('SIGTERM');
      return ende;
    },
  };
}

function starte(args: string[]) {
  const kind = spawn(process.execPath, [join(root, 'tools/run.mjs'), 'app/zeuge.ts', ...args], {
    cwd: root,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let text = '';
  for (const strom of [kind.stdout, kind.stderr]) strom.on('data', (d: Buffer) => void (text += d.toString()));
  const ende = new Promise<number | null>((fertig) => kind.once('close', fertig));
  const mit = () => kind.kill('SIGKILL'); // a broken-off run leaves nothing behind
  process.once('exit', mit);
  void ende.then(() => process.off('exit', mit));
  return { kind, ende, ausgabe: () => text };
}
