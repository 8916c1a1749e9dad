import { base64, fromBase64, fromUtf8, utf8 } from '../bytes.ts';

/** Certificates (DER) as PEM text, 64 characters a line. */
export function pem(zertifikate: readonly Uint8Array[]): Uint8Array {
  const blocks = zertifikate.map(
    (der) => `-----BEGIN CERTIFICATE-----\n${base64(der).replace(/.{1,64}/g, '$&\n')}-----END CERTIFICATE-----\n`,
  );
  return utf8(blocks.join(''));
}

const MAX_FILE = 1024 * 1024;
const MAX_CERTIFICATES = 100;

/** The certificates of a PEM or DER file; null when it holds none, more than 100 or is longer than 1 MB. */
export function certificatesOf(file: Uint8Array): Uint8Array[] | null {
  if (file.length > MAX_FILE) return null;
  if (file[0] === 0x30) return [file];
  const blocks = [
    ...(fromUtf8(file) ?? '').matchAll(/-----BEGIN CERTIFICATE-----([A-Za-z0-9+/=\s]*)-----END CERTIFICATE-----/g),
  ];
  const found = blocks.map(([, body = '']) => fromBase64(body.replace(/\s/g, '')));
  return found.length > 0 && found.length <= MAX_CERTIFICATES && found.every((der) => der !== null) ? found : null;
}
