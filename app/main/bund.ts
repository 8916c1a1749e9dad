import { existsSync } from 'node:fs';
import { nodeKrypto } from '@rathausverbund/siegel/node';
import { Type } from 'typebox';
import { createPkcs11Tresor } from '../anschluesse/pkcs11/index.ts';
import {
  type Config,
  createOrdnerlager,
  createSchluesselbund,
  type Ordner,
  type Tresor,
  TresorZu,
  tryClosed,
} from '../base/index.ts';
import type { Schluesseltresor } from '../ports/index.ts';
import { readZugang } from './zugangsdatei.ts';

const Zugang = Type.Object({
  modul: Type.String({ minLength: 1 }),
  token: Type.String({ minLength: 1 }),
  pin: Type.String({ minLength: 1 }),
  schluessel: Type.String({ minLength: 1 }),
});

const PROBE = Buffer.alloc(32, 7);

/** The keys of this installation, as it is configured (`SCHLUESSEL`). @throws a sentence when the access file cannot be used */
export function bundOf({ config, ordner }: { config: Config; ordner: Ordner }) {
  return createSchluesselbund(ordner.schluessel, createOrdnerlager(ordner.schluessel, { tresor: tresorOf(config) }));
}

/** The device that closes the keys of the bodies; null where they lie in clear. @throws as `bundOf` */
export function tresorOf({ SCHLUESSEL, SCHLUESSEL_ZUGANG }: Config): Tresor | null {
  if (SCHLUESSEL === 'ordner') return null;
  const { wrap, unwrap } = createPkcs11Tresor(tresorzugang(SCHLUESSEL_ZUGANG), nodeKrypto);
  return { wrap: (kek, platz) => bytesOf(wrap(kek, platz)), unwrap: (geheim, platz) => bytesOf(unwrap(geheim, platz)) };
}

function bytesOf(e: ReturnType<Schluesseltresor['wrap']>): Buffer {
  if (!e.ok) throw new TresorZu(e.meldung);
  return Buffer.from(e.bytes);
}

/**
 * Why the start cannot go on with these keys, as a sentence; null where it can. The device is asked to close and open something, and to
 * open one key that was closed before.
 */
export function checkTresor(config: Config, ordner: Ordner): string | null {
  try {
    const tresor = tresorOf(config);
    if (tresor && !tresor.unwrap(tresor.wrap(PROBE, 'probe'), 'probe').equals(PROBE))
      return 'Das HSM der Schlüssel gibt nicht zurück, was es verschlossen hat.';
    tryClosed(ordner.schluessel, tresor);
    return null;
  } catch (fehler) {
    return (fehler as Error).message;
  }
}

function tresorzugang(datei: string | undefined) {
  const z = readZugang('SCHLUESSEL_ZUGANG', datei, Zugang);
  if (!existsSync(z.modul))
    throw new Error(`Das Modul des HSM gibt es nicht: ${z.modul} (SCHLUESSEL_ZUGANG, „modul“).`);
  return z;
}
