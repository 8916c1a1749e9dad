import { type CacheProvider, generateServiceProviderMetadata, SAML, ValidateInResponseTo } from '@node-saml/node-saml';
import type { Ablehnung, AnfrageSpeicher, AnmeldeErgebnis, Buergeranmeldung, Niveau } from '../../ports/index.ts';
import { RANG, REQUESTED, readNiveau, readPerson, STORK } from './attribute.ts';
import { explain, refuse } from './gruende.ts';
import { readAssertion } from './zusicherung.ts';

/** A private key and the certificate registered with BundID for it, both PEM. */
export interface SchluesselPaar {
  readonly schluessel: string;
  /** Needed for `metadata()` only. */
  readonly zertifikat?: string;
}

export interface BundidKonfiguration {
  /** Our entityID. */
  readonly entityId: string;
  /** Where BundID posts its answer. */
  readonly acsUrl: string;
  readonly idp: {
    readonly entityId: string;
    readonly ssoUrl: string;
    /** PEM; two during a change of keys. */
    readonly zertifikate: readonly string[];
  };
  /** Signs our requests (RSA, SHA-256). */
  readonly signatur?: SchluesselPaar;
  /** Decrypts assertions (RSA). */
  readonly verschluesselung?: SchluesselPaar;
  /** Whether the response around the signed assertion must be signed too. */
  readonly antwortSigniert: boolean;
  /** Shown by BundID before it sends people back. */
  readonly dienstName: string;
  readonly dienstId?: string;
  /** Tolerated difference between the clocks, at most 60 000 ms. */
  readonly uhrabweichungMs: number;
  /** How long a person may take at BundID. */
  readonly anmeldeFristMs: number;
}

/** What we keep of a request until its answer comes. */
interface Gemerkt {
  readonly seit: string;
  readonly mindestens: Niveau;
  readonly relayState: string;
}

const MAX_ZEICHEN = 256 * 1024;
const MAX_ALTER_MS = 10 * 60_000;
const CLASSIC_UI = 'https://www.akdb.de/request/2018/09/classic-ui/v1';

const NICHTS: CacheProvider = { saveAsync: async () => null, getAsync: async () => null, removeAsync: async () => null };

function extension(konfiguration: BundidKonfiguration): Record<string, unknown> {
  return {
    'akdb:AuthenticationRequest': {
      '@xmlns:akdb': 'https://www.akdb.de/request/2018/09',
      '@Version': '2',
      'akdb:RequestedAttributes': { 'akdb:RequestedAttribute': REQUESTED },
      'akdb:DisplayInformation': {
        'classic-ui:Version': {
          '@xmlns:classic-ui': CLASSIC_UI,
          'classic-ui:OrganizationDisplayName': konfiguration.dienstName,
          ...(konfiguration.dienstId ? { 'classic-ui:OnlineServiceId': konfiguration.dienstId } : {}),
        },
      },
    },
  };
}

function saml(konfiguration: BundidKonfiguration, mindestens: Niveau, cacheProvider: CacheProvider): SAML {
  const { idp, signatur, verschluesselung } = konfiguration;
  return new SAML({
    entryPoint: idp.ssoUrl,
    issuer: konfiguration.entityId,
    audience: konfiguration.entityId,
    callbackUrl: konfiguration.acsUrl,
    idpCert: [...idp.zertifikate],
    wantAssertionsSigned: true,
    wantAuthnResponseSigned: konfiguration.antwortSigniert,
    validateInResponseTo: ValidateInResponseTo.always,
    requestIdExpirationPeriodMs: konfiguration.anmeldeFristMs,
    acceptedClockSkewMs: Math.min(Math.max(konfiguration.uhrabweichungMs, 0), 60_000),
    maxAssertionAgeMs: MAX_ALTER_MS,
    signatureAlgorithm: 'sha256',
    digestAlgorithm: 'sha256',
    identifierFormat: null,
    authnContext: [STORK[mindestens]],
    racComparison: 'minimum',
    samlAuthnRequestExtensions: extension(konfiguration),
    cacheProvider,
    ...(signatur ? { privateKey: signatur.schluessel } : {}),
    ...(verschluesselung ? { decryptionPvk: verschluesselung.schluessel } : {}),
  });
}

