import { randomUUID } from 'node:crypto';
import { pemBody } from '../base/pem.ts';
import { escape } from '../base/seite.ts';
import type { BuergerPerson, Niveau, ServiceProvider } from '../model.ts';
import type { Anfrage } from './anfrage.ts';
import { attributesFor, STORK } from './attribute.ts';
import { SamlLib } from './samllib.ts';
import { encryptAssertion } from './verschluesselung.ts';

export interface Aussteller {
  readonly entityId: string;
  readonly schluessel: string;
  readonly zertifikat: string;
}

/** How an answer may be wrong on purpose. */
export interface Fehler {
  readonly falscheSignatur?: boolean;
  readonly abgelaufen?: boolean;
  readonly falscherEmpfaenger?: boolean;
  readonly fremdeAnfrage?: boolean;
}

const P = 'urn:oasis:names:tc:SAML:2.0:protocol';
const A = 'urn:oasis:names:tc:SAML:2.0:assertion';
const STATUS = 'urn:oasis:names:tc:SAML:2.0:status';
const GUELTIG_MS = 5 * 60_000;

const newId = (): string => `_${randomUUID()}`;

/** Signs the root element; the signature follows its Issuer, as the schema demands. */
function sign(xml: string, von: Aussteller): string {
  return SamlLib.constructSAMLSignature({
    rawSamlMessage: xml,
    isMessageSigned: true,
    privateKey: von.schluessel,
    signingCert: pemBody(von.zertifikat),
    signatureAlgorithm: 'http://www.w3.org/2001/04/xmldsig-more#rsa-sha256',
    signatureConfig: { prefix: 'ds', location: { reference: "/*/*[local-name(.)='Issuer']", action: 'after' } },
    isBase64Output: false,
  });
}

function response(
  von: Aussteller,
  sp: ServiceProvider,
  anfrageId: string,
  jetzt: Date,
  status: string,
  inhalt: string,
): string {
  const xml =
    `<samlp:Response xmlns:samlp="${P}" xmlns:saml="${A}" ID="${newId()}" Version="2.0" IssueInstant="${jetzt.toISOString()}"` +
    ` Destination="${escape(sp.acsUrl)}" InResponseTo="${escape(anfrageId)}"><saml:Issuer>${escape(von.entityId)}</saml:Issuer>` +
    `<samlp:Status>${status}</samlp:Status>${inhalt}</samlp:Response>`;
  return sign(xml, von);
}

/** A signed response with a signed (and, when the provider gave a key, encrypted) assertion about `person` at `niveau`; XML. */
export function assertionResponse(
  von: Aussteller,
  sp: ServiceProvider,
  anfrage: Anfrage,
  person: BuergerPerson,
  niveau: Niveau,
  uhr: Date,
  fehler: Fehler,
): string {
  const jetzt = fehler.abgelaufen ? new Date(uhr.getTime() - 24 * 3_600_000) : uhr;
  const bis = new Date(jetzt.getTime() + GUELTIG_MS).toISOString();
  const anfrageId = fehler.fremdeAnfrage ? newId() : anfrage.id;
  const publikum = fehler.falscherEmpfaenger ? 'https://anderer-dienst.invalid' : sp.entityId;
  const id = newId();
  const attribute = attributesFor(person, niveau, anfrage.attribute).map(
    ({ name, friendlyName, wert }) =>
      `<saml:Attribute Name="${name}" FriendlyName="${friendlyName}" NameFormat="urn:oasis:names:tc:SAML:2.0:attrname-format:uri">` +
      `<saml:AttributeValue>${escape(wert)}</saml:AttributeValue></saml:Attribute>`,
  );
  const assertion =
    `<saml:Assertion xmlns:saml="${A}" ID="${id}" Version="2.0" IssueInstant="${jetzt.toISOString()}">` +
    `<saml:Issuer>${escape(von.entityId)}</saml:Issuer>` +
    `<saml:Subject><saml:NameID Format="urn:oasis:names:tc:SAML:2.0:nameid-format:persistent">${escape(person.bpk2)}</saml:NameID>` +
    '<saml:SubjectConfirmation Method="urn:oasis:names:tc:SAML:2.0:cm:bearer">' +
    `<saml:SubjectConfirmationData InResponseTo="${escape(anfrageId)}" Recipient="${escape(sp.acsUrl)}" NotOnOrAfter="${bis}"/>` +
    '</saml:SubjectConfirmation></saml:Subject>' +
    `<saml:Conditions NotBefore="${jetzt.toISOString()}" NotOnOrAfter="${bis}"><saml:AudienceRestriction>` +
    `<saml:Audience>${escape(publikum)}</saml:Audience></saml:AudienceRestriction></saml:Conditions>` +
    `<saml:AuthnStatement AuthnInstant="${jetzt.toISOString()}" SessionIndex="${id}"><saml:AuthnContext>` +
    `<saml:AuthnContextClassRef>${STORK[niveau]}</saml:AuthnContextClassRef></saml:AuthnContext></saml:AuthnStatement>` +
    `<saml:AttributeStatement>${attribute.join('')}</saml:AttributeStatement></saml:Assertion>`;
  const signiert = sign(assertion, von);
  // a changed name after signing is what a forger would send
  const gesendet = fehler.falscheSignatur ? signiert.replace(escape(person.nachname), 'Fremd') : signiert;
  const inhalt = sp.verschluesselungsSchluessel ? encryptAssertion(gesendet, sp.verschluesselungsSchluessel) : gesendet;
  return response(von, sp, anfrageId, jetzt, `<samlp:StatusCode Value="${STATUS}:Success"/>`, inhalt);
}

/** The answer when the person gave up: no assertion, status AuthnFailed. */
export function abbruchResponse(von: Aussteller, sp: ServiceProvider, anfrage: Anfrage, jetzt: Date): string {
  const status = `<samlp:StatusCode Value="${STATUS}:Responder"><samlp:StatusCode Value="${STATUS}:AuthnFailed"/></samlp:StatusCode>`;
  return response(von, sp, anfrage.id, jetzt, status, '');
}
