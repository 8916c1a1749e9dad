import { spawn, spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

const JARS = ['bcprov', 'bcutil', 'bcpkix'].map((name) => `/usr/share/java/${name}.jar`);

/** Debian's Java (17 or newer) and libbcpkix-java are here. */
export const hasBouncyCastle = (): boolean =>
  JARS.every((j) => existsSync(j)) && spawnSync('java', ['-version']).status === 0;

type Stempelstelle = (request: Uint8Array) => Promise<Uint8Array>;

/** Bouncy Castle as a process of its own. `stelle` answers time-stamp requests (TimeStampReq to TimeStampResp, DER). */
export function startBouncyCastle(stelle: Stempelstelle) {
  const quelle = join(import.meta.dirname, 'FremdeBeweisdaten.java');
  const java = spawn('java', ['-Xmx128m', '-cp', JARS.join(':'), quelle], { stdio: ['pipe', 'pipe', 'inherit'] });
  const zeilen = createInterface({ input: java.stdout })[Symbol.asyncIterator]();
  const sende = (zeile: string) => java.stdin.write(`${zeile}\n`);

  async function frage(...worte: string[]): Promise<string[]> {
    sende(worte.join(' '));
    for (;;) {
      const { value, done } = await zeilen.next();
      if (done) throw new Error('Bouncy Castle antwortet nicht mehr');
      const [art = '', ...rest] = value.split(' ');
      if (art !== 'anfrage') return [art, ...rest];
      sende(base64(await stelle(bytes(rest[0] ?? ''))));
    }
  }

  async function records(...worte: string[]): Promise<Uint8Array[]> {
    const [art, ...rest] = await frage(...worte);
    if (art !== 'record') throw new Error(`Bouncy Castle: ${rest.join(' ')}`);
    return rest.map(bytes);
  }

  return {
    /** "ja", or why Bouncy Castle does not accept the record for this data group. */
    async pruefe(der: Uint8Array, gruppe: readonly Uint8Array[], jetzt: Date): Promise<string> {
      const [art = '', ...grund] = await frage('pruefe', base64(der), String(jetzt.getTime()), joined(gruppe));
      return art === 'ja' ? art : grund.join(' ');
    },
    renewTimestamp: async (der: Uint8Array) => (await records('stempel', base64(der)))[0] ?? new Uint8Array(),
    renewHashTree: async (der: Uint8Array, hash: 'sha256' | 'sha512', gruppe: readonly Uint8Array[]) =>
      (await records('baum', base64(der), hash, joined(gruppe)))[0] ?? new Uint8Array(),
    create: (hash: 'sha256' | 'sha512', gruppen: readonly (readonly Uint8Array[])[]) =>
      records('anlegen', hash, ...gruppen.map(joined)),
    ende: () => java.stdin.end(),
  };
}

const base64 = (b: Uint8Array) => Buffer.from(b).toString('base64');
const bytes = (text: string) => new Uint8Array(Buffer.from(text, 'base64'));
const joined = (gruppe: readonly Uint8Array[]) => gruppe.map(base64).join(',');
