import { createHash } from 'node:crypto';
import { type Ablehnung, ablehnen } from '../base/index.ts';

// The forms of the Steuerung, as their actions read them.

/** What a form says, as it was typed. */
export type Felder = Readonly<Record<string, string>>;
/** Without the space around it. */
export const feld = (f: Felder, name: string): string => (f[name] ?? '').trim();
/** A refusal that says beside which field it belongs. */
export const falsch = (grund: string, name: string, angaben: Record<string, string> = {}): Ablehnung =>
  ablehnen(grund, { ...angaben, feld: name });

/** What a page was filled in from: another one means that somebody has changed it since. */
export const abdruckOf = (was: unknown): string =>
  createHash('sha256')
    .update(JSON.stringify(was ?? null))
    .digest('hex')
    .slice(0, 16);
