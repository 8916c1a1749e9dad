import { existsSync, linkSync, readdirSync, readFileSync, renameSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { replaceDurable, syncOrdner } from '../dauerhaft.ts';
import { seal, tryOpen } from './huelle.ts';
import { altName, dekAad, kekName, neuName } from './namen.ts';
import type { Kekdateien } from './tresor.ts';
import { shred } from './vernichten.ts';

/** longer than any process takes from reading the KEK to placing a key wrapped by it */
const RUHE_MS = 1_000;

/**
 * New KEK of a body. Order, each step durable: the new KEK lies beside; the present one gets its second name `.alt`; the new one
 * takes its place (rename); every key is wrapped anew; when a pass finds nothing more, twice with a pause between, `.alt` goes.
 * A crash anywhere leaves both KEKs and is continued by the next call. Readers try both.
 */
export async function rotateKek(
  wurzel: string,
  k: string,
  dateien: Kekdateien,
  isDestroyed: (id: string) => boolean,
  ruheMs: number = RUHE_MS,
): Promise<number> {
  const [key, alt, neu] = [kekName(k), altName(k), neuName(k)].map((n) => join(wurzel, n)) as [string, string, string];
  if (!existsSync(key)) return 0;
  if (!existsSync(alt)) {
    dateien.create(neu);
    linkSync(key, alt);
    syncOrdner(join(wurzel, 'kek'));
  }
  if (existsSync(neu)) {
    renameSync(neu, key);
    syncOrdner(join(wurzel, 'kek'));
  }
  const keks = { alt: dateien.read(alt), neu: dateien.read(key) };
  let anzahl = 0;
  for (let ruhig = 0; ruhig < 2; ) {
    const n = await rewrapAll(wurzel, k, keks, isDestroyed);
    anzahl += n;
    ruhig = n === 0 ? ruhig + 1 : 0;
    await setTimeout(ruheMs);
  }
  shred(alt);
  return anzahl;
}

async function rewrapAll(
  wurzel: string,
  k: string,
  keks: { alt: Buffer; neu: Buffer },
  isDestroyed: (id: string) => boolean,
): Promise<number> {
  const ordner = join(wurzel, 'dek', k);
  let anzahl = 0;
  for (const fach of existsSync(ordner) ? readdirSync(ordner) : [])
    for (const id of readdirSync(join(ordner, fach))) {
      if (id.endsWith('.tmp')) continue;
      const pfad = join(ordner, fach, id);
      if (!existsSync(pfad)) continue; // destroyed meanwhile
      const gewickelt = readFileSync(pfad);
      if (tryOpen(keks.neu, gewickelt, dekAad(k, id))) continue;
      const dek = tryOpen(keks.alt, gewickelt, dekAad(k, id));
      if (!dek) continue; // damaged before: no KEK opens it
      replaceDurable(pfad, seal(keks.neu, dek, dekAad(k, id)));
      if (isDestroyed(id)) shred(pfad);
      anzahl++;
      await setTimeout(0);
    }
  return anzahl;
}
