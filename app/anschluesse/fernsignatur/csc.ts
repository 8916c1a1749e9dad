import { type Static, type TSchema, Type } from 'typebox';
import { Value } from 'typebox/value';
import type { Ablehnung } from '../../ports/index.ts';
import { type Fetch, jsonObject, rufe } from '../rufe.ts';

// The part of the CSC API v2 (Cloud Signature Consortium) that a seal needs: credentials/list, credentials/info, credentials/authorize,
// signatures/signHash, behind an OAuth 2 client-credentials token.

const HOECHSTENS_BYTES = 256 * 1024;

export const ANTWORT = {
  token: Type.Object({ access_token: Type.String({ minLength: 1 }) }),
  liste: Type.Object({ credentialIDs: Type.Array(Type.String()) }),
  info: Type.Object({
    key: Type.Object({ status: Type.String(), algo: Type.Array(Type.String()) }),
    cert: Type.Object({ certificates: Type.Array(Type.String(), { minItems: 1 }) }),
  }),
  freigabe: Type.Object({ SAD: Type.String({ minLength: 1 }) }),
  signatur: Type.Object({ signatures: Type.Array(Type.String(), { minItems: 1, maxItems: 1 }) }),
};

export interface CscZugang {
  /** Base address, e.g. `https://dienst.example/csc/v2`. */
  readonly url: string;
  readonly clientId: string;
  readonly clientSecret: string;
  /** Releases the key for one signature (`authData`). */
  readonly pin: string;
  readonly zeitlimitMs: number;
}

export const nein = (grund: string, meldung: string): Ablehnung => ({
  ok: false,
  code: `fernsignatur.${grund}`,
  meldung,
});
const NICHT_ERREICHBAR = nein('nicht_erreichbar', 'Der Dienst für Fernsignaturen ist gerade nicht erreichbar.');
const UNGUELTIG = nein('ungueltig', 'Die Antwort des Dienstes für Fernsignaturen ist nicht lesbar.');

export type CscAntwort<S extends TSchema> = { readonly ok: true; readonly wert: Static<S> } | Ablehnung;

export interface Csc {
  /** One call, signed in; the sign-in is renewed once when it has run out. */
  call<S extends TSchema>(pfad: string, body: Record<string, unknown>, schema: S): Promise<CscAntwort<S>>;
}

export function createCsc(z: CscZugang, fetch: Fetch): Csc {
  let ausweis: string | null = null;

  async function post<S extends TSchema>(
    pfad: string,
    inhalt: { body: string; typ: string; authorization: string },
    schema: S,
  ): Promise<CscAntwort<S> | 'abgelaufen'> {
    const a = await rufe(fetch, `${z.url}/${pfad}`, {
      method: 'POST',
      headers: { 'content-type': inhalt.typ, accept: 'application/json', authorization: inhalt.authorization },
      body: inhalt.body,
      zeitlimitMs: z.zeitlimitMs,
      hoechstensBytes: HOECHSTENS_BYTES,
    });
    if (a.art === 'zu_gross') return UNGUELTIG;
    if (a.art === 'unerreichbar' || a.status >= 500) return NICHT_ERREICHBAR;
    if (a.status === 401) return 'abgelaufen';
    if (a.status !== 200) return nein('abgelehnt', 'Der Dienst für Fernsignaturen hat die Anfrage abgelehnt.');
    const wert = jsonObject(a.bytes);
    return wert && Value.Check(schema, wert) ? { ok: true, wert } : UNGUELTIG;
  }

  async function signIn(): Promise<string | Ablehnung> {
    const basis = Buffer.from(`${encodeURIComponent(z.clientId)}:${encodeURIComponent(z.clientSecret)}`);
    const a = await post(
      'oauth2/token',
      {
        body: 'grant_type=client_credentials&scope=service',
        typ: 'application/x-www-form-urlencoded',
        authorization: `Basic ${basis.toString('base64')}`,
      },
      ANTWORT.token,
    );
    if (a === 'abgelaufen') return nein('zugang', 'Der Dienst für Fernsignaturen kennt unsere Zugangsdaten nicht.');
    return a.ok ? a.wert.access_token : a;
  }

  return {
    async call(pfad, body, schema) {
      for (let versuch = 0; versuch < 2; versuch++) {
        const t = ausweis ?? (await signIn());
        if (typeof t !== 'string') return t;
        ausweis = t;
        const inhalt = { body: JSON.stringify(body), typ: 'application/json', authorization: `Bearer ${t}` };
        const a = await post(pfad, inhalt, schema);
        if (a !== 'abgelaufen') return a;
        ausweis = null;
      }
      return nein('zugang', 'Der Dienst für Fernsignaturen nimmt unsere Anmeldung nicht an.');
    },
  };
}
