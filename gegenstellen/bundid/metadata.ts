import { pemBody } from '../base/pem.ts';
import { escape } from '../base/seite.ts';
import type { ServiceProvider } from '../model.ts';
import type { BundidAdressen } from './adressen.ts';

/** SAML metadata of the identity provider: its certificate and its two request bindings. */
export function metadata(adressen: BundidAdressen, sp: ServiceProvider): string {
  const zertifikat = pemBody(adressen.zertifikat);
  const dienst = (bindung: string): string =>
    `<md:SingleSignOnService Binding="urn:oasis:names:tc:SAML:2.0:bindings:${bindung}" Location="${escape(adressen.ssoUrl)}"/>`;
  return (
    '<?xml version="1.0" encoding="UTF-8"?>' +
    `<md:EntityDescriptor xmlns:md="urn:oasis:names:tc:SAML:2.0:metadata" entityID="${escape(adressen.entityId)}">` +
    `<md:IDPSSODescriptor WantAuthnRequestsSigned="${Boolean(sp.signaturSchluessel)}" protocolSupportEnumeration="urn:oasis:names:tc:SAML:2.0:protocol">` +
    '<md:KeyDescriptor use="signing"><ds:KeyInfo xmlns:ds="http://www.w3.org/2000/09/xmldsig#"><ds:X509Data>' +
    `<ds:X509Certificate>${zertifikat}</ds:X509Certificate></ds:X509Data></ds:KeyInfo></md:KeyDescriptor>` +
    `${dienst('HTTP-Redirect')}${dienst('HTTP-POST')}</md:IDPSSODescriptor></md:EntityDescriptor>`
  );
}
