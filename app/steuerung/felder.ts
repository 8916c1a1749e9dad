import { type LocalDate, parseLocalDate } from '@rathausverbund/fristen';
import { type Ablehnung, ablehnen } from '../base/index.ts';

// The forms of the Steuerung, as their actions read them.

/** What a form says, as it was typed. */
export type Felder = Readonly<Record<string, string>>;
/** Without the space around it. */
export const feld = (f: Felder, name: string): string => (f[name] ?? '').trim();
/** A refusal that says beside which field it belongs. */
export const falsch = (grund: string, name: string, angaben: Record<string, string> = {}): Ablehnung =>
  ablehnen(grund, { ...angaben, feld: name });

/** "27.11.2026" or "2026-11-27" */
export function liesTag(text: string): LocalDate | undefined {
  const m = /^(\d{1,2})\.(\d{1,2})\.(\d{4})$/.exec(text.trim());
  return parseLocalDate(m ? `${m[3]}-${m[2]?.padStart(2, '0')}-${m[1]?.padStart(2, '0')}` : text.trim());
}
