import { createPublicKey, type KeyObject, verify } from 'node:crypto';
import { inflateRawSync } from 'node:zlib';
import { ParseOption, XmlDocument } from 'libxml2-wasm';
import { pemBody } from '../base/pem.ts';
import type { ServiceProvider as Dienst, Niveau } from '../model.ts';
import { NIVEAUS, STORK } from './attribute.ts';
import { SamlLib, ServiceProvider } from './samllib.ts';

export interface Anfrage {
  readonly id: string;
  /** Names of the requested attributes, `urn:oid:…`; empty when the extension is absent. */
  readonly attribute: readonly string[];
  readonly mindestens: Niveau;
  readonly dienst: string;
  readonly relayState: string;
}

export type AnfrageErgebnis =
  | { readonly ok: true; readonly anfrage: Anfrage }
  | { readonly ok: false; readonly meldung: string };

const NS = {
  samlp: 'urn:oasis:names:tc:SAML:2.0:protocol',
  saml: 'urn:oasis:names:tc:SAML:2.0:assertion',
  akdb: 'https://www.akdb.de/request/2018/09',
  ui: 'https://www.akdb.de/request/2018/09/classic-ui/v1',
};
const MAX_BYTES = 64 * 1024;
const RSA_SHA256 = 'http://www.w3.org/2001/04/xmldsig-more#rsa-sha256';

const refuse = (meldung: string): AnfrageErgebnis => ({ ok: false, meldung });

function spKey(sp: Dienst): KeyObject | null {
  return sp.signaturSchluessel ? createPublicKey(sp.signaturSchluessel) : null;
}

/** HTTP-Redirect binding. `query` is the raw query string: the signature covers the encoded text as it was sent. */
export function readRedirect(query: string, sp: Dienst): AnfrageErgebnis {
  const roh = new Map(query.split('&').map((teil) => [teil.split('=')[0] ?? '', teil] as const));
  const felder = new URLSearchParams(query);
  const samlRequest = felder.get('SAMLRequest');
  if (!samlRequest) return refuse('Die Anfrage enthält kein SAMLRequest.');
  const key = spKey(sp);
  if (key) {
    const signiert = ['SAMLRequest', 'RelayState', 'SigAlg'].flatMap((name) => roh.get(name) ?? []).join('&');
    const signatur = Buffer.from(felder.get('Signature') ?? '', 'base64');
    if (felder.get('SigAlg') !== RSA_SHA256 || !verify('sha256', Buffer.from(signiert), key, signatur))
      return refuse('Die Anfrage ist nicht gültig signiert.');
  }
  try {
    const xml = inflateRawSync(Buffer.from(samlRequest, 'base64'), { maxOutputLength: MAX_BYTES });
    return readXml(xml.toString('utf8'), felder.get('RelayState') ?? '', sp);
  } catch {
    return refuse('Die Anfrage ist nicht lesbar.');
  }
}

/** HTTP-POST binding: the signature is enveloped in the XML. Needs a certificate as the provider's key. */
export function readPost(form: Readonly<Record<string, string | undefined>>, sp: Dienst): AnfrageErgebnis {
  const xml = Buffer.from(form.SAMLRequest ?? '', 'base64').toString('utf8');
  if (xml.length > MAX_BYTES) return refuse('Die Anfrage ist zu groß.');
  try {
    if (sp.signaturSchluessel) {
      const metadata = ServiceProvider({
        entityID: sp.entityId,
        signingCert: pemBody(sp.signaturSchluessel),
        assertionConsumerService: [{ Binding: 'urn:oasis:names:tc:SAML:2.0:bindings:HTTP-POST', Location: sp.acsUrl }],
      }).entityMeta;
      const [gueltig] = SamlLib.verifySignature(xml, { metadata, signatureAlgorithm: RSA_SHA256 });
      if (!gueltig) return refuse('Die Anfrage ist nicht gültig signiert.');
    }
    return readXml(xml, form.RelayState ?? '', sp);
  } catch {
    return refuse('Die Anfrage ist nicht lesbar.');
  }
}

function readXml(xml: string, relayState: string, sp: Dienst): AnfrageErgebnis {
  if (xml.includes('<!DOCTYPE')) return refuse('Die Anfrage enthält eine Dokumenttyp-Deklaration.');
  const dokument = XmlDocument.fromString(xml, { option: ParseOption.XML_PARSE_NONET | ParseOption.XML_PARSE_NO_XXE });
  try {
    const texts = (xpath: string): string[] => dokument.root.find(xpath, NS).map((knoten) => knoten.content.trim());
    const first = (xpath: string): string => texts(xpath)[0] ?? '';
    const id = first('/samlp:AuthnRequest/@ID');
    if (!id) return refuse('Die Anfrage ist kein AuthnRequest.');
    if (first('/samlp:AuthnRequest/saml:Issuer') !== sp.entityId)
      return refuse('Dieser Dienst ist hier nicht bekannt.');
    const acs = first('/samlp:AuthnRequest/@AssertionConsumerServiceURL');
    if (acs && acs !== sp.acsUrl) return refuse('Die Rücksprungadresse gehört nicht zu diesem Dienst.');
    const verlangt = first('//samlp:RequestedAuthnContext/saml:AuthnContextClassRef');
    const dienst = first('//ui:OrganizationDisplayName') || sp.entityId;
    const attribute = texts(
      '//samlp:Extensions/akdb:AuthenticationRequest/akdb:RequestedAttributes/akdb:RequestedAttribute/@Name',
    );
    const mindestens = NIVEAUS.find((niveau) => STORK[niveau] === verlangt) ?? 'basis';
    return { ok: true, anfrage: { id, attribute, mindestens, dienst, relayState } };
  } finally {
    dokument.dispose();
  }
}
