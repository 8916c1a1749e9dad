import { generateKeyPairSync, webcrypto } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Integer, PrintableString } from 'asn1js';
import { AttributeTypeAndValue, Certificate, CryptoEngine } from 'pkijs';
import { certificatePem, pemBody } from './pem.ts';

/** A file that is made once and then kept. Private by mode, since most of them are keys. */
export async function keep(ordner: string, name: string, make: () => string | Promise<string>): Promise<string> {
  mkdirSync(ordner, { recursive: true, mode: 0o700 });
  const datei = join(ordner, name);
  if (!existsSync(datei)) writeFileSync(datei, await make(), { mode: 0o600, flush: true });
  return readFileSync(datei, 'utf8');
}

/** A private RSA key of 3072 bits, PKCS#8 PEM, made at first use and kept in `ordner`. */
export function keepRsaKey(ordner: string, name: string): Promise<string> {
  return keep(ordner, name, () =>
    generateKeyPairSync('rsa', { modulusLength: 3072 }).privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
  );
}

/** A self-signed certificate for a kept RSA key. SAML trusts the key it was given, so nothing else in it matters. */
export async function selfSigned(keyPem: string, name: string, von: Date): Promise<string> {
  const algorithm = { name: 'RSASSA-PKCS1-v1_5', hash: 'SHA-256' };
  const subtle = webcrypto.subtle;
  const privateKey = await subtle.importKey('pkcs8', Buffer.from(pemBody(keyPem), 'base64'), algorithm, true, ['sign']);
  const { kty, n, e } = await subtle.exportKey('jwk', privateKey);
  const publicKey = await subtle.importKey('jwk', { kty, n, e }, algorithm, true, ['verify']);

  const engine = new CryptoEngine({ name: 'node', crypto: webcrypto as Crypto });
  const zertifikat = new Certificate();
  zertifikat.version = 2;
  zertifikat.serialNumber = new Integer({ value: 1 });
  for (const wer of [zertifikat.issuer, zertifikat.subject])
    wer.typesAndValues.push(
      new AttributeTypeAndValue({ type: '2.5.4.3', value: new PrintableString({ value: name }) }),
    );
  zertifikat.notBefore.value = von;
  zertifikat.notAfter.value = new Date(Date.UTC(von.getUTCFullYear() + 10, 0, 1));
  await zertifikat.subjectPublicKeyInfo.importKey(publicKey, engine);
  await zertifikat.sign(privateKey, 'SHA-256', engine);
  return certificatePem(new Uint8Array(zertifikat.toSchema(true).toBER(false)));
}
