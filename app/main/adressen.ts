/** Where the outside systems are; in the demo the stand-ins say so themselves when they are up. */
export interface Gegenstellenadressen {
  url: string;
  bundid: { entityId: string; ssoUrl: string; zertifikat: string };
  oidc: { issuer: string };
  tsa: { url: string; caPem: string };
  mail: { url: string };
  vertrauensdienst: { url: string; caPem: string };
}
