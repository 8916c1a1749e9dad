import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { createInterface } from 'node:readline';

export const SP = { entityId: 'https://dienst.invalid/saml', acsUrl: 'http://127.0.0.1:8080/anmelden/bundid/acs' };
export const CLIENT = {
  clientId: 'rathausverbund',
  clientSecret: 'nur-zum-testen-0123456789abcdef0123456789',
  redirectUri: 'http://127.0.0.1:8080/anmelden/oidc/zurueck',
};

export const VERTRAUENSDIENST = {
  clientId: 'rathausverbund',
  clientSecret: 'nur-zum-testen-0123456789abcdef0123456789',
  pin: '4711',
  organisationen: ['Gemeinde Thallwitz'],
  personen: ['Katrin Weber'],
};

export const MARLENE = {
  id: 'sommer',
  bpk2: 'TEST-BPK2-SOMMER',
  vorname: 'Marlene',
  nachname: 'Sommer & Söhne <x>',
  geburtsdatum: '1988-04-17',
  geburtsname: "O'Neill",
  geburtsort: 'Wurzen',
  geschlecht: '2',
  staatsangehoerigkeit: 'DE',
  anschrift: 'Dorfstraße 5',
  plz: '04808',
  ort: 'Thallwitz',
  land: 'DE',
  email: 'marlene.sommer@example.org',
  niveau: 'hoch',
  beschreibung: 'Bürgerin aus Thallwitz',
};
export const NUR_BASIS = {
  id: 'basis',
  bpk2: 'TEST-BPK2-BASIS',
  vorname: 'Uwe',
  nachname: 'Einfach',
  geburtsdatum: '1970-01-02',
  niveau: 'basis',
};
export const STAFF = {
  sub: 'k.weber',
  name: 'Katrin Weber',
  email: 'k.weber@wurzen.invalid',
  dienststelle: '14729400',
};

export interface Pruefstand {
  readonly url: string;
  readonly bundid: {
    readonly entityId: string;
    readonly ssoUrl: string;
    readonly metadataUrl: string;
    readonly zertifikat: string;
  };
  readonly oidc: { readonly issuer: string };
  readonly tsa: { readonly url: string; readonly caPem: string };
  readonly mail: { readonly url: string };
  readonly vertrauensdienst: { readonly url: string; readonly caPem: string };
  /** Orders misbehaviour. */
  order(dienst: string, was: string, dauerMs?: number): Promise<void>;
  /** Puts the clock of all stand-ins forward against the real one. */
  putForward(versatzMs: number): Promise<void>;
  /** Closes the heartbeat and answers the exit code. */
  stop(): Promise<number | null>;
}

/** Starts the stand-ins as their own process, the way the supervisor does; nothing of them is imported here. */
export async function startPruefstand(
  schluessel: { signaturSchluessel?: string; verschluesselungsSchluessel?: string } = {},
): Promise<Pruefstand> {
  const wurzel = resolve(import.meta.dirname, '../../..');
  const ordner = mkdtempSync(join(tmpdir(), 'gegenstellen-'));
  const konfiguration = {
    port: 0,
    ordner,
    serviceProvider: { ...SP, ...schluessel },
    oidcClient: CLIENT,
    vertrauensdienst: VERTRAUENSDIENST,
    personen: {
      buerger: [MARLENE, NUR_BASIS],
      mitarbeitende: [STAFF, { ...STAFF, sub: 'x.y', name: 'Xaver Yilmaz', email: 'x@wurzen.invalid' }],
    },
  };
  const env = { ...process.env, GEGENSTELLEN: JSON.stringify(konfiguration) };
  const kind = spawn(process.execPath, ['tools/run.mjs', 'gegenstellen/main.ts'], {
    cwd: wurzel,
    env,
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const ende = new Promise<number | null>((erledigt) => kind.once('exit', erledigt));
  for await (const zeile of createInterface({ input: kind.stdout })) {
    if (!zeile.startsWith('{"bereit":true')) continue;
    const adressen = JSON.parse(zeile) as Omit<Pruefstand, 'order' | 'putForward' | 'stop'>;
    const post = async (pfad: string, was: unknown) => {
      const headers = { 'content-type': 'application/json' };
      const antwort = await fetch(`${adressen.url}${pfad}`, { method: 'POST', headers, body: JSON.stringify(was) });
      if (!antwort.ok) throw new Error(await antwort.text());
    };
    return {
      ...adressen,
      order: (dienst, was, dauerMs) =>
        post('/_verhalten', { dienst, was, ...(dauerMs === undefined ? {} : { dauerMs }) }),
      putForward: (versatzMs) => post('/_uhr', { versatzMs }),
      async stop() {
        kind.stdin.end();
        const code = await ende;
        rmSync(ordner, { recursive: true, force: true });
        return code;
      },
    };
  }
  throw new Error('Die Gegenstellen sind nicht gestartet.');
}
