/** True when any signature in the message rests on SHA-1. As a mask of RSA-OAEP, inside EncryptionMethod, SHA-1 is harmless. */
export function usesSha1(xml: string): boolean {
  const ohneVerschluesselung = xml.replace(
    /<(?:[\w-]+:)?EncryptionMethod\b[^>]*[^/]>[\s\S]*?<\/(?:[\w-]+:)?EncryptionMethod>/g,
    '',
  );
  return /<(?:[\w-]+:)?(?:SignatureMethod|DigestMethod)\b[^>]*sha1["']/.test(ohneVerschluesselung);
}
