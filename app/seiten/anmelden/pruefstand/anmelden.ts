import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { type AddressInfo, createServer as createNetServer } from 'node:net';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { createBundid } from '../../../anschluesse/bundid/index.ts';
import { createOidc } from '../../../anschluesse/oidc/index.ts';
import { createServer } from '../../../base/http/server.ts';
import { createLog, type Datenbank, dienst } from '../../../base/index.ts';
import { buerger, mitarbeitende } from '../../../demo/personen.ts';
import type { Verzeichnis } from '../../../kommunen/index.ts';
import { anmeldungSpeicher, legeMitarbeiterAn } from '../../../konten/index.ts';
import { createSitzungOf, type Fehlerseite, registerAnmelden, registerWebBasis, sameOriginOnly } from '../index.ts';

// For tests: our server and the stand-ins, each on its own free port, with the demo's people.

interface Adressen {
  readonly bundid: { readonly entityId: string; readonly ssoUrl: string; readonly zertifikat: string };
  readonly oidc: { readonly issuer: string };
}

const CLIENT = { clientId: 'rathausverbund', clientSecret: 'nur-zum-testen-0123456789abcdef0123456789' };
const ENTITY = 'https://dienst.invalid/saml';

async function freePort(): Promise<number> {
  const probe = createNetServer().listen(0, '127.0.0.1');
  await once(probe, 'listening');
  const { port } = probe.address() as AddressInfo;
  probe.close();
  await once(probe, 'close');
  return port;
}

async function startGegenstellen(basisUrl: string, ordner: string) {
  const konfiguration = {
    port: 0,
    ordner: join(ordner, 'gegenstellen'),
    serviceProvider: { entityId: ENTITY, acsUrl: `${basisUrl}/anmelden/bundid/acs` },
    oidcClient: { ...CLIENT, redirectUri: `${basisUrl}/arbeitsplatz/anmelden/fertig` },
    vertrauensdienst: { clientId: 'v', clientSecret: 'nur-zum-testen', pin: '1', organisationen: [], personen: [] },
    personen: { buerger, mitarbeitende },
  };
  const kind = spawn(process.execPath, ['tools/run.mjs', 'gegenstellen/main.ts'], {
    env: { ...process.env, GEGENSTELLEN: JSON.stringify(konfiguration) },
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const ende = once(kind, 'exit');
  for await (const zeile of createInterface({ input: kind.stdout })) {
    if (!zeile.startsWith('{"bereit":true')) continue;
    const stop = async () => {
      kind.stdin.end();
      await ende;
    };
    return { adressen: JSON.parse(zeile) as Adressen, stop };
  }
  throw new Error('Die Gegenstellen sind nicht gestartet.');
}

/** Enters the demo's staff of the active bodies, without roles, except those named. */
export async function legePersonalAn(
  db: Datenbank,
  verzeichnis: Verzeichnis,
  ausser: readonly string[],
): Promise<void> {
  for (const m of mitarbeitende.filter((p) => !ausser.includes(p.sub))) {
    const haus = verzeichnis.byAgs(m.dienststelle);
    if (haus?.kuerzel)
      await db.transaktion(dienst(haus.id, 'Test'), (tx) => legeMitarbeiterAn(tx, { ...m, jetzt: db.uhr.jetzt() }));
  }
}

const fehlerseite: Fehlerseite = (reply, status, meldung) =>
  reply.code(status).type('text/plain; charset=utf-8').send(meldung);

/** The server under test: signing in and out, `/wer` (who is signed in, as JSON) and `/ziel` (any page of ours). */
export async function startAnmelden(db: Datenbank, verzeichnis: Verzeichnis, ordner: string) {
  const port = await freePort();
  const basisUrl = `http://127.0.0.1:${port}`;
  const { adressen, stop } = await startGegenstellen(basisUrl, ordner);
  const { entityId, ssoUrl, zertifikat } = adressen.bundid;
  const server = createServer(createLog('test'));
  await registerWebBasis(server);
  sameOriginOnly(server, { basisUrl, fehlerseite });
  const sitzungOf = createSitzungOf(db);
  registerAnmelden(server, {
    db,
    verzeichnis,
    basisUrl,
    demo: true,
    fehlerseite,
    buergeranmeldung: createBundid(
      {
        entityId: ENTITY,
        acsUrl: `${basisUrl}/anmelden/bundid/acs`,
        idp: { entityId, ssoUrl, zertifikate: [zertifikat] },
        antwortSigniert: true,
        dienstName: 'Rathausverbund Wurzener Land',
        uhrabweichungMs: 30_000,
        anmeldeFristMs: 600_000,
      },
      { speicher: anmeldungSpeicher(db) },
    ),
    mitarbeiteranmeldung: createOidc(
      {
        ...CLIENT,
        issuer: adressen.oidc.issuer,
        redirectUri: `${basisUrl}/arbeitsplatz/anmelden/fertig`,
        zeitlimitMs: 25_000,
      },
      { fetch },
    ),
  });
  server.get('/wer', async (request) => ({ sitzung: await sitzungOf(request) }));
  server.get('/ziel', async () => 'Ziel');
  await server.listen({ port, host: '127.0.0.1' });
  return {
    basisUrl,
    async stop() {
      await server.close();
      await stop();
    },
  };
}