/** BundID as SAML 2.0 service provider. Time is the system's: the SAML library takes no clock. */
export function createBundid(konfiguration: BundidKonfiguration, deps: { readonly speicher: AnfrageSpeicher }): Buergeranmeldung {
  const { speicher } = deps;

  return {
    async startUrl(relayState, mindestens) {
      let anfrageId = '';
      const merke: CacheProvider = {
        ...NICHTS,
        async saveAsync(id, seit) {
          anfrageId = id;
          await speicher.save(id, JSON.stringify({ seit, mindestens, relayState } satisfies Gemerkt));
          return null;
        },
      };
      const url = await saml(konfiguration, mindestens, merke).getAuthorizeUrlAsync('', undefined, {});
      return { ok: true, url, anfrageId };
    },

    async verifyResponse(form) {
      const samlResponse = form.SAMLResponse ?? '';
      const xml = Buffer.from(samlResponse, 'base64').toString('utf8');
      // declarations and comments have no place in a SAML message, attacks have used both
      if (!xml || samlResponse.length > MAX_ZEICHEN || /<!(?!\[CDATA\[)/.test(xml)) return refuse('unlesbar');

      let gemerkt: Gemerkt | null = null;
      let verbraucht = false;
      let speicherFehler: unknown;
      const guard = <T>(arbeit: Promise<T>): Promise<T> =>
        arbeit.catch((fehler: unknown) => {
          speicherFehler = fehler;
          throw fehler;
        });
      const einmal: CacheProvider = {
        ...NICHTS,
        async getAsync(id) {
          const wert = await guard(speicher.get(id));
          gemerkt = wert === null ? null : (JSON.parse(wert) as Gemerkt);
          return gemerkt?.seit ?? null;
        },
        async removeAsync(id) {
          if (id !== null) verbraucht = await guard(speicher.remove(id));
          return id;
        },
      };
      try {
        const { profile } = await saml(konfiguration, 'basis', einmal).validatePostResponseAsync({ SAMLResponse: samlResponse });
        // two copies of one answer may pass the checks side by side; only one of them removes the request
        if (!verbraucht || !gemerkt) return refuse('verbraucht');
        return profile ? judge(konfiguration, xml, profile, gemerkt) : refuse('ungueltig');
      } catch (fehler) {
        if (speicherFehler) throw speicherFehler;
        return explain(fehler);
      }
    },

    metadata() {
      const { signatur, verschluesselung } = konfiguration;
      return generateServiceProviderMetadata({
        issuer: konfiguration.entityId,
        callbackUrl: konfiguration.acsUrl,
        wantAssertionsSigned: true,
        identifierFormat: null,
        ...(signatur?.zertifikat ? { privateKey: signatur.schluessel, publicCerts: signatur.zertifikat } : {}),
        ...(verschluesselung?.zertifikat
          ? { decryptionPvk: verschluesselung.schluessel, decryptionCert: verschluesselung.zertifikat }
          : {}),
      });
    },
  };
}

type Profil = NonNullable<Awaited<ReturnType<SAML['validatePostResponseAsync']>>['profile']>;

/** What the library leaves open: algorithms, issuer, recipient, level, required attributes. */
function judge(konfiguration: BundidKonfiguration, xml: string, profil: Profil, gemerkt: Gemerkt): AnmeldeErgebnis | Ablehnung {
  if (/<(?:\w+:)?SignatureMethod[^>]*sha1"/.test(xml)) return refuse('algorithmus');
  const { anfrageId, empfaenger, niveaus } = readAssertion(profil.getAssertion?.());
  if (profil.issuer !== konfiguration.idp.entityId) return refuse('aussteller');
  if (empfaenger !== konfiguration.acsUrl || !anfrageId) return refuse('empfaenger');
  const attribute = (profil.attributes ?? {}) as Record<string, unknown>;
  const niveau = readNiveau(attribute, niveaus);
  if (!niveau || RANG[niveau] < RANG[gemerkt.mindestens]) return refuse('niveau');
  const person = readPerson(attribute, niveau);
  return person ? { ok: true, person, anfrageId, relayState: gemerkt.relayState } : refuse('angaben');
}
