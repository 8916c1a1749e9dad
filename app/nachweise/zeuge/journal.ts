import { createHash } from 'node:crypto';
import type { ZeugenZustand } from '@rathausverbund/nachweis';

// The memory of a witness as text: a head line, then one line per group of decisions that became durable together,
// `<first 16 hex digits of the SHA-256 of the rest> <JSON [[origin, size, root in Base64], …]>`. Lines are only ever added.

export const KOPF = 'rv-zeuge-stand 1\n';

type Eintrag = [origin: string, groesse: number, wurzel: string];

const summe = (json: string) => createHash('sha256').update(json).digest('hex').slice(0, 16);

export function formatGruppe(staende: readonly ZeugenZustand[]): string {
  const json = JSON.stringify(
    staende.map((s): Eintrag => [s.origin, s.groesse, Buffer.from(s.wurzel).toString('base64')]),
  );
  return `${summe(json)} ${json}\n`;
}

export class Beschaedigt extends Error {
  constructor() {
    super('Das Gedächtnis des Zeugen (stand/journal) ist beschädigt. Er zeichnet nicht, statt von vorn anzufangen.');
  }
}

/**
 * Newest state of each log. What a power cut left of the last line was never answered for and is passed over: it has no line
 * end, or holes of zero bytes. Throws `Beschaedigt` for anything else that does not fit: no memory is better than a false one.
 */
export function parseJournal(text: string): Map<string, ZeugenZustand> {
  if (!text.startsWith(KOPF)) throw new Beschaedigt();
  const staende = new Map<string, ZeugenZustand>();
  const zeilen = text.slice(KOPF.length).split('\n');
  const letzte = zeilen.length - 2; // behind the last line end lies what was torn, or nothing
  for (const [i, zeile] of zeilen.slice(0, -1).entries()) {
    const gruppe = parseGruppe(zeile);
    if (!gruppe && i === letzte && zeile.includes('\0')) break;
    for (const s of gruppe ?? fail()) {
      if (s.groesse < (staende.get(s.origin)?.groesse ?? 0)) throw new Beschaedigt();
      staende.set(s.origin, s);
    }
  }
  return staende;
}

function parseGruppe(zeile: string): ZeugenZustand[] | null {
  const json = zeile.slice(17);
  if (zeile.slice(0, 17) !== `${summe(json)} `) return null;
  return (JSON.parse(json) as Eintrag[]).map(([origin, groesse, wurzel]) => ({
    origin,
    groesse,
    wurzel: new Uint8Array(Buffer.from(wurzel, 'base64')),
  }));
}

function fail(): never {
  throw new Beschaedigt();
}
