import { constants, createCipheriv, createPublicKey, publicEncrypt, randomBytes } from 'node:crypto';

const ENC = 'http://www.w3.org/2001/04/xmlenc#';
const ENC11 = 'http://www.w3.org/2009/xmlenc11#';

/** XML encryption of a whole assertion: AES-256-GCM under a fresh key, that key by RSA-OAEP. `schluessel`: RSA, certificate or SPKI PEM. */
export function encryptAssertion(xml: string, schluessel: string): string {
  const key = randomBytes(32);
  const iv = randomBytes(12);
  const cipher = createCipheriv('aes-256-gcm', key, iv);
  const daten = Buffer.concat([iv, cipher.update(xml, 'utf8'), cipher.final(), cipher.getAuthTag()]).toString('base64');
  const padding = constants.RSA_PKCS1_OAEP_PADDING;
  const verpackt = publicEncrypt({ key: createPublicKey(schluessel), padding, oaepHash: 'sha1' }, key).toString(
    'base64',
  );
  return (
    `<saml:EncryptedAssertion xmlns:saml="urn:oasis:names:tc:SAML:2.0:assertion">` +
    `<xenc:EncryptedData xmlns:xenc="${ENC}" Type="${ENC}Element"><xenc:EncryptionMethod Algorithm="${ENC11}aes256-gcm"/>` +
    `<ds:KeyInfo xmlns:ds="http://www.w3.org/2000/09/xmldsig#"><xenc:EncryptedKey>` +
    `<xenc:EncryptionMethod Algorithm="${ENC}rsa-oaep-mgf1p"/>` +
    `<xenc:CipherData><xenc:CipherValue>${verpackt}</xenc:CipherValue></xenc:CipherData></xenc:EncryptedKey></ds:KeyInfo>` +
    `<xenc:CipherData><xenc:CipherValue>${daten}</xenc:CipherValue></xenc:CipherData></xenc:EncryptedData></saml:EncryptedAssertion>`
  );
}
