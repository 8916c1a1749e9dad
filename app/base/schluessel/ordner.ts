import { randomBytes } from 'node:crypto';
import { existsSync, readFileSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { writeDurable, writeVisible } from '../dauerhaft.ts';
import { echteUhr } from '../uhr.ts';
import { rotateKek } from './drehen.ts';
import { createGrabsteine } from './grabsteine.ts';
import { GEWICKELT, open, seal, tryOpen } from './huelle.ts';
import { type Schluessellager, SchluesselVernichtet } from './lager.ts';
import { altName, dekAad, dekName, GRABSTEINE, kekName } from './namen.ts';
import { createTagebuch, recover, scrub } from './tagebuch.ts';
import { createKekdateien, namenIn, type Tresor } from './tresor.ts';
import { shred } from './vernichten.ts';

/** A younger file may still wait for its writer's sync: this process then makes it durable itself. */
const JUNG_MS = 60_000;

/**
 * Keys in a folder of their own (0700): `kek/<body>.key`, `dek/<body>/<xx>/<id>`, `grabsteine.txt`, `tagebuch/`.
 * @param o.ruheMs pause of a rotation between two passes that found nothing
 * @param o.tresor device that closes the KEKs; without one they lie in clear
 */
export function createOrdnerlager(
  wurzel: string,
  o: { ruheMs?: number; tresor?: Tresor | null } = {},
): Schluessellager {
  const keks = createKekdateien(o.tresor ?? null);
  const grabsteine = createGrabsteine(join(wurzel, GRABSTEINE));
  const tagebuch = createTagebuch(wurzel);
  const hier = (name: string) => join(wurzel, name);

  function kek(k: string): Buffer {
    if (!existsSync(hier(kekName(k)))) keks.create(hier(kekName(k)));
    return keks.read(hier(kekName(k)));
  }

  function erase(k: string, id: string): void {
    shred(hier(dekName(k, id)));
    scrub(wurzel, dekName(k, id));
  }

  recover(wurzel, ({ name, inhalt }) => {
    const [, k = '', , id = ''] = name.split('/');
    const da = statSync(hier(name), { throwIfNoEntry: false });
    if (grabsteine.has(k, id) || da?.size === GEWICKELT) return;
    rmSync(hier(name), { force: true });
    writeDurable(hier(name), inhalt);
  });
  // a key that came back from a backup is destroyed again
  for (const g of grabsteine.all()) if (existsSync(hier(dekName(g.koerperschaft, g.id)))) erase(g.koerperschaft, g.id);

  return {
    read(k, id) {
      const pfad = hier(dekName(k, id));
      if (grabsteine.has(k, id) || !existsSync(pfad)) return undefined;
      const alt = hier(altName(k));
      const gewickelt = readFileSync(pfad);
      // while a rotation runs, a key may be wrapped by either
      const dek =
        tryOpen(kek(k), gewickelt, dekAad(k, id)) ??
        (existsSync(alt) ? tryOpen(keks.read(alt), gewickelt, dekAad(k, id)) : undefined);
      // rewrapped between the two reads: both are the new ones now
      return dek ?? open(kek(k), readFileSync(pfad), dekAad(k, id));
    },
    async create(k, id) {
      if (grabsteine.has(k, id)) throw new SchluesselVernichtet();
      const name = dekName(k, id);
      const da = statSync(hier(name), { throwIfNoEntry: false });
      if (da && echteUhr.jetzt() - da.ctimeMs > JUNG_MS) return;
      if (!da) writeVisible(hier(name), seal(kek(k), randomBytes(32), dekAad(k, id)));
      // what lies there now, also when another process was faster
      await tagebuch.add({ name, inhalt: readFileSync(hier(name)) });
    },
    destroy(k, id, am) {
      grabsteine.add({ koerperschaft: k, id, am });
      erase(k, id);
    },
    isDestroyed: (k, id) => grabsteine.has(k, id),
    tombstones: () => grabsteine.all(),
    rotate: (k) => rotateKek(wurzel, k, keks, (id) => grabsteine.has(k, id), o.ruheMs),
    bare: () =>
      namenIn(hier('kek'))
        .filter((n) => n.endsWith('.key') && keks.isBare(hier(join('kek', n))))
        .map((n) => n.split('.')[0] ?? ''),
  };
}
