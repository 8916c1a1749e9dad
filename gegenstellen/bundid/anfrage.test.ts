import { generateKeyPairSync } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { pemBody } from '../base/pem.ts';
import { selfSigned } from '../base/schluessel.ts';
import { readPost } from './anfrage.ts';
import { SamlLib } from './samllib.ts';

const DIENST = { entityId: 'https://sp.invalid', acsUrl: 'https://sp.invalid/acs' };
const ANFRAGE =
  '<samlp:AuthnRequest xmlns:samlp="urn:oasis:names:tc:SAML:2.0:protocol" xmlns:saml="urn:oasis:names:tc:SAML:2.0:assertion" ID="_42" Version="2.0">' +
  `<saml:Issuer>${DIENST.entityId}</saml:Issuer><samlp:Extensions><akdb:AuthenticationRequest xmlns:akdb="https://www.akdb.de/request/2018/09" Version="2">` +
  '<akdb:RequestedAttributes><akdb:RequestedAttribute Name="urn:oid:2.5.4.4"/></akdb:RequestedAttributes></akdb:AuthenticationRequest></samlp:Extensions>' +
  '<samlp:RequestedAuthnContext Comparison="minimum"><saml:AuthnContextClassRef>STORK-QAA-Level-3</saml:AuthnContextClassRef></samlp:RequestedAuthnContext>' +
  '</samlp:AuthnRequest>';

const key = generateKeyPairSync('rsa', { modulusLength: 2048 })
  .privateKey.export({ type: 'pkcs8', format: 'pem' })
  .toString();
const zertifikat = await selfSigned(key, 'TEST Dienst', new Date());
const form = (xml: string) => ({ SAMLRequest: Buffer.from(xml).toString('base64'), RelayState: 'r' });
const signiert = SamlLib.constructSAMLSignature({
  rawSamlMessage: ANFRAGE,
  isMessageSigned: true,
  privateKey: key,
  signingCert: pemBody(zertifikat),
  signatureAlgorithm: 'http://www.w3.org/2001/04/xmldsig-more#rsa-sha256',
  isBase64Output: false,
});

describe('AuthnRequest per HTTP-POST', () => {
  const anfrage = {
    id: '_42',
    attribute: ['urn:oid:2.5.4.4'],
    mindestens: 'substantiell',
    dienst: DIENST.entityId,
    relayState: 'r',
  };

  it('liest Attribute und Niveau', () => {
    expect(readPost(form(ANFRAGE), DIENST)).toEqual({ ok: true, anfrage });
  });

  it('verlangt die Signatur, sobald ein Schlüssel hinterlegt ist', () => {
    const dienst = { ...DIENST, signaturSchluessel: zertifikat };
    expect(readPost(form(signiert), dienst)).toEqual({ ok: true, anfrage });
    expect(readPost(form(ANFRAGE), dienst)).toMatchObject({ ok: false });
    expect(readPost(form(signiert.replace('Level-3', 'Level-1')), dienst)).toMatchObject({ ok: false });
  });

  it('lehnt fremde Rücksprungadressen, Deklarationen und Überlanges ab', () => {
    const fremd = ANFRAGE.replace(' ID=', ' AssertionConsumerServiceURL="https://fremd.invalid" ID=');
    for (const xml of [fremd, `<!DOCTYPE a>${ANFRAGE}`, ANFRAGE + ' '.repeat(70_000), 'kein XML', ''])
      expect(readPost(form(xml), DIENST)).toMatchObject({ ok: false });
  });
});
