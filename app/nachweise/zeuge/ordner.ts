import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { type NoteKey, parseVkey } from '@rathausverbund/nachweis';
import type { Krypto } from '@rathausverbund/siegel';
import { type Uhr, writeDurable } from '../../base/index.ts';

// The folder of a witness: zeuge.key (secret), zeuge.vkey (public), stand/ (what it remembers), protokolle/ (whom it trusts).
// For the internal witness the sequencer keeps protokolle/; one that runs alone fills it from the lists it follows.

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

/** Names a log to the witness: one file per origin, and the first key wins for good. A second call changes nothing. */
export function addProtokoll(ordner: string, vkey: string): void {
  const [origin = ''] = vkey.split('+');
  const kurz = createHash('sha256').update(origin).digest('hex').slice(0, 12);
  const name = `${origin.replace(/[^A-Za-z0-9.-]/g, '_').slice(0, 120)}-${kurz}.vkey`;
  writeDurable(join(protokolle(ordner), name), Buffer.from(`${vkey}\n`));
}

/** The logs the witness trusts, by origin. A file that holds no key is passed over: it makes no other log unknown. */
export function readProtokollKeys(ordner: string, krypto: Pick<Krypto, 'sha256'>): Map<string, NoteKey[]> {
  mkdirSync(protokolle(ordner), { recursive: true, mode: 0o700 });
  const keys = new Map<string, NoteKey[]>();
  for (const datei of readdirSync(protokolle(ordner)).filter((f) => f.endsWith('.vkey'))) {
    const key = parseVkey(krypto.sha256, readFileSync(join(protokolle(ordner), datei), 'utf8').trim());
    if (key?.art === 'log') keys.set(key.name, [...(keys.get(key.name) ?? []), key]);
  }
  return keys;
}

/** The keys that this installation runs itself: of its witness, and of the logs that witness was told of. */
export function readEigeneKeys(ordner: string, krypto: Pick<Krypto, 'sha256'>): NoteKey[] {
  const zeuge = readZeugenKey(ordner, krypto);
  const logs = existsSync(protokolle(ordner)) ? [...readProtokollKeys(ordner, krypto).values()].flat() : [];
  return [...(zeuge ? [zeuge] : []), ...logs];
}

/** File times are coarse: so shortly after a change there may be a second one of the same time. */
const FRISCH_MS = 2_000;

/** The trusted keys of one log, read again only when the folder has changed: asking for unknown logs costs next to nothing. */
export function createProtokollkenntnis(ordner: string, d: { krypto: Pick<Krypto, 'sha256'>; uhr: Uhr }) {
  let keys = readProtokollKeys(ordner, d.krypto);
  let gelesen = d.uhr.jetzt();
  return (origin: string): readonly NoteKey[] => {
    const da = keys.get(origin);
    if (da) return da;
    if (statSync(protokolle(ordner)).mtimeMs > gelesen - FRISCH_MS) {
      gelesen = d.uhr.jetzt();
      keys = readProtokollKeys(ordner, d.krypto);
    }
    return keys.get(origin) ?? [];
  };
}
