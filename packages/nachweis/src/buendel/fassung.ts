import { fromUtf8 } from '../bytes.ts';
import { ORT } from './inhalt.ts';
import { MANIFEST, parseManifest } from './manifest.ts';

/**
 * The newest form of bundles that this library reads. 1: three files for each event; 2: one event a line; 3: beside a checkpoint the
 * rule for witnesses of its time. A bundle bears the lowest number that describes it; one is added when an older verifier would
 * take the new form for a change.
 */
export const FASSUNG = 3;

const ZEILE = 'Fassung des Bündels: ';
/** It stands near the beginning of PRUEFEN.txt. */
const MAX = 64 * 1024;

export const fassungszeile = (fassung: number): string => `${ZEILE}${fassung}`;

/**
 * The form that a bundle says it has, where it is a newer one than this library knows; else null. What the manifest calls changed says
 * nothing: such a bundle is judged as it is.
 */
export function neuereFassung(
  sha256: (bytes: Uint8Array) => Uint8Array,
  files: ReadonlyMap<string, Uint8Array>,
): number | null {
  const bytes = files.get(ORT.anleitung);
  const text = bytes && new TextDecoder().decode(bytes.subarray(0, MAX));
  const fassung = Number(new RegExp(`^${ZEILE}([0-9]{1,4})$`, 'm').exec(text ?? '')?.[1] ?? 0);
  if (!bytes || fassung <= FASSUNG) return null;
  const manifest = parseManifest(fromUtf8(files.get(MANIFEST) ?? new Uint8Array()) ?? '');
  const summe = manifest?.verweise.find((v) => v.name === ORT.anleitung)?.sha256.join();
  return summe === undefined || summe === sha256(bytes).join() ? fassung : null;
}
