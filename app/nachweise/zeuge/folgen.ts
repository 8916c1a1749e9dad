import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { formatVkey, type NoteKey } from '@rathausverbund/nachweis';
import type { Krypto } from '@rathausverbund/siegel';
import { writeDurable } from '../../base/index.ts';
import { addProtokoll, readProtokollKeys } from './ordner.ts';

/** `neu`: logs the witness knows from now on. `abgewiesen`: sentences about what was in the list and was not taken. */
export type Folge =
  | { readonly ok: true; readonly plattform: string; readonly neu: number; readonly abgewiesen: readonly string[] }
  | { readonly ok: false; readonly meldung: string };

interface Quelle {
  quelle: string;
  plattform: string;
}

/**
 * Takes logs from the list of an installation (its `anker.json`) into the folder of a witness. The first list from a source
 * is trusted as it is, and names its platform for good: later it can add bodies and epochs of that platform, but neither
 * change the key of a known log nor name a log of another platform.
 */
export function folge(ordner: string, quelle: string, logs: readonly NoteKey[], krypto: Pick<Krypto, 'sha256'>): Folge {
  const plattformen = [...new Set(logs.map((l) => l.name.split('/log/')[0] ?? ''))];
  const quellen = readQuellen(ordner);
  const plattform = quellen.find((q) => q.quelle === quelle)?.plattform ?? plattformen[0];
  if (plattform === undefined) return { ok: false, meldung: `Die Liste ${quelle} nennt noch kein Protokoll.` };
  const andere = quellen.find((q) => q.plattform === plattform && q.quelle !== quelle);
  if (andere)
    return {
      ok: false,
      meldung: `Der Plattform ${plattform} wird schon nach ${andere.quelle} gefolgt. Zog sie um, löschen Sie den Eintrag im Ordner quellen.`,
    };
  if (!quellen.some((q) => q.quelle === quelle)) addQuelle(ordner, { quelle, plattform });
  const bekannt = readProtokollKeys(ordner, krypto);
  const abgewiesen: string[] = [];
  let neu = 0;
  for (const log of logs) {
    const vkey = formatVkey(log);
    const da = bekannt.get(log.name);
    if (log.name.split('/log/')[0] !== plattform)
      abgewiesen.push(`${log.name} gehört nicht zur Plattform ${plattform}.`);
    else if (da && !da.some((k) => formatVkey(k) === vkey))
      abgewiesen.push(`${log.name} hat in der Liste einen anderen Schlüssel als bisher. Der bekannte gilt weiter.`);
    else if (!da) {
      addProtokoll(ordner, vkey);
      neu += 1;
    }
  }
  return { ok: true, plattform, neu, abgewiesen };
}

const ort = (ordner: string) => join(ordner, 'quellen');

function readQuellen(ordner: string): Quelle[] {
  mkdirSync(ort(ordner), { recursive: true, mode: 0o700 });
  return readdirSync(ort(ordner))
    .filter((n) => n.endsWith('.json'))
    .map((n) => JSON.parse(readFileSync(join(ort(ordner), n), 'utf8')) as Quelle);
}

function addQuelle(ordner: string, q: Quelle): void {
  const name = createHash('sha256').update(q.quelle).digest('hex').slice(0, 16);
  writeDurable(join(ort(ordner), `${name}.json`), Buffer.from(`${JSON.stringify(q, null, 2)}\n`));
}

/** How many logs the witness knows; 0 also for a folder that does not exist yet. */
export const countProtokolle = (ordner: string, krypto: Pick<Krypto, 'sha256'>): number =>
  existsSync(ordner) ? readProtokollKeys(ordner, krypto).size : 0;
