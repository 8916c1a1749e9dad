import { nodeKrypto } from '@rathausverbund/siegel/node';
import { createBundid } from '../anschluesse/bundid/index.ts';
import { createMail } from '../anschluesse/mail/index.ts';
import { createOidc } from '../anschluesse/oidc/index.ts';
import { createSperrdaten } from '../anschluesse/sperrdaten/index.ts';
import { createTsa } from '../anschluesse/tsa/index.ts';
import { type Datenbank, echteUhr } from '../base/index.ts';
import { anmeldungSpeicher } from '../konten/index.ts';
import type { Gegenstellenadressen } from './adressen.ts';
import type { KindConfig } from './kind.ts';

export const CLIENT_ID = 'rathausverbund';
export const entityId = (basisUrl: string) => `${basisUrl}/anmelden/bundid`;
export const acsUrl = (basisUrl: string) => `${basisUrl}/anmelden/bundid/acs`;
export const redirectUri = (basisUrl: string) => `${basisUrl}/arbeitsplatz/anmelden/fertig`;

export const bundidOf = (kind: KindConfig, a: Gegenstellenadressen, db: Datenbank) =>
  createBundid(
    {
      entityId: entityId(kind.basisUrl),
      acsUrl: acsUrl(kind.basisUrl),
      idp: { entityId: a.bundid.entityId, ssoUrl: a.bundid.ssoUrl, zertifikate: [a.bundid.zertifikat] },
      antwortSigniert: true,
      dienstName: 'Rathausverbund',
      uhrabweichungMs: 30_000,
      anmeldeFristMs: 15 * 60_000,
    },
    { speicher: anmeldungSpeicher(db) },
  );

export const oidcOf = (kind: KindConfig, a: Gegenstellenadressen, clientSecret: string) =>
  createOidc(
    {
      issuer: a.oidc.issuer,
      clientId: CLIENT_ID,
      clientSecret,
      redirectUri: redirectUri(kind.basisUrl),
      zeitlimitMs: 10_000,
    },
    { fetch },
  );

export const pemToDer = (pem: string): Uint8Array => Buffer.from(pem.replace(/-----[^-]+-----|\s/g, ''), 'base64');

/** Time stamps are of the real clock, also while a demo is seeded with past days. */
export const tsaOf = (a: Gegenstellenadressen) =>
  createTsa(
    { url: a.tsa.url, anker: [pemToDer(a.tsa.caPem)], zeitlimitMs: 5_000, uhrabweichungMs: 30_000 },
    { fetch, krypto: nodeKrypto, uhr: () => new Date(echteUhr.jetzt()) },
  );

/** Where certificates of seals and stamps are asked about. */
export const sperrdatenOf = (zeitlimitMs = 5_000) => createSperrdaten({ zeitlimitMs }, { fetch, krypto: nodeKrypto });

export const mailOf = (a: Gegenstellenadressen) => createMail({ url: a.mail.url, zeitlimitMs: 5_000 }, { fetch });
