const HOECHSTENS = 2000;

/**
 * Where to go after signing in: a path of our own, or `sonst`. Refuses everything a browser could read as another host
 * (`//host`, `/\host`, `https:`); what is not printable ASCII is percent-encoded, since browsers drop tabs and line ends.
 */
export function lokalesZiel(wunsch: unknown, sonst: string): string {
  if (typeof wunsch !== 'string' || wunsch.length > HOECHSTENS) return sonst;
  if (!/^\/(?!\/)/.test(wunsch) || wunsch.includes('\\')) return sonst;
  return wunsch.replace(/[^\x21-\x7e]/gu, encodeURIComponent);
}
