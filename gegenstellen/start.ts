import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import formbody from '@fastify/formbody';
import type { Krypto } from '@rathausverbund/siegel';
import Fastify from 'fastify';
import { seite } from './base/seite.ts';
import { stellbareUhr } from './base/uhr.ts';
import { createVerhalten, verhaltenRoutes } from './base/verhalten.ts';
import type { BundidAdressen } from './bundid/adressen.ts';
import { bundidRoutes } from './bundid/routes.ts';
import { mailRoutes } from './mail/routes.ts';
import type { Konfiguration, Uhr } from './model.ts';
import { interaktionRoutes } from './oidc/interaktion.ts';
import { createPersonal } from './oidc/personal.ts';
import { createProvider, mountProvider } from './oidc/provider.ts';
import { type TsaAdressen, tsaRoutes } from './tsa/routes.ts';
import { type VertrauensdienstAdressen, vertrauensdienstRoutes } from './vertrauensdienst/routes.ts';

/** Where everything is, as a client needs to know it. */
export interface Adressen {
  readonly url: string;
  readonly bundid: BundidAdressen;
  readonly oidc: { readonly issuer: string };
  readonly tsa: TsaAdressen;
  readonly mail: { readonly url: string };
  readonly vertrauensdienst: VertrauensdienstAdressen;
}

export interface Gegenstellen extends Adressen {
  stop(): Promise<void>;
}

/** Starts all stand-ins on one server on 127.0.0.1. Rejects when the port is taken (`EADDRINUSE`). */
export async function startGegenstellen(
  konfiguration: Konfiguration,
  deps: { readonly uhr: Uhr; readonly krypto: Krypto },
): Promise<Gegenstellen> {
  const server = createServer();
  server.listen(konfiguration.port, '127.0.0.1');
  await once(server, 'listening');
  const url = konfiguration.basisUrl ?? `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const uhr = stellbareUhr(deps.uhr);
  const umgebung = (name: string) => ({
    url: `${url}/${name}`,
    ordner: join(konfiguration.ordner, name),
    uhr: uhr.uhr,
  });
  const { personen, serviceProvider, oidcClient } = konfiguration;

  const personal = createPersonal(personen.mitarbeitende);
  const provider = await createProvider(umgebung('oidc'), oidcClient, personal);
  const oidc = mountProvider(provider, '/oidc');
  const isOidc = (pfad = ''): boolean => pfad.startsWith('/oidc/') && !pfad.startsWith('/oidc/interaktion/');
  const app = Fastify({
    serverFactory(handler: (request: IncomingMessage, response: ServerResponse) => void) {
      server.on(
        'request',
        (request, response) => void (isOidc(request.url) ? oidc(request, response) : handler(request, response)),
      );
      return server;
    },
  });
  await app.register(formbody);
  const verhalten = createVerhalten();
  verhaltenRoutes(app, verhalten);
  uhr.routes(app);
  const bundid = await bundidRoutes(app, umgebung('bundid'), serviceProvider, personen.buerger, verhalten);
  interaktionRoutes(app, provider, `${url}/oidc`, personal, verhalten);
  const tsa = await tsaRoutes(app, umgebung('tsa'), deps.krypto, verhalten);
  mailRoutes(app, umgebung('mail'), verhalten);
  const vertrauensdienst = await vertrauensdienstRoutes(
    app,
    umgebung('vertrauensdienst'),
    deps.krypto,
    konfiguration.vertrauensdienst,
    verhalten,
  );
  app.get('/', async (_, reply) => {
    const inhalt =
      '<p>Anmeldung der Bürger, Anmeldung der Beschäftigten, Zeitstempel, Fernsignatur, <a href="/mail">versandte Benachrichtigungen</a>.</p>';
    return reply.type('text/html; charset=utf-8').send(seite('Gegenstellen', inhalt));
  });
  await app.ready();

  return {
    url,
    bundid,
    oidc: { issuer: `${url}/oidc` },
    tsa,
    mail: { url: `${url}/mail` },
    vertrauensdienst,
    async stop() {
      server.close();
      server.closeAllConnections();
      await app.close();
    },
  };
}
