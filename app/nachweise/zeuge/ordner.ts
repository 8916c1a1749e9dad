import { existsSync, mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type NoteKey, parseVkey } from '@rathausverbund/nachweis';
import type { Krypto } from '@rathausverbund/siegel';
import { writeDurable } from '../../base/index.ts';

// The folder of a witness: zeuge.key (secret), zeuge.vkey (public), stand/ (what it remembers), protokolle/ (whom it trusts).
// For the internal witness the sequencer keeps protokolle/; whoever runs a witness alone puts the keys there by hand.

const VKEY = 'zeuge.vkey';
const protokolle = (ordner: string) => join(ordner, 'protokolle');

/** Publishes the key of the witness beside its data. */
export const writeZeugenKey = (ordner: string, vkey: string) =>
  writeDurable(join(ordner, VKEY), Buffer.from(`${vkey}\n`));

/** The key of the witness with this folder, null before its first start. */
export function readZeugenKey(ordner: string, krypto: Pick<Krypto, 'sha256'>): NoteKey | null {
  const pfad = join(ordner, VKEY);
  return existsSync(pfad) ? parseVkey(krypto.sha256, readFileSync(pfad, 'utf8').trim()) : null;
}

/** Names a log to the witness: one file per key. A second call changes nothing. */
export function addProtokoll(ordner: string, vkey: string): void {
  const [name = ''] = vkey.split('+');
  const [koerperschaft = 'log', epoche = '0'] = name.split('/').slice(-2);
  writeDurable(join(protokolle(ordner), `${koerperschaft}-${epoche}.vkey`), Buffer.from(`${vkey}\n`));
}

/** The logs the witness trusts. A file that holds no key is passed over: it makes no other log unknown. */
export function readProtokollKeys(ordner: string, krypto: Pick<Krypto, 'sha256'>): NoteKey[] {
  mkdirSync(protokolle(ordner), { recursive: true, mode: 0o700 });
  return readdirSync(protokolle(ordner))
    .filter((f) => f.endsWith('.vkey'))
    .map((f) => parseVkey(krypto.sha256, readFileSync(join(protokolle(ordner), f), 'utf8').trim()))
    .filter((k) => k?.art === 'log')
    .filter((k) => k !== null);
}
