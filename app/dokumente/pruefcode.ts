import { createHash } from 'node:crypto';
import type { Tx } from '../base/index.ts';

// The code on a letter follows from the id of its document, so nothing has to be kept for it, and what is erased has none.

const ZEICHEN = 16;
const VORSATZ = 'rv-pruefcode-1\0';
const hexOf = (id: string) =>
  createHash('sha256')
    .update(VORSATZ)
    .update(Buffer.from(id.replaceAll('-', ''), 'hex'))
    .digest('hex')
    .slice(0, ZEICHEN);

/** 64 bits nobody can guess, in groups as they are printed: `A1B2-C3D4-E5F6-0718`. @param id of the document, a uuid */
export const pruefcodeOf = (id: string): string =>
  hexOf(id)
    .toUpperCase()
    .replace(/(.{4})(?=.)/g, '$1-');

/** What somebody typed from paper, without groups; letters taken for digits count. @returns null when it can be no code */
export function liesPruefcode(text: string): string | null {
  const code = text
    .toUpperCase()
    .replace(/[\s\p{Pd}._]/gu, '')
    .replaceAll('O', '0')
    .replace(/[IL]/g, '1');
  return new RegExp(`^[0-9A-F]{${ZEICHEN}}$`).test(code) ? code.toLowerCase() : null;
}

/** What whoever holds a letter may know of it: it says nothing that is not printed there. */
export interface Brieffund extends Record<string, unknown> {
  koerperschaft: string;
  titel: string;
  erstellt: Date;
}

/** The sealed document behind a code, in any context: the code is the right to it. @param code as `liesPruefcode` answers it */
export const findPruefcode = (tx: Tx, code: string): Promise<Brieffund | undefined> =>
  tx.eine<Brieffund>('select * from dokumente.zu_pruefcode($1)', [code]);
