import { spawn } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { bundle } from '../bundle.mjs';

interface Urteil {
  readonly verdikt?: string;
  readonly code?: string;
  readonly meldung?: string;
}

/**
 * The verifier bundled to one file, in the folder `ordner` of its own, with the installation's anchors (in `anker` there) and without
 * network. It answers with the verdict, or with the message why there is none. A check that a busy machine ended is asked for once
 * more, as its message says.
 */
export async function createPruefer(basis: string, ordner: string): Promise<(nachweis: string) => Promise<string>> {
  const anker = join(ordner, 'anker');
  mkdirSync(anker, { recursive: true });
  const programm = join(ordner, 'pruefen.mjs');
  await bundle('packages/nachweis/bin/pruefen.ts', { alone: true, out: programm });
  const pruefe = async (nachweis: string): Promise<Urteil> => {
    const lauf = spawn(process.execPath, [programm, nachweis, '--anker', anker, '--json'], { cwd: ordner, env: {} });
    let text = '';
    lauf.stdout.on('data', (d: Buffer) => (text += d.toString()));
    await new Promise((r) => lauf.once('close', r));
    return JSON.parse(text || '{}') as Urteil;
  };
  return async (nachweis) => {
    for (const name of (await (await hole(`${basis}/anker`)).json()) as string[])
      writeFileSync(join(anker, name), new Uint8Array(await (await hole(`${basis}/anker/${name}`)).arrayBuffer()));
    let urteil = await pruefe(nachweis);
    if (urteil.code === 'pruefung.abgebrochen') urteil = await pruefe(nachweis);
    return urteil.verdikt ?? urteil.meldung ?? 'unreadable';
  };
}

async function hole(adresse: string): Promise<Response> {
  const antwort = await fetch(adresse);
  if (antwort.status !== 200) throw new Error(`${adresse}: ${antwort.status}`);
  return antwort;
}
