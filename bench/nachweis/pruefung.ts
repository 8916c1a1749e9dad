import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { formatAnker, pruefe, writeBundle } from '../../packages/nachweis/src/index.ts';
import { baueWelt, gutesBuendel } from '../../packages/nachweis/src/probe/welt.ts';
import { nodeKrypto as krypto } from '../../packages/siegel/node/krypto.ts';
import { bundle } from '../../tools/bundle.mjs';

const LAEUFE = 5;

/** Raw runs in milliseconds, in order; the median is the figure. Target of both: at most 1,000. */
export interface Pruefmessung {
  /** One bundle judged by the library in a process that is already running. */
  readonly verify_bundle_ms: number[];
  /** The same by the command `pruefen.mjs`, from its start to its end, its judging process included. */
  readonly verify_bundle_kalt_ms: number[];
}

/** Judges a good bundle (sealed document, three events, cosignature, stamp, evidence record) and throws when it does not hold. */
export async function messePruefung(): Promise<Pruefmessung> {
  const welt = await baueWelt(krypto);
  const bytes = await writeBundle(await gutesBuendel(welt), { krypto, stempel: welt.stempel });
  const warm = await messe(async () => {
    const ergebnis = await pruefe(bytes, { krypto, anker: welt.anker, jetzt: new Date() });
    if (!ergebnis.ok || ergebnis.verdikt !== 'holds') throw new Error('Das Bündel gilt nicht.');
  });
  const ordner = mkdtempSync(join(tmpdir(), 'bench-pruefung-'));
  try {
    const programm = await bundle('packages/nachweis/bin/pruefen.ts', {
      alone: true,
      out: join(ordner, 'pruefen.mjs'),
    });
    writeFileSync(join(ordner, 'gut.asice'), bytes);
    mkdirSync(join(ordner, 'anker'));
    writeFileSync(join(ordner, 'anker', 'anker.json'), formatAnker(welt.anker));
    for (const name of ['siegel-ca.der', 'zeitstempel-ca.der'])
      writeFileSync(join(ordner, 'anker', name), welt.ca.certificate);
    const kalt = await messe(async () => {
      const { status, stdout } = spawnSync(process.execPath, [programm, 'gut.asice', '--anker', 'anker'], {
        cwd: ordner,
        encoding: 'utf8',
        env: {},
      });
      // a run that the clock ended counts with its time, which is far above the target
      if (status !== 0 && !stdout.includes('dauerte zu lange')) throw new Error(`pruefen.mjs endet mit ${status}.`);
    });
    return { verify_bundle_ms: warm, verify_bundle_kalt_ms: kalt };
  } finally {
    rmSync(ordner, { recursive: true });
  }
}

async function messe(tue: () => Promise<void>): Promise<number[]> {
  const roh: number[] = [];
  for (let i = 0; i < LAEUFE; i += 1) {
    const start = performance.now();
    await tue();
    roh.push(Math.round((performance.now() - start) * 10) / 10);
  }
  return roh;
}
