import { randomBytes } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { basename, join } from 'node:path';
import { writeDurable } from '../dauerhaft.ts';
import { Aufschub } from '../warteschlange.ts';

/**
 * Closes the keys of the bodies (KEK) by a key that lies in a device and never leaves it: what the key folder holds is worth nothing
 * without the device. Asked once per process and KEK, so its answers may take their time; they are synchronous, as reading a key is.
 */
export interface Tresor {
  /** @param platz bound to the bytes: elsewhere they do not open @throws TresorZu */
  wrap(kek: Buffer, platz: string): Buffer;
  /** @throws TresorZu */
  unwrap(geheim: Buffer, platz: string): Buffer;
}

/** The device does not answer, or does not open this key. Work that needs the key waits and goes on by itself. */
export class TresorZu extends Aufschub {
  readonly code = 'schluessel.tresor';
}

const LAENGE = 32;
/** first byte of a file that a device closed; 32 bytes without it are a key in clear */
const VERSION = 2;

/** The files of the KEKs: in clear, or closed by a device. */
export interface Kekdateien {
  /** @throws TresorZu */
  read(pfad: string): Buffer;
  /** the KEK that such a file held, wherever its bytes lie now @param name of its file @throws TresorZu */
  open(inhalt: Buffer, name: string): Buffer;
  /** a new KEK, durable @throws TresorZu */
  create(pfad: string): void;
  /** lies in clear where a device should close it */
  isBare(pfad: string): boolean;
}

export function createKekdateien(tresor: Tresor | null): Kekdateien {
  const offen = new Map<string, Buffer>();
  /** present, former and coming KEK of a body have one place: they only change their names */
  const platzOf = (name: string) => `kek|${basename(name).split('.')[0]}`;

  function open(inhalt: Buffer, name: string): Buffer {
    if (inhalt.length === LAENGE) return inhalt;
    if (inhalt[0] !== VERSION) throw new Error('Eine Schlüsseldatei ist beschädigt');
    if (!tresor)
      throw new TresorZu(
        'Die Schlüssel dieser Anlage hat ein HSM verschlossen. Starten Sie sie mit SCHLUESSEL=pkcs11.',
      );
    const platz = platzOf(name);
    const gemerkt = `${platz} ${inhalt.toString('base64')}`;
    let kek = offen.get(gemerkt);
    if (!kek) {
      kek = tresor.unwrap(inhalt.subarray(1), platz);
      if (kek.length !== LAENGE) throw new TresorZu('Das HSM gab keinen Schlüssel der richtigen Länge zurück.');
      offen.set(gemerkt, kek);
    }
    return kek;
  }

  return {
    read: (pfad) => open(readFileSync(pfad), pfad),
    open,
    create(pfad) {
      const kek = randomBytes(LAENGE);
      writeDurable(pfad, tresor ? Buffer.concat([Buffer.from([VERSION]), tresor.wrap(kek, platzOf(pfad))]) : kek);
    },
    isBare: (pfad) => tresor !== null && readFileSync(pfad).length === LAENGE,
  };
}

/** Opens one key that a device has closed, where there is one. @throws as `Kekdateien.read` */
export function tryClosed(ordner: string, tresor: Tresor | null): void {
  const keks = join(ordner, 'kek');
  const zu = namenIn(keks).find((n) => n.endsWith('.key') && statSync(join(keks, n)).size !== LAENGE);
  if (zu) createKekdateien(tresor).read(join(keks, zu));
}

export const namenIn = (ordner: string): string[] => (existsSync(ordner) ? readdirSync(ordner) : []);
