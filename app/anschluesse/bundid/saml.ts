import { type CacheProvider, SAML, ValidateInResponseTo } from '@node-saml/node-saml';
import type { Niveau } from '../../ports/index.ts';
import { REQUESTED, STORK } from './attribute.ts';

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

const MAX_ALTER_MS = 10 * 60_000;
const CLASSIC_UI = 'https://www.akdb.de/request/2018/09/classic-ui/v1';

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

/** The library, set to refuse whatever it can: one instance per sign-in, since level and cache differ. */
export function saml(konfiguration: BundidKonfiguration, mindestens: Niveau, cacheProvider: CacheProvider): SAML {
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
