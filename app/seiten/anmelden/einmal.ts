import { createHash } from 'node:crypto';

/** Name under which something for one use is stored: the database never sees the token itself. */
export const einmalschluessel = (art: 'bestaetigt' | 'versuch', token: string): string =>
  `${art}:${createHash('sha256').update(token).digest('hex')}`;
