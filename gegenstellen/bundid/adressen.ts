/** Where a service provider finds the identity provider, and what it must trust. */
export interface BundidAdressen {
  readonly entityId: string;
  readonly ssoUrl: string;
  readonly metadataUrl: string;
  /** PEM; what the service provider must trust. */
  readonly zertifikat: string;
}
