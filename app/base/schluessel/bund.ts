import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { writeDurable } from '../dauerhaft.ts';
import { open, seal } from './huelle.ts';
import { type Schluessellager, SchluesselVernichtet } from './lager.ts';
import { createOrdnerlager } from './ordner.ts';
import { type Spiegelfehler, spiegleGrabsteine } from './zweitorte.ts';

/**
 * The keys as rooms use them: one per Vorgang (DEK), wrapped by that of its body (KEK), outside the database and its backup.
 * Destroying a DEK erases everything that was encrypted under it.
 */
export interface Schluesselbund {
  /**
   * Makes the key of a Vorgang, usable at once; a second call finds the same one. Resolves when it survives a power cut: await
   * it before the commit that needs it. @throws SchluesselVernichtet
   */
  createDek(koerperschaft: string, vorgang: string): Promise<void>;
  /** @throws SchluesselVernichtet, or when there is no key */
  encrypt(koerperschaft: string, vorgang: string, klartext: Uint8Array, zweck: string): Buffer;
  /** @throws SchluesselVernichtet, or when the bytes are not what was encrypted for this `zweck` */
  decrypt(koerperschaft: string, vorgang: string, geheim: Uint8Array, zweck: string): Buffer;
  readonly lager: Schluessellager;
  /** the list of destroyed keys, once more, in every second place; @returns the places that failed: they follow at the next call */
  spiegleGrabsteine(): Spiegelfehler[];
  /** a secret file of the folder, created by `neu` at first use (0600) */
  datei(name: string, neu: () => Buffer): Buffer;
  hat(name: string): boolean;
  /** names of the secret files in a folder below; none when it is not there */
  namen(unter: string): string[];
}

const CACHE = 2000;

/** @param ordner the key folder @param lager where the keys of the Vorgaenge lie; the same folder by default */
export function createSchluesselbund(
  ordner: string,
  lager: Schluessellager = createOrdnerlager(ordner),
): Schluesselbund {
  const cache = new Map<string, Buffer>();

  function dek(k: string, v: string): Buffer {
    const name = `${k}/${v}`;
    if (lager.isDestroyed(k, v)) {
      cache.get(name)?.fill(0);
      cache.delete(name);
      throw new SchluesselVernichtet();
    }
    const da = cache.get(name);
    if (da) return da;
    const key = lager.read(k, v);
    if (!key) throw new Error('Zu diesem Vorgang gibt es keinen Schlüssel');
    if (cache.size >= CACHE) cache.delete(cache.keys().next().value ?? '');
    cache.set(name, key);
    return key;
  }

  return {
    lager,
    spiegleGrabsteine: () => spiegleGrabsteine(ordner),
    datei(name, neu) {
      const pfad = join(ordner, name);
      if (!existsSync(pfad)) writeDurable(pfad, neu());
      return readFileSync(pfad);
    },
    hat: (name) => existsSync(join(ordner, name)),
    namen: (unter) => (existsSync(join(ordner, unter)) ? readdirSync(join(ordner, unter)).sort() : []),
    async createDek(k, v) {
      if (!cache.has(`${k}/${v}`) || lager.isDestroyed(k, v)) await lager.create(k, v);
    },
    encrypt: (k, v, klartext, zweck) => seal(dek(k, v), klartext, `${zweck}|${k}/${v}`),
    decrypt: (k, v, geheim, zweck) => open(dek(k, v), geheim, `${zweck}|${k}/${v}`),
  };
}
