/** Decodes strict Base64 (line breaks allowed, padding required); null for anything else. */
export function decodeBase64(text: string): Uint8Array | null {
  const dicht = text.replace(/\s+/g, '');
  // Searched for a wrong character instead of matched as a whole: a pattern over megabytes exhausts the regex stack.
  if (dicht.length % 4 !== 0 || /[^A-Za-z0-9+/]/.test(dicht.replace(/={1,2}$/, ''))) return null;
  const zeichen = atob(dicht);
  const bytes = new Uint8Array(zeichen.length);
  for (let i = 0; i < zeichen.length; i++) bytes[i] = zeichen.charCodeAt(i);
  return bytes;
}

export function encodeBase64(bytes: Uint8Array): string {
  const stuecke: string[] = [];
  for (let i = 0; i < bytes.length; i += 8190) stuecke.push(btoa(String.fromCharCode(...bytes.subarray(i, i + 8190))));
  return stuecke.join('');
}
