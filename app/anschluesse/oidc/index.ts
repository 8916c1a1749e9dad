import * as client from 'openid-client';
import type { Ablehnung, Mitarbeiteranmeldung } from '../../ports/index.ts';
import type { Fetch } from '../rufe.ts';

export interface OidcKonfiguration {
  /** Issuer address; its discovery document is read at the first sign-in. `http:` is accepted on loopback only. */
  readonly issuer: string;
  readonly clientId: string;
  readonly clientSecret: string;
  /** Where the browser returns to; must be registered with the issuer. */
  readonly redirectUri: string;
  readonly zeitlimitMs: number;
}

export interface OidcDeps {
  readonly fetch: Fetch;
}

const refuse = (code: string, meldung: string): Ablehnung => ({ ok: false, code, meldung });
const NICHT_ERREICHBAR = refuse(
  'oidc.nicht_erreichbar',
  'Der Anmeldedienst ist gerade nicht erreichbar. Bitte versuchen Sie es später noch einmal.',
);
const UNGUELTIG = refuse('oidc.ungueltig', 'Die Anmeldung konnte nicht bestätigt werden. Bitte beginnen Sie neu.');

const isLoopback = (url: URL): boolean => ['127.0.0.1', '[::1]', 'localhost'].includes(url.hostname);

/** Distinguishes "the issuer was not reached" (worth another try) from "the answer is not valid" (never is). */
function explain(fehler: unknown): Ablehnung {
  if (fehler instanceof client.AuthorizationResponseError) {
    return fehler.error === 'access_denied'
      ? refuse('oidc.abgebrochen', 'Die Anmeldung wurde abgebrochen.')
      : UNGUELTIG;
  }
  if (fehler instanceof client.WWWAuthenticateChallengeError) return UNGUELTIG;
  if (fehler instanceof client.ResponseBodyError) return fehler.status >= 500 ? NICHT_ERREICHBAR : UNGUELTIG;
  const code = fehler instanceof client.ClientError ? fehler.code : undefined;
  if (code === 'OAUTH_TIMEOUT' || code === 'OAUTH_RESPONSE_IS_NOT_CONFORM' || fehler instanceof TypeError)
    return NICHT_ERREICHBAR;
  if (fehler instanceof client.ClientError) return UNGUELTIG;
  throw fehler;
}

/** OpenID Connect, authorization code with PKCE (S256), state and nonce; client_secret_basic. */
export function createOidc(konfiguration: OidcKonfiguration, deps: OidcDeps): Mitarbeiteranmeldung {
  const issuer = new URL(konfiguration.issuer);
  let gefunden: Promise<client.Configuration> | undefined;

  function discover(): Promise<client.Configuration> {
    const authentifizierung = client.ClientSecretBasic(konfiguration.clientSecret);
    gefunden ??= client
      .discovery(issuer, konfiguration.clientId, undefined, authentifizierung, {
        timeout: konfiguration.zeitlimitMs / 1000,
        [client.customFetch]: (url, init) => deps.fetch(url, init as RequestInit),
        execute: issuer.protocol === 'http:' && isLoopback(issuer) ? [client.allowInsecureRequests] : [],
      })
      .catch((fehler: unknown) => {
        gefunden = undefined; // an outage must not stick
        throw fehler;
      });
    return gefunden;
  }

  return {
    async start(hinweis) {
      try {
        const server = await discover();
        const verifier = client.randomPKCECodeVerifier();
        const state = client.randomState();
        const nonce = client.randomNonce();
        const url = client.buildAuthorizationUrl(server, {
          redirect_uri: konfiguration.redirectUri,
          scope: 'openid profile email',
          code_challenge: await client.calculatePKCECodeChallenge(verifier),
          code_challenge_method: 'S256',
          state,
          nonce,
          ...(hinweis ? { login_hint: hinweis } : {}),
        });
        return { ok: true, url: url.href, state, nonce, verifier };
      } catch (fehler) {
        return explain(fehler);
      }
    },

    async finish(rueckkehr, versuch) {
      try {
        const server = await discover();
        // only the query is the browser's; scheme, host and path may differ behind a proxy
        const url = new URL(konfiguration.redirectUri);
        url.search = new URL(rueckkehr, url).search;
        const tokens = await client.authorizationCodeGrant(server, url, {
          pkceCodeVerifier: versuch.verifier,
          expectedState: versuch.state,
          expectedNonce: versuch.nonce,
          idTokenExpected: true,
        });
        const sub = tokens.claims()?.sub;
        if (!sub) return UNGUELTIG;
        const { name, email, dienststelle } = await client.fetchUserInfo(server, tokens.access_token, sub);
        if (
          typeof name !== 'string' ||
          typeof email !== 'string' ||
          typeof dienststelle !== 'string' ||
          !/^\d{8}$/.test(dienststelle)
        )
          return refuse(
            'oidc.angaben',
            'Der Anmeldedienst hat Name, E-Mail-Adresse oder Dienststelle nicht mitgeteilt.',
          );
        return { ok: true, sub, name, email, dienststelle };
      } catch (fehler) {
        return explain(fehler);
      }
    },
  };
}
