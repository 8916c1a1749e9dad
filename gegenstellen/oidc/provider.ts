import { createHash, createPrivateKey, randomBytes } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import Provider, { type ProviderContext } from 'oidc-provider';
import { keep, keepRsaKey } from '../base/schluessel.ts';
import { fehlerSeite } from '../base/seite.ts';
import type { OidcClient, Umgebung } from '../model.ts';
import type { Personal } from './personal.ts';

/** The OpenID provider for staff: code flow with PKCE, one confidential client, no consent page, keys kept in `ordner`. */
export async function createProvider(umgebung: Umgebung, client: OidcClient, personal: Personal): Promise<Provider> {
  const pem = await keepRsaKey(umgebung.ordner, 'oidc-schluessel.pem');
  const jwk = createPrivateKey(pem).export({ format: 'jwk' });
  const kid = createHash('sha256').update(pem).digest('base64url').slice(0, 16);
  const cookieKey = await keep(umgebung.ordner, 'oidc-cookie.key', () => randomBytes(32).toString('base64url'));

  const provider: Provider = new Provider(umgebung.url, {
    clients: [
      {
        client_id: client.clientId,
        client_secret: client.clientSecret,
        redirect_uris: [client.redirectUri],
        grant_types: ['authorization_code'],
        response_types: ['code'],
        token_endpoint_auth_method: 'client_secret_basic',
      },
    ],
    jwks: { keys: [{ ...jwk, kid, alg: 'RS256', use: 'sig' }] },
    cookies: { keys: [cookieKey] },
    claims: { openid: ['sub'], profile: ['name', 'dienststelle'], email: ['email'] },
    scopes: ['openid', 'profile', 'email'],
    pkce: { required: () => true },
    features: { devInteractions: { enabled: false } },
    ttl: { AccessToken: 600, AuthorizationCode: 60, Grant: 3600, IdToken: 600, Interaction: 900, Session: 900 },
    interactions: {
      url: (_: unknown, interaktion: { uid: string }) => `${umgebung.url}/interaktion/${interaktion.uid}`,
    },
    async findAccount(_: unknown, sub: string) {
      const person = personal.find(sub);
      if (!person) return undefined;
      const { name, email, dienststelle } = person;
      return { accountId: sub, claims: async () => ({ sub, name, email, dienststelle }) };
    },
    async loadExistingGrant(ctx: ProviderContext) {
      const grant = new provider.Grant({ accountId: ctx.oidc.session.accountId, clientId: ctx.oidc.client.clientId });
      grant.addOIDCScope(ctx.oidc.params.scope ?? 'openid');
      await grant.save();
      return grant;
    },
    async renderError(ctx: { type: string; body: string }, out: { error: string; error_description?: string }) {
      ctx.type = 'html';
      ctx.body = fehlerSeite(`Die Anmeldung wurde abgelehnt (${out.error_description ?? out.error}).`);
    },
  });
  return provider;
}

/** Every sign-in asks for the person: the stand-in drops its own session cookie, so a demo can change roles at will. */
function withoutSession(cookie: string | undefined): string | undefined {
  return cookie
    ?.split(/;\s*/)
    .filter((teil) => !teil.startsWith('_session'))
    .join('; ');
}

/** Serves what lies under the mount path, with the path stripped as the library expects. */
export function mountProvider(provider: Provider, pfad: string) {
  const serve = provider.callback();
  return async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const original = request.url ?? '/';
    request.headers.cookie = withoutSession(request.headers.cookie);
    Object.assign(request, { originalUrl: original, url: original.slice(pfad.length) || '/' });
    await serve(request, response);
  };
}
