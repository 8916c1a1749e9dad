import { existsSync, readFileSync, statSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { readAnker } from '@rathausverbund/nachweis';
import { nodeKrypto } from '@rathausverbund/siegel/node';
import { fetchListe } from '../../anschluesse/zeuge/index.ts';
import { type Folge, folge } from '../../nachweise/index.ts';

const ZEITLIMIT_MS = 10_000;

/** Where the list of an installation lies: an address without file name is that of the installation itself. */
const isAdresse = (quelle: string) => /^https?:\/\//.test(quelle);
const adresse = (quelle: string) =>
  quelle.endsWith('.json') ? quelle : `${quelle.replace(/\/+$/, '')}/anker/anker.json`;

/** Fetches a list and lets the witness follow it. */
export async function folgeListe(ordner: string, quelle: string): Promise<Folge> {
  const bytes = isAdresse(quelle) ? await fetchListe(adresse(quelle), ZEITLIMIT_MS, { fetch }) : lies(quelle);
  if (!bytes) return { ok: false, meldung: `Die Liste ${quelle} ist nicht erreichbar.` };
  const a = readAnker(nodeKrypto.sha256, new Map([['anker.json', bytes]]));
  if (!a.ok) return { ok: false, meldung: `Die Liste ${quelle} ist nicht lesbar: ${a.meldung}` };
  const name = isAdresse(quelle) ? adresse(quelle) : resolve(quelle);
  return folge(
    ordner,
    name,
    a.anker.logs.map((l) => l.key),
    nodeKrypto,
  );
}

function lies(pfad: string): Uint8Array | null {
  if (!existsSync(pfad)) return null;
  const datei = statSync(pfad).isDirectory() ? join(pfad, 'anker.json') : pfad;
  return existsSync(datei) ? new Uint8Array(readFileSync(datei)) : null;
}
